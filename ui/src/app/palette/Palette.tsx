import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, SpellCheck, Terminal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Avatar } from "@/design/Avatar";
import { Highlight } from "@/design/Highlight";
import { Keys } from "@/design/Keys";
import { useListbox } from "@/design/useListbox";
import { groupOf, MatchedValue } from "@/features/contacts/FoundIn";
import { type SearchHit, useRead } from "@/ipc";
import type { Action } from "../actions";
import { appStrings } from "../strings";
import styles from "./Palette.module.css";
import { offers, parse } from "./parse";
import { useAtHand } from "./useAtHand";

const t = appStrings.palette;
const PLACES = [
  { to: "/", label: appStrings.contacts },
  { to: "/companies", label: appStrings.companies },
  { to: "/trash", label: appStrings.trash },
  { to: "/history", label: appStrings.history },
  { to: "/accounts", label: appStrings.sync },
  { to: "/conflicts", label: appStrings.decisions },
  { to: "/settings", label: appStrings.settings },
  { to: "/settings/labels", label: appStrings.labels },
] as const;

export type Choice = {
  key: string;
  group: string;
  icon: ReactNode;
  label: ReactNode;
  detail?: ReactNode;
  keys?: string | undefined;
  /** The palette stays open. */
  stays?: boolean;
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

  const choices: Choice[] = useAtHand(asked.kind === "people" && asked.text === "");
  if (people) {
    for (const hit of found.data?.hits ?? []) {
      choices.push({
        key: hit.id,
        group: groupOf(hit),
        icon: <Avatar name={hit.display} />,
        label: <Highlight text={hit.display} ranges={hit.highlights.display} />,
        detail: detailOf(hit),
        run: () => void go({ to: "/", search: { id: hit.id } }),
      });
    }
    const other = found.data?.did_you_mean;
    if (other)
      choices.push({
        key: "did you mean",
        group: t.didYouMean,
        icon: <SpellCheck />,
        label: other.query,
        stays: true,
        run: () => setText(other.query),
      });
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
      keys: action.combos?.[0],
      run: () => action.run(path),
    });
  }

  const pick = (at: number) => {
    const chosen = choices[at];
    if (!chosen) return;
    if (!chosen.stays) onClose();
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
        // With what is offered, and not a frame later: who knows where they go types at once.
        autoFocus
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
        {groupsOf(choices).map(({ group, from, to }) => (
          <div key={group} role="group" aria-label={group}>
            <p className={styles.group} aria-hidden="true">
              {group}
            </p>
            {choices.slice(from, to).map((choice, step) => (
              <div
                key={choice.key}
                className={styles.option}
                data-testid="palette-option"
                {...listbox.option(from + step)}
              >
                {choice.icon}
                <span className={styles.label}>{choice.label}</span>
                <span className={styles.detail}>{choice.detail}</span>
                {choice.keys ? <Keys combo={choice.keys} /> : null}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className={styles.hint} role="status">
        {choices.length === 0 && !found.isFetching ? t.nothing : t.hint}
      </p>
    </>
  );
}

/** Who it is beside the name: what matched where that says it, else company and address. */
function detailOf(hit: SearchHit): ReactNode {
  if (hit.snippet || hit.matched === "place" || hit.matched === "tag") return <MatchedValue hit={hit} />;
  return [hit.company, hit.matched === "phone" ? hit.phone : hit.email || hit.phone].filter(Boolean).join(" · ");
}

/** Stretches of choices of one group. */
function groupsOf(choices: readonly Choice[]): { group: string; from: number; to: number }[] {
  const groups: { group: string; from: number; to: number }[] = [];
  for (const [at, { group }] of choices.entries()) {
    const last = groups.at(-1);
    if (last?.group === group) last.to = at + 1;
    else groups.push({ group, from: at, to: at + 1 });
  }
  return groups;
}
