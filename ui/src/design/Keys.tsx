import { comboGlyphs } from "./shortcuts/combo";
import styles from "./Keys.module.css";

/** A key combination in the glyphs of this system. */
export function Keys({ combo }: { combo: string }) {
  return (
    <span className={styles.keys}>
      {comboGlyphs(combo).map((glyph) => (
        <kbd key={glyph} className={styles.key}>
          {glyph}
        </kbd>
      ))}
    </span>
  );
}
