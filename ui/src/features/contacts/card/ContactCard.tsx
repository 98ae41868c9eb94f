import {
  Archive,
  ArchiveRestore,
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  Ellipsis,
  RotateCcw,
  Star,
  Trash2,
  X,
} from "lucide-react";
import { type ComponentType, useEffect, useRef } from "react";
import { Button, IconButton } from "@/design/Button";
import { Menu, type MenuItem } from "@/design/Menu";
import { ErrorNotice, Notice } from "@/design/Notice";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { useSecondPicture } from "@/design/useSecondPicture";
import { Waiting } from "@/design/Waiting";
import { toastError } from "@/design/problem";
import { type Contact, type Edit, useRead } from "@/ipc";
import { useFavourite, useNoteRecent } from "../atHand";
import { useCardEditing } from "../editing";
import { contactStrings as t } from "../strings";
import { useTrash } from "../useTrash";
import styles from "./ContactCard.module.css";
import { Lists } from "./Lists";
import { Pane } from "./Pane";
import { PeopleAround } from "./PeopleAround";
import { Photo } from "./Photo";
import { Properties } from "./Properties";
import { ReachOutProvider } from "./ReachOut";
import { Relations } from "./Relations";
import { Timeline } from "./Timeline";

export type CardProps = {
  id: string;
  /** Alone on the screen: closing goes back to the list. */
  alone: boolean;
  /** Brings the focus to the card's heading when it changes. */
  focusToken: number;
  onClose: () => void;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  onUndo: (batch: string) => void;
  onTrash: (contact: Contact) => void;
  onRestore: (contact: Contact) => void;
  /** What else can be done with the contact. */
  tools: (contact: Contact) => readonly MenuItem[];
  /** The contact's files. */
  files: ComponentType<CardFilesProps>;
};

export type CardFilesProps = {
  contact: Contact;
  onEdit: (edit: Edit) => void;
  onUndo: (batch: string) => void;
};

/** One contact: properties, timeline, relations. */
export function ContactCard(props: CardProps) {
  const { id } = props;
  const contact = useRead("contacts_get", { id }, { keepPrevious: true });
  const shown = contact.data;
  return (
    <article className={styles.card} aria-label={t.card} data-testid="card" data-id={id}>
      {contact.error ? (
        <div className={styles.problem}>
          <ErrorNotice error={contact.error} onRetry={() => void contact.refetch()} />
          <Button onClick={props.onClose}>{t.back}</Button>
        </div>
      ) : null}
      {contact.isPending ? <Waiting label={t.cardLoading} shape="card" /> : null}
      {shown && !contact.error ? <Loaded key={shown.id} contact={shown} {...props} /> : null}
    </article>
  );
}

function Loaded({ contact, ...props }: CardProps & { contact: Contact }) {
  const editing = useCardEditing(contact.id, props.onUndo);
  const heading = useRef<HTMLHeadingElement>(null);
  const { focusToken } = props;
  useEffect(() => {
    if (focusToken > 0) heading.current?.focus();
  }, [focusToken]);
  useShortcuts(t.fieldKeys, [
    { combos: ["enter"], label: t.key.save },
    { combos: ["mod+enter"], label: t.key.saveNotes },
    { combos: ["escape"], label: t.key.giveUp },
  ]);
  useNoteRecent(contact.id);
  const { favourite, toggle } = useFavourite(contact.id);
  useShortcuts(t.cardKeys, [{ combos: ["s"], label: t.key.favourite, run: toggle }]);
  const trashed = contact.state === "trashed";
  const archived = contact.state === "archived";
  const { archive, unarchive } = useTrash(props.onUndo);
  const bringBack = () => void unarchive([contact.id], contact.display);
  const roles = [contact.title, contact.company].filter(Boolean).join(" · ");
  // Who it is comes first, then what stands beside it.
  const settled = useSecondPicture();
  return (
    <>
      <header className={styles.header}>
        {props.alone ? (
          <IconButton label={t.back} icon={<ArrowLeft />} onClick={props.onClose} data-testid="card-close" />
        ) : null}
        <Photo contact={contact} />
        <div className={styles.title}>
          <h2 ref={heading} tabIndex={-1} className={styles.name} data-testid="card-name">
            {contact.display || t.unnamed}
          </h2>
          {roles ? <p className={styles.roles}>{roles}</p> : null}
        </div>
        <div className={styles.tools}>
          <IconButton
            label={favourite ? t.favouriteRemove : t.favouriteAdd}
            keys="s"
            icon={<Star />}
            className={favourite ? (styles.favourite ?? "") : ""}
            aria-pressed={favourite}
            onClick={toggle}
            data-testid="card-favourite"
          />
          <IconButton
            label={t.previous}
            keys="mod+arrowup"
            icon={<ChevronUp />}
            disabled={!props.onPrevious}
            onClick={() => props.onPrevious?.()}
          />
          <IconButton
            label={t.next}
            keys="mod+arrowdown"
            icon={<ChevronDown />}
            disabled={!props.onNext}
            onClick={() => props.onNext?.()}
          />
          <Menu
            trigger={<IconButton label={t.actions} icon={<Ellipsis />} data-testid="card-actions" />}
            items={[
              ...props.tools(contact),
              ...(trashed
                ? []
                : archived
                  ? [{ key: "unarchive", label: t.unarchive, icon: <ArchiveRestore />, run: bringBack }]
                  : [
                      {
                        key: "archive",
                        label: t.archive,
                        icon: <Archive />,
                        run: () => void archive([contact.id], contact.display),
                      },
                    ]),
              trashed
                ? { key: "restore", label: t.restore, icon: <RotateCcw />, run: () => props.onRestore(contact) }
                : { key: "trash", label: t.trash, icon: <Trash2 />, danger: true, run: () => props.onTrash(contact) },
            ]}
          />
          {props.alone ? null : (
            <IconButton label={t.close} keys="escape" icon={<X />} onClick={props.onClose} data-testid="card-close" />
          )}
        </div>
      </header>
      <ReachOutProvider contact={contact}>
        <div className={styles.scroll} tabIndex={-1}>
          {trashed ? (
            <Notice
              tone="warning"
              title={t.inTrash}
              actions={
                <Button small icon={<RotateCcw />} onClick={() => props.onRestore(contact)}>
                  {t.restore}
                </Button>
              }
            />
          ) : null}
          {archived ? (
            <Notice
              title={t.inArchive}
              actions={
                <Button small icon={<ArchiveRestore />} onClick={bringBack} data-testid="card-unarchive">
                  {t.unarchive}
                </Button>
              }
            />
          ) : null}
          <div className={styles.panes}>
            <div className={styles.pane}>
              <Properties contact={contact} editing={editing} settled={settled} />
            </div>
            <div className={styles.pane}>
              {settled ? <Timeline contact={contact} editing={editing} onUndo={props.onUndo} /> : null}
            </div>
            <div className={styles.pane}>
              {settled ? (
                <div className={styles.stacked}>
                  <Pane label={t.fields.attachments}>
                    <props.files
                      contact={contact}
                      onEdit={(edit) => void editing.save([edit], contact.seq).catch(toastError)}
                      onUndo={props.onUndo}
                    />
                  </Pane>
                  <Lists contact={contact} onUndo={props.onUndo} />
                  <PeopleAround contact={contact} onUndo={props.onUndo} />
                  <Relations contact={contact} editing={editing} onUndo={props.onUndo} />
                </div>
              ) : null}
            </div>
          </div>
        </div>
      </ReachOutProvider>
    </>
  );
}
