import type { BulkReport, Filter, FilterField, List, SavedViewRow } from "@/ipc";
import type { Answers } from "@/ipc/testing";
import { idOf } from "./people";
import { refuse } from "./refuse";

const FIELDS: FilterField[] = [
  ...["given", "family", "company", "title", "department", "tags", "notes", "source", "owner", "addresses.city"].map(
    (path): FilterField => ({ path, kind: "text", choices: [] }),
  ),
  { path: "emails", kind: "email", choices: [] },
  { path: "phones", kind: "phone", choices: [] },
  { path: "birthday", kind: "anniversary", choices: [] },
  { path: "created_at", kind: "instant", choices: [] },
  { path: "state", kind: "choice", choices: ["active", "archived", "trashed"] },
];

/** Reads `field:word`, `field=value` and words side by side; enough to look at the bar, no more. */
function read(text: string): Filter {
  const parts = text.match(/(?:[^\s"]|"[^"]*")+/gu) ?? [];
  const all = parts.map((part): Filter => {
    const negated = part.startsWith("-");
    const [, field, operator, value = ""] = /^-?([\w.]+)([:=])(.*)$/u.exec(part) ?? [];
    if (field !== undefined && !FIELDS.some((known) => known.path === field))
      refuse({
        code: "invalid",
        message: `There is no field named ${field} (at character 1).`,
        hint: "Do you mean title?",
      });
    const plain = value.replaceAll('"', "");
    const one: Filter =
      field === undefined
        ? { words: part }
        : {
            where: {
              field,
              test: plain === "" || plain === "*" ? "present" : operator === "=" ? { is: [plain] } : { has: plain },
            },
          };
    return negated ? { not: one } : one;
  });
  return all.length === 1 && all[0] ? all[0] : { all };
}

function print(filter: Filter): string {
  if ("all" in filter) return filter.all.map(print).join(" ");
  if ("any" in filter) return filter.any.map(print).join(" OR ");
  if ("not" in filter) return `-${print(filter.not)}`;
  if ("words" in filter) return filter.words;
  if ("some" in filter) return `${filter.some.of}(${print(filter.some.that)})`;
  const { field, test } = filter.where;
  if (test === "present") return `${field}:*`;
  if ("is" in test) return `${field}="${test.is.join(", ")}"`;
  if ("next" in test) return `${field}:next${test.next.count}d`;
  const [value] = Object.values(test) as [string];
  return `${field}:${value}`;
}

const report: BulkReport = {
  meant: 48,
  counts: [
    {
      changed: 41,
      unchanged: 7,
      samples: [
        { id: idOf(1), display: "Grace Hopper", path: "title", before: "Buyer", after: "Head of Procurement" },
        { id: idOf(2), display: "Ewa Kowalska", path: "title", before: null, after: "Head of Procurement" },
      ],
    },
  ],
  failed: [],
  batch: null,
  job: null,
};

/** Lists, views and filters to look at. */
export function filtering(fresh: boolean): Partial<Answers> {
  const lists: List[] = fresh
    ? []
    : [
        { id: idOf(501), name: "Directors", kind: "dynamic", filter: "title:director", members: null },
        { id: idOf(502), name: "Fair 2026", kind: "event", filter: "", members: 48 },
      ];
  const views: SavedViewRow[] = fresh
    ? []
    : ["Buyers", "Birthdays soon"].map((name, at) => ({
        id: idOf(511 + at),
        view: {
          name,
          folder: "North",
          filter: at === 0 ? "title:buyer" : "birthday:*",
          sort: "family",
          sort_field: null,
          descending: false,
          grouping: "",
          columns: "",
        },
      }));
  return {
    filters_read: ({ text }) => {
      const filter = read(text);
      return { text: print(filter), filter };
    },
    filters_print: ({ filter }) => ({ text: print(filter), filter }),
    filters_fields: () => ({ fields: FIELDS, rows: [] }),
    filters_suggest: ({ text }) => ({
      values: ["Nordlicht GmbH", "vip", "Sales Director"].filter((value) =>
        value.toLowerCase().startsWith(text.toLowerCase()),
      ),
    }),
    contacts_explain: ({ filter, id }) => ({
      id,
      display: "Grace Hopper",
      meant: false,
      state: "active",
      why: {
        part: filter,
        holds: false,
        values: [],
        parts: [
          { part: "title:director", holds: true, values: ["Sales Director"], parts: [] },
          { part: "-emails:*", holds: false, values: ["contact1@example.com"], parts: [] },
        ],
      },
    }),
    contacts_bulk: ({ dry_run }) => ({ ...report, batch: dry_run ? null : idOf(9e6) }),
    lists_list: () => ({ lists }),
    lists_create: ({ name, kind, filter }) => {
      const list: List = { id: idOf(530 + lists.length), name, kind, filter, members: kind === "dynamic" ? null : 0 };
      lists.push(list);
      return list;
    },
    views_list: () => ({ views }),
    views_create: (view) => {
      const row = { id: idOf(540 + views.length), view };
      views.push(row);
      return row;
    },
    views_save: (row) => row,
    views_delete: () => ({ batch: idOf(9e6), count: 1, unchanged: 0 }),
    lists_update: ({ list, name, filter }) => {
      const known = lists.find((one) => one.id === list) as List;
      return Object.assign(known, name === null ? {} : { name }, filter === null ? {} : { filter });
    },
    lists_delete: () => ({ batch: idOf(9e6), count: 1, unchanged: 0 }),
    lists_moves: () => ({
      moves: [
        { day: "2026-11-25", id: idOf(3), display: "Grace Hopper", entered: true },
        { day: "2026-11-24", id: idOf(4), display: "Alan Turing", entered: false },
      ],
    }),
  };
}
