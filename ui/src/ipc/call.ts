import { invoke } from "@tauri-apps/api/core";
import type { Commands, ErrorCode, WireError } from "./commands.gen";

/** An error that came through the door, throwable. */
export class CommandError extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.message);
    this.name = "CommandError";
    this.wire = wire;
  }

  get code(): ErrorCode {
    return this.wire.code;
  }
}

function isWireError(thrown: unknown): thrown is WireError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown;
}

/** Any thrown value as a command error; what has no code is a bug at the door. */
export function asCommandError(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown;
  if (isWireError(thrown)) {
    const { hint = null, field = null, incident = null, conflicts = [] } = thrown as Partial<WireError>;
    return new CommandError({ code: thrown.code, message: thrown.message, hint, field, incident, conflicts });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CommandError({ code: "bug", message, hint: null, field: null, incident: null, conflicts: [] });
}

/** Runs a command of the table. Rejects with a CommandError, never with anything else. */
export async function call<K extends keyof Commands>(
  command: K,
  input: Commands[K]["input"],
): Promise<Commands[K]["output"]> {
  try {
    return await invoke<Commands[K]["output"]>("rpc", { command, input });
  } catch (thrown) {
    throw asCommandError(thrown);
  }
}
