import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "@/design/Button";
import { Keys } from "@/design/Keys";
import { useShortcuts } from "@/design/shortcuts/useShortcuts";
import { appStrings as t } from "../strings";
import { intoList } from "./intoList";
import styles from "./SearchBox.module.css";

/** The box that filters the book as it is typed in. The address holds the query; the box holds what is being typed. */
export function SearchBox() {
  const { q = "" } = useSearch({ strict: false }) as { q?: string };
  const go = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  useEffect(() => {
    // The address follows the typing; only another's change of it (back, a cleared search) comes into the box.
    setText((typed) => (typed.trim() === q.trim() ? typed : q));
  }, [q]);
  useShortcuts(t.globalKeys, [{ combos: ["/"], label: t.key.search, run: () => box.current?.select() }]);

  const stay = useRef<() => void>(() => undefined);
  const leave = () => {
    stay.current();
    stay.current = intoList(text.trim());
  };
  useEffect(() => () => stay.current(), []);

  function type(next: string) {
    stay.current();
    setText(next);
    void go({
      to: "/",
      search: ({ q: _, id, ...rest }: { q?: string; id?: string }) => ({
        ...rest,
        ...(id ? { id } : {}),
        ...(next.trim() ? { q: next } : {}),
      }),
      replace: true,
      // Only what has its own scrollbar scrolls; asking the page would have it laid out with every letter.
      resetScroll: false,
    });
  }
  return (
    <search className={styles.box} data-hint-target="search">
      <Search aria-hidden="true" />
      <input
        ref={box}
        type="text"
        inputMode="search"
        className={styles.input}
        aria-label={t.search}
        placeholder={t.searchPlaceholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        data-testid="search"
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            leave();
          } else if (event.key === "Escape") {
            if (text) type("");
            else leave();
          }
        }}
      />
      {text ? (
        <IconButton label={t.clearSearch} icon={<X />} className={styles.clear ?? ""} onClick={() => type("")} />
      ) : (
        <span className={styles.keys}>
          <Keys combo="/" />
        </span>
      )}
    </search>
  );
}
