import type {
  Attachment,
  Batch,
  Commands,
  Contact,
  Draft,
  Edit,
  ImportPreview,
  ImportReport,
  Job,
  Looks,
  VaultStatus,
} from "@/ipc";
import { type Answers, tell } from "@/ipc/testing";
import { memoryCompanies } from "./companies";
import { memoryFields } from "./fields";
import { filtering } from "./filters";
import { merging } from "./merging";
import { GROUPS, memoryLabels } from "./labels";
import { idOf, indexOf, person, rowOf } from "./people";
import { refuse } from "./refuse";
import { memorySync, type Shared } from "./sync";

const now = Date.now();

/** Enough of a vault to look at every screen; knows nothing of durability, indexes or files. */
export function memoryBackend(asked: URLSearchParams): Answers {
  const rows = Number(asked.get("rows") ?? 240);
  const edited = new Map<number, Contact>();
  const gone = new Set<number>();
  let looks: Looks = { columns: [], hints_seen: !asked.has("hints") };
  const favourites = new Set(asked.has("fresh") ? [] : [1, 5, 8]);
  let recents = asked.has("fresh") ? [] : [3, 1, 12, 40];
  const drafts: Draft[] = asked.has("draft")
    ? [{ id: idOf(0), path: "title", value: "Chief Procurement Off", at: now - 7_200_000 }]
    : [];
  const batches: Batch[] = Array.from({ length: asked.has("fresh") ? 0 : 260 }, (_, at) => ({
    id: idOf(9e6 + at),
    origin: at % 9 === 0 ? "import" : at % 4 === 0 ? "command" : "window",
    actor: "me",
    at: now - at * 5_400_000,
    label: at % 9 === 0 ? "Import of google-contacts.csv" : `Edit of ${person(at, now).display}`,
    created: at % 9 === 0 ? 1200 : 0,
    changed: at % 9 === 0 ? 31 : 1,
    reverts: null,
    reverted_by: at === 2 ? idOf(1) : null,
  }));
  const job = (state: Job["state"]): Job => ({
    id: idOf(77),
    kind: "import",
    state,
    label: "Import of google-contacts.csv",
    done: state === "done" ? 120_000 : 42_000,
    total: 120_000,
    rate: 31_250,
    left: 2.5,
    started_at: now,
    finished_at: null,
    batch: idOf(9e6),
    error: null,
  });
  let settings = {
    country: "GB",
    theme: (asked.get("theme") ?? "system") as "system" | "light" | "dark",
    unmapped_to_notes: true,
    daily_backups: true,
    backup_dir: "",
    lock_after_minutes: 0,
    lock_on_sleep: false,
    offline: asked.has("offline"),
  };
  const work: Shared = {
    jobs: asked.has("job") ? [job("running")] : asked.has("jobdone") ? [job("done")] : [],
    settings: () => settings,
  };
  const status: VaultStatus = {
    state: (asked.get("state") ?? "open") as VaultStatus["state"],
    dir: "/home/ada/.local/share/satchel",
    slots: asked.get("state") === "locked" ? ["passphrase", "recovery"] : ["keyring", "recovery"],
    keyring: (asked.get("keyring") ?? "ready") as VaultStatus["keyring"],
    recovery_saved: !asked.has("unsaved"),
    last_backup_at: now - 86_400_000,
    backup_problem: null,
    contacts: rows,
    trashed: 3,
    version: "0.1.0",
  };
  const own = memoryFields(asked);
  const get = (at: number) => edited.get(at) ?? { ...person(at, now), custom: own.held(at) };

  const all: Answers = {
    ...memorySync(asked, work),
    ...memoryCompanies(),
    ...own.answers,
    ...memoryLabels(get, (contact) => edited.set(indexOf(contact.id), contact)),
    ...filtering(asked.has("fresh")),
    vault_status: () => ({ ...status }),
    vault_create: () => {
      status.state = "open";
      return { recovery_code: "K7QF-3M2X-9TBD-WPR4-6HZN-81VC" };
    },
    vault_unlock: ({ passphrase }) => {
      if (passphrase !== "open sesame")
        refuse({
          code: "wrong_passphrase",
          message: "This passphrase does not open the vault.",
          hint: "Check the keyboard layout and caps lock.",
        });
      status.state = "open";
      return status;
    },
    vault_seen: () => ({}),
    vault_lock: () => refuse({ code: "passphrase_required", message: "This vault has no passphrase." }),
    vault_passphrase_set: () => {
      status.slots = [...new Set([...status.slots, "passphrase" as const])];
      return status;
    },
    vault_keyring_enable: () => {
      status.slots = ["keyring", ...status.slots];
      return status;
    },
    vault_keyring_disable: () => {
      status.slots = status.slots.filter((slot) => slot !== "keyring");
      return status;
    },
    vault_recovery_renew: () => ({ recovery_code: "K7QF-3M2X-9TBD-WPR4-6HZN-81VC" }),
    vault_recovery_saved: () => {
      status.recovery_saved = true;
      return status;
    },
    vault_backup: ({ path }) => ({ path, bytes: 15_800_000, portable: true }),
    vault_doctor: () => ({
      ok: false,
      checks: [
        { name: "Database", ok: true, detail: "Every page is sound.", hint: null },
        {
          name: "Search index",
          ok: false,
          detail: "12 changes behind the journal.",
          hint: "Rebuild the search index.",
        },
      ],
    }),
    vault_reindex: () => ({ job: idOf(78) }),
    contacts_view: ({ state, filter }) => ({
      view: state === "active" ? 1 : 2,
      total: state === "active" ? (filter?.includes("nobody") ? 0 : rows - gone.size) : 3,
      seq: 40,
      outside: [],
      groups: [],
    }),
    contacts_rows: ({ view, offset, limit }) => ({
      offset,
      statuses: [],
      rows: Array.from(
        { length: Math.max(0, Math.min(limit, (view === 1 ? rows - gone.size : 3) - offset)) },
        (_, at) => rowOf(get(offset + at)),
      ),
    }),
    contacts_position: ({ id }) => ({ position: indexOf(id) < rows ? indexOf(id) : null }),
    contacts_search: ({ query, limit }) => {
      const word = query.toLocaleLowerCase();
      const people = Array.from({ length: Math.min(rows, 3000) }, (_, at) => get(at)).filter((one) =>
        `${one.display} ${one.company}`.toLocaleLowerCase().includes(word),
      );
      const range = (text: string): [number, number][] => {
        const at = text.toLocaleLowerCase().indexOf(word);
        return at < 0 ? [] : [[at, at + word.length]];
      };
      const hits = people.slice(0, limit).map((one) => {
        const row = rowOf(one);
        return {
          ...row,
          score: 1,
          matched: "name" as const,
          similar: false,
          highlights: {
            display: range(row.display),
            company: range(row.company),
            email: range(row.email),
            phone: [],
            title: [],
            place: [],
          },
          snippet: one.notes ? { text: one.notes, highlights: range(one.notes) } : null,
        };
      });
      return { total: people.length, similar: 0, hits, did_you_mean: null, micros: 900, behind: 0 };
    },
    contacts_get: ({ id }) => get(indexOf(id)),
    contacts_update: ({ id, patch }) => {
      const before = get(indexOf(id));
      const [edit] = patch;
      if (edit?.path === "title" && asked.has("conflict"))
        refuse({
          code: "conflict",
          message: "The title changed meanwhile.",
          conflicts: [
            {
              path: "title",
              base: before.title,
              theirs: "Chief Buyer",
              mine: "set" in edit ? edit.set : "",
              origin: "command",
              at: now,
            },
          ],
        });
      if (
        edit &&
        "set" in edit &&
        edit.path.startsWith("emails/") &&
        !String((edit.set as { value?: string }).value ?? "a@b").includes("@")
      )
        refuse({ code: "invalid", message: "This is not an e-mail address: it has no @.", field: edit.path });
      const contact = applied(before, patch);
      edited.set(indexOf(id), contact);
      void tell("changed", { tags: ["contact", "batch"], seq: contact.seq });
      return { contact, batch: idOf(9e6), replaced: [] };
    },
    contacts_create: () =>
      refuse({ code: "invalid", message: "This is not an e-mail address: it has no @.", field: "emails" }),
    contacts_trash: ({ ids }) => {
      for (const id of ids) gone.add(indexOf(id));
      return { batch: idOf(9e6), count: ids.length, unchanged: 0 };
    },
    contacts_restore: ({ ids }) => ({ batch: idOf(9e6), count: ids.length, unchanged: 0 }),
    contacts_history: ({ id }) => ({
      id,
      entries: [
        {
          batch: idOf(9e6),
          at: now - 3_600_000,
          origin: "window",
          actor: "me",
          label: "Edited title",
          created: false,
          reverted: false,
          changes: [
            { path: "title", before: "Buyer", after: "Head of Procurement" },
            {
              path: `emails/${idOf(1)}`,
              before: null,
              after: { value: "ada@work.example", label: "work", primary: true },
            },
          ],
        },
        {
          batch: idOf(9e6 + 1),
          at: now - 90 * 86_400_000,
          origin: "import",
          actor: "me",
          label: "Import of google-contacts.csv",
          created: true,
          reverted: false,
          changes: [],
        },
      ],
    }),
    contacts_merge_plan: ({ ids }) => merging(ids.map((id) => get(indexOf(id)))),
    contacts_merge: ({ ids }) => {
      for (const id of ids.slice(1)) gone.add(indexOf(id));
      return { id: ids[0] ?? "", batch: idOf(9e6), ended: ids.length - 1 };
    },
    attachments_show: ({ id, attachment }) => ({
      attachment: get(indexOf(id)).attachments.find((file) => file.id === attachment) as Attachment,
      picture: null,
      text: null,
      more: false,
    }),
    values_check: ({ key, value }) => ({
      written: key === "postcode" ? value.toUpperCase() : null,
      hint: value.endsWith("@gmial.com") ? "The domain looks like a slip." : null,
      meant: value.endsWith("@gmial.com") ? value.replace("gmial", "gmail") : null,
      problem: null,
    }),
    favourites_list: ({ limit }) => ({
      total: favourites.size,
      contacts: [...favourites].slice(0, limit).map((at) => rowOf(get(at))),
    }),
    favourites_get: ({ id }) => ({ id, favourite: favourites.has(indexOf(id)) }),
    favourites_set: ({ ids, favourite }) => {
      for (const id of ids) favourites[favourite ? "add" : "delete"](indexOf(id));
      return { count: ids.length, unchanged: 0 };
    },
    recents_list: ({ limit }) => ({
      total: recents.length,
      contacts: recents.slice(0, limit).map((at) => rowOf(get(at))),
    }),
    recents_note: ({ id }) => {
      recents = [indexOf(id), ...recents.filter((at) => at !== indexOf(id))];
      return {};
    },
    contacts_alike: ({ given, family, email }) => ({
      people: Array.from({ length: 60 }, (_, at) => get(at))
        .filter(
          (one) =>
            (email !== "" && one.emails.some((known) => known.value === email)) ||
            (family !== "" && one.given === given && one.family === family),
        )
        .slice(0, 3)
        .map((one) => ({ contact: rowOf(one), by: [email === "" ? ("name" as const) : ("email" as const)] })),
    }),
    looks_get: () => looks,
    looks_set: ({ columns, hints_seen }) => {
      looks = { columns: columns ?? looks.columns, hints_seen: looks.hints_seen || hints_seen };
      return looks;
    },
    companies_suggest: ({ text }) => ({
      companies: ["Analytical Engines Ltd", "Anadolu Tekstil A.Ş."]
        .filter((name) => name.toLowerCase().startsWith(text.toLowerCase()))
        .map((name, at) => ({ id: idOf(at), name })),
    }),
    drafts_list: ({ id }) => ({ drafts: drafts.filter((draft) => draft.id === id) }),
    drafts_save: (draft) => {
      drafts.push({ ...draft, at: Date.now() });
      return {};
    },
    drafts_drop: () => ({}),
    batches_list: ({ before }) => {
      const from = before === null ? 0 : batches.findIndex((batch) => batch.id === before) + 1;
      const page = batches.slice(from, from + 100);
      return { batches: page, next: from + 100 < batches.length ? (page.at(-1)?.id ?? null) : null };
    },
    batches_undo: ({ batch }) => ({
      batch: idOf(5),
      undone: batch,
      label: "Import of google-contacts.csv",
      reversed: 1198,
      kept: [{ entity: "contact", id: idOf(1), display: "Grace Hopper", path: "title", reason: "edited since by you" }],
      failed: [],
      job: null,
    }),
    batches_redo: () => refuse({ code: "not_found", message: "There is nothing to redo." }),
    imports_preview: ({ path, encoding, delimiter }) => ({
      ...preview(path),
      ...(encoding === null ? {} : { encoding }),
      ...(delimiter === null ? {} : { delimiter }),
    }),
    imports_start: () => {
      work.jobs = [job("running")];
      setTimeout(() => {
        work.jobs = [job("done")];
        void tell("job", job("done"));
      }, 1500);
      return { job: idOf(77) };
    },
    imports_sample: () => ({ job: idOf(79) }),
    imports_report: () => report,
    imports_failed_rows: ({ path }) => ({ path, rows: 2 }),
    jobs_list: () => ({ jobs: work.jobs }),
    jobs_cancel: () => ({ jobs: work.jobs }),
    jobs_resume: () => ({ jobs: work.jobs }),
    settings_get: () => settings,
    settings_set: (change) => {
      settings = {
        country: change.country ?? settings.country,
        theme: change.theme ?? settings.theme,
        unmapped_to_notes: change.unmapped_to_notes ?? settings.unmapped_to_notes,
        daily_backups: change.daily_backups ?? settings.daily_backups,
        backup_dir: change.backup_dir ?? settings.backup_dir,
        lock_after_minutes: change.lock_after_minutes ?? settings.lock_after_minutes,
        lock_on_sleep: change.lock_on_sleep ?? settings.lock_on_sleep,
        offline: change.offline ?? settings.offline,
      };
      return settings;
    },
  };
  const failing = asked.get("fail") as keyof Commands | null;
  if (failing)
    all[failing] = () =>
      refuse({
        code: "database_damaged",
        message: "The database of this vault is damaged.",
        hint: "Restore the latest backup; nothing was changed.",
        incident: "7f3a91",
      });
  return all;
}

function applied(contact: Contact, patch: Edit[]): Contact {
  const next = structuredClone(contact) as Contact & Record<string, unknown>;
  next.seq += 1;
  for (const edit of patch) {
    const [key = "", id] = edit.path.split("/");
    if (key in next.preferences) {
      next.preferences = { ...next.preferences, [key]: "set" in edit ? edit.set || null : "" };
      continue;
    }
    if (key === "categories") {
      const others = next.categories.filter((own) => own.group_id !== id);
      const group = GROUPS.find((known) => known.id === id);
      const value = group?.values.find((known) => "set" in edit && known.id === edit.set);
      next.categories = group && value ? [...others, { group_id: group.id, group: group.name, ...value }] : others;
      continue;
    }
    const list = next[key] as { id: string }[] & string[];
    if (id && "set" in edit) Object.assign(list.find((row) => row.id === id) ?? {}, edit.set);
    else if (id) next[key] = list.filter((row) => row.id !== id);
    else if ("set" in edit) next[key] = edit.set;
    else if ("clear" in edit) next[key] = "";
    else if ("add" in edit && key === "tags") next.tags = [...next.tags, ...(edit.add as string[])];
    else if ("add" in edit) list.push({ id: idOf(Date.now() % 1e9), primary: false, ...(edit.add as object) } as never);
    else if (key === "tags") next.tags = next.tags.filter((tag) => tag !== edit.remove);
  }
  return next;
}

const HEADERS = [
  "First Name",
  "Last Name",
  "E-mail 1 - Value",
  "Phone 1 - Value",
  "Organization Name",
  "Organization Title",
  "Birthday",
  "Favourite colour",
];
const TARGETS = ["given", "family", "emails:work", "phones:mobile", "company", "title", "birthday", ""];

function preview(path: string): ImportPreview {
  const rows = Array.from({ length: 20 }, (_, at) => {
    const one = person(at, now);
    return [
      one.given,
      one.family,
      one.emails[0]?.value ?? "",
      one.phones[0]?.value ?? "",
      one.company,
      one.title,
      one.birthday ?? "",
      "green",
    ];
  });
  const columns = HEADERS.map((header, column) => ({
    column,
    header,
    target: TARGETS[column] ?? "",
    samples: rows
      .slice(0, 3)
      .map((row) => row[column] ?? "")
      .filter(Boolean),
    confidence: column === 7 ? 0 : 0.98,
    guessed_by: column === 7 ? ("none" as const) : ("preset" as const),
    filling: null,
  }));
  const group = (target: string) =>
    target.startsWith("emails") || target.startsWith("phones")
      ? "Reach"
      : target === "company" || target === "title"
        ? "Work"
        : "Person";
  return {
    file: path,
    kind: "table",
    parts: [],
    part: null,
    bytes: 1_234_567,
    encoding: "UTF-8",
    delimiter: ",",
    preset: "Google Contacts",
    recipe: null,
    header: HEADERS,
    header_line: 1,
    rows_estimate: 12_000,
    either_days: [],
    mapping: { preset: "google", columns, date_order: "auto", country: "GB", unmapped: "ignore" },
    rows,
    problems: [],
    targets: TARGETS.filter(Boolean).map((target, at) => ({
      target,
      label: HEADERS[at] ?? target,
      group: group(target),
    })),
    encodings: [
      { name: "UTF-8", used: "every language" },
      { name: "windows-1252", used: "Western European" },
      { name: "windows-1250", used: "Central European" },
    ],
  };
}

const report: ImportReport = {
  batch: idOf(9e6),
  read: 12_000,
  created: 11_700,
  updated: 0,
  skipped: 298,
  failed: 2,
  seconds: 3.4,
  file: "google-contacts.csv",
  problems_total: 3,
  unmapped: ["Favourite colour"],
  made: [],
  problems: [
    {
      row: 14,
      column: "E-mail 1 - Value",
      value: "ada(at)example",
      code: "email_invalid",
      severity: "warning",
      reason: "This is not an e-mail address: it has no @. The value was kept in the notes.",
    },
    {
      row: 212,
      column: "",
      value: "",
      code: "unidentified",
      severity: "error",
      reason: "There is nobody here: give a name, an e-mail, a phone or a company.",
    },
    {
      row: 4711,
      column: "Birthday",
      value: "31.13.1980",
      code: "date_invalid",
      severity: "warning",
      reason: "There is no month 13. The value was kept in the notes.",
    },
  ],
};
