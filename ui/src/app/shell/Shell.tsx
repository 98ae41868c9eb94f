import { Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { Command, Keyboard } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { IconButton } from "@/design/Button";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { pathLabel } from "@/features/contacts/fields";
import { JobTray } from "@/features/jobs/JobTray";
import { UndoReportDialog } from "@/features/undo/UndoReportDialog";
import { useUndo } from "@/features/undo/useUndo";
import { setWindowTitle } from "@/ipc";
import { useActions } from "../actions";
import { KeysSheet } from "../KeysSheet";
import { Palette } from "../palette/Palette";
import { appStrings as t } from "../strings";
import { DropTarget } from "./DropTarget";
import { Navigation } from "./Navigation";
import { SearchBox } from "./SearchBox";
import styles from "./Shell.module.css";
import { StatusBar } from "./StatusBar";

const TITLES: Record<string, string> = {
  "/": t.contacts,
  "/trash": t.trash,
  "/history": t.history,
  "/settings": t.settings,
};

/** The window around every screen. */
export function Shell() {
  const go = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { job: openJob } = useParams({ strict: false });
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const showKeys = useCallback(() => setKeys(true), []);
  const actions = useActions(showKeys);
  const { undo, redo } = useUndo();
  useEffect(() => {
    const screen = TITLES[path];
    setWindowTitle(screen ? `${screen} – ${t.product}` : t.product);
  }, [path]);

  useShortcuts(t.globalKeys, [
    { combos: ["mod+k"], label: t.key.palette, inText: true, run: () => setPalette(true) },
    {
      combos: ["n"],
      label: t.key.newContact,
      run: () => void go({ to: "/", search: (known) => ({ ...known, new: true }) }),
    },
    { combos: ["mod+z"], label: t.key.undo, run: () => void undo(null) },
    { combos: ["mod+shift+z", "mod+y"], label: t.key.redo, run: () => void redo() },
    { combos: ["g c"], label: t.key.contacts, run: () => void go({ to: "/" }) },
    { combos: ["g t"], label: t.key.trash, run: () => void go({ to: "/trash" }) },
    { combos: ["g h"], label: t.key.history, run: () => void go({ to: "/history" }) },
    { combos: ["g s"], label: t.key.settings, run: () => void go({ to: "/settings" }) },
    { combos: ["?"], label: t.key.sheet, run: showKeys },
  ]);

  return (
    <div className={styles.shell}>
      <Navigation />
      <header className={styles.top}>
        <SearchBox />
        <IconButton
          label={t.commands}
          keys="mod+k"
          icon={<Command />}
          onClick={() => setPalette(true)}
          data-testid="palette-open"
        />
        <IconButton label={t.keys} keys="?" icon={<Keyboard />} onClick={showKeys} className={styles.wideOnly ?? ""} />
      </header>
      <main className={styles.main}>
        <Outlet />
      </main>
      <div className={styles.jobs}>
        <JobTray open={openJob ?? null} onResult={(job) => void go({ to: "/import/$job", params: { job: job.id } })} />
      </div>
      <StatusBar />
      <Palette open={palette} actions={actions} onClose={() => setPalette(false)} />
      <KeysSheet open={keys} onClose={() => setKeys(false)} />
      <UndoReportDialog pathLabel={pathLabel} />
      <DropTarget />
    </div>
  );
}
