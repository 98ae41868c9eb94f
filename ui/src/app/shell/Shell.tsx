import { Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { Command, Keyboard } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { IconButton } from "@/design/Button";
import { useMedia } from "@/design/useMedia";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { pathLabel } from "@/features/contacts/fields";
import { JobTray } from "@/features/jobs/JobTray";
import { UndoReportDialog } from "@/features/undo/UndoReportDialog";
import { setWindowTitle } from "@/ipc";
import { useActions } from "../actions";
import { COMBOS } from "../combos";
import { KeysSheet } from "../KeysSheet";
import { useMenus } from "../menus";
import { Palette } from "../palette/Palette";
import { appStrings as t } from "../strings";
import { DropTarget } from "./DropTarget";
import { Hints } from "./Hints";
import { saysOf, useResult } from "./JobResult";
import { Navigation } from "./Navigation";
import { SearchBox } from "./SearchBox";
import styles from "./Shell.module.css";
import { StatusBar } from "./StatusBar";
import { SyncChip } from "./SyncChip";
import { useRoomBelow } from "./useRoomBelow";

const TITLES: Record<string, string> = {
  "/": t.contacts,
  "/trash": t.trash,
  "/history": t.history,
  "/accounts": t.sync,
  "/conflicts": t.decisions,
  "/settings": t.settings,
};

/** Where the side bar is a bottom bar, as the style sheet has it. */
const NARROW = "(max-width: 719px)";

/** The window around every screen. */
export function Shell() {
  const go = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { job: openJob } = useParams({ strict: false });
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const showKeys = useCallback(() => setKeys(true), []);
  const [hints, setHints] = useState(false);
  const showHints = useCallback(() => setHints(true), []);
  const showPalette = useCallback(() => setPalette(true), []);
  const toResult = useResult();
  const narrow = useMedia(NARROW);
  const main = useRef<HTMLElement>(null);
  useRoomBelow(main);
  const actions = useActions({ showKeys, showPalette, showHints });
  useEffect(() => {
    // Its address has the name of an account.
    const screen = TITLES[path] ?? (path.includes("/rehearsal/") ? t.rehearsal : undefined);
    setWindowTitle(screen ? `${screen} – ${t.product}` : t.product);
  }, [path]);

  const offered = actions.filter((action) => action.id !== "palette");
  const act = (id: string) => () => actions.find((action) => action.id === id)?.run();
  useShortcuts(t.globalKeys, [
    { combos: COMBOS.palette, label: t.key.palette, inText: true, run: showPalette },
    { combos: COMBOS.new, label: t.key.newContact, run: act("new") },
    { combos: COMBOS.import, label: t.key.import, run: act("import") },
    { combos: COMBOS.undo, label: t.key.undo, run: act("undo") },
    { combos: COMBOS.redo, label: t.key.redo, run: act("redo") },
    { combos: COMBOS.contacts, label: t.key.contacts, run: () => void go({ to: "/" }) },
    { combos: COMBOS.trash, label: t.key.trash, run: () => void go({ to: "/trash" }) },
    { combos: COMBOS.history, label: t.key.history, run: () => void go({ to: "/history" }) },
    { combos: COMBOS.sync, label: t.key.sync, run: () => void go({ to: "/accounts" }) },
    { combos: COMBOS.decisions, label: t.key.decisions, run: () => void go({ to: "/conflicts" }) },
    { combos: COMBOS.settings, label: t.key.settings, run: () => void go({ to: "/settings" }) },
    { combos: COMBOS.keys, label: t.key.sheet, run: showKeys },
  ]);
  useMenus({ actions, go: (to) => void go({ to }) });

  return (
    <div className={styles.shell}>
      <Navigation foot={narrow ? null : <SyncChip />} />
      <header className={styles.top}>
        <SearchBox />
        {narrow ? <SyncChip small /> : null}
        <IconButton
          label={t.commands}
          keys="mod+k"
          icon={<Command />}
          onClick={() => setPalette(true)}
          data-testid="palette-open"
          data-hint-target="palette"
        />
        <IconButton label={t.keys} keys="?" icon={<Keyboard />} onClick={showKeys} className={styles.wideOnly ?? ""} />
      </header>
      <main className={styles.main} ref={main}>
        <Outlet />
      </main>
      <div className={styles.jobs}>
        <JobTray open={openJob ?? null} says={saysOf} onResult={toResult} />
      </div>
      <div className={styles.hints}>
        <Hints again={hints} onEnd={() => setHints(false)} />
      </div>
      <StatusBar />
      <Palette open={palette} actions={offered} onClose={() => setPalette(false)} />
      <KeysSheet open={keys} onClose={() => setKeys(false)} />
      <UndoReportDialog pathLabel={pathLabel} />
      <DropTarget />
    </div>
  );
}
