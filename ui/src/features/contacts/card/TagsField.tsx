import { X } from "lucide-react";
import { useCallback } from "react";
import { Chip } from "@/design/Chip";
import { toastError } from "@/design/problem";
import { fill } from "@/format/text";
import type { Contact } from "@/ipc";
import type { CardEditing } from "../editing";
import { tagsEdit } from "../patch";
import { contactStrings as t } from "../strings";
import { useTagColours } from "../tagColours";
import { useFieldEdit } from "../useFieldEdit";
import { InlineText } from "./InlineText";
import styles from "./TagsField.module.css";

/** Tags: each can be taken off, new ones are typed, several parted by commas. */
export function TagsField({ contact, editing }: { contact: Contact; editing: CardEditing }) {
  const { tags } = contact;
  const colours = useTagColours();
  const toEdit = useCallback((text: string) => tagsEdit(tags, text), [tags]);
  const edit = useFieldEdit(contact, "tags", "", toEdit, editing);
  return (
    <div className={styles.tags}>
      {tags.map((tag) => (
        <Chip key={tag} colour={colours(tag)} testId="tag">
          {tag}
          <button
            type="button"
            className={styles.remove}
            aria-label={fill(t.removeTag, { tag })}
            onClick={() => void editing.save([{ path: "tags", remove: tag }], contact.seq).catch(toastError)}
          >
            <X />
          </button>
        </Chip>
      ))}
      <div className={styles.add}>
        <InlineText
          bare
          label={t.addTag}
          placeholder={t.addTag}
          edit={edit}
          testId="field-tags"
          onKey={(event) => {
            if (event.key !== "," || edit.text.trim() === "") return false;
            event.preventDefault();
            void edit.save();
            return true;
          }}
        />
      </div>
    </div>
  );
}
