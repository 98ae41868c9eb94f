import { asCommandError } from "@/ipc";
import { toastProblem } from "./toasts";

/** Says what a command could not do, in the words that came with the error. */
export function toastError(thrown: unknown): void {
  const { message, hint } = asCommandError(thrown).wire;
  toastProblem(message, hint);
}
