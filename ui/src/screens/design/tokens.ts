export type Token = { name: string; value: string };
export type TokenGroups = { text: Token[]; space: Token[]; shape: Token[]; colour: Token[] };

/** The names of all custom properties that the style sheets set on the root, in the order in which they stand there. */
export function tokenNames(sheets: Iterable<CSSStyleSheet>): string[] {
  const names = new Set<string>();
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (!("selectorText" in rule && "style" in rule)) continue;
      const { selectorText, style } = rule as CSSStyleRule;
      if (selectorText !== ":root") continue;
      for (const name of Array.from(style)) if (name.startsWith("--")) names.add(name);
    }
  }
  return [...names];
}

/** Tokens by what they are for; what is none of the sizes is a colour when the system takes it for one. */
export function grouped(tokens: readonly Token[], isColour: (value: string) => boolean): TokenGroups {
  const groups: TokenGroups = { text: [], space: [], shape: [], colour: [] };
  for (const token of tokens) {
    if (token.name.startsWith("--text-")) groups.text.push(token);
    else if (token.name.startsWith("--space-")) groups.space.push(token);
    else if (isColour(token.value)) groups.colour.push(token);
    else groups.shape.push(token);
  }
  return groups;
}
