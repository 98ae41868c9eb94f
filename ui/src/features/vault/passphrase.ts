export const SHORTEST = 8;

/** How hard a passphrase is to guess, from 0 (too short) to 4. A hint, not a gate: only the length is asked for. */
export function strength(passphrase: string): number {
  const signs = [...passphrase];
  if (signs.length < SHORTEST) return 0;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d\s]/u].filter((kind) => kind.test(passphrase)).length;
  const words = passphrase.split(/\s+/).filter((word) => word.length > 2);
  const distinct = new Set(signs.map((sign) => sign.toLowerCase())).size;
  // Long runs of few signs (aaaa, 1212) are no longer than their variety.
  const worth = Math.min(signs.length, distinct * 2) + (kinds - 1) * 2 + Math.max(0, new Set(words).size - 1) * 2;
  if (worth < 12) return 1;
  if (worth < 18) return 2;
  return worth < 26 ? 3 : 4;
}

export type PassphraseProblem = "short" | "differs" | null;

/** Why a new passphrase, typed twice, cannot be taken. */
export function passphraseProblem(first: string, again: string): PassphraseProblem {
  if ([...first].length < SHORTEST) return "short";
  return first === again ? null : "differs";
}
