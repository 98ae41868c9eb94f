import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { AS_FOUND } from "@/features/imports/format";
import { FormatFields } from "@/features/imports/FormatFields";
import { ImportForm } from "@/features/imports/ImportForm";
import { pickImportFile } from "@/features/imports/pick";
import { fileName, fill } from "@/format/text";
import { type Mapping, useRead } from "@/ipc";
import styles from "./ImportScreen.module.css";
import { importScreenStrings as t } from "./strings";

const route = getRouteApi("/import");

export function ImportScreen() {
  const { path } = route.useSearch();
  const go = useNavigate();
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
        <EmptyState icon={<FileUp />} title={t.noFile} text={t.noFileText} />
      )}
    </Page>
  );
}

function Preview({ path }: { path: string }) {
  const go = useNavigate();
  const [format, setFormat] = useState(AS_FOUND);
  const found = useRead("imports_preview", { path, mapping: null, ...AS_FOUND });
  const preview = useRead("imports_preview", { path, mapping: null, ...format }, { keepPrevious: true });
  const [mapping, setMapping] = useState<Mapping | null>(null);
  if (found.error) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!preview.data && !preview.error) return <EmptyState icon={<FileUp />} title={t.reading} text={fileName(path)} />;
  return (
    <div className={styles.preview}>
      <FormatFields
        found={found.data}
        choice={format}
        onChoice={(choice) => {
          setFormat(choice);
          // Read otherwise, it may have other columns.
          setMapping(null);
        }}
      />
      {preview.error ? <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data && !preview.error ? (
        <ImportForm
          path={path}
          format={format}
          preview={preview.data}
          mapping={mapping ?? preview.data.mapping}
          stale={preview.isPlaceholderData}
          onMapping={setMapping}
          onStarted={(job) => void go({ to: "/import/$job", params: { job }, replace: true })}
        />
      ) : null}
    </div>
  );
}
