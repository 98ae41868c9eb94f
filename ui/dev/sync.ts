import type {
  Account,
  AccountState,
  AccountTested,
  Job,
  Settings,
  SyncConflict,
  SyncDoubt,
  SyncHeld,
  SyncOutcome,
  SyncPlanned,
  SyncReport,
  SyncRun,
} from "@/ipc";
import { type Answers, tell } from "@/ipc/testing";
import { idOf, person } from "./people";
import { refuse } from "./refuse";

const now = Date.now();
const MINUTE = 60_000;
const NONE = { created: 0, updated: 0, deleted: 0 };
const PIN = "9f2b4c81d0e6a75533c1f8027be49d60a1b2c3d4e5f60718293a4b5c6d7e8f90";

/** What the rest of the backend shares with it. */
export type Shared = { jobs: Job[]; settings: () => Settings };

function account(at: number, name: string, state: AccountState, more: Partial<Account> = {}): Account {
  return {
    id: idOf(8e6 + at),
    kind: "carddav",
    name,
    settings: { url: "https://dav.example.com/", user: "ada" },
    state,
    problem: null,
    linked: 238,
    unsent: 0,
    conflicts: 0,
    held: 0,
    last_run_at: now - 2 * MINUTE,
    every_minutes: 30,
    on_start: true,
    direction: "both",
    tag: "",
    rules: [],
    ...more,
  };
}

const FRESH = { linked: 0, last_run_at: null, every_minutes: 0, on_start: false };

/** `?sync=step|trouble|conflicts|new|stopped|many`: how the accounts stand at first; without it there is none. */
function first(scene: string): Account[] {
  const work = account(1, "Work", "ready", {
    rules: [
      { path: "title", policy: "theirs" },
      { path: "state", policy: "mine" },
    ],
  });
  const scenes: Record<string, Account[]> = {
    step: [work, account(2, "Home server", "ready", { linked: 41, unsent: 3, every_minutes: 0, on_start: false })],
    trouble: [
      account(1, "Work", "sign_in", { problem: "The server does not let this account in any more.", unsent: 6 }),
      account(2, "Home server", "trouble", {
        problem: "The server did not answer within a minute.",
        last_run_at: now - 26 * 60 * MINUTE,
        linked: 41,
      }),
      account(3, "Club", "paused", { linked: 12, last_run_at: now - 9 * 24 * 60 * MINUTE, every_minutes: 0 }),
    ],
    conflicts: [account(1, "Work", "ready", { unsent: 6, conflicts: 4, held: 2 })],
    new: [account(1, "Work", "new", { ...FRESH, unsent: 238 })],
    stopped: [
      account(1, "Work", "stopped", {
        problem: "42 contacts would vanish here and 0 there, of 238: nothing was done.",
        unsent: 2,
      }),
    ],
  };
  scenes["many"] = [
    ...(scenes["trouble"] ?? []),
    ...(scenes["stopped"] ?? []).map((one) => ({ ...one, name: "Fair" })),
  ];
  return scenes[scene] ?? [];
}

const who = (at: number) => person(at, now).display;
const side = (value: unknown, by: string | null, minutes: number) => ({ value, by, at: now - minutes * MINUTE });

const CONFLICTS: SyncConflict[] = [
  {
    account: "Work",
    record: idOf(1),
    display: who(1),
    path: "title",
    base: "Buyer",
    mine: side("Head of Procurement", "me", 70),
    theirs: side("Chief Buyer", "Grace Hopper", 68),
  },
  {
    account: "Work",
    record: idOf(4),
    display: who(4),
    path: "title",
    base: null,
    mine: side("CTO", "me", 300),
    theirs: side("Chief Technology Officer", null, 20),
  },
  {
    account: "Work",
    record: idOf(7),
    display: who(7),
    path: "state",
    base: "active",
    mine: side("trashed", "me", 1500),
    theirs: side("active", "Grace Hopper", 1440),
  },
  {
    account: "Work",
    record: idOf(8),
    display: who(8),
    path: `addresses/${idOf(4e7 + 8)}`,
    base: { street: "1 High Street", locality: "London", postcode: "12345", label: "work" },
    mine: side({ street: "4 Harbour Row", locality: "London", postcode: "12349", label: "work" }, "me", 45),
    theirs: side({ street: "1 High Street", locality: "Hamburg", postcode: "20095", label: "work" }, null, 44),
  },
];

const DOUBTS: SyncDoubt[] = [
  {
    account: "Office",
    remote: "grace.vcf",
    display: "Grace Hopper",
    values: [
      { path: "given", before: null, after: "Grace" },
      { path: "family", before: null, after: "Hopper" },
      { path: "emails/1", before: null, after: { value: "hopper@example.org", label: "work" } },
    ],
    candidates: [{ record: "018f0000-0000-7000-8000-000000000003", display: "Grace Hopper" }],
  },
];
const HELD: SyncHeld[] = [11, 12].map((at): SyncHeld => ({
  account: "Work",
  record: idOf(at),
  display: who(at),
  reason: at === 11 ? "undone" : "another",
}));

function made(at: number): SyncPlanned {
  const one = person(at, now);
  const change = (path: string, after: unknown) => ({ path, before: null, after });
  return {
    side: "here",
    action: "create",
    record: idOf(6e6 + at),
    here: false,
    display: one.display,
    remote: `${at}.vcf`,
    into: null,
    left_out: at === 303,
    changes: [
      change("given", one.given),
      change("family", one.family),
      ...one.emails.map((row) => change(`emails/${row.id}`, row)),
      ...one.phones.map((row) => change(`phones/${row.id}`, row)),
      change("company", one.company),
    ],
  };
}

function edited(at: number, where: SyncPlanned["side"], changes: SyncPlanned["changes"]): SyncPlanned {
  return {
    side: where,
    action: "update",
    record: idOf(at),
    here: true,
    display: who(at),
    remote: null,
    into: null,
    left_out: false,
    changes,
  };
}

const gone = (at: number, where: SyncPlanned["side"]): SyncPlanned => ({
  side: where,
  action: "delete",
  record: idOf(at),
  here: true,
  display: who(at),
  remote: null,
  into: null,
  left_out: false,
  changes: [],
});

const home = { street: "1 High Street", locality: "London", region: "", postcode: "12345", country: "" };

function plan(scene: string): SyncPlanned[] {
  if (scene === "step") return [];
  const usual: SyncPlanned[] = [
    ...[301, 302, 303].map(made),
    edited(2, "here", [
      { path: "title", before: "Buyer", after: "Head of Procurement" },
      {
        path: `addresses/${idOf(4e7 + 2)}`,
        before: { ...home, label: "work" },
        after: { ...home, street: "4 Harbour Row", label: "work" },
      },
    ]),
    edited(5, "here", [
      { path: "birthday", before: null, after: "1984-02-29" },
      {
        path: "notes",
        before: "Met at the fair.",
        after: "Met at the fair. Wants the spring price list before Easter, and a call about the second warehouse.",
      },
    ]),
    gone(14, "here"),
    ...[20, 21, 22, 23].map((at) => ({
      ...made(at),
      side: "there" as const,
      here: true,
      remote: null,
      into: null,
      left_out: false,
      record: idOf(at),
    })),
    edited(9, "there", [
      {
        path: `emails/${idOf(1e7 + 9)}`,
        before: { value: "contact9@example.com", label: "work", primary: true },
        after: { value: "josé@example.com", label: "work", primary: true },
      },
      {
        path: `phones/${idOf(3e7 + 9)}`,
        before: { value: "+44 20 7946 0109", label: "mobile", primary: false },
        after: { value: "+44 20 7946 0109", label: "mobile", primary: true },
      },
    ]),
    gone(15, "there"),
    { ...gone(16, "there"), action: "restore" },
  ];
  return scene === "stopped" ? [...usual, ...Array.from({ length: 41 }, (_, at) => gone(60 + at, "here"))] : usual;
}

function reportOf(name: string, scene: string, rehearsal: boolean): SyncReport {
  const planned = rehearsal ? plan(scene) : [];
  return {
    account: name,
    end: rehearsal ? "rehearsed" : "done",
    problem: null,
    pulled: rehearsal ? NONE : { created: 3, updated: 2, deleted: 1 },
    pushed: rehearsal ? NONE : { created: 4, updated: 1, deleted: 1 },
    conflicts: rehearsal && scene !== "step" ? 1 : 0,
    held: 0,
    failed:
      rehearsal && scene !== "step"
        ? [
            {
              record: idOf(31),
              display: who(31),
              remote: "31.vcf",
              reason: "refused",
              remote_says: "The card has no formatted name.",
            },
          ]
        : [],
    lists: rehearsal
      ? []
      : [{ side: "here", title: "Pioneers", made: true, renamed: false, entered: [who(11), who(12)], left: [] }],
    requests: 7,
    seconds: 1.4,
    batch: rehearsal ? null : idOf(9e6),
    vanishing: rehearsal && scene === "stopped" ? { here: 42, there: 1 } : null,
    planned,
  };
}

const RUNS: SyncRun[] = Array.from({ length: 23 }, (_, at) => ({
  run: 400 - at,
  started_at: now - at * 31 * MINUTE - 4_000,
  finished_at: now - at * 31 * MINUTE - 2 * MINUTE,
  end: at === 3 ? "halted" : "done",
  problem: at === 3 ? "The server did not answer within a minute." : null,
  pulled: at % 4 === 0 ? { created: 2, updated: 5, deleted: 1 } : NONE,
  pushed: at % 4 === 0 ? { created: 0, updated: 3, deleted: 0 } : NONE,
  conflicts: at === 0 ? 1 : 0,
  held: 0,
  failed: at === 0 ? 1 : 0,
  lists: at === 4 ? 1 : 0,
  requests: at % 4 === 0 ? 14 : 3,
  batch: at % 4 === 0 ? idOf(9e6 + at) : null,
}));

const OUTCOMES: SyncOutcome[] = [
  { record: idOf(1), display: who(1), remote: "1.vcf", what: "conflict", words: "title" },
  { record: idOf(31), display: who(31), remote: "31.vcf", what: "refused", words: "The card has no formatted name." },
  { record: idOf(12), display: who(12), remote: null, what: "no_room_there", words: `phones/${idOf(3)}` },
  { record: idOf(13), display: who(13), remote: "13.vcf", what: "overruled_here", words: "company" },
  { record: null, display: "", remote: "colleagues/ab12.vcf", what: "unreadable", words: "It does not end." },
  { record: idOf(11), display: who(11), remote: "11.vcf", what: "held_undone", words: "" },
];

const WRONG: Record<string, AccountTested> = {
  pin: {
    ok: false,
    problem: "No authority vouches for the server's certificate.",
    hint: `Compare it with the server's; if it is the same, set pin=${PIN}.`,
    offers: null,
  },
  plain: {
    ok: false,
    problem: "The address would send the password in clear.",
    hint: "Write https:// before the address.",
    offers: null,
  },
};

/** Accounts and runs in memory: enough to look at every state of them. */
export function memorySync(asked: URLSearchParams, shared: Shared): Answers {
  const scene = asked.get("sync") ?? "";
  let accounts = first(scene);
  let conflicts = scene === "conflicts" ? CONFLICTS : [];
  let doubts = scene === "conflicts" ? DOUBTS : [];
  let held = scene === "conflicts" ? HELD : [];
  const reports = new Map<string, SyncReport>();
  let jobs = 0;
  const one = (name: string) =>
    accounts.find((known) => known.name.toLowerCase() === name.toLowerCase()) ??
    refuse({ code: "not_found", message: "There is no such account." });
  function keep(name: string, change: Partial<Account>): Account {
    const next = { ...one(name), ...change };
    accounts = accounts.map((known) => (known.id === next.id ? next : known));
    return next;
  }
  const changed = () => void tell("changed", { tags: ["account", "contact", "job", "batch"], seq: 50 });
  const told = (job: Job) => {
    shared.jobs = [job, ...shared.jobs.filter(({ id }) => id !== job.id)];
    void tell("job", job);
  };
  function run(name: string, rehearsal: boolean): string {
    jobs += 1;
    const job: Job = {
      id: idOf(7e6 + jobs),
      kind: "sync",
      state: "running",
      label: name,
      done: 0,
      total: 0,
      rate: null,
      left: null,
      started_at: Date.now(),
      finished_at: null,
      batch: null,
      error: null,
    };
    const pace = Number(asked.get("pace") ?? 400);
    told(job);
    setTimeout(() => told({ ...job, done: 90, total: 238 }), pace);
    setTimeout(() => {
      reports.set(job.id, reportOf(name, scene, rehearsal));
      if (!rehearsal) keep(name, { state: "ready", problem: null, unsent: 0, linked: 241, last_run_at: Date.now() });
      told({ ...job, state: "done", done: 238, total: 238, finished_at: Date.now() });
      changed();
    }, pace * 3);
    return job.id;
  }
  if (asked.has("syncing")) run(accounts[0]?.name ?? "Work", false);

  return {
    accounts_kinds: () => ({
      kinds: [
        {
          kind: "carddav",
          name: "Address book (CardDAV)",
          settings: [
            { key: "url", about: "The address of the server, or of an address book", optional: false },
            { key: "user", about: "Who signs in; without it the secret is a token", optional: true },
            { key: "book", about: "The address of one book, where there are several", optional: true },
            {
              key: "pin",
              about: "The SHA-256 fingerprint of the server's certificate, where no authority vouches for it",
              optional: true,
            },
          ],
        },
      ],
    }),
    accounts_list: () => ({ accounts }),
    accounts_add: ({ kind, name, settings, secret, seal }) => {
      if (accounts.some((known) => known.name.toLowerCase() === name.toLowerCase()))
        refuse({ code: "invalid", message: "There is an account of this name.", hint: "Call it something else." });
      if (secret !== null && !seal && asked.get("keyring") === "absent")
        refuse({
          code: "keyring_absent",
          message: "This system has no keyring that could keep the password.",
          hint: "Let it be sealed in the vault instead: --seal at the command.",
        });
      const added = account(jobs + 20 + accounts.length, name, "new", { ...FRESH, kind, settings, unsent: 238 });
      accounts = [...accounts, added].toSorted((a, b) => a.name.localeCompare(b.name));
      return added;
    },
    accounts_pause: ({ name, paused }) => keep(name, { state: paused ? "paused" : "ready" }),
    accounts_schedule: ({ name, every_minutes, on_start }) => keep(name, { every_minutes, on_start }),
    accounts_choose: ({ name, direction, tag }) => keep(name, { direction, tag }),
    accounts_edit: ({ name, settings, secret, book }) => {
      const known = one(name);
      const elsewhere = known.settings["url"] !== settings["url"];
      if (elsewhere && secret === null)
        refuse({
          code: "invalid",
          message: "The password is needed again, because it is to be used somewhere else.",
          field: "secret",
        });
      if (elsewhere && known.linked > 0 && book === null)
        refuse({
          code: "other_book",
          message: `That is not the book that contacts here are linked to (${known.linked}).`,
        });
      const said = Object.entries({ ...known.settings, ...settings }).filter(([, value]) => value !== "");
      const next = book === "other" ? { ...FRESH, state: "new" as const } : {};
      return keep(name, { settings: Object.fromEntries(said), ...next });
    },
    accounts_unrule: ({ name, path }) => keep(name, { rules: one(name).rules.filter((rule) => rule.path !== path) }),
    accounts_remove: ({ name, although_unsent }) => {
      const { id, unsent, state } = one(name);
      if (unsent > 0 && state !== "new" && !although_unsent)
        refuse({
          code: "unsent",
          message: `${unsent} contacts were not sent yet.`,
          hint: "Sync first, or remove it although they are unsent.",
        });
      accounts = accounts.filter((known) => known.id !== id);
      return { accounts };
    },
    accounts_test: ({ name }) => {
      const { settings, state } = one(name);
      if (asked.has("pin") && settings["pin"] !== PIN) return WRONG["pin"] as AccountTested;
      if (settings["url"]?.startsWith("http:")) return WRONG["plain"] as AccountTested;
      if (state === "sign_in")
        return { ok: false, problem: "The server does not let this account in any more.", hint: null, offers: null };
      return { ok: true, problem: null, hint: null, offers: "It holds 24 fields of contacts, to read and to write." };
    },
    accounts_departure: () => {
      const day = 24 * 60 * MINUTE;
      const lines = accounts
        .map(({ name, unsent, conflicts: open, held: holds, last_run_at }) => ({
          name,
          unsent,
          conflicts: open,
          held: holds,
          last_run_at,
          stale: last_run_at === null || Date.now() - last_run_at > day,
        }))
        .filter((line) => line.unsent + line.conflicts + line.held > 0 || line.stale);
      return { ready: lines.length === 0, accounts: lines };
    },
    sync_start: ({ account: name, rehearsal }) => {
      const known = one(name);
      if (shared.settings().offline)
        refuse({
          code: "invalid",
          message: "Satchel was told to stay offline.",
          hint: "Switch the network on in the settings.",
        });
      if (known.state === "paused" && !rehearsal)
        refuse({ code: "invalid", message: `${name} rests.`, hint: "Let it go on first." });
      return { job: run(known.name, rehearsal) };
    },
    sync_report: ({ job }) =>
      reports.get(job) ?? refuse({ code: "not_found", message: "This job has no report of a run." }),
    sync_conflicts: () => ({ conflicts, doubts, held }),
    sync_who: ({ remote }) => {
      doubts = doubts.filter((open) => open.remote !== remote);
      return { count: 1, gone: 0 };
    },
    sync_resolve: ({ record, path, alike }) => {
      const field = path?.split("/")[0];
      const before = conflicts.length + held.length;
      conflicts = conflicts.filter(
        (open) =>
          !(open.record === record && (path === null || open.path === path)) &&
          !(alike && open.path.split("/")[0] === field),
      );
      if (path === null) held = held.filter((open) => open.record !== record);
      for (const { name } of accounts) keep(name, { conflicts: conflicts.length, held: held.length });
      return { count: before - conflicts.length - held.length, gone: 0 };
    },
    sync_runs: ({ account: name, limit }) => ({ runs: one(name).state === "new" ? [] : RUNS.slice(0, limit) }),
    sync_outcomes: ({ run: number, impersonal }) => ({
      outcomes: (number === 400 ? OUTCOMES : []).map((outcome) =>
        impersonal ? { ...outcome, display: "", remote: null, words: "" } : outcome,
      ),
    }),
  };
}
