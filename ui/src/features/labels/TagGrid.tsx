import { Ellipsis, Merge, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/design/Button";
import { Chip } from "@/design/Chip";
import type { Column } from "@/design/grid/column";
import { DataGrid } from "@/design/grid/DataGrid";
import { Menu } from "@/design/Menu";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { TagShown } from "@/ipc";
import styles from "./labels.module.css";
import { labelStrings as t } from "./strings";
import type { TagTask } from "./TagDialogs";

type Props = { tags: readonly TagShown[]; onTask: (task: TagTask) => void };

/** All tags with what they are about and how many contacts have them. */
export function TagGrid({ tags, onTask }: Props) {
  const [active, setActive] = useState<number | null>(null);
  const chip = (tag: TagShown) => <Chip colour={tag.colour}>{tag.name}</Chip>;
  const actions = (tag: TagShown) => (
    // A click in the menu is no click on the row.
    <span onClick={(event) => event.stopPropagation()} role="presentation">
      <Menu
        trigger={
          <IconButton label={fill(t.actionsOf, { name: tag.name })} icon={<Ellipsis />} data-testid="tag-actions" />
        }
        items={[
          { key: "edit", label: t.edit, icon: <Pencil />, run: () => onTask({ what: "edit", tag }) },
          { key: "merge", label: t.merge, icon: <Merge />, run: () => onTask({ what: "merge", tag }) },
          {
            key: "delete",
            label: t.delete,
            icon: <Trash2 />,
            danger: true,
            run: () => onTask({ what: "delete", tag }),
          },
        ]}
      />
    </span>
  );
  const columns: Column<TagShown>[] = [
    { key: "name", header: t.tag, track: "minmax(0, 2fr)", cell: chip },
    { key: "kind", header: t.kind, track: "minmax(0, 1fr)", cell: (tag) => t.kinds[tag.kind] },
    { key: "count", header: t.count, track: "7rem", align: "end", cell: (tag) => count(tag.contacts ?? 0) },
    { key: "actions", header: t.actions, track: "5rem", align: "end", cell: actions },
  ];
  return (
    <div className={styles.grid} style={{ "--rows": Math.min(tags.length, 12) } as Record<string, number>}>
      <DataGrid<TagShown>
        label={t.tagGrid}
        columns={columns}
        count={tags.length}
        rowAt={(at) => tags[at]}
        rowId={(tag) => tag.id}
        rowName={(tag) => tag.name}
        active={active}
        onActive={setActive}
        onOpen={(_at, tag) => onTask({ what: "edit", tag })}
        rowTestId="tag-row"
        testId="tag-grid"
        compact={(tag) => (
          <div className={styles.compact}>
            <span className={styles.words}>
              {chip(tag)}
              <span className={styles.soft}>{[t.kinds[tag.kind], count(tag.contacts ?? 0)].join(" · ")}</span>
            </span>
            {actions(tag)}
          </div>
        )}
      />
    </div>
  );
}
