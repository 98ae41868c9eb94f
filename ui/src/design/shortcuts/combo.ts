/** What of a keyboard event decides which combination it is. */
export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean };

export const isMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

/**
 * `mod+k`, `mod+shift+z`, `?`, `arrowdown`: modifiers in a fixed order, shift left out where the sign itself tells it.
 * Two with a space between them, `g c`, are pressed one after the other.
 */
export function comboOf(event: Pressed, mac: boolean = isMac): string {
  const parts: string[] = [];
  const mod = mac ? event.metaKey : event.ctrlKey;
  if (event.altKey) parts.push("alt");
  if (mod) parts.push("mod");
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const sign = key.length === 1 && key.toUpperCase() === key;
  if (event.shiftKey && !sign) parts.push("shift");
  parts.push(key);
  return parts.join("+");
}

const GLYPHS: Record<string, string> = {
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  delete: "Del",
  end: "End",
  enter: "↵",
  escape: "Esc",
  home: "Home",
  pagedown: "PgDn",
  pageup: "PgUp",
  space: "Space",
};

/** The parts of a combination as they are printed on the keys of this system. */
export function comboGlyphs(combo: string, mac: boolean = isMac): string[] {
  const modifiers: Record<string, string> = mac
    ? { mod: "⌘", shift: "⇧", alt: "⌥" }
    : { mod: "Ctrl", shift: "Shift", alt: "Alt" };
  // The last sign may be a plus itself.
  return combo.split(/(?<=.)[+ ](?=.)/).map((part) => modifiers[part] ?? GLYPHS[part] ?? part.toLocaleUpperCase());
}

/** Whether keys typed at this element are text, so that single-key shortcuts must leave them alone. */
export function takesText(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
    return true;
  return element instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(element.type);
}
