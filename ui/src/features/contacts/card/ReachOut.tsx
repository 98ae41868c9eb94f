import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { Confirm } from "@/design/Dialog";
import { toastError } from "@/design/problem";
import { fill } from "@/format/text";
import { type Contact, openExternal, readOptions } from "@/ipc";
import type { ChildKey } from "../fields";
import { against, channelOf, objectionText, type RowChannel } from "../objections";
import { reachStrings as t } from "../reachStrings";
import styles from "./ReachOut.module.css";

type Row = { id: string; value: string };
type ReachOut = (field: ChildKey, row: Row, url: string) => Promise<void>;
type Question = { url: string; channel: RowChannel; reasons: string[] };

const Context = createContext<ReachOut>(async (_field, _row, url) => openExternal(url));

/** Opens what a row leads to; whoever does not want to be reached that way is asked about first. */
export const useReachOut = () => useContext(Context);

/** Stands around a card and asks before somebody is reached in a way that they do not want. */
export function ReachOutProvider({ contact, children }: { contact: Contact; children: ReactNode }) {
  const client = useQueryClient();
  const [question, setQuestion] = useState<Question | null>(null);
  const { id } = contact;
  const reachOut = useCallback<ReachOut>(
    async (field, row, url) => {
      const channel = channelOf(field);
      try {
        if (channel) {
          // Asked for at the last moment: a card that has been open since yesterday may not know yet.
          const { rows } = await client.fetchQuery({
            ...readOptions("contacts_reach", { id, purpose: null }),
            staleTime: 0,
          });
          const objections = against(rows, `${field}/${row.id}`, channel);
          if (objections.length > 0) {
            const reasons = objections.map((objection) => objectionText(objection, channel));
            setQuestion({ url, channel, reasons });
            return;
          }
        }
        await openExternal(url);
      } catch (thrown) {
        toastError(thrown);
      }
    },
    [client, id],
  );
  const value = useMemo(() => reachOut, [reachOut]);
  return (
    <Context.Provider value={value}>
      {children}
      {question ? (
        <Confirm
          open
          danger
          title={fill(t.askTitle[question.channel], { name: contact.display })}
          text={
            <div data-testid="reach-question">
              <p>{t.askText}</p>
              <ul className={styles.reasons}>
                {question.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </div>
          }
          action={t.askGo[question.channel]}
          onClose={() => setQuestion(null)}
          onConfirm={() => {
            setQuestion(null);
            void openExternal(question.url).catch(toastError);
          }}
        />
      ) : null}
    </Context.Provider>
  );
}
