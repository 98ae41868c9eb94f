import { useEffect, useRef } from "react";
import { Notice } from "@/design/Notice";
import { count } from "@/format/numbers";
import { fill, plural } from "@/format/text";
import type { FieldEffect } from "@/ipc";
import styles from "./fields.module.css";
import { fieldStrings as t } from "./strings";

const NAMED = 20;

/** What a change of a field does to the values that are there. */
export function EffectNotice({ effect }: { effect: FieldEffect }) {
  const said = [
    { key: "converts", one: t.effectConvertsOne, text: t.effectConverts, of: effect.converts },
    { key: "clears", one: t.effectClearsOne, text: t.effectClears, of: effect.clears },
    { key: "missing", one: t.effectMissingOne, text: t.effectMissing, of: effect.missing },
    { key: "repeated", one: t.effectRepeated, text: t.effectRepeated, of: effect.repeated },
  ].filter(({ of }) => of > 0);
  const nothing = said.length === 0 && effect.kept_options.length === 0;
  // What was asked stands further down: it is seen before it is done.
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [effect]);
  return (
    <div ref={place} data-testid="field-effect">
      <Notice tone={effect.clears > 0 ? "warning" : "info"} title={t.effectTitle}>
        {said.map(({ key, one, text, of }) => (
          <p key={key}>{plural(of, one, text, count(of))}</p>
        ))}
        {effect.kept_options.length > 0 ? (
          <p>{fill(t.effectKept, { names: effect.kept_options.slice(0, NAMED).join(", ") })}</p>
        ) : null}
        {nothing ? <p>{t.effectNothing}</p> : null}
        {effect.unfit.length > 0 ? (
          <ul className={styles.unfit}>
            {effect.unfit.slice(0, NAMED).map((one) => (
              <li key={one.id}>
                <bdi>{one.display}</bdi>: <bdi>{one.value}</bdi>
              </li>
            ))}
            {effect.clears > NAMED ? <li>{fill(t.effectMore, { count: count(effect.clears - NAMED) })}</li> : null}
          </ul>
        ) : null}
      </Notice>
    </div>
  );
}
