import { useId } from "react";
import { SelectField, TextField } from "@/design/Field";
import { useRead } from "@/ipc";
import type { Draft } from "./change";
import { bulkStrings as t } from "./strings";

type Props = { draft: Draft; onChange: (next: Partial<Draft>) => void };

/** Which value of which group; none takes the contacts out of the group. */
export function CategoryFields({ draft, onChange }: Props) {
  const groups = useRead("categories_list", { counted: false }).data?.groups ?? [];
  const values = groups.find((group) => group.id === draft.group)?.values ?? [];
  return (
    <>
      <SelectField
        label={t.group}
        value={draft.group}
        onChange={(event) => onChange({ group: event.target.value, value: "" })}
        data-testid="bulk-group"
      >
        <option value="" />
        {groups.map((group) => (
          <option key={group.id} value={group.id}>
            {group.name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t.category}
        value={draft.value}
        onChange={(event) => onChange({ value: event.target.value })}
        data-testid="bulk-category"
      >
        <option value="">{t.noCategory}</option>
        {values.map((value) => (
          <option key={value.id} value={value.id}>
            {value.name}
          </option>
        ))}
      </SelectField>
    </>
  );
}

/** Which list, and with which status. A list that follows a filter is no choice. */
export function ListFields({ draft, onChange }: Props) {
  const lists = useRead("lists_list", {}).data?.lists.filter((list) => list.members !== null) ?? [];
  const kind = lists.find((list) => list.id === draft.list)?.kind;
  if (lists.length === 0) return <p>{t.noLists}</p>;
  return (
    <>
      <SelectField
        label={t.list}
        value={draft.list}
        onChange={(event) => onChange({ list: event.target.value, status: "" })}
        data-testid="bulk-list"
      >
        <option value="" />
        {lists.map((list) => (
          <option key={list.id} value={list.id}>
            {list.name}
          </option>
        ))}
      </SelectField>
      {draft.what === "list_on" && (kind === "campaign" || kind === "event") ? (
        <StatusField list={draft.list} event={kind === "event"} draft={draft} onChange={onChange} />
      ) : null}
    </>
  );
}

type StatusProps = Props & { list: string; event: boolean };

/** An event knows its statuses; a campaign takes any word, and offers those that are used. */
function StatusField({ list, event, draft, onChange }: StatusProps) {
  const id = useId();
  const statuses = useRead("lists_statuses", { list }).data?.statuses ?? [];
  if (event)
    return (
      <SelectField
        label={t.status}
        value={draft.status || (statuses[0] ?? "")}
        onChange={(chosen) => onChange({ status: chosen.target.value })}
        data-testid="bulk-status"
      >
        {statuses.map((status) => (
          <option key={status} value={status}>
            {status}
          </option>
        ))}
      </SelectField>
    );
  return (
    <>
      <TextField
        label={t.status}
        value={draft.status}
        list={id}
        onChange={(typed) => onChange({ status: typed.target.value })}
        data-testid="bulk-status"
      />
      <datalist id={id}>
        {statuses.map((status) => (
          <option key={status} value={status} />
        ))}
      </datalist>
    </>
  );
}
