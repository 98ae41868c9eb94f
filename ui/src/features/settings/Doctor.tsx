import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/Button";
import { ErrorNotice, Notice } from "@/design/Notice";
import { toastError } from "@/design/problem";
import { toast } from "@/design/toasts";
import { useRead, useWrite } from "@/ipc";
import { Section } from "@/design/Section";
import styles from "./settings.module.css";
import { settingsStrings as t } from "./strings";

/** The state of the vault, check by check, and the index rebuilt. */
export function Doctor() {
  const [asked, setAsked] = useState(false);
  const doctor = useRead("vault_doctor", {}, { enabled: asked, keepPrevious: true });
  const reindex = useWrite("vault_reindex");
  return (
    <Section title={t.care}>
      <div className={styles.actions}>
        <Button
          busy={doctor.isFetching}
          onClick={() => (asked ? void doctor.refetch() : setAsked(true))}
          data-testid="doctor"
        >
          {t.doctor}
        </Button>
        <Button
          busy={reindex.isPending}
          onClick={() => reindex.mutate({}, { onError: toastError, onSuccess: () => toast(t.reindexStarted) })}
        >
          {t.reindex}
        </Button>
      </div>
      <p className={styles.soft}>{t.reindexText}</p>
      {doctor.error ? <ErrorNotice error={doctor.error} /> : null}
      {doctor.data ? (
        <>
          <Notice tone={doctor.data.ok ? "info" : "warning"} title={doctor.data.ok ? t.doctorOk : t.doctorNotOk} />
          <ul className={styles.checks} data-testid="doctor-checks">
            {doctor.data.checks.map((check) => (
              <li key={check.name} data-ok={check.ok}>
                {check.ok ? (
                  <CircleCheck role="img" aria-label={t.checkOk} />
                ) : (
                  <CircleX role="img" aria-label={t.checkNotOk} />
                )}
                <div>
                  <p>
                    <strong>{check.name}</strong>
                  </p>
                  <p className={styles.soft}>{check.detail}</p>
                  {check.hint ? <p>{check.hint}</p> : null}
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  );
}
