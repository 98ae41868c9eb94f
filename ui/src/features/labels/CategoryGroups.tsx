import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/design/Button";
import { Chip } from "@/design/Chip";
import { Menu } from "@/design/Menu";
import { count } from "@/format/numbers";
import { fill } from "@/format/text";
import type { CategoryGroupShown, CategoryShown } from "@/ipc";
import type { CategoryTask } from "./CategoryDialogs";
import styles from "./labels.module.css";
import { labelStrings as t } from "./strings";

type Props = { groups: readonly CategoryGroupShown[]; onTask: (task: CategoryTask) => void };

/** The groups of categories with their values and how many contacts are in each. */
export function CategoryGroups({ groups, onTask }: Props) {
  return (
    <div className={styles.groups}>
      {groups.map((group) => (
        <section key={group.id} className={styles.group} aria-label={group.name} data-testid="category-group">
          <div className={styles.head}>
            <h3>{group.name}</h3>
            {group.key ? null : (
              <Menu
                trigger={<IconButton label={fill(t.actionsOf, { name: group.name })} icon={<Ellipsis />} />}
                items={[
                  {
                    key: "rename",
                    label: t.renameGroup,
                    icon: <Pencil />,
                    run: () => onTask({ what: "renameGroup", group }),
                  },
                  {
                    key: "delete",
                    label: t.delete,
                    icon: <Trash2 />,
                    danger: true,
                    run: () => onTask({ what: "deleteGroup", group }),
                  },
                ]}
              />
            )}
          </div>
          <ul>
            {group.values.map((value) => (
              <Value key={value.id} value={value} onTask={onTask} />
            ))}
          </ul>
          <div>
            <Button
              small
              look="quiet"
              icon={<Plus />}
              aria-label={fill(t.addValueTo, { name: group.name })}
              onClick={() => onTask({ what: "addValue", group })}
            >
              {t.addValue}
            </Button>
          </div>
        </section>
      ))}
    </div>
  );
}

function Value({ value, onTask }: { value: CategoryShown; onTask: (task: CategoryTask) => void }) {
  const edit = { key: "edit", label: t.edit, icon: <Pencil />, run: () => onTask({ what: "editValue", value }) };
  const remove = {
    key: "delete",
    label: t.delete,
    icon: <Trash2 />,
    danger: true,
    run: () => onTask({ what: "deleteValue", value }),
  };
  return (
    <li className={styles.value} data-testid="category-value">
      <Chip colour={value.colour}>{value.name}</Chip>
      <span className={styles.value}>
        <span className={styles.soft}>{count(value.contacts ?? 0)}</span>
        <Menu
          trigger={<IconButton label={fill(t.actionsOf, { name: value.name })} icon={<Ellipsis />} />}
          items={value.key ? [edit] : [edit, remove]}
        />
      </span>
    </li>
  );
}
