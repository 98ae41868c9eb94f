import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { pickImportFile } from "@/features/imports/pick";
import { useUndo } from "@/features/undo/useUndo";
import { useBackup } from "@/features/vault/useBackup";
import { fill } from "@/format/text";
import { KEEP_SETTINGS, type Theme, useWrite } from "@/ipc";
import { COMBOS } from "./combos";
import { appStrings } from "./strings";
import { useSyncActions } from "./syncActions";

const t = appStrings.action;

export type Action = {
  id: string;
  label: string;
  combos?: readonly string[];
  /** Takes what is typed after its word: `>import /path/file.csv`. */
  withPath?: (path: string) => string;
  run: (path?: string) => void;
};

/** What the window around every screen shows when it is asked to. */
type Shown = { showKeys: () => void; showPalette: () => void; showHints: () => void };

/** Everything that can be done from anywhere. */
export function useActions({ showKeys, showPalette, showHints }: Shown): Action[] {
  const go = useNavigate();
  const { undo, redo } = useUndo();
  const { backup } = useBackup();
  const sample = useWrite("imports_sample").mutate;
  const lock = useWrite("vault_lock").mutate;
  const reindex = useWrite("vault_reindex").mutate;
  const settings = useWrite("settings_set").mutate;
  const sync = useSyncActions();
  return useMemo(() => {
    const theme = (chosen: Theme) => settings({ ...KEEP_SETTINGS, theme: chosen }, { onError: toastError });
    const importFile = async (given?: string) => {
      const path = given ?? (await pickImportFile());
      if (path) void go({ to: "/import", search: { path } });
    };
    return [
      {
        id: "new",
        label: t.newContact,
        combos: COMBOS.new,
        run: () => void go({ to: "/", search: (known) => ({ ...known, new: true }) }),
      },
      {
        id: "import",
        label: t.import,
        combos: COMBOS.import,
        withPath: (path) => fill(t.importPath, { path }),
        run: (path) => void importFile(path),
      },
      {
        id: "backup",
        label: t.backup,
        withPath: (path) => fill(t.backupPath, { path }),
        run: (path) => void backup(path),
      },
      {
        id: "sample",
        label: t.sample,
        run: () => sample({}, { onError: toastError, onSuccess: () => toast(t.sampleStarted) }),
      },
      { id: "undo", label: t.undo, combos: COMBOS.undo, run: () => void undo(null) },
      { id: "redo", label: t.redo, combos: COMBOS.redo, run: () => void redo() },
      { id: "lock", label: t.lock, run: () => lock({}, { onError: toastError }) },
      {
        id: "reindex",
        label: t.reindex,
        run: () => reindex({}, { onError: toastError, onSuccess: () => toast(t.reindexStarted) }),
      },
      ...sync,
      { id: "light", label: t.themeLight, run: () => theme("light") },
      { id: "dark", label: t.themeDark, run: () => theme("dark") },
      { id: "system", label: t.themeSystem, run: () => theme("system") },
      { id: "palette", label: t.palette, combos: COMBOS.palette, run: showPalette },
      { id: "keys", label: t.keys, combos: COMBOS.keys, run: showKeys },
      { id: "fields", label: t.fields, run: () => void go({ to: "/settings/fields" }) },
      { id: "design", label: t.design, run: () => void go({ to: "/settings/design" }) },
      { id: "hints", label: t.hints, run: showHints },
    ] satisfies Action[];
  }, [go, undo, redo, backup, sample, lock, reindex, settings, sync, showKeys, showPalette, showHints]);
}
