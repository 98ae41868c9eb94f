import { type ReactNode, useEffect, useState } from "react";
import { Page } from "@/design/Page";
import { Section } from "@/design/Section";
import styles from "./DesignScreen.module.css";
import { designScreenStrings as t } from "./strings";
import { grouped, type Token, type TokenGroups, tokenNames } from "./tokens";

const NONE: TokenGroups = { text: [], space: [], shape: [], colour: [] };

/** Reads what the page is drawn with at this moment: theme, contrast and size of the screen included. */
function read(): TokenGroups {
  const root = getComputedStyle(document.documentElement);
  const tokens = tokenNames(document.styleSheets).map((name) => ({ name, value: root.getPropertyValue(name).trim() }));
  return grouped(tokens, (value) => CSS.supports("color", value));
}

/** Every token of the design, as it is here and now. Reached by the palette alone. */
export function DesignScreen() {
  const [groups, setGroups] = useState(NONE);
  useEffect(() => {
    setGroups(read());
    const watch = new MutationObserver(() => setGroups(read()));
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => watch.disconnect();
  }, []);
  return (
    <Page title={t.title} narrow reading>
      <p className={styles.intro}>{t.intro}</p>
      <Section title={t.text}>
        <List tokens={groups.text} draw={({ name }) => <span style={{ fontSize: `var(${name})` }}>{t.sample}</span>} />
      </Section>
      <Section title={t.space}>
        <List
          tokens={groups.space}
          draw={({ name }) => <span className={styles.bar} style={{ inlineSize: `var(${name})` }} />}
        />
      </Section>
      <Section title={t.colour}>
        <ul className={styles.swatches}>
          {groups.colour.map(({ name, value }) => (
            <li key={name} className={styles.swatch} data-testid="token">
              <span className={styles.patch} style={{ background: `var(${name})` }} />
              <code className={styles.name}>{name.slice(2)}</code>
              <code className={styles.value}>{value}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t.shape}>
        <List tokens={groups.shape} draw={() => null} />
      </Section>
    </Page>
  );
}

function List({ tokens, draw }: { tokens: readonly Token[]; draw: (token: Token) => ReactNode }) {
  return (
    <ul className={styles.list}>
      {tokens.map((token) => (
        <li key={token.name} className={styles.token} data-testid="token">
          <code className={styles.name}>{token.name.slice(2)}</code>
          <code className={styles.value}>{token.value}</code>
          <span className={styles.drawn}>{draw(token)}</span>
        </li>
      ))}
    </ul>
  );
}
