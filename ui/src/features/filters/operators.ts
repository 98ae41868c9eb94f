import type { Condition, Filter, FilterKind, Span, Test } from "@/ipc";
import type { filterStrings } from "./strings";

export type Operator = keyof typeof filterStrings.ops;

const TEXT: readonly Operator[] = ["has", "is", "is_not", "begins", "contains", "ends", "present", "empty"];
const DAY: readonly Operator[] = ["last", "next", "on", "less", "at_most", "more", "at_least", "present", "empty"];
const NUMBER: readonly Operator[] = ["is", "is_not", "fewer", "up_to", "over", "from", "present", "empty"];
const CHOICE: readonly Operator[] = ["is", "is_not"];

const OF: Record<FilterKind, readonly Operator[]> = {
  text: TEXT,
  email: TEXT,
  phone: TEXT,
  day: DAY,
  anniversary: DAY,
  instant: DAY.filter((operator) => operator !== "next"),
  number: NUMBER,
  flag: CHOICE,
  choice: CHOICE,
};

/** What can be asked of a kind of value; the first is asked when none is chosen. */
export function operatorsOf(kind: FilterKind): readonly Operator[] {
  return OF[kind];
}

export function needsValue(operator: Operator): boolean {
  return operator !== "present" && operator !== "empty";
}

const UNITS: Record<string, Span["unit"]> = { d: "day", w: "week", m: "month", y: "year" };
const LETTERS: Record<Span["unit"], string> = { day: "d", week: "w", month: "m", year: "y" };

function span(text: string): Span {
  const [, count, unit] = /^\s*(\d{1,4})\s*([dwmy])?/iu.exec(text) ?? [];
  return { count: Number(count ?? 30), unit: UNITS[(unit ?? "d").toLowerCase()] ?? "day" };
}

const list = (text: string) => {
  const values = text
    .split(",")
    .map((value) => value.trim())
    .filter(Boolean);
  return values.length > 0 ? values : [text];
};

function testOf(operator: Operator, value: string): Test {
  switch (operator) {
    case "has":
      return { has: value };
    case "is":
    case "is_not":
      return { is: list(value) };
    case "on":
      return { is: [value.trim()] };
    case "begins":
      return { begins: value };
    case "contains":
      return { contains: value };
    case "ends":
      return { ends: value };
    case "less":
    case "fewer":
      return { less: value.trim() };
    case "at_most":
    case "up_to":
      return { at_most: value.trim() };
    case "more":
    case "over":
      return { more: value.trim() };
    case "at_least":
    case "from":
      return { at_least: value.trim() };
    case "last":
      return { last: span(value) };
    case "next":
      return { next: span(value) };
    case "present":
    case "empty":
      return "present";
  }
}

/** A line of the builder as a filter. */
export function filterOf(field: string, operator: Operator, value: string): Filter {
  const where: Filter = { where: { field, test: testOf(operator, value) } };
  return operator === "empty" || operator === "is_not" ? { not: where } : where;
}

type Read = { operator: Operator; value: string };

const spelled = ({ count, unit }: Span) => `${count}${LETTERS[unit]}`;

/** A condition as a line of the builder; null for one that the builder has no words for. */
export function lineOf({ test }: Condition, kind: FilterKind, negated: boolean): Read | null {
  const read = plain(test, kind);
  if (!read || !negated) return read;
  if (read.operator === "present") return { ...read, operator: "empty" };
  return read.operator === "is" ? { ...read, operator: "is_not" } : null;
}

function plain(test: Test, kind: FilterKind): Read | null {
  const day = kind === "day" || kind === "anniversary" || kind === "instant";
  const sized = (compared: Operator, counted: Operator) => (day ? compared : counted);
  if (test === "present") return { operator: "present", value: "" };
  if ("is" in test) {
    if (!day)
      return test.is.some((value) => value.includes(",")) ? null : { operator: "is", value: test.is.join(", ") };
    return test.is.length === 1 ? { operator: "on", value: test.is[0] ?? "" } : null;
  }
  if ("has" in test) return { operator: "has", value: test.has };
  if ("begins" in test) return { operator: "begins", value: test.begins };
  if ("contains" in test) return { operator: "contains", value: test.contains };
  if ("ends" in test) return { operator: "ends", value: test.ends };
  if ("less" in test) return { operator: sized("less", "fewer"), value: test.less };
  if ("at_most" in test) return { operator: sized("at_most", "up_to"), value: test.at_most };
  if ("more" in test) return { operator: sized("more", "over"), value: test.more };
  if ("at_least" in test) return { operator: sized("at_least", "from"), value: test.at_least };
  if ("last" in test) return { operator: "last", value: spelled(test.last) };
  if ("next" in test) return { operator: "next", value: spelled(test.next) };
  return null;
}
