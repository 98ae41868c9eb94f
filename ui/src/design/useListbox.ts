import { type KeyboardEvent, type MouseEvent, useEffect, useId, useState } from "react";

/** Keys and names of a text box with a list of choices under it; the focus stays in the text box. */
export function useListbox(
  count: number,
  onPick: (at: number) => void,
  open: boolean,
  label: string,
  first: number | null = null,
) {
  const id = useId();
  const [active, setActive] = useState<number | null>(first);
  useEffect(() => {
    setActive((known) => (known === null || known < count ? known : count > 0 ? count - 1 : null));
  }, [count]);
  useEffect(() => (open ? undefined : setActive(first)), [open, first]);

  const at = active !== null && active < count ? active : null;
  useEffect(() => {
    if (open && at !== null) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [open, at, id]);

  /** True when the key was for the list. */
  function onKey(event: KeyboardEvent): boolean {
    if (!open || count === 0 || event.nativeEvent.isComposing) return false;
    if (event.key === "ArrowDown") setActive(at === null ? 0 : (at + 1) % count);
    else if (event.key === "ArrowUp") setActive(at === null ? count - 1 : (at + count - 1) % count);
    else if (event.key === "Enter" && at !== null) onPick(at);
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    active: at,
    setActive,
    onKey,
    input: {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": open && count > 0,
      "aria-controls": open ? `${id}-list` : undefined,
      "aria-activedescendant": open && at !== null ? `${id}-${at}` : undefined,
    } as const,
    list: { id: `${id}-list`, role: "listbox", "aria-label": label } as const,
    option: (index: number) => ({
      id: `${id}-${index}`,
      role: "option" as const,
      "aria-selected": index === at,
      onMouseDown: (event: MouseEvent) => event.preventDefault(),
      onMouseMove: () => setActive(index),
      onClick: () => onPick(index),
    }),
  };
}
