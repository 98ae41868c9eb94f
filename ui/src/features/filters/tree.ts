import type { Filter, FilterField } from "@/ipc";
import { filterOf, lineOf, type Operator, operatorsOf } from "./operators";

/** A condition in words of the builder. An empty field looks anywhere. */
export type Line = { kind: "line"; field: string; operator: Operator; value: string };
/** Conditions that are joined. */
export type Group = { kind: "group"; join: "all" | "any"; not: boolean; parts: readonly Node[] };
/** What only the text form has words for: it stays as it is. */
export type Kept = { kind: "kept"; filter: Filter };
export type Node = Line | Group | Kept;

export type Fields = ReadonlyMap<string, FilterField>;

const group = (join: Group["join"], parts: readonly Node[], not = false): Group => ({
  kind: "group",
  join,
  not,
  parts,
});

/** A filter as a tree whose root is a group. */
export function treeOf(filter: Filter, fields: Fields): Group {
  const node = nodeOf(filter, fields);
  return node.kind === "group" ? node : group("all", [node]);
}

function nodeOf(filter: Filter, fields: Fields): Node {
  if ("all" in filter)
    return group(
      "all",
      filter.all.map((part) => nodeOf(part, fields)),
    );
  if ("any" in filter)
    return group(
      "any",
      filter.any.map((part) => nodeOf(part, fields)),
    );
  if ("words" in filter) return { kind: "line", field: "", operator: "has", value: filter.words };
  if ("where" in filter) return condition(filter, fields, false) ?? { kind: "kept", filter };
  if ("not" in filter) {
    const line = condition(filter.not, fields, true);
    if (line) return line;
    const inner = nodeOf(filter.not, fields);
    return inner.kind === "group" && !inner.not ? { ...inner, not: true } : group("all", [inner], true);
  }
  return { kind: "kept", filter };
}

function condition(filter: Filter, fields: Fields, negated: boolean): Line | null {
  if (!("where" in filter)) return null;
  const { field } = filter.where;
  const known = fields.get(field);
  const read = known ? lineOf(filter.where, known.kind, negated) : null;
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
  return node.not && parts.length > 0 ? { not: joined } : joined;
}

export function emptyLine(fields: Fields): Line {
  const first = fields.get("company") ?? [...fields.values()][0];
  const operator = first ? (operatorsOf(first.kind)[0] ?? "has") : "has";
  return { kind: "line", field: first?.path ?? "", operator, value: "" };
}

/** A line about another field: how it is compared and the value stay where they make sense. */
export function about(line: Line, field: string, fields: Fields): Line {
  const kind = fields.get(field)?.kind ?? "text";
  const known = field === "" ? (["has"] as const) : operatorsOf(kind);
  const operator = known.find((other) => other === line.operator) ?? known[0] ?? "has";
  return { ...line, field, operator };
}

export const withPart = (of: Group, at: number, part: Node): Group => ({ ...of, parts: of.parts.with(at, part) });
export const withoutPart = (of: Group, at: number): Group => ({ ...of, parts: of.parts.toSpliced(at, 1) });
export const adding = (of: Group, part: Node): Group => ({ ...of, parts: [...of.parts, part] });
