import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { ConflictsResolve, SyncConflict } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { ConflictList } from "./ConflictList";
import { HeldList } from "./HeldList";
import { alikeTo, choicesOf, stateWords, takesValue } from "./matters";

afterEach(cleanup);

const side = (value: unknown) => ({ value, by: "me", at: 0 });
const conflict = (record: string, path: string, mine: unknown, theirs: unknown): SyncConflict => ({
  account: "Work",
  record,
  display: `Person ${record}`,
  path,
  base: null,
  mine: side(mine),
  theirs: side(theirs),
});
const reading = { label: (path: string) => path, text: (_: string, value: unknown) => String(value ?? "") };
const person = (_: string, name: string) => name;
const title = (record: string) => conflict(record, "title", "CTO", "Chief");

function open(conflicts: readonly SyncConflict[]) {
  const decided: ConflictsResolve[] = [];
  answerWith({
    sync_resolve: (input) => {
      decided.push(input);
      return { count: 1, gone: 0 };
    },
  });
  const drawn = (some: readonly SyncConflict[]) => (
    <QueryClientProvider client={new QueryClient()}>
      <ConflictList conflicts={some} reading={reading} person={person} />
      <HeldList held={[{ account: "Work", record: "h", display: "Held", reason: "undone" }]} person={person} />
    </QueryClientProvider>
  );
  const { rerender } = render(drawn(conflicts));
  return { decided, left: (some: readonly SyncConflict[]) => rerender(drawn(some)) };
}

const DECISION = { account: "Work", path: "title", value: null, alike: false, rule: false };

test("1 is mine, 2 is theirs, and the arrow keys say of which", async () => {
  const { decided } = open([title("a"), title("b")]);
  await userEvent.keyboard("1");
  await waitFor(() => expect(decided).toEqual([{ ...DECISION, record: "a", choice: "mine" }]));
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toContain("Person b");
  await userEvent.keyboard("2");
  await waitFor(() => expect(decided[1]).toEqual({ ...DECISION, record: "b", choice: "theirs" }));
});

test("3 takes another value, whose digits are no choices, and which is of this contact alone", async () => {
  const { decided } = open([title("a"), title("b")]);
  await userEvent.click(screen.getAllByTestId("conflict-alike")[0] as HTMLElement);
  await userEvent.keyboard("3");
  const box = await screen.findByTestId<HTMLInputElement>("conflict-value-text");
  expect(box.value).toBe("CTO");
  await userEvent.clear(box);
  await userEvent.type(box, "Room 12{Enter}");
  await waitFor(() => expect(decided).toHaveLength(1));
  expect(decided[0]).toEqual({ ...DECISION, record: "a", choice: "value", value: "Room 12" });
});

test("a choice is for all alike, and a rule from now on, when that is ticked", async () => {
  const { decided } = open([title("a"), title("b")]);
  await userEvent.click(screen.getAllByTestId("conflict-alike")[1] as HTMLElement);
  await userEvent.click(screen.getAllByTestId("conflict-rule")[1] as HTMLElement);
  await userEvent.click(screen.getAllByTestId("conflict-theirs")[1] as HTMLElement);
  await waitFor(() =>
    expect(decided).toEqual([{ ...DECISION, record: "b", choice: "theirs", alike: true, rule: true }]),
  );
});

test("the next conflict has the focus once one is decided", async () => {
  const { decided, left } = open([title("a"), title("b")]);
  await userEvent.keyboard("1");
  await waitFor(() => expect(decided).toHaveLength(1));
  left([title("b")]);
  expect(document.activeElement?.textContent).toContain("Person b");
});

test("a held contact is let go as a whole", async () => {
  const { decided } = open([]);
  await userEvent.click(screen.getByTestId("held-theirs"));
  await waitFor(() => expect(decided).toEqual([{ ...DECISION, path: null, record: "h", choice: "theirs" }]));
});

test.each([
  ["trashed", "active", "deleted here, changed there", "Delete there too", "Bring back here"],
  ["active", "trashed", "changed here, deleted there", "Keep it, here and there", "To the trash here too"],
  ["active", "merged", "changed here, merged into another there", "Keep it, here and there", "To the trash here too"],
  ["active", "archived", "changed here, archived there", "Keep it, here and there", "To the trash here too"],
])("of a whole contact, %s and %s are “%s”", (mine, theirs, words, keep, take) => {
  const whole = conflict("a", "state", mine, theirs);
  expect(stateWords(whole)).toBe(words);
  expect(choicesOf(whole)).toEqual({ mine: keep, theirs: take });
  expect(takesValue(whole)).toBe(false);
});

test("another value is for fields of one text", () => {
  expect(takesValue(title("a"))).toBe(true);
  expect(takesValue(conflict("a", "emails/1", { value: "a" }, { value: "b" }))).toBe(false);
  expect(takesValue(conflict("a", "tags", ["a"], ["b"]))).toBe(false);
  expect(takesValue(conflict("a", "title", null, null))).toBe(false);
});

test("rows of the same collection are alike, in the same account", () => {
  const all = [
    conflict("a", "emails/1", "x", "y"),
    conflict("b", "emails/2", "x", "y"),
    { ...conflict("c", "emails/3", "x", "y"), account: "Home" },
    title("d"),
  ];
  expect(alikeTo(all[0] as SyncConflict, all)).toBe(2);
});
