import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { Button, IconButton } from "./Button";
import { designStrings as t } from "./strings";
import styles from "./Toasts.module.css";
import { toastManager, type ToastLook } from "./toasts";
import { useLife } from "./useLife";

export function Toasts() {
  return (
    <Toast.Provider toastManager={toastManager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={t.notifications}>
          <Stack />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Stack() {
  const { toasts, close } = Toast.useToastManager<ToastLook>();
  return toasts.map((shown) => <One key={shown.id} shown={shown} close={() => close(shown.id)} />);
}

function One({ shown, close }: { shown: Toast.Root.ToastObject<ToastLook>; close: () => void }) {
  const action = shown.data?.action;
  const hold = useLife(shown.data?.life ?? null, close);
  return (
    <Toast.Root
      toast={shown}
      className={`${styles.toast} ${styles[shown.data?.tone ?? "plain"]}`}
      data-testid="toast"
      {...hold}
    >
      <Toast.Content className={styles.content}>
        <div className={styles.words}>
          <Toast.Title className={styles.title} render={<p />} />
          <Toast.Description className={styles.description} />
        </div>
        {action ? (
          <Button
            small
            data-testid="toast-undo"
            onClick={() => {
              close();
              action.run();
            }}
          >
            {action.label}
          </Button>
        ) : null}
        <Toast.Close render={<IconButton label={t.dismiss} icon={<X />} />} />
      </Toast.Content>
    </Toast.Root>
  );
}
