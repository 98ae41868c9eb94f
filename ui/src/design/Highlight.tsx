import { highlight } from "@/format/text";

/** A text with the found ranges marked. */
export function Highlight({
  text,
  ranges,
}: {
  text: string;
  ranges?: readonly (readonly [number, number])[] | undefined;
}) {
  if (!ranges || ranges.length === 0) return text;
  return highlight(text, ranges).map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text));
}
