import {
  Ban,
  Check,
  Copy,
  Ellipsis,
  ExternalLink,
  Lock,
  LockOpen,
  Mail,
  MailQuestionMark,
  Phone,
  Star,
  Trash2,
} from "lucide-react";
import { IconButton } from "@/design/Button";
import { Menu } from "@/design/Menu";
import { toastError } from "@/design/problem";
import { toast, toastProblem } from "@/design/toasts";
import { fill } from "@/format/text";
import { type Contact, copyText, type Edit, type EmailStatus } from "@/ipc";
import type { CardEditing } from "../editing";
import type { ChildKey } from "../fields";
import type { RowChannel } from "../objections";
import { primaryEdit, removeEdit, statusEdit } from "../patch";
import { externalUrl } from "../reach";
import { reachStrings as reach } from "../reachStrings";
import { contactStrings as t } from "../strings";
import styles from "./Collection.module.css";
import { useReachOut } from "./ReachOut";

type Props = {
  contact: Contact;
  field: ChildKey;
  row: { id: string; value: string; primary: boolean; e164?: string; status?: EmailStatus } & Partial<
    Record<`do_not_${RowChannel}`, boolean>
  >;
  editing: CardEditing;
};

const STATUSES: readonly EmailStatus[] = ["valid", "bouncing", "dead", "unknown"];
const SIGNS = { emails: <Mail />, phones: <Phone />, links: <ExternalLink />, addresses: null, dates: null };
/** What somebody may not want at an address or on a number. */
const CHANNELS_OF: Record<ChildKey, readonly RowChannel[]> = {
  emails: ["email"],
  phones: ["call", "text"],
  addresses: [],
  links: [],
  dates: [],
};
const NAMES = { emails: t.write, phones: t.call, links: t.openLink, addresses: "", dates: "" };

export async function copyValue(value: string): Promise<void> {
  if (await copyText(value)) toast(t.copied);
  else toastProblem(t.copyFailed);
}

/** What can be done with a row: reach it, copy it, make it the primary, remove it. */
export function RowTools({ contact, field, row, editing }: Props) {
  const url = externalUrl(field, row);
  const reachOut = useReachOut();
  const locked = contact.locked.includes(`${field}/${row.id}`);
  const named = { value: row.value };
  const run = (edit: Edit) => void editing.save([edit], contact.seq).catch(toastError);
  return (
    <div className={styles.tools}>
      <IconButton label={fill(t.copy, named)} icon={<Copy />} onClick={() => void copyValue(row.value)} />
      <Menu
        trigger={<IconButton label={fill(t.rowActions, named)} icon={<Ellipsis />} />}
        items={[
          ...(url
            ? [
                {
                  key: "reach",
                  label: fill(NAMES[field], named),
                  icon: SIGNS[field],
                  run: () => void reachOut(field, row, url),
                },
              ]
            : []),
          ...CHANNELS_OF[field].map((channel) => {
            const flag = `do_not_${channel}` as const;
            const set = row[flag] === true;
            return {
              key: flag,
              label: set ? reach.useAddress[channel] : reach.stopAddress[channel],
              icon: set ? <Check /> : <Ban />,
              run: () => run({ path: `${field}/${row.id}`, set: { [flag]: !set } }),
            };
          }),
          {
            key: "lock",
            label: locked ? reach.unlockMenu : reach.lockMenu,
            icon: locked ? <LockOpen /> : <Lock />,
            run: () => editing.setLock(`${field}/${row.id}`, !locked),
          },
          ...(row.primary
            ? []
            : [{ key: "primary", label: t.makePrimary, icon: <Star />, run: () => run(primaryEdit(field, row.id)) }]),
          ...(field === "emails"
            ? STATUSES.filter((status) => status !== row.status).map((status) => ({
                key: status,
                label: t.markStatus[status],
                icon: <MailQuestionMark />,
                run: () => run(statusEdit(row.id, status)),
              }))
            : []),
          { key: "remove", label: t.remove, icon: <Trash2 />, danger: true, run: () => run(removeEdit(field, row.id)) },
        ]}
      />
    </div>
  );
}
