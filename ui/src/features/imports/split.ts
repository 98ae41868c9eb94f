/** A column that is taken apart: at what, and where each piece goes. */
export type Split = { at: Separator; targets: string[] };

/** What stands between pieces, as targets write it: a word, or a text in quotation marks. */
export type Separator = (typeof SEPARATORS)[number] | `"${string}"`;

export const SEPARATORS = ["space", "comma", "semicolon", "line", "slash", "bar", "tab"] as const;

const TEXTS: Record<string, string> = { comma: ",", semicolon: ";", slash: "/", bar: "|", tab: "\t" };

/** Pieces of a cell, at most. */
export const MOST_PIECES = 20;

/** How a target takes its column apart; null when it does not. */
export function splitOf(target: string): Split | null {
  const [, at, targets] = /^split ("[^"]*"|[a-z]+):(.*)$/s.exec(target) ?? [];
  if (at === undefined || targets === undefined) return null;
  return { at: at as Separator, targets: targets.split("|").map((piece) => piece.trim()) };
}

/** The target that takes a column apart. A bar ends a piece, so that no name has one. */
export const toSplit = ({ at, targets }: Split): string =>
  `split ${at}: ${targets.map((piece) => piece.replaceAll("|", "/")).join(" | ")}`;

/** The same, at another text; a quotation mark would end it. */
export const quoted = (text: string): Separator => `"${text.replaceAll('"', "")}"`;

/** What a separator of one's own is; null for one that has a name. */
export const ownText = (at: Separator): string | null => (at.startsWith('"') ? at.slice(1, -1) : null);

/** Where a text is cut first: up to what, and from where. */
function cut(text: string, at: Separator): [string, string] | null {
  const blank = at === "space" ? /\s/ : at === "line" ? /[\r\n]/ : null;
  const own = ownText(at) ?? TEXTS[at] ?? "";
  const start = blank ? text.search(blank) : own === "" ? -1 : text.indexOf(own);
  return start < 0 ? null : [text.slice(0, start), text.slice(start + (blank ? 1 : own.length))];
}

/** The pieces of a cell, as the import takes it apart: the last is all that is left. */
export function piecesOf(cell: string, { at, targets }: Split): string[] {
  let rest = cell.trim();
  return targets.map((_, nth) => {
    const found = nth + 1 < targets.length ? cut(rest, at) : null;
    const piece = found ? found[0].trimEnd() : rest;
    rest = found ? found[1].trimStart() : "";
    return piece;
  });
}

/** The separator that all examples have, for two pieces. */
export function proposedSplit(samples: readonly string[]): Split {
  const order: Separator[] = ["line", "semicolon", "bar", "comma", "tab", "slash"];
  const all = (at: Separator) => samples.length > 0 && samples.every((sample) => cut(sample.trim(), at) !== null);
  return { at: order.find(all) ?? "space", targets: ["", ""] };
}
