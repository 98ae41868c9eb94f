import { Dialog } from "@/design/Dialog";
import { Keys } from "@/design/Keys";
import { useShortcutGroups } from "@/design/shortcuts/useShortcuts";
import styles from "./KeysSheet.module.css";
import { appStrings as t } from "./strings";

const LAST: readonly string[] = [t.globalKeys, t.sizeKeys];

/** The keys that work on this screen, and no others. */
export function KeysSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title={t.keysTitle} open={open} onClose={onClose} wide reading testId="keys-sheet">
      <Groups />
    </Dialog>
  );
}

/** Only an open sheet follows the keys, which change with everything that comes and goes. */
function Groups() {
  // The window's own come after the screen's.
  const groups = useShortcutGroups().toSorted((a, b) => LAST.indexOf(a.title) - LAST.indexOf(b.title));
  return (
    <div className={styles.groups}>
      {groups.map((group) => (
        <section key={group.title} className={styles.group} aria-label={group.title}>
          <h3>{group.title}</h3>
          <dl>
            {group.shortcuts.map((shortcut) => (
              <div key={shortcut.label} className={styles.line}>
                <dt>{shortcut.label}</dt>
                <dd>
                  {shortcut.combos.map((combo, at) => (
                    <span key={combo} className={styles.combo}>
                      {at > 0 ? t.or : null}
                      <Keys combo={combo} />
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
