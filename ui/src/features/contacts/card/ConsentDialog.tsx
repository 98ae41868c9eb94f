import { type FormEvent, useState } from "react";
import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField, TextField } from "@/design/Field";
import { ErrorNotice } from "@/design/Notice";
import { toast } from "@/design/toasts";
import { type Channel, type ConsentState, type Contact, type LegalBasis, useWrite } from "@/ipc";
import { reachStrings as t } from "../reachStrings";
import styles from "./Wishes.module.css";

const STATES = Object.keys(t.consentStates) as ConsentState[];
const BASES = Object.keys(t.bases) as LegalBasis[];
const CHANNELS = Object.keys(t.channel) as Channel[];

type Props = { contact: Contact; open: boolean; onClose: () => void };

/** Notes that somebody agreed, declined, or changed their mind. */
export function ConsentDialog({ contact, open, onClose }: Props) {
  return (
    <Dialog title={t.consentTitle} open={open} onClose={onClose} testId="consent-dialog">
      {open ? <ConsentForm contact={contact} onClose={onClose} /> : null}
    </Dialog>
  );
}

/** The day that it is here. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function ConsentForm({ contact, onClose }: Omit<Props, "open">) {
  const write = useWrite("consents_record");
  const [purpose, setPurpose] = useState(contact.consents[0]?.purpose ?? "");
  const [state, setState] = useState<ConsentState>("given");
  const [basis, setBasis] = useState<LegalBasis>("consent");
  const [channel, setChannel] = useState<Channel | "">("");
  const [day, setDay] = useState(today);
  const [how, setHow] = useState("");
  const [evidence, setEvidence] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    const entry = { purpose, state, basis, channel: channel || null, day: day.trim() || null, how, evidence };
    write.mutate(
      { ids: [contact.id], ...entry },
      {
        onSuccess: () => {
          toast(t.consentSaved);
          onClose();
        },
      },
    );
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t.consentPurpose}
        hint={t.consentPurposeHint}
        value={purpose}
        autoFocus
        onChange={(event) => setPurpose(event.target.value)}
        data-testid="consent-purpose"
      />
      <SelectField
        label={t.consentState}
        value={state}
        onChange={(event) => setState(event.target.value as ConsentState)}
        data-testid="consent-state"
      >
        {STATES.map((word) => (
          <option key={word} value={word}>
            {t.consentStates[word]}
          </option>
        ))}
      </SelectField>
      <div className={styles.pair}>
        <SelectField
          label={t.consentBasis}
          value={basis}
          onChange={(event) => setBasis(event.target.value as LegalBasis)}
        >
          {BASES.map((word) => (
            <option key={word} value={word}>
              {t.bases[word]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t.consentChannel}
          value={channel}
          onChange={(event) => setChannel(event.target.value as Channel | "")}
        >
          <option value="">{t.consentAllChannels}</option>
          {CHANNELS.map((word) => (
            <option key={word} value={word}>
              {t.channel[word]}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField label={t.consentDay} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      <TextField
        label={t.consentHow}
        hint={t.consentHowHint}
        value={how}
        onChange={(event) => setHow(event.target.value)}
        data-testid="consent-how"
      />
      <TextField label={t.consentEvidence} value={evidence} onChange={(event) => setEvidence(event.target.value)} />
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Button type="submit" look="primary" busy={write.isPending} data-testid="consent-save">
        {t.consentSave}
      </Button>
    </form>
  );
}
