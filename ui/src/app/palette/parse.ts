import type { Action } from "../actions";

export type Asked = { kind: "people"; text: string } | { kind: "actions"; text: string };

/** What was typed into the palette: `>` asks for commands, anything else for people and places as well. */
export function parse(text: string): Asked {
  const trimmed = text.trimStart();
  if (trimmed.startsWith(">")) return { kind: "actions", text: trimmed.slice(1).trim() };
  return { kind: "people", text: trimmed.trim() };
}

export type Offer = { action: Action; path?: string };

/** Commands that match: every word typed begins a word of the label; or a command's word and a path after it. */
export function offers(actions: readonly Action[], text: string): Offer[] {
  const [first = "", ...rest] = text.split(/\s+/);
  const path = text.slice(text.indexOf(first) + first.length).trim();
  if (rest.length > 0 && path) {
    const taken = actions.find((action) => action.withPath && action.id === first.toLowerCase());
    if (taken) return [{ action: taken, path: unquoted(path) }];
  }
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return actions
    .filter((action) =>
      words.every((word) => ` ${action.label.toLocaleLowerCase()}`.includes(` ${word}`) || action.id.startsWith(word)),
    )
    .map((action) => ({ action }));
}

// Paths pasted from a terminal or a file manager often come quoted.
function unquoted(path: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(path);
  return quoted?.[2] ?? path;
}
