import { Toast } from "@base-ui/react/toast";

export type ToastLook = { tone: "plain" | "danger"; action?: { label: string; run: () => void } | undefined };

export const toastManager = Toast.createToastManager<ToastLook>();

/** Says that something is done, with one thing that can be done about it. */
export function toast(title: string, action?: ToastLook["action"]): void {
  toastManager.add({ title, timeout: action ? 8000 : 4500, data: { tone: "plain", action } });
}

/** Says that something went wrong, and what to do. Stays until it is dismissed. */
export function toastProblem(title: string, hint: string | null = null): void {
  toastManager.add({ title, description: hint ?? undefined, timeout: 0, priority: "high", data: { tone: "danger" } });
}
