import { CheckField, SelectField } from "@/design/Field";
import { toastError } from "@/design/problem";
import { countries } from "@/format/countries";
import { Section } from "@/design/Section";
import { KEEP_SETTINGS, type Settings, type SettingsSet, type Theme, useWrite } from "@/ipc";

import { settingsStrings as t } from "./strings";

/** Theme, default country, and what imports do with unknown columns. Each is saved as it is chosen. */
export function Preferences({ settings }: { settings: Settings }) {
  const write = useWrite("settings_set");
  const set = (change: Partial<SettingsSet>) => write.mutate({ ...KEEP_SETTINGS, ...change }, { onError: toastError });
  return (
    <>
      <Section title={t.looks}>
        <SelectField
          label={t.theme}
          value={settings.theme}
          onChange={(event) => set({ theme: event.target.value as Theme })}
          data-testid="settings-theme"
        >
          {Object.entries(t.themes).map(([theme, label]) => (
            <option key={theme} value={theme}>
              {label}
            </option>
          ))}
        </SelectField>
      </Section>
      <Section title={t.contacts}>
        <SelectField
          label={t.country}
          hint={t.countryHint}
          value={settings.country}
          onChange={(event) => set({ country: event.target.value })}
          data-testid="settings-country"
        >
          <option value="">{t.countryNone}</option>
          {countries().map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <CheckField
          label={t.unmapped}
          hint={t.unmappedHint}
          checked={settings.unmapped_to_notes}
          onChange={(event) => set({ unmapped_to_notes: event.target.checked })}
        />
      </Section>
    </>
  );
}
