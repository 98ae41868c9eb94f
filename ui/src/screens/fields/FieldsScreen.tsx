import { ErrorNotice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { Waiting } from "@/design/Waiting";
import { FieldList } from "@/features/fields/FieldList";
import { useRead } from "@/ipc";
import { fieldsScreenStrings as t } from "./strings";

/** Fields of one's own, for contacts and companies. */
export function FieldsScreen() {
  const listed = useRead("fields_list", { entity: null, archived: true });
  return (
    <Page title={t.title} narrow>
      {listed.error ? <ErrorNotice error={listed.error} onRetry={() => void listed.refetch()} /> : null}
      {listed.isPending ? <Waiting label={t.loading} shape="list" /> : null}
      {listed.data ? <FieldList fields={listed.data.fields} /> : null}
    </Page>
  );
}
