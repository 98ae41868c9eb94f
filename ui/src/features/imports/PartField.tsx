import { SelectField } from "@/design/Field";
import type { ImportPreview } from "@/ipc";
import { importStrings as t } from "./strings";

type Props = { preview: ImportPreview; onPart: (part: string) => void };

/** Which sheet of a workbook, or which file of an archive. */
export function PartField({ preview, onPart }: Props) {
  const about = preview.parts.find((part) => part.name === preview.part)?.about;
  return (
    <SelectField
      label={t.part}
      hint={about || undefined}
      value={preview.part ?? ""}
      data-testid="import-part"
      onChange={(event) => onPart(event.target.value)}
    >
      {preview.parts.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
