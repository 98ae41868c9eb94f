import type { Theme } from "@/ipc";

export const settingsStrings = {
  looks: "Looks",
  theme: "Theme",
  themes: { system: "As the system", light: "Light", dark: "Dark" } satisfies Record<Theme, string>,
  contacts: "Contacts",
  country: "Default country",
  countryHint: "Phone numbers without a country code are taken to be from here.",
  countryNone: "None",
  unmapped: "Put columns without a place into notes",
  unmappedHint: "What imports do with columns that they do not know, unless you say otherwise.",
  care: "Care",
  reindex: "Rebuild the search index",
  reindexText: "For when search misses somebody. Works in the background.",
  reindexStarted: "Rebuilding the search index…",
  doctor: "Check this vault",
  doctorOk: "All is well.",
  doctorNotOk: "Something needs attention.",
  checkOk: "fine",
  checkNotOk: "needs attention",
} as const;
