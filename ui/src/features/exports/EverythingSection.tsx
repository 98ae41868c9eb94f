import { Button } from "@/design/Button";
import { toastError } from "@/design/problem";
import { Section } from "@/design/Section";
import { toast } from "@/design/toasts";
import { useWrite } from "@/ipc";
import { saveEverythingAs } from "./save";
import { exportStrings as t } from "./strings";

/** The way out: everything in one archive. */
export function EverythingSection() {
  const { mutate, isPending } = useWrite("exports_everything");
  const start = async () => {
    const path = await saveEverythingAs();
    if (path) mutate({ path }, { onSuccess: () => toast(t.everythingBegan), onError: toastError });
  };
  return (
    <Section title={t.everything}>
      <p>{t.everythingText}</p>
      <div>
        <Button busy={isPending} onClick={() => void start().catch(toastError)} data-testid="settings-everything">
          {t.everythingButton}
        </Button>
      </div>
    </Section>
  );
}
