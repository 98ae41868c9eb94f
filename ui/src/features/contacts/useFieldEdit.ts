import { useCallback, useEffect, useRef, useState } from "react";
import { type CommandError, type Conflict, call, type Contact, type Edit } from "@/ipc";
import type { CardEditing } from "./editing";

export type FieldState =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "failed"; error: CommandError }
  | { kind: "conflict"; conflict: Conflict };

export type FieldEdit = {
  text: string;
  dirty: boolean;
  state: FieldState;
  onChange: (text: string) => void;
  /** Saves what was typed, if it differs. */
  save: (typed?: string) => Promise<void>;
  /** Forgets what was typed. */
  cancel: () => void;
  keepMine: () => Promise<void>;
  takeTheirs: () => void;
  /** Text of an earlier session that never was saved. */
  draft: { value: string; at: number } | null;
  restoreDraft: () => void;
  dropDraft: () => void;
};

const DRAFT_AFTER = 300;
const IDLE: FieldState = { kind: "idle" };

/**
 * One field being typed in. What is typed stays in the field until it is saved or given up: an answer from elsewhere
 * never replaces it, and an edit is based on the contact as it was at the first key.
 */
export function useFieldEdit(
  contact: Contact,
  path: string,
  value: string,
  toEdit: (text: string) => Edit | null,
  editing: CardEditing,
): FieldEdit {
  const [typed, setTyped] = useState<string | null>(null);
  const [state, setState] = useState<FieldState>(IDLE);
  const base = useRef(contact.seq);
  const again = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ contact, value, typed, state, toEdit, editing });
  latest.current = { contact, value, typed, state, toEdit, editing };

  const settle = useCallback(() => {
    clearTimeout(timer.current);
    latest.current.typed = null;
    setTyped(null);
    setState(IDLE);
  }, []);

  const dropDraft = useCallback(() => {
    clearTimeout(timer.current);
    latest.current.editing.dropDraft(path);
  }, [path]);

  const send = useCallback(
    async (text: string, from: number) => {
      const now = latest.current;
      const edit = now.toEdit(text);
      if (!edit || text === now.value) {
        if (now.typed !== null) dropDraft();
        settle();
        return;
      }
      latest.current.state = { kind: "saving" };
      setState({ kind: "saving" });
      try {
        await now.editing.save([edit], from);
        dropDraft();
        // Keys that came while saving belong to the next edit.
        const later = latest.current.typed;
        if (later === text || later === null) settle();
        else {
          latest.current.state = IDLE;
          setState(IDLE);
          base.current = latest.current.contact.seq;
          if (again.current) void send(later, base.current);
        }
      } catch (thrown) {
        const error = thrown as CommandError;
        const conflict =
          error.code === "conflict"
            ? (error.wire.conflicts.find((other) => other.path === edit.path) ?? error.wire.conflicts[0])
            : undefined;
        setState(conflict ? { kind: "conflict", conflict } : { kind: "failed", error });
      }
    },
    [dropDraft, settle],
  );

  const save = useCallback(
    async (given?: string) => {
      const { typed: text, state: at } = latest.current;
      const wanted = given ?? text;
      again.current = at.kind === "saving";
      if (wanted === null || at.kind === "saving" || at.kind === "conflict") return;
      if (given !== undefined && text === null) base.current = latest.current.contact.seq;
      await send(wanted, base.current);
    },
    [send],
  );

  const onChange = useCallback(
    (text: string) => {
      if (latest.current.typed === null) base.current = latest.current.contact.seq;
      latest.current.typed = text;
      setTyped(text);
      setState((known) => (known.kind === "failed" ? IDLE : known));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current.editing.saveDraft(path, text), DRAFT_AFTER);
    },
    [path],
  );

  // Leaving the card is leaving the field.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      const { typed: text, value: known, state: at, toEdit: build, editing: card } = latest.current;
      if (text === null || text === known || at.kind === "saving") return;
      const edit = build(text);
      if (edit && at.kind === "idle")
        void card.save([edit], base.current).then(
          () => card.dropDraft(path),
          () => card.saveDraft(path, text),
        );
      else card.saveDraft(path, text);
    },
    [path],
  );

  const keepMine = useCallback(async () => {
    const text = latest.current.typed ?? latest.current.value;
    const fresh = await call("contacts_get", { id: latest.current.contact.id });
    base.current = fresh.seq;
    await send(text, fresh.seq);
  }, [send]);

  const cancel = useCallback(() => {
    if (latest.current.typed !== null) dropDraft();
    settle();
  }, [dropDraft, settle]);

  const takeTheirs = useCallback(() => {
    cancel();
    latest.current.editing.refresh();
  }, [cancel]);

  const kept = editing.draftOf(path);
  const draft = typed === null && kept && kept.value !== value ? { value: kept.value, at: kept.at } : null;
  const restoreDraft = useCallback(() => {
    const text = latest.current.editing.draftOf(path)?.value;
    if (text !== undefined) onChange(text);
  }, [path, onChange]);

  return {
    text: typed ?? value,
    dirty: typed !== null && typed !== value,
    state,
    onChange,
    save,
    cancel,
    keepMine,
    takeTheirs,
    draft,
    restoreDraft,
    dropDraft,
  };
}
