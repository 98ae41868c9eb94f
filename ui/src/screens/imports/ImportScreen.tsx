import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { AS_FOUND, importOf, lookAt } from "@/features/imports/choices";
import { FormatFields } from "@/features/imports/FormatFields";
import { ImportForm } from "@/features/imports/ImportForm";
import { PartField } from "@/features/imports/PartField";
import { PastImports } from "@/features/imports/PastImports";
import { pickImportFile } from "@/features/imports/pick";
import { RecipeNotice } from "@/features/imports/RecipeNotice";
import { useUndo } from "@/features/undo/useUndo";
import { fileName, fill } from "@/format/text";
import { useRead, useWrite } from "@/ipc";
import styles from "./ImportScreen.module.css";
import { importScreenStrings as t } from "./strings";

const route = getRouteApi("/import");

export function ImportScreen() {
  const { path } = route.useSearch();
  const go = useNavigate();
  const { undo } = useUndo();
  const choose = async () => {
    const picked = await pickImportFile();
    if (picked) void go({ to: "/import", search: { path: picked }, replace: true });
  };
  const actions = (
    <>
      <Button look="quiet" onClick={() => void go({ to: "/" })}>
        {t.back}
      </Button>
      <Button onClick={() => void choose()}>{t.choose}</Button>
    </>
  );
  return (
    <Page title={path ? fill(t.title, { file: fileName(path) }) : t.plainTitle} narrow actions={actions}>
      {path ? (
        <Preview key={path} path={path} />
      ) : (
        <>
          <EmptyState icon={<FileUp />} title={t.noFile} text={t.noFileText} />
          <PastImports
            onOpen={(job) => void go({ to: "/import/$job", params: { job } })}
            onUndo={(batch) => void undo(batch)}
          />
        </>
      )}
    </Page>
  );
}

function Preview({ path }: { path: string }) {
  const go = useNavigate();
  const [part, setPart] = useState<string | null>(null);
  const [choices, setChoices] = useState(AS_FOUND);
  const [again, setAgain] = useState(true);
  const found = useRead("imports_preview", lookAt(path, part, AS_FOUND), { keepPrevious: true });
  const preview = useRead("imports_preview", lookAt(path, part, choices), { keepPrevious: true });
  const start = useWrite("imports_start");
  const started = (job: string) => void go({ to: "/import/$job", params: { job }, replace: true });
  if (found.error) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!preview.data && !preview.error) return <EmptyState icon={<FileUp />} title={t.reading} text={fileName(path)} />;
  const recipe = again ? (found.data?.recipe ?? null) : null;
  return (
    <div className={styles.preview}>
      {recipe ? (
        <RecipeNotice
          recipe={recipe}
          busy={start.isPending}
          onImport={() =>
            start.mutate(importOf({ path, part }, recipe.choices, [], [], recipe.name), {
              onSuccess: ({ job }) => started(job),
            })
          }
          onReview={() => {
            setChoices(recipe.choices);
            setAgain(false);
          }}
        />
      ) : null}
      {start.error ? <ErrorNotice error={start.error} /> : null}
      {found.data && found.data.parts.length > 1 ? (
        <PartField
          preview={found.data}
          onPart={(chosen) => {
            setPart(chosen);
            setChoices({ ...choices, mapping: null, header_line: null });
          }}
        />
      ) : null}
      {found.data?.kind === "table" && found.data.parts.length === 0 ? (
        <FormatFields
          found={found.data}
          choices={choices}
          // Read otherwise, it may have other columns.
          onChoices={(changed) => setChoices({ ...changed, mapping: null })}
        />
      ) : null}
      {preview.error ? <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data && !preview.error ? (
        <ImportForm
          file={{ path, part }}
          preview={preview.data}
          choices={choices}
          stale={preview.isPlaceholderData}
          remembered={!again}
          onChoices={setChoices}
          onStarted={started}
        />
      ) : null}
    </div>
  );
}
