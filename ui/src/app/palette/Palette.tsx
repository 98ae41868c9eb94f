import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, Terminal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Avatar } from "@/design/Avatar";
import { Highlight } from "@/design/Highlight";
import { Keys } from "@/design/Keys";
import { useListbox } from "@/design/useListbox";
import { useRead } from "@/ipc";
import type { Action } from "../actions";
import { appStrings } from "../strings";
import styles from "./Palette.module.css";
import { offers, parse } from "./parse";

const t = appStrings.palette;
const PLACES = [
  { to: "/", label: appStrings.contacts },
  { to: "/trash", label: appStrings.trash },
  { to: "/history", label: appStrings.history },
  { to: "/settings", label: appStrings.settings },
] as const;

type Choice = {
  key: string;
  group: string;
  icon: ReactNode;
  label: ReactNode;
  detail?: string;
  keys?: string | undefined;
  run: () => void;
};

/** One box for people, places and commands. */
export function Palette({
  open,
  actions,
  onClose,
}: {
  open: boolean;
  actions: readonly Action[];
  onClose: () => void;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} data-testid="palette">
          <Dialog.Title className="off-screen">{t.title}</Dialog.Title>
          <Box actions={actions} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Box({ actions, onClose }: { actions: readonly Action[]; onClose: () => void }) {
  const go = useNavigate();
  const [text, setText] = useState("");
  const asked = parse(text);
  const people = asked.kind === "people" && asked.text !== "";
  const found = useRead("contacts_search", { query: asked.text, limit: 8 }, { enabled: people, keepPrevious: true });

  const choices: Choice[] = [];
  if (people) {
    for (const hit of found.data?.hits ?? []) {
      choices.push({
        key: hit.id,
        group: t.people,
        icon: <Avatar name={hit.display} />,
        label: <Highlight text={hit.display} ranges={hit.highlights.display} />,
        detail: [hit.company, hit.email || hit.phone].filter(Boolean).join(" · "),
        run: () => void go({ to: "/", search: { id: hit.id } }),
      });
    }
  }
  if (asked.kind === "people") {
    for (const { to, label } of PLACES) {
      if (label.toLocaleLowerCase().startsWith(asked.text.toLocaleLowerCase()))
        choices.push({ key: to, group: t.go, icon: <ArrowRight />, label, run: () => void go({ to }) });
    }
  }
  for (const { action, path } of offers(actions, asked.text)) {
    const label = path === undefined ? action.label : (action.withPath?.(path) ?? action.label);
    choices.push({
      key: action.id,
      group: t.actions,
      icon: <Terminal />,
      label,
      keys: action.keys,
      run: () => action.run(path),
    });
  }

  const pick = (at: number) => {
    const chosen = choices[at];
    if (!chosen) return;
    onClose();
    chosen.run();
  };
  const listbox = useListbox(choices.length, pick, true, t.list, 0);
  return (
    <>
      <input
        className={styles.input}
        value={text}
        aria-label={t.title}
        placeholder={t.placeholder}
        autoComplete="off"
        spellCheck={false}
        data-testid="palette-input"
        {...listbox.input}
        onChange={(event) => {
          setText(event.target.value);
          listbox.setActive(0);
        }}
        onKeyDown={(event) => listbox.onKey(event)}
      />
      <div className={styles.list} {...listbox.list}>
        {choices.map((choice, at) => (
          <div
            key={`${choice.group} ${choice.key}`}
            className={styles.option}
            data-testid="palette-option"
            {...listbox.option(at)}
          >
            {choice.icon}
            <span className={styles.label}>{choice.label}</span>
            <span className={styles.detail}>
              {choice.detail ?? (choices[at - 1]?.group === choice.group ? "" : choice.group)}
            </span>
            {choice.keys ? <Keys combo={choice.keys} /> : null}
          </div>
        ))}
      </div>
      <p className={styles.hint} role="status">
        {choices.length === 0 && !found.isFetching ? t.nothing : t.hint}
      </p>
    </>
  );
}
