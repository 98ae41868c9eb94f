import { useState } from "react";
import { Button } from "@/design/Button";
import { toastError } from "@/design/problem";
import type { Channel, Contact, Edit, Frequency } from "@/ipc";
import type { CardEditing } from "../editing";
import { reachStrings as t } from "../reachStrings";
import { Consents } from "./Consents";
import { ScalarField } from "./ScalarField";
import styles from "./Wishes.module.css";

const REFUSABLE = ["call", "email", "text"] as const;
const CHANNELS: readonly Channel[] = ["call", "email", "text", "message", "post", "visit"];
const FREQUENCIES = Object.keys(t.frequencies) as Frequency[];

type Props = { contact: Contact; editing: CardEditing };

/** Whether anything is known about how somebody wants to be reached. */
function isTold({ preferences, consents }: Contact): boolean {
  const { channels, best_times, frequency, topics, do_not_call, do_not_email, do_not_text } = preferences;
  return (
    consents.length > 0 ||
    channels.length > 0 ||
    frequency !== null ||
    [best_times, topics].some(Boolean) ||
    do_not_call ||
    do_not_email ||
    do_not_text
  );
}

/** How somebody wants to be reached, and what they agreed to. Out of the way until something is known or asked for. */
export function Wishes({ contact, editing }: Props) {
  const [wanted, setWanted] = useState(false);
  if (!wanted && !isTold(contact))
    return (
      <div>
        <Button small look="quiet" onClick={() => setWanted(true)} data-testid="wishes-show">
          {t.preferencesShow}
        </Button>
      </div>
    );
  const { preferences } = contact;
  const save = (edit: Edit) => void editing.save([edit], contact.seq).catch(toastError);
  const liked = (channel: Channel) => preferences.channels.includes(channel);
  const others = (channel: Channel) => preferences.channels.filter((known) => known !== channel);
  return (
    <div className={styles.wishes} data-testid="wishes">
      <h3>{t.preferences}</h3>
      <fieldset className={styles.set}>
        <legend className={styles.legend}>{t.doNot}</legend>
        {REFUSABLE.map((channel) => {
          const key = `do_not_${channel}` as const;
          return (
            <label key={channel} className={styles.check}>
              <input
                type="checkbox"
                checked={preferences[key]}
                onChange={(event) => save({ path: key, set: event.target.checked })}
                data-testid={key}
              />
              {t.doNotChannel[channel]}
            </label>
          );
        })}
      </fieldset>
      <fieldset className={styles.set}>
        <legend className={styles.legend}>{t.prefers}</legend>
        {CHANNELS.map((channel) => (
          <button
            key={channel}
            type="button"
            className={styles.toggle}
            aria-pressed={liked(channel)}
            onClick={() =>
              save({ path: "channels", set: liked(channel) ? others(channel) : [...preferences.channels, channel] })
            }
            data-testid={`prefers-${channel}`}
          >
            {t.channel[channel]}
          </button>
        ))}
      </fieldset>
      <label className={styles.often}>
        <span className={styles.legend}>{t.frequency}</span>
        <select
          value={preferences.frequency ?? ""}
          onChange={(event) => save({ path: "frequency", set: event.target.value })}
          data-testid="field-frequency"
        >
          <option value="">{t.frequencyAny}</option>
          {FREQUENCIES.map((often) => (
            <option key={often} value={often}>
              {t.frequencies[often]}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.texts}>
        <ScalarField contact={contact} field="best_times" editing={editing} />
        <ScalarField contact={contact} field="topics" editing={editing} />
      </div>
      <Consents contact={contact} />
    </div>
  );
}
