import { Button } from "@/design/Button";
import { Dialog } from "@/design/Dialog";
import { SelectField } from "@/design/Field";
import { useOwnFields } from "@/features/contacts/useOwnFields";
import { type CustomKind, useRead } from "@/ipc";
import { screenStrings as t } from "./strings";

type Props = { open: boolean; group: string; onClose: () => void; onChange: (group: string) => void };

const FIELDS = Object.entries(t.groups);
/** Kinds of which a contact has one value, that others may have too. */
const KINDS: readonly CustomKind[] = ["choice", "boolean", "text", "company", "integer", "date"];

/** What the list is grouped by: something of which a contact has one at most. */
export function GroupDialog({ open, group, onClose, onChange }: Props) {
  const own = useOwnFields().filter((field) => KINDS.includes(field.kind));
  const categories = useRead("categories_list", { counted: false }, { enabled: open }).data?.groups ?? [];
  const options = [
    ...FIELDS,
    ...categories.filter(({ path }) => path !== "").map(({ path, name }) => [`categories.${path}`, name] as const),
    ...own.map((field) => [field.key, field.name] as const),
  ];
  return (
    <Dialog
      title={t.groupTitle}
      open={open}
      onClose={onClose}
      testId="group-dialog"
      actions={
        <Button look="primary" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      <SelectField
        label={t.groupBy}
        value={group}
        onChange={(event) => onChange(event.target.value)}
        data-testid="group-by"
      >
        <option value="">{t.ungrouped}</option>
        {options.map(([path, name]) => (
          <option key={path} value={path}>
            {name}
          </option>
        ))}
      </SelectField>
    </Dialog>
  );
}
