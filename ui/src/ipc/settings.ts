import type { SettingsSet } from "./commands.gen";

/** A change of settings that leaves all as they are. */
export const KEEP_SETTINGS: SettingsSet = {
  country: null,
  theme: null,
  unmapped_to_notes: null,
  daily_backups: null,
  backup_dir: null,
  lock_after_minutes: null,
  lock_on_sleep: null,
  offline: null,
};
