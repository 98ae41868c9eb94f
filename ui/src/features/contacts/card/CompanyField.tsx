import { useState } from "react";
import { useRead } from "@/ipc";
import type { FieldEdit } from "../useFieldEdit";
import { OfferedText } from "./OfferedText";

type Props = { label: string; edit: FieldEdit; testId: string; autoFocus: boolean; bare: boolean };

/** The company, by name: known ones are offered, any other becomes a new one. */
export function CompanyField(props: Props) {
  const { edit } = props;
  const [asking, setAsking] = useState(false);
  const suggest = useRead(
    "companies_suggest",
    { text: edit.text, limit: 8 },
    { enabled: asking && edit.dirty && edit.text.trim() !== "", keepPrevious: true },
  );
  return <OfferedText {...props} offers={suggest.data?.companies ?? []} onAsking={setAsking} />;
}
