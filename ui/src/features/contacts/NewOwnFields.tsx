import { SelectField, TextField } from "@/design/Field";
import type { CommandError, FieldDefinition } from "@/ipc";
import { contactStrings as t } from "./strings";

type Props = {
  fields: readonly FieldDefinition[];
  typed: Readonly<Record<string, string>>;
  refused: CommandError | null;
  onChange: (key: string, text: string) => void;
};

/** The fields of one's own that must have a value, where somebody new is typed. */
export function NewOwnFields({ fields, typed, refused, onChange }: Props) {
  return fields.map((field) => {
    const path = refused?.wire.field?.replace("custom/", "");
    const shared = {
      label: field.name,
      value: typed[field.key] ?? "",
      hint: field.help || undefined,
      error: path === field.key ? refused?.message : undefined,
      "data-testid": `new-own-${field.key}`,
    };
    const offered = field.kind === "boolean" ? [t.yes, t.no] : field.options.filter((option) => !option.archived);
    if (offered.length === 0)
      return <TextField key={field.id} {...shared} onChange={(event) => onChange(field.key, event.target.value)} />;
    return (
      <SelectField key={field.id} {...shared} onChange={(event) => onChange(field.key, event.target.value)}>
        <option value="">{t.ownRequired}</option>
        {offered.map((option) => {
          const name = typeof option === "string" ? option : option.name;
          return (
            <option key={name} value={name}>
              {name}
            </option>
          );
        })}
      </SelectField>
    );
  });
}
