import { type FieldDefinition, useRead } from "@/ipc";

const NONE: readonly FieldDefinition[] = [];

/** The fields of one's own that contacts have, in order. */
export function useOwnFields(): readonly FieldDefinition[] {
  return useRead("fields_list", { entity: "contact", archived: false }).data?.fields ?? NONE;
}
