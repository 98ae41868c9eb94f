/** A heading that stands above `count` rows. */
export type Section = { label: string; count: number };

/** Where headings stand: of each section its first row, by position among the rows. */
export type Sections = readonly number[];

/** What stands on a line of the grid: a heading, or a row. */
export type Line = { section: number } | { at: number };

export function sectionsOf(sections: readonly Section[]): Sections {
  let next = 0;
  return sections.map(({ count }) => {
    const first = next;
    next += count;
    return first;
  });
}

/** How many of the ascending numbers are at most this. */
function upTo(numbers: Sections, most: (at: number) => number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= most(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line on which a row stands. */
export function lineOf(sections: Sections, at: number): number {
  return at + upTo(sections, () => at);
}

/** What stands on a line. */
export function onLine(sections: Sections, line: number): Line {
  // The heading of section n stands on the line of its first row and n headings before it.
  const headings = upTo(sections, (section) => line - section);
  const section = headings - 1;
  return section >= 0 && (sections[section] ?? 0) + section === line ? { section } : { at: line - headings };
}

/** The position of the first row on this line or behind it. */
export function rowFrom(sections: Sections, line: number): number {
  const there = onLine(sections, line);
  return "at" in there ? there.at : (sections[there.section] ?? 0);
}
