import type { WireError } from "@/ipc";

/** Throws an error as the door would. */
export function refuse(error: Partial<WireError> & Pick<WireError, "code" | "message">): never {
  throw { hint: null, field: null, incident: null, conflicts: [], ...error };
}
