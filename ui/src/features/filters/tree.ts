import type { Filter, FilterField, FilterRows, Related } from "@/ipc";
import { filterOf, lineOf, type Operator, operatorsOf } from "./operators";

/** A condition in words of the builder. An empty field looks anywhere. */
export type Line = { kind: "line"; field: string; operator: Operator; value: string };
/** Conditions that are joined; with `of`, they hold for one row of that kind. */
export type Group = { kind: "group"; join: "all" | "any"; not: boolean; of: Related | null; parts: readonly Node[] };
/** What only the text form has words for: it stays as it is. */
export type Kept = { kind: "kept"; filter: Filter };
export type Node = Line | Group | Kept;

export type Fields = ReadonlyMap<string, FilterField>;
/** What can be asked about: of a contact, or inside of a row, where `prefix` leads to. */
export type Known = { fields: Fields; rows: readonly FilterRows[]; prefix: string };

const byPath = (fields: readonly FilterField[]): Fields => new Map(fields.map((field) => [field.path, field]));

export const knownOf = (fields: readonly FilterField[], rows: readonly FilterRows[]): Known => ({
  fields: byPath(fields),
  rows,
  prefix: "",
});

/** What can be asked about inside of a row; rows have no rows of their own. */
export function within(known: Known, of: Related | null): Known {
  const row = known.rows.find((each) => each.of === of);
  return row ? { fields: byPath(row.parts), rows: [], prefix: `${row.name}.` } : known;
}

const group = (join: Group["join"], parts: readonly Node[], not = false, of: Group["of"] = null): Group => ({
  kind: "group",
  join,
  not,
  of,
  parts,
});

/** A filter as a tree whose root is a group. */
export function treeOf(filter: Filter, known: Known): Group {
  const node = nodeOf(filter, known);
  return node.kind === "group" && node.of === null ? node : group("all", [node]);
}

function nodeOf(filter: Filter, known: Known): Node {
  if ("all" in filter)
    return group(
      "all",
      filter.all.map((part) => nodeOf(part, known)),
    );
  if ("any" in filter)
    return group(
      "any",
      filter.any.map((part) => nodeOf(part, known)),
    );
  if ("words" in filter) return { kind: "line", field: "", operator: "has", value: filter.words };
  if ("where" in filter) return condition(filter, known, false) ?? { kind: "kept", filter };
  if ("not" in filter) {
    const line = condition(filter.not, known, true);
    if (line) return line;
    const inner = nodeOf(filter.not, known);
    return inner.kind === "group" && !inner.not ? { ...inner, not: true } : group("all", [inner], true);
  }
  const { of, that } = filter.some;
  const inner = nodeOf(that, within(known, of));
  return inner.kind === "group" && !inner.not && inner.of === null
    ? { ...inner, of }
    : group("all", [inner], false, of);
}

function condition(filter: Filter, known: Known, negated: boolean): Line | null {
  if (!("where" in filter)) return null;
  const { field } = filter.where;
  const asked = known.fields.get(field);
  const read = asked ? lineOf(filter.where, asked.kind, negated) : null;
  return read && { kind: "line", field, ...read };
}

/** Whether a line asks for anything yet. */
function isWhole(line: Line): boolean {
  return line.operator === "present" || line.operator === "empty" || line.value.trim() !== "";
}

/** The tree as a filter; lines that are not whole yet are left out. */
export function filterOfTree(node: Node): Filter {
  if (node.kind === "kept") return node.filter;
  if (node.kind === "line") {
    return node.field === "" ? { words: node.value } : filterOf(node.field, node.operator, node.value);
  }
  const parts = node.parts.filter((part) => part.kind !== "line" || isWhole(part)).map(filterOfTree);
  const joined: Filter = node.join === "any" && parts.length > 0 ? { any: parts } : { all: parts };
  // Of rows it makes sense to ask whether there is any.
  const asked: Filter = node.of === null ? joined : { some: { of: node.of, that: joined } };
  return node.not && (parts.length > 0 || node.of !== null) ? { not: asked } : asked;
}

export function emptyLine({ fields }: Known): Line {
  const first = fields.get("company") ?? [...fields.values()][0];
  const operator = first ? (operatorsOf(first.kind)[0] ?? "has") : "has";
  return { kind: "line", field: first?.path ?? "", operator, value: "" };
}

/** A line about another field: how it is compared and the value stay where they make sense. */
export function about(line: Line, field: string, known: Known): Line {
  const kind = known.fields.get(field)?.kind ?? "text";
  const operators = field === "" ? (["has"] as const) : operatorsOf(kind);
  const operator = operators.find((other) => other === line.operator) ?? operators[0] ?? "has";
  return { ...line, field, operator };
}

/** An empty group of conditions, or one about a row. */
export const emptyGroup = (of: Group, known: Known, row: Related | null): Group =>
  group(of.join === "all" && row === null ? "any" : "all", [emptyLine(within(known, row))], false, row);

/** Paths as they are offered: those about one thing together, what stands alone first. */
export function offered({ fields, rows }: Known): { title: string; paths: string[] }[] {
  const alone: string[] = [];
  const groups = new Map<string, string[]>();
  for (const path of fields.keys()) {
    const row = rows.find(({ name }) => path === name || path.startsWith(`${name}.`));
    const head = row?.name ?? path.split(".")[0] ?? path;
    groups.set(head, [...(groups.get(head) ?? []), path]);
  }
  for (const [head, paths] of groups) {
    if (paths.length > 1) continue;
    alone.push(...paths);
    groups.delete(head);
  }
  return [{ title: "", paths: alone }, ...[...groups].map(([title, paths]) => ({ title, paths }))];
}

export const withPart = (of: Group, at: number, part: Node): Group => ({ ...of, parts: of.parts.with(at, part) });
export const withoutPart = (of: Group, at: number): Group => ({ ...of, parts: of.parts.toSpliced(at, 1) });
export const adding = (of: Group, part: Node): Group => ({ ...of, parts: [...of.parts, part] });
