import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice } from "@/design/Notice";
import { EmptyState, Page } from "@/design/Page";
import { ImportForm } from "@/features/imports/ImportForm";
import { pickImportFile } from "@/features/imports/pick";
import { fileName, fill } from "@/format/text";
import { type Mapping, useRead } from "@/ipc";
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
  const preview = useRead("imports_preview", { path, mapping: null, encoding: null, delimiter: null });
  const [mapping, setMapping] = useState<Mapping | null>(null);
  if (preview.error) return <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <EmptyState icon={<FileUp />} title={t.reading} text={fileName(path)} />;
  return (
    <ImportForm
      path={path}
      preview={preview.data}
      mapping={mapping ?? preview.data.mapping}
      onMapping={setMapping}
      onStarted={(job) => void go({ to: "/import/$job", params: { job }, replace: true })}
    />
  );
}
