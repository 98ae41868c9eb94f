import { Menu as Base } from "@base-ui/react/menu";
import {
  cloneElement,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import styles from "./Menu.module.css";

export type MenuItem = { key: string; label: string; icon?: ReactNode; danger?: boolean; run: () => void };

type MenuProps = { trigger: ReactElement<HTMLAttributes<HTMLElement>>; items: readonly MenuItem[] };

/** A menu behind a button. Until somebody wants it there is the button alone: a card has twenty, and few are opened. */
export function Menu({ trigger, items }: MenuProps) {
  const [wanted, setWanted] = useState<"keys" | "pointer" | null>(null);
  if (wanted) return <Opened trigger={trigger} items={items} by={wanted} />;
  return cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    // Keys click, too, with no button pressed.
    onClick: (event: MouseEvent) => setWanted(event.detail === 0 ? "keys" : "pointer"),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      setWanted("keys");
    },
  });
}

/** It opens as it comes, and stays: closing it gives the focus back to its own button. */
function Opened({ trigger, items, by }: MenuProps & { by: "keys" | "pointer" }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A click that no pointer made opens it with its first line chosen.
    if (by === "keys") button.current?.click();
  }, [by]);
  return (
    <Base.Root defaultOpen={by === "pointer"}>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {items.map((item) => (
              <Base.Item
                key={item.key}
                className={`${styles.item} ${item.danger ? styles.danger : ""}`}
                onClick={item.run}
              >
                {item.icon}
                <span>{item.label}</span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
