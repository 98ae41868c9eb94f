import { Toast } from "@base-ui/react/toast";

export type ToastLook = {
  tone: "plain" | "danger";
  action?: { label: string; run: () => void } | undefined;
  /** Milliseconds until it goes by itself; null when it stays. */
  life: number | null;
};

export const toastManager = Toast.createToastManager<ToastLook>();

/** Says that something is done, with one thing that can be done about it. */
export function toast(title: string, action?: ToastLook["action"]): void {
  toastManager.add({ title, timeout: 0, data: { tone: "plain", action, life: action ? 8000 : 5000 } });
}

/** Says something that takes the place of what was said of the same before. */
export function toastOnce(id: string, title: string): void {
  toastManager.add({ id, title, timeout: 0, data: { tone: "plain", life: 2000 } });
}

/** Says that something went wrong, and what to do. Stays until it is dismissed. */
export function toastProblem(title: string, hint: string | null = null): void {
  const data: ToastLook = { tone: "danger", life: null };
  toastManager.add({ title, description: hint ?? undefined, timeout: 0, priority: "high", data });
}
