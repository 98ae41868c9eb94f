import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type {
  Account,
  AccountsAdd,
  AccountsEdit,
  AccountsRemove,
  AccountsUnrule,
  AccountTested,
  Settings,
  SyncStart,
  WireError,
} from "@/ipc";
import { type Answers, answerWith } from "@/ipc/testing";
import { AccountCard } from "./AccountCard";
import { AccountRules } from "./AccountRules";
import { AddAccount } from "./AddAccount";

afterEach(cleanup);

const account: Account = {
  id: "1",
  kind: "carddav",
  name: "Work",
  settings: {},
  state: "ready",
  problem: null,
  linked: 3,
  unsent: 0,
  conflicts: 0,
  held: 0,
  last_run_at: 0,
  every_minutes: 0,
  on_start: false,
  direction: "both",
  tag: "",
  rules: [],
};
const PIN = "9f2b4c81d0e6a755".repeat(4);
const fault = (code: WireError["code"], message: string): WireError => ({
  code,
  message,
  hint: "A hint of the command.",
  field: null,
  incident: null,
  conflicts: [],
});

function draw(what: React.ReactNode, answers: Answers) {
  answerWith(answers);
  const client = new QueryClient();
  render(<QueryClientProvider client={client}>{what}</QueryClientProvider>);
  return client;
}

const card = (more: Partial<Account>, answers: Answers, offline = false, onRehearsal = vi.fn()) =>
  draw(
    <AccountCard
      account={{ ...account, ...more }}
      kindName="Address book"
      offline={offline}
      progress={undefined}
      onRehearsal={onRehearsal}
    />,
    answers,
  );

test("what is unsent is said before an account goes, and it goes only when that is wanted", async () => {
  const asked: AccountsRemove[] = [];
  card(
    { unsent: 2 },
    {
      accounts_remove: (input) => {
        asked.push(input);
        if (!input.although_unsent) throw fault("unsent", "2 contacts were not sent yet.");
        return { accounts: [] };
      },
    },
  );
  await userEvent.click(screen.getByTestId("account-remove"));
  await userEvent.click(await screen.findByTestId("confirm"));
  expect((await screen.findByTestId("account-unsent-said")).textContent).toBe("2 contacts were not sent yet.");
  expect(asked).toEqual([{ name: "Work", although_unsent: false }]);
  await userEvent.click(screen.getByTestId("confirm"));
  await waitFor(() => expect(screen.queryByTestId("confirm")).toBeNull());
  expect(asked[1]).toEqual({ name: "Work", although_unsent: true });
});

test.each([
  ["new", true],
  ["stopped", true],
  ["ready", false],
] as const)("Sync now of an account that is %s is a rehearsal: %s", async (state, rehearsal) => {
  const started: SyncStart[] = [];
  const onRehearsal = vi.fn();
  card(
    { state },
    {
      sync_start: (input) => {
        started.push(input);
        return { job: "7" };
      },
    },
    false,
    onRehearsal,
  );
  await userEvent.click(screen.getByTestId("account-sync"));
  await waitFor(() =>
    expect(started).toEqual([{ account: "Work", rehearsal, hold: [], leave_out: [], let_in: [], approved: null }]),
  );
  if (rehearsal) await waitFor(() => expect(onRehearsal).toHaveBeenCalledWith("Work", "7"));
  else expect(onRehearsal).not.toHaveBeenCalled();
});

test("offline, nothing can be begun, and the reason stands beside it", () => {
  card({}, {}, true);
  const button = screen.getByTestId<HTMLButtonElement>("account-sync");
  expect(button.disabled).toBe(true);
  const why = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(why?.textContent).toBe("Satchel stays offline.");
});

const kinds = {
  kinds: [
    {
      kind: "carddav",
      name: "Address book",
      settings: [
        { key: "url", about: "The address", optional: false },
        { key: "pin", about: "The fingerprint", optional: true },
      ],
    },
  ],
};
const answering = (answers: Answers): Answers => ({
  accounts_kinds: () => kinds,
  settings_get: () => ({ offline: false }) as Settings,
  ...answers,
});
const fill = async (id: string, text: string) => userEvent.type(await screen.findByTestId(id), text);

test("sealing the password is offered once the keyring could not keep it, and the password is not kept", async () => {
  const added: AccountsAdd[] = [];
  const client = draw(
    <AddAccount open onClose={() => undefined} onRehearsal={() => undefined} />,
    answering({
      accounts_add: (input) => {
        added.push(input);
        if (!input.seal) throw fault("keyring_absent", "This system has no keyring.");
        return account;
      },
      accounts_test: () => ({ ok: true, problem: null, hint: null, offers: "It holds 24 fields." }),
    }),
  );
  await fill("account-name", "Work");
  await userEvent.click(screen.getByTestId("account-save"));
  expect(await screen.findByText("This is needed.")).toBeTruthy();
  expect(screen.queryByTestId("account-seal")).toBeNull();
  await fill("account-setting-url", "https://dav.example");
  await fill("account-secret", "lantern");
  await userEvent.click(screen.getByTestId("account-save"));
  await userEvent.click(await screen.findByTestId("account-seal"));
  expect(screen.queryByText("A hint of the command.")).toBeNull();
  await userEvent.click(screen.getByTestId("account-save"));
  expect((await screen.findByTestId("account-tested")).textContent).toContain("It holds 24 fields.");
  const told = { kind: "carddav", name: "Work", settings: { url: "https://dav.example" }, secret: "lantern" };
  expect(added).toEqual([
    { ...told, seal: false },
    { ...told, seal: true },
  ]);
  await waitFor(() => {
    const kept = client
      .getMutationCache()
      .getAll()
      .map(({ state }) => state.variables);
    expect(JSON.stringify(kept)).not.toContain("lantern");
  });
});

test("a certificate that nobody vouches for is read, and trusted by adding the account anew with its fingerprint", async () => {
  const added: AccountsAdd[] = [];
  const removed = vi.fn(() => ({ accounts: [] }));
  const refused: AccountTested = {
    ok: false,
    problem: "No authority vouches for it.",
    hint: `Compare it; if it is the same, set pin=${PIN}.`,
    offers: null,
  };
  draw(
    <AddAccount open onClose={() => undefined} onRehearsal={() => undefined} />,
    answering({
      accounts_add: (input) => {
        added.push(input);
        return account;
      },
      accounts_remove: removed,
      accounts_test: () => (added.length > 1 ? { ...refused, ok: true, problem: null, hint: null } : refused),
    }),
  );
  await fill("account-name", "Work");
  await fill("account-setting-url", "https://dav.example");
  await userEvent.click(screen.getByTestId("account-save"));
  expect((await screen.findByTestId("account-fingerprint")).textContent).toBe(PIN);
  await userEvent.click(screen.getByTestId("account-trust"));
  expect(screen.getByTestId<HTMLInputElement>("account-setting-pin").value).toBe(PIN);
  expect(screen.getByTestId<HTMLInputElement>("account-secret").value).toBe("");
  await userEvent.click(screen.getByTestId("account-save"));
  expect((await screen.findByTestId("account-tested")).dataset["ok"]).toBe("true");
  expect(removed).toHaveBeenCalledExactlyOnceWith({ name: "Work", although_unsent: true });
  expect(added[1]?.settings).toEqual({ url: "https://dav.example", pin: PIN });
});

test("another address asks for the password and for which book it is, and says so before anything is kept", async () => {
  const edits: AccountsEdit[] = [];
  const tested = vi.fn((): AccountTested => ({ ok: true, problem: null, hint: null, offers: "24 fields" }));
  card(
    { settings: { url: "https://dav.example", book: "https://dav.example/ada/" } },
    answering({
      accounts_edit: (input) => {
        edits.push(input);
        if (input.secret === null) throw { ...fault("invalid", "The password is needed again."), field: "secret" };
        if (input.book === null) throw fault("other_book", "That is another book.");
        return account;
      },
      accounts_test: tested,
    }),
  );
  await userEvent.click(screen.getByTestId("account-edit"));
  const url = await screen.findByTestId<HTMLInputElement>("account-setting-url");
  expect(url.value).toBe("https://dav.example");
  await userEvent.type(url, ".org");
  await userEvent.click(screen.getByTestId("account-edit-save"));
  expect(await screen.findByText("The password is needed again.")).toBeTruthy();
  await fill("account-secret", "lantern");
  await userEvent.click(screen.getByTestId("account-edit-save"));
  expect(await screen.findByText("That is another book.")).toBeTruthy();
  await userEvent.selectOptions(screen.getByTestId("edit-book"), "other");
  await userEvent.click(screen.getByTestId("account-edit-save"));
  await waitFor(() => expect(screen.queryByTestId("account-edit-dialog")).toBeNull());
  expect(edits[2]).toEqual({
    name: "Work",
    settings: { url: "https://dav.example.org", pin: "" },
    secret: "lantern",
    seal: false,
    book: "other",
  });
  await waitFor(() => expect(tested).toHaveBeenCalledOnce());
});

test("what was made a rule is told, and taken back", async () => {
  const removed: AccountsUnrule[] = [];
  draw(
    <AccountRules
      account={{ ...account, rules: [{ path: "title", policy: "mine" }] }}
      label={(path) => path.toUpperCase()}
    />,
    {
      accounts_unrule: (input) => {
        removed.push(input);
        return account;
      },
    },
  );
  expect(screen.getByTestId("account-rule").textContent).toContain("TITLE: what is here is right");
  await userEvent.click(screen.getByTestId("account-rule-remove"));
  await waitFor(() => expect(removed).toEqual([{ name: "Work", path: "title" }]));
});
