import { useQueryClient } from "@tanstack/react-query";
import { Lightbulb } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/design/Button";
import { Keys } from "@/design/Keys";
import { toastError } from "@/design/problem";
import { fill } from "@/format/text";
import { type Looks, readOptions, useRead, useWrite } from "@/ipc";
import { COMBOS } from "../combos";
import { appStrings } from "../strings";
import styles from "./Hints.module.css";

const t = appStrings.hint;
/** What is ringed on the screen meanwhile has the same name as its `data-hint-target`. */
const HINTS = [
  { target: "search", title: t.find, text: t.findText, combo: "/" },
  { target: "palette", title: t.palette, text: t.paletteText, combo: COMBOS.palette[0] },
  { target: "history", title: t.undo, text: t.undoText, combo: COMBOS.undo[0] },
] as const;

/** Three hints on the first run, in a strip of their own: they cover nothing and wait for nobody. */
export function Hints({ again, onEnd }: { again: boolean; onEnd: () => void }) {
  const seen = useRead("looks_get", {}).data?.hints_seen ?? true;
  return seen && !again ? null : <Strip onEnd={onEnd} />;
}

function Strip({ onEnd }: { onEnd: () => void }) {
  const client = useQueryClient();
  const { mutate } = useWrite("looks_set");
  const [at, setAt] = useState(0);
  const hint = HINTS[at] ?? HINTS[0];
  const last = at === HINTS.length - 1;
  useEffect(() => {
    document.documentElement.dataset["hint"] = hint.target;
    return () => {
      delete document.documentElement.dataset["hint"];
    };
  }, [hint.target]);

  function end() {
    onEnd();
    const { queryKey } = readOptions("looks_get", {});
    client.setQueryData<Looks>(queryKey, (known) => known && { ...known, hints_seen: true });
    mutate({ columns: null, hints_seen: true }, { onError: toastError });
  }
  return (
    <section className={styles.hints} aria-label={t.title} data-testid="hints">
      <Lightbulb aria-hidden="true" />
      <p className={styles.words} role="status">
        <strong className={styles.title}>
          {hint.title} <Keys combo={hint.combo} />
        </strong>
        <span>{hint.text}</span>
      </p>
      <div className={styles.tools}>
        <span className={styles.at}>{fill(t.at, { at: String(at + 1), of: String(HINTS.length) })}</span>
        {last ? null : (
          <Button small look="quiet" onClick={end} data-testid="hints-end">
            {t.enough}
          </Button>
        )}
        <Button small look="primary" onClick={() => (last ? end() : setAt(at + 1))} data-testid="hints-next">
          {last ? t.done : t.next}
        </Button>
      </div>
    </section>
  );
}
