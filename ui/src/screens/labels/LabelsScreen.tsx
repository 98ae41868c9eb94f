import { Plus, Tags } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { CategoryDialogs, type CategoryTask } from "@/features/labels/CategoryDialogs";
import { CategoryGroups } from "@/features/labels/CategoryGroups";
import { labelStrings } from "@/features/labels/strings";
import { TagDialogs, type TagTask } from "@/features/labels/TagDialogs";
import { TagGrid } from "@/features/labels/TagGrid";
import { useUndo } from "@/features/undo/useUndo";
import { useRead } from "@/ipc";
import styles from "./LabelsScreen.module.css";
import { labelsScreenStrings as t } from "./strings";

/** What contacts are sorted by: tags and categories, and what becomes of them. */
export function LabelsScreen() {
  const tags = useRead("tags_list", { counted: true }, { keepPrevious: true });
  const groups = useRead("categories_list", { counted: true }, { keepPrevious: true });
  const [tagTask, setTagTask] = useState<TagTask | null>(null);
  const [categoryTask, setCategoryTask] = useState<CategoryTask | null>(null);
  const { undo } = useUndo();
  const onUndo = useCallback((batch: string) => void undo(batch), [undo]);
  const add = (
    <Button icon={<Plus />} onClick={() => setTagTask({ what: "add" })} data-testid="tag-add">
      {labelStrings.add}
    </Button>
  );
  const addGroup = (
    <Button icon={<Plus />} onClick={() => setCategoryTask({ what: "addGroup" })} data-testid="group-add">
      {labelStrings.group}
    </Button>
  );
  return (
    <Page
      title={t.title}
      narrow
      actions={
        <>
          {addGroup}
          {add}
        </>
      }
    >
      <section className={styles.part} aria-label={labelStrings.tags}>
        <h2>{labelStrings.tags}</h2>
        {tags.error ? <ErrorNotice error={tags.error} onRetry={() => void tags.refetch()} /> : null}
        {tags.isPending ? <Waiting label={t.loading} shape="list" /> : null}
        {tags.data?.tags.length === 0 ? (
          <EmptyState icon={<Tags />} title={labelStrings.tagsEmptyTitle} text={labelStrings.tagsEmptyText} />
        ) : null}
        {tags.data && tags.data.tags.length > 0 ? <TagGrid tags={tags.data.tags} onTask={setTagTask} /> : null}
      </section>
      <section className={styles.part} aria-label={labelStrings.categories}>
        <h2>{labelStrings.categories}</h2>
        <p>{labelStrings.categoriesHint}</p>
        {groups.error ? <ErrorNotice error={groups.error} onRetry={() => void groups.refetch()} /> : null}
        {groups.data ? <CategoryGroups groups={groups.data.groups} onTask={setCategoryTask} /> : null}
      </section>
      <TagDialogs task={tagTask} tags={tags.data?.tags ?? []} onClose={() => setTagTask(null)} onUndo={onUndo} />
      <CategoryDialogs task={categoryTask} onClose={() => setCategoryTask(null)} onUndo={onUndo} />
    </Page>
  );
}
