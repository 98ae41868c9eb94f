import { LOCALE } from "./locale";

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });

/** `1,234`. */
export function count(value: number): string {
  return whole.format(value);
}

const exact = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 6 });

/** `1,234.5`, with all its decimals. */
export function decimal(value: number): string {
  return exact.format(value);
}

/** `€1,234.50`; a currency that is not known stands behind. */
export function amount(value: number, currency: string): string {
  try {
    return new Intl.NumberFormat(LOCALE, { style: "currency", currency }).format(value);
  } catch {
    return `${decimal(value)} ${currency}`;
  }
}

/** `0.42` as `42%`. */
export function share(value: number): string {
  return percent.format(value);
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `1.5 MB`, in decimal units as file managers show them. */
export function bytes(value: number): string {
  let scaled = value;
  let unit = 0;
  while (scaled >= 1000 && unit < UNITS.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  const format = {
    style: "unit",
    unit: UNITS[unit] ?? "byte",
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: unit === 0 ? 0 : 1,
  } as const;
  return new Intl.NumberFormat(LOCALE, format).format(scaled);
}

/** Seconds to go as people say them: `12 sec`, `3 min`, `1 hr`. */
export function duration(seconds: number): string {
  const [value, unit] =
    seconds < 90
      ? [Math.max(1, Math.round(seconds)), "second"]
      : seconds < 5400
        ? [Math.round(seconds / 60), "minute"]
        : [Math.round(seconds / 3600), "hour"];
  return new Intl.NumberFormat(LOCALE, { style: "unit", unit: unit as string, unitDisplay: "short" }).format(
    value as number,
  );
}
