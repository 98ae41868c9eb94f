import { type InputHTMLAttributes, type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { titleWhenCut } from "@/design/titleWhenCut";
import { type CheckedAs, TypedCheck } from "@/design/TypedCheck";
import type { FieldEdit } from "../useFieldEdit";
import { contactStrings as t } from "../strings";
import { FieldMessages } from "./FieldMessages";
import styles from "./InlineText.module.css";

type Props = {
  label: string;
  edit: FieldEdit;
  testId: string;
  /** How the value reads while nobody is in the field. */
  shown?: string;
  placeholder?: string;
  hint?: string;
  /** What the text is held against while it is typed. */
  check?: CheckedAs;
  /** The name stands elsewhere on the screen. */
  bare?: boolean;
  small?: boolean;
  multiline?: boolean;
  /** One line of text that goes on in the next rather than out of sight. */
  wraps?: boolean;
  inputMode?: "text" | "email" | "tel" | "url";
  autoFocus?: boolean;
  /** Saving is somebody else's, such as the group's that this field is in. */
  heldBack?: boolean;
  input?: InputHTMLAttributes<HTMLInputElement> & { [data: `data-${string}`]: string };
  /** Asked first; true when the key is used up. */
  onKey?: (event: KeyboardEvent) => boolean;
  after?: ReactNode;
  /** Beside the field while a pointer or the keys are near it. */
  atHand?: ReactNode;
  onLeave?: () => void;
  onEnter?: () => void;
};

/** A field that reads as text and is typed in where it stands. Leaving it, or Enter, saves; Escape takes back. */
export function InlineText(props: Props) {
  const {
    label,
    edit,
    testId,
    shown,
    hint,
    bare = false,
    multiline = false,
    wraps = false,
    heldBack = false,
    onKey,
  } = props;
  const id = useId();
  const [focused, setFocused] = useState(false);
  const [near, setNear] = useState(false);
  const come = props.atHand && !near ? () => setNear(true) : undefined;
  const value = focused || edit.dirty || shown === undefined ? edit.text : shown;

  function onKeyDown(event: KeyboardEvent) {
    if (onKey?.(event) || event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!heldBack) void edit.save();
      props.onEnter?.();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      edit.cancel();
      props.onLeave?.();
    }
  }

  const shared = {
    id,
    value,
    placeholder: props.placeholder,
    "aria-invalid": edit.state.kind === "failed" || edit.state.kind === "conflict" ? true : undefined,
    "aria-describedby": [`${id}-message`, hint ? `${id}-hint` : ""].join(" ").trim(),
    "data-testid": testId,
    autoComplete: "off",
    autoFocus: props.autoFocus,
    onFocus: () => setFocused(true),
    onBlur: () => {
      setFocused(false);
      if (!heldBack) void edit.save();
      props.onLeave?.();
    },
    onKeyDown,
  };
  return (
    <div
      className={`${styles.field} ${bare ? styles.bare : ""}`}
      data-dirty={edit.dirty || undefined}
      onPointerEnter={come}
      onFocus={come}
    >
      <label htmlFor={id} className={bare ? "off-screen" : styles.label}>
        {label}
      </label>
      <div className={styles.control}>
        {multiline || wraps ? (
          <div className={styles.grows} data-text={value}>
            <textarea
              rows={wraps ? 1 : 3}
              className={wraps ? `${styles.input} ${styles.wraps}` : styles.area}
              inputMode={props.inputMode}
              {...shared}
              onChange={(event) =>
                edit.onChange(wraps ? event.target.value.replace(/[\r\n]+/g, "") : event.target.value)
              }
            />
          </div>
        ) : (
          <input
            type="text"
            className={`${styles.input} ${props.small ? styles.small : ""}`}
            inputMode={props.inputMode}
            onPointerEnter={titleWhenCut}
            {...shared}
            {...props.input}
            onChange={(event) => edit.onChange(event.target.value)}
          />
        )}
        {edit.dirty ? (
          <span className={styles.dot} role="status">
            <span className="off-screen">{edit.state.kind === "saving" ? t.saving : t.unsaved}</span>
          </span>
        ) : null}
        {props.after}
        {near ? props.atHand : null}
      </div>
      {hint && focused ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {props.check && edit.dirty && edit.state.kind === "idle" ? (
        <TypedCheck as={props.check} text={edit.text} onUse={edit.onChange} />
      ) : null}
      <FieldMessages edit={edit} id={`${id}-message`} />
    </div>
  );
}
