import { expect, test } from "vitest";

const SHEETS = import.meta.glob<string>("../**/*.css", { query: "?raw", import: "default", eager: true });
const css = SHEETS["./tokens.css"] ?? "";

/** The values of one block of the sheet, from its selector on. */
function valuesOf(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

function blocksOf(sheet: string): { light: Record<string, string>; dark: Record<string, string> } {
  const at = sheet.indexOf(':root[data-theme="dark"]');
  return { light: valuesOf(sheet.slice(0, at)), dark: valuesOf(sheet.slice(at)) };
}

const [usual = "", rest = ""] = css.split("@media (prefers-contrast: more)");
const plain = blocksOf(usual);
const more = blocksOf(rest.split("@media")[0] ?? "");
const LOOKS = {
  light: { values: plain.light, least: 4.5 },
  dark: { values: { ...plain.light, ...plain.dark }, least: 4.5 },
  "light, more contrast": { values: { ...plain.light, ...more.light }, least: 7 },
  "dark, more contrast": { values: { ...plain.light, ...plain.dark, ...more.light, ...more.dark }, least: 7 },
};

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["canvas", "surface", "raised", "sunken", "hover", "selected"];
const TEXTS: [ink: string, grounds: string[]][] = [
  ["ink", GROUNDS],
  ["ink-soft", GROUNDS],
  ["ink-faint", GROUNDS],
  ["accent", ["canvas", "surface", "raised", "accent-soft"]],
  ["accent-ink", ["accent", "accent-hover"]],
  ["danger", ["surface", "raised", "danger-soft"]],
  ["danger-ink", ["danger", "danger-hover"]],
  ["warning", ["canvas", "surface", "warning-soft"]],
  ["ok", ["canvas", "surface"]],
  ["mark-ink", ["mark"]],
  ...Array.from({ length: 8 }, (_, hue): [string, string[]] => [`hue-${hue}-ink`, [`hue-${hue}`]]),
];

test.each(Object.entries(LOOKS))("in %s, every text is told from its ground", (_, { values, least }) => {
  const faint: string[] = [];
  const colour = (name: string) => values[`--${name}`] ?? "";
  for (const [ink, grounds] of TEXTS) {
    for (const ground of grounds) {
      const found = contrast(colour(ink), colour(ground));
      // What marks and hues hold is decoration beside the same words; the usual measure will do for them.
      const wanted = /mark|hue/.test(ink) ? 4.5 : least;
      if (!(found >= wanted)) faint.push(`${ink} on ${ground}: ${found.toFixed(2)} of ${wanted}`);
    }
  }
  for (const line of ["control-line", "focus", "star"]) {
    const found = contrast(colour(line), colour("surface"));
    if (!(found >= 3)) faint.push(`${line} on surface: ${found.toFixed(2)} of 3`);
  }
  expect(faint).toEqual([]);
});

test("sizes of text and distances are those of the scale", () => {
  const off: string[] = [];
  for (const [path, sheet] of Object.entries(SHEETS)) {
    if (path.endsWith("tokens.css")) continue;
    for (const [line, , property = "", value = ""] of sheet.matchAll(
      /^(\s*)(font-size|gap|row-gap|column-gap|padding[a-z-]*|margin[a-z-]*):\s*([^;]+);/gm,
    )) {
      // The base of all rem, from 4K on; and room for a sign inside of a box, which no distance is as wide as.
      const lengths = [...value.matchAll(/(?<![\w-])(\d*\.?\d+)(rem|px|em)\b/g)].filter(
        ([, number = "", unit]) => !(Number(number) >= 1.5 && unit === "rem") && !(number === "1" && unit === "px"),
      );
      const base = path.endsWith("base.css") && property === "font-size" && value.endsWith("px");
      if (lengths.length > 0 && !base) off.push(`${path}: ${line.trim()}`);
    }
  }
  expect(Object.keys(SHEETS).length).toBeGreaterThan(20);
  expect(off).toEqual([]);
});
