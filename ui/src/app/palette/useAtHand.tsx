import { useNavigate } from "@tanstack/react-router";
import { Avatar } from "@/design/Avatar";
import { useContactsAtHand } from "@/features/contacts/atHand";
import { contactStrings } from "@/features/contacts/strings";
import type { ContactRow } from "@/ipc";
import { appStrings as t } from "../strings";
import type { Choice } from "./Palette";

/** Who is offered before anything is typed: favourites, and who was looked at last. */
export function useAtHand(wanted: boolean): Choice[] {
  const go = useNavigate();
  const { favourites, recents } = useContactsAtHand(wanted);
  if (!wanted) return [];
  const choice = (group: string) => (row: ContactRow) => ({
    key: row.id,
    group,
    icon: <Avatar name={row.display} />,
    label: row.display || contactStrings.unnamed,
    detail: [row.company, row.email || row.phone].filter(Boolean).join(" · "),
    run: () => void go({ to: "/", search: { id: row.id } }),
  });
  return [...favourites.map(choice(t.favourites)), ...recents.map(choice(t.recents))];
}
