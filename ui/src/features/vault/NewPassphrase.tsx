import { type ComponentProps, useState } from "react";
import { TextField } from "@/design/Field";
import { fill } from "@/format/text";
import { type PassphraseProblem, passphraseProblem, strength } from "./passphrase";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

type Typed = { first: string; again: string; tried: boolean };
type Fields = { typed: Typed; problem: PassphraseProblem; onType: (change: Partial<Typed>) => void };
const NOTHING: Typed = { first: "", again: "", tried: false };

/** A new passphrase while it is typed. `take` gives it, or null when it cannot be taken; the fields then say why. */
export function useNewPassphrase() {
  const [typed, setTyped] = useState(NOTHING);
  const problem = passphraseProblem(typed.first, typed.again);
  const onType = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const fields: Fields = { typed, problem: typed.tried ? problem : null, onType };
  const take = () => {
    onType({ tried: true });
    return problem ? null : typed.first;
  };
  return { fields, take, clear: () => setTyped(NOTHING) };
}

/** A new passphrase, typed twice, with a hint how strong it is. */
export function NewPassphrase({ typed, problem, onType }: Fields) {
  return (
    <>
      <Hidden
        label={t.passphrase}
        value={typed.first}
        onChange={(event) => onType({ first: event.target.value })}
        data-testid="vault-passphrase"
        error={problem === "short" ? t.passphraseShort : undefined}
        hint={typed.first === "" ? t.passphraseHint : <Strength level={strength(typed.first)} />}
      />
      <Hidden
        label={t.passphraseRepeat}
        value={typed.again}
        onChange={(event) => onType({ again: event.target.value })}
        data-testid="vault-passphrase-repeat"
        error={problem === "differs" ? t.passphraseDiffers : undefined}
      />
    </>
  );
}

function Hidden(props: ComponentProps<typeof TextField>) {
  return <TextField type="password" autoComplete="new-password" {...props} />;
}

function Strength({ level }: { level: number }) {
  const word = t.strengths[level] ?? "";
  return (
    <span className={styles.strength}>
      <meter
        min={0}
        max={4}
        low={2}
        high={3}
        optimum={4}
        value={level}
        aria-label={fill(t.strength, { strength: word })}
      />
      {word}
    </span>
  );
}
