import { Link } from "@tanstack/react-router";
import { ErrorNotice } from "@/design/Notice";
import { Page } from "@/design/Page";
import { Section } from "@/design/Section";
import { EverythingSection } from "@/features/exports/EverythingSection";
import { Doctor } from "@/features/settings/Doctor";
import { Preferences } from "@/features/settings/Preferences";
import { AboutSection, BackupSection } from "@/features/vault/BackupSection";
import { Locking } from "@/features/vault/Locking";
import { VaultKeys } from "@/features/vault/VaultKeys";
import { useRead } from "@/ipc";
import { settingsScreenStrings as t } from "./strings";

/** The way to one's own fields. */
function FieldsSection() {
  return (
    <Section title={t.fields}>
      <p>{t.fieldsText}</p>
      <p>
        <Link to="/settings/fields" data-testid="settings-fields">
          {t.fieldsLink}
        </Link>
      </p>
    </Section>
  );
}

export function SettingsScreen() {
  const settings = useRead("settings_get", {});
  const status = useRead("vault_status", {});
  return (
    <Page title={t.title} narrow>
      {settings.error ? <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} /> : null}
      {settings.data ? <Preferences settings={settings.data} /> : null}
      {status.data ? <FieldsSection /> : null}
      <Section title={t.labels}>
        <p>{t.labelsText}</p>
        <Link to="/settings/labels" data-testid="labels-open">
          {t.labelsOpen}
        </Link>
      </Section>
      {status.data ? (
        <>
          <VaultKeys status={status.data} />
          {settings.data ? (
            <>
              <Locking status={status.data} settings={settings.data} />
              <BackupSection status={status.data} settings={settings.data} />
              <EverythingSection />
            </>
          ) : null}
        </>
      ) : null}
      <Doctor />
      {status.data ? <AboutSection status={status.data} /> : null}
    </Page>
  );
}
