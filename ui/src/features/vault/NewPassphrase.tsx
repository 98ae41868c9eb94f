import { TextField } from "@/design/Field";
import { fill } from "@/format/text";
import { passphraseProblem, strength } from "./passphrase";
import { vaultStrings as t } from "./strings";
import styles from "./vault.module.css";

type Props = {
  first: string;
  again: string;
  onFirst: (text: string) => void;
  onAgain: (text: string) => void;
  tried: boolean;
};

/** A new passphrase, typed twice, with a hint how strong it is. */
export function NewPassphrase({ first, again, onFirst, onAgain, tried }: Props) {
  const problem = passphraseProblem(first, again);
  const level = strength(first);
  return (
    <>
      <TextField
        label={t.passphrase}
        type="password"
        autoComplete="new-password"
        value={first}
        onChange={(event) => onFirst(event.target.value)}
        data-testid="vault-passphrase"
        error={tried && problem === "short" ? t.passphraseShort : undefined}
        hint={
          first === "" ? (
            t.passphraseHint
          ) : (
            <span className={styles.strength}>
              <meter
                min={0}
                max={4}
                low={2}
                high={3}
                optimum={4}
                value={level}
                aria-label={fill(t.strength, { strength: t.strengths[level] ?? "" })}
              />
              {t.strengths[level]}
            </span>
          )
        }
      />
      <TextField
        label={t.passphraseRepeat}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={(event) => onAgain(event.target.value)}
        data-testid="vault-passphrase-repeat"
        error={tried && problem === "differs" ? t.passphraseDiffers : undefined}
      />
    </>
  );
}
