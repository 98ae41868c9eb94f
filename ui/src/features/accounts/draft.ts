import type { AccountKind, AccountSetting } from "@/ipc";

/** What is typed of an account; its secret is never part of it. */
export type AccountDraft = { kind: string; name: string; settings: Record<string, string>; seal: boolean };

export const EMPTY_DRAFT: AccountDraft = { kind: "", name: "", settings: {}, seal: false };

/** What is still to be typed: keys of settings, and `name`. */
export function missing(draft: AccountDraft, kind: AccountKind | undefined): string[] {
  const needed = kind?.settings.filter(({ optional }) => !optional).map(({ key }) => key) ?? [];
  const empty = needed.filter((key) => !draft.settings[key]?.trim());
  return draft.name.trim() ? empty : ["name", ...empty];
}

/** The settings that this kind knows and that say something. */
export function told(draft: AccountDraft, kind: AccountKind | undefined): Record<string, string> {
  const known = kind?.settings.map(({ key }) => [key, draft.settings[key]?.trim() ?? ""] as const) ?? [];
  return Object.fromEntries(known.filter(([, value]) => value !== ""));
}

/** Settings that are asked before the secret: what is needed, and who signs in. The others are for few, and come last. */
export function inOrder(settings: readonly AccountSetting[]): { usual: AccountSetting[]; seldom: AccountSetting[] } {
  const isUsual = ({ key, optional }: AccountSetting) => !optional || key === "user";
  return { usual: settings.filter(isUsual), seldom: settings.filter((setting) => !isUsual(setting)) };
}
