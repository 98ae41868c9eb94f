import { type ChangeEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { AreaField, TextField } from "@/design/Field";
import { type CheckedAs, TypedCheck } from "@/design/TypedCheck";
import type { CommandError } from "@/ipc";

type Props = {
  label: string;
  value: string;
  hint?: ReactNode;
  /** Words that are offered; any other is one too. */
  offered?: readonly string[];
  onTyped?: (text: string) => void;
  onSave: (text: string) => Promise<void>;
  /** Held against what it is for while it is typed. */
  check?: CheckedAs | undefined;
  /** Text with line breaks: Enter makes one. */
  lines?: boolean;
  testId: string;
};

/** A field that saves when it is left, or on Enter; Escape takes back. What was refused stays, with the reason. */
export function SavedField({ label, value, hint, offered = [], onTyped, onSave, check, lines = false, testId }: Props) {
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<CommandError | null>(null);
  useEffect(() => setError(null), [value]);

  async function save() {
    if (typed === null || typed === value) {
      setTyped(null);
      return;
    }
    try {
      await onSave(typed);
      setTyped(null);
      setError(null);
    } catch (thrown) {
      setError(thrown as CommandError);
    }
  }
  const shared = {
    label,
    value: typed ?? value,
    ...(hint === undefined ? {} : { hint }),
    ...(error ? { error: error.message } : {}),
    "data-testid": testId,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setTyped(event.target.value);
      onTyped?.(event.target.value);
    },
    onBlur: () => void save(),
    onKeyDown: (event: KeyboardEvent) => {
      const saves = !lines || event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && saves && !event.nativeEvent.isComposing) void save();
      if (event.key === "Escape") {
        setTyped(null);
        setError(null);
      }
    },
  };
  if (lines) return <AreaField {...shared} />;
  return (
    <div>
      <TextField {...shared} {...(offered.length > 0 ? { list } : {})} />
      {check && typed !== null ? <TypedCheck as={check} text={typed} onUse={setTyped} /> : null}
      {offered.length > 0 ? (
        <datalist id={list}>
          {offered.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}
