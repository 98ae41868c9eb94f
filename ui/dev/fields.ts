import type { FieldDefinition } from "@/ipc";
import type { Answers } from "@/ipc/testing";
import { idOf } from "./people";

const NO_RULES: Omit<FieldDefinition, "id" | "key" | "name" | "kind" | "position"> = {
  state: "active",
  entity: "contact",
  required: false,
  unique: false,
  pattern: "",
  min: "",
  max: "",
  default: "",
  help: "",
  group: "",
  currency: "",
  shown_when: null,
  options: [],
};

const option = (at: number, name: string, colour = "") => ({ id: idOf(8e6 + at), name, colour, archived: false });

const FIELDS: FieldDefinition[] = [
  {
    ...NO_RULES,
    id: idOf(7e6),
    key: "budget",
    name: "Budget",
    kind: "money",
    currency: "EUR",
    group: "Deal",
    position: 0,
  },
  {
    ...NO_RULES,
    id: idOf(7e6 + 1),
    key: "segment",
    name: "Segment",
    kind: "choice",
    group: "Deal",
    position: 1,
    options: [option(1, "Enterprise", "#1e7a46"), option(2, "Mid market", "#c77700"), option(3, "Small")],
  },
  {
    ...NO_RULES,
    id: idOf(7e6 + 2),
    key: "interests",
    name: "Interests",
    kind: "multi_choice",
    position: 2,
    help: "What to talk about first.",
    options: [option(4, "Golf"), option(5, "Wine"), option(6, "Opera", "#7a1e5c")],
  },
  { ...NO_RULES, id: idOf(7e6 + 3), key: "review", name: "Next review", kind: "date", position: 3, required: true },
  { ...NO_RULES, id: idOf(7e6 + 4), key: "newsletter", name: "Newsletter", kind: "boolean", position: 4 },
  { ...NO_RULES, id: idOf(7e6 + 5), key: "مجال", name: "مجال الميزانية 🎯", kind: "text", position: 5 },
];

/** Fields of one's own, and what people hold in them. */
export function memoryFields(asked: URLSearchParams): {
  answers: Answers;
  held: (at: number) => Record<string, unknown>;
} {
  let fields = asked.has("fresh") ? [] : FIELDS;
  const find = (id: string) => fields.find((field) => field.id === id) ?? (fields[0] as FieldDefinition);
  const put = (id: string, change: Partial<FieldDefinition>) => {
    fields = fields.map((field) => (field.id === id ? { ...field, ...change } : field));
    return find(id);
  };
  return {
    held: (at) =>
      asked.has("fresh")
        ? {}
        : {
            budget: { amount: 1250 * (at + 1), currency: "EUR" },
            segment: ["Enterprise", "Mid market", "Small"][at % 3],
            interests: at % 2 === 0 ? ["Golf", "Opera"] : ["Wine"],
            newsletter: at % 3 === 0,
            مجال: "ميزانية السنة 🎉",
          },
    answers: {
      fields_list: ({ entity, archived }) => ({
        fields: fields.filter(
          (field) => (entity === null || field.entity === entity) && (archived || field.state === "active"),
        ),
      }),
      fields_add: ({ field }) => {
        const name = field.name ?? "";
        const made: FieldDefinition = {
          ...NO_RULES,
          id: idOf(7e6 + 100 + fields.length),
          key: name.toLowerCase().replaceAll(" ", "_"),
          name,
          kind: field.kind ?? "text",
          position: fields.length,
        };
        fields = [...fields, made];
        return { field: made, batch: idOf(9e6) };
      },
      fields_plan: ({ id, change }) => ({
        field: find(id),
        values: 240,
        converts: change.kind ? 228 : 0,
        clears: change.kind ? 12 : 0,
        unfit: change.kind
          ? [{ id: idOf(3), display: "Grace Hopper", value: "about 40", reason: "Budget: not a number" }]
          : [],
        repeated: change.unique ? 6 : 0,
        missing: change.required ? 31 : 0,
        kept_options: [],
      }),
      fields_set: ({ id, change }) => ({
        field: put(id, {
          ...(change.name ? { name: change.name } : {}),
          ...(change.kind ? { kind: change.kind } : {}),
          ...(change.position === null ? {} : { position: change.position }),
        }),
        batch: idOf(9e6),
        converted: 0,
        cleared: 0,
        job: null,
      }),
      fields_archive: ({ id }) => ({ id: put(id, { state: "archived" }).id, batch: idOf(9e6), values: 240 }),
      fields_restore: ({ id }) => ({ id: put(id, { state: "active" }).id, batch: idOf(9e6), values: 240 }),
      fields_delete: ({ id }) => {
        fields = fields.filter((field) => field.id !== id);
        return { id, batch: idOf(9e6), values: 240 };
      },
    },
  };
}
