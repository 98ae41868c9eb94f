import type { CategoryGroupShown, Colour, Contact, Objection, TagKind, TagShown } from "@/ipc";
import { type Answers, tell } from "@/ipc/testing";
import { idOf, indexOf } from "./people";

const TAGS: [string, TagKind, Colour, number][] = [
  ["fair 2026", "source", "violet", 84],
  ["newsletter", "custom", "plain", 312],
  ["north", "custom", "teal", 97],
  ["steel", "industry", "grey", 12],
  ["vip", "status", "pink", 41],
];

const VALUES: [string, [string, string, Colour][]][] = [
  [
    "Leads",
    [
      ["cold", "Cold", "blue"],
      ["warm", "Warm", "yellow"],
      ["hot", "Hot", "orange"],
      ["qualified", "Qualified", "teal"],
      ["converted", "Converted", "green"],
    ],
  ],
  [
    "Customers",
    [
      ["new", "New", "blue"],
      ["active", "Active", "green"],
      ["vip", "VIP", "violet"],
      ["at-risk", "At risk", "orange"],
      ["former", "Former", "grey"],
    ],
  ],
  [
    "Business",
    [
      ["partner", "Partner", "teal"],
      ["vendor", "Vendor", "yellow"],
      ["employee", "Employee", "blue"],
      ["investor", "Investor", "violet"],
      ["media", "Media", "pink"],
    ],
  ],
];

export const GROUPS: CategoryGroupShown[] = VALUES.map(([name, values], at) => ({
  id: idOf(7e7 + at * 100),
  key: name.toLowerCase(),
  name,
  path: name.toLowerCase(),
  values: values.map(([key, value, colour], nth) => ({
    id: idOf(7e7 + at * 100 + nth + 1),
    key,
    name: value,
    colour,
    contacts: (nth * 37 + at * 11) % 90,
  })),
}));

/** What speaks against reaching somebody, as the product works it out, without purposes. */
function objections(contact: Contact, channel: "call" | "email" | "text", refused: boolean): Objection[] {
  const found: Objection[] = [];
  if (contact.preferences[`do_not_${channel}`]) found.push({ why: "person" });
  if (refused) found.push({ why: "address" });
  const newest = contact.consents.find((entry) => entry.channel === null || entry.channel === channel);
  if (newest && (newest.state === "withdrawn" || newest.state === "declined"))
    found.push({ why: "consent", purpose: newest.purpose, state: newest.state, day: newest.day });
  return found;
}

/** Tags, categories, consent and locks in memory. */
export function memoryLabels(get: (at: number) => Contact, put: (contact: Contact) => void): Answers {
  let tags: TagShown[] = TAGS.map(([name, kind, colour, contacts], at) => ({
    id: idOf(8e7 + at),
    name,
    kind,
    colour,
    contacts,
  }));
  let groups = GROUPS;
  const done = (id: string | null, contacts = 0) => {
    void tell("changed", { tags: ["definition", "contact", "batch"], seq: 50 });
    return { id, batch: idOf(9e6), contacts };
  };
  const change = (id: string, how: (contact: Contact) => Contact) => {
    put(how(get(indexOf(id))));
    void tell("changed", { tags: ["contact", "batch"], seq: 50 });
  };
  return {
    tags_list: () => ({ tags }),
    tags_add: (tag) => {
      tags = [...tags, { id: idOf(8e7 + tags.length), contacts: 0, ...tag }];
      return done(idOf(8e7 + tags.length - 1));
    },
    tags_set: ({ id, name, kind, colour }) => {
      tags = tags.map((tag) =>
        tag.id === id ? { ...tag, name: name ?? tag.name, kind: kind ?? tag.kind, colour: colour ?? tag.colour } : tag,
      );
      return done(id);
    },
    tags_merge: ({ from, into }) => {
      tags = tags.filter((tag) => !from.includes(tag.id));
      return done(into, 12);
    },
    tags_delete: ({ ids }) => {
      tags = tags.filter((tag) => !ids.includes(tag.id));
      return done(null, 12);
    },
    categories_list: () => ({ groups }),
    categories_add_group: ({ name, values }) => {
      const id = idOf(7e7 + groups.length * 100);
      const made = values.map((value, at) => ({
        id: idOf(7e7 + groups.length * 100 + at + 1),
        key: "",
        name: value,
        colour: "plain" as const,
        contacts: 0,
      }));
      groups = [...groups, { id, key: "", name, path: name.toLowerCase().replaceAll(" ", "_"), values: made }];
      return done(id);
    },
    categories_add: ({ group, name, colour }) => {
      const value = { id: idOf(7.9e7 + groups.length), key: "", name, colour, contacts: 0 };
      groups = groups.map((known) => (known.id === group ? { ...known, values: [...known.values, value] } : known));
      return done(value.id);
    },
    categories_set: ({ id }) => done(id),
    categories_rename_group: ({ id, name }) => {
      groups = groups.map((group) => (group.id === id ? { ...group, name } : group));
      return done(id);
    },
    categories_delete: () => done(null),
    categories_delete_group: ({ id }) => {
      groups = groups.filter((group) => group.id !== id);
      return done(null, 3);
    },
    contacts_reach: ({ id }) => {
      const contact = get(indexOf(id));
      return {
        channels: (["call", "email", "text"] as const).map((channel) => ({
          channel,
          objections: objections(contact, channel, false),
        })),
        rows: [
          ...contact.emails.map((row) => ({
            path: `emails/${row.id}`,
            value: row.value,
            channel: "email" as const,
            objections: objections(contact, "email", row.do_not_email),
          })),
          ...contact.phones.flatMap((row) =>
            (["call", "text"] as const).map((channel) => ({
              path: `phones/${row.id}`,
              value: row.value,
              channel,
              objections: objections(contact, channel, row[`do_not_${channel}`]),
            })),
          ),
        ],
      };
    },
    contacts_lock: ({ id, path, locked }) => {
      change(id, (contact) => ({
        ...contact,
        locked: locked ? [...contact.locked, path] : contact.locked.filter((known) => known !== path),
      }));
      return { path, locked, batch: idOf(9e6) };
    },
    consents_record: ({ ids, purpose, basis, state, channel, day, how, evidence }) => {
      for (const id of ids)
        change(id, (contact) => ({
          ...contact,
          consents: [
            {
              id: idOf(Date.now() % 1e9),
              purpose,
              basis: basis ?? "consent",
              state,
              channel,
              day: day ?? "2026-11-26",
              how,
              evidence,
            },
            ...contact.consents,
          ],
        }));
      return { batch: idOf(9e6), count: ids.length, unchanged: 0 };
    },
  };
}
