export type Piece = { text: string; hit: boolean };

/** Splits a text at UTF-16 ranges `[from, to)`. Ranges may overlap, touch or exceed the text; no character is lost. */
export function highlight(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of sorted) {
    const start = Math.max(at, Math.min(from, text.length));
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
    const last = pieces.at(-1);
    if (last?.hit && start === at) last.text += text.slice(start, end);
    else pieces.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What stands before a name and is none: `Dr.`, `Dª`, `Herr`. */
const title = /^(?:.{2,}\.|.+[ªº]|mr|mrs|ms|miss|mx|dr|prof|herr|frau|mme|mlle|señora?|sir|dame)$/iu;
/** What stands behind a name and is none: `III`, `PhD`. */
const suffix = /^(?:.{2,}\.|jr|sr|[ivx]{2,}|ph\.?d|m\.?d|mba|esq|cpa|dds|llm)$/iu;

/** First letters of the first and last word of the name itself, for the disc beside it. */
export function initials(name: string): string {
  const words = name.split(/[\s,]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  while (words.length > 1 && title.test(words[0] ?? "")) words.shift();
  while (words.length > 1 && suffix.test(words.at(-1) ?? "")) words.pop();
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? "")).join("");
}

function firstLetter(word: string): string {
  // Nothing joins a plain letter but marks, which are further up: no need to look for the end of it.
  if (word.charCodeAt(0) < 0x300 && !(word.charCodeAt(1) >= 0x300)) return word.charAt(0).toLocaleUpperCase();
  for (const { segment } of letters.segment(word)) return segment.toLocaleUpperCase();
  return "";
}

/** One of `hues` places for a text, the same every time. */
export function hueOf(text: string, hues: number): number {
  let hash = 0;
  for (const unit of text) hash = (hash * 31 + (unit.codePointAt(0) ?? 0)) >>> 0;
  return hash % hues;
}

/** The last part of a path, whichever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** Fills `{name}` places of a catalogue's sentence. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

/** One of two sentences by count, filled with `{count}`. */
export function plural(value: number, one: string, other: string, shown: string): string {
  return fill(value === 1 ? one : other, { count: shown });
}
