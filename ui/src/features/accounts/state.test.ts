import { expect, test } from "vitest";
import type { AccountState, DepartureLine } from "@/ipc";
import { leftOver } from "./Departure";
import { inOrder, missing, told } from "./draft";
import { fingerprintIn, type Known, looksFirst, scheduleWords, standing, summary, waiting } from "./state";

const known = (state: AccountState, more: Partial<Known> = {}): Known => ({
  state,
  unsent: 0,
  conflicts: 0,
  held: 0,
  ...more,
});

test.each([
  [known("ready"), "In step", "ok"],
  [known("ready", { unsent: 2 }), "Unsent changes", "quiet"],
  [known("ready", { unsent: 2, conflicts: 1 }), "Waits for you", "warning"],
  [known("ready", { held: 1 }), "Waits for you", "warning"],
  [known("new", { unsent: 200 }), "Not synced yet", "quiet"],
  [known("running", { conflicts: 3 }), "Syncing…", "busy"],
  [known("paused", { unsent: 1 }), "Paused", "quiet"],
  [known("trouble"), "Could not go on", "warning"],
  [known("sign_in"), "Cannot sign in", "danger"],
  [known("stopped"), "Stopped until you look", "danger"],
] as const)("%j is told as “%s”, in the colour %s", (account, words, tone) => {
  expect(standing(account)).toMatchObject({ words, tone });
});

test("of several accounts the worst state is told, and the sum of what is left", () => {
  const accounts = [known("ready", { unsent: 2, held: 1 }), known("trouble", { unsent: 1200, conflicts: 3 })];
  expect(summary(accounts, false)).toEqual({
    standing: { sign: "trouble", tone: "warning", words: "Could not go on" },
    facts: ["3 to decide", "1 held", "1,202 to send"],
  });
  expect(waiting(accounts)).toBe(4);
  expect(summary(accounts, true)?.standing.words).toBe("Offline");
  expect(summary([], true)).toBeNull();
  expect(summary([known("trouble"), known("stopped"), known("sign_in")], false)?.standing.sign).toBe("stopped");
});

test("the first run, and one that would let too much vanish, are looked at first", () => {
  const first = (["new", "stopped", "ready", "trouble", "sign_in"] as const).filter((state) => looksFirst({ state }));
  expect(first).toEqual(["new", "stopped"]);
});

test.each([
  [0, false, "Only by hand"],
  [0, true, "When Satchel starts"],
  [1, false, "Every minute"],
  [90, false, "Every 90 minutes"],
  [30, true, "Every 30 minutes and when Satchel starts"],
])("%i minutes, at the start: %s", (every_minutes, on_start, words) => {
  expect(scheduleWords({ every_minutes, on_start })).toBe(words);
});

test("a fingerprint is found in a hint, with and without colons, and nothing else is", () => {
  const digits = "9f2b4c81d0e6a755".repeat(4);
  expect(fingerprintIn(`Compare it; if it is the same, set pin=${digits}.`)).toBe(digits);
  const colons = digits.match(/../g)?.join(":") ?? "";
  expect(fingerprintIn(`It is ${colons}.`)).toBe(colons);
  expect(fingerprintIn(`It is ${digits}00.`)).toBeNull();
  expect(fingerprintIn(null)).toBeNull();
});

const kind = {
  kind: "carddav",
  name: "Address book",
  settings: [
    { key: "url", about: "The address", optional: false },
    { key: "book", about: "One book", optional: true },
    { key: "user", about: "Who", optional: true },
  ],
};

test("what is needed is asked for, what is empty is not sent, and who signs in stands before the password", () => {
  const draft = { kind: "carddav", name: " ", settings: { url: "", user: " ada ", other: "x" }, seal: false };
  expect(missing(draft, kind)).toEqual(["name", "url"]);
  expect(missing({ ...draft, name: "Work", settings: { url: "https://dav.example" } }, kind)).toEqual([]);
  expect(told(draft, kind)).toEqual({ user: "ada" });
  const { usual, seldom } = inOrder(kind.settings);
  expect([usual, seldom].map((some) => some.map(({ key }) => key))).toEqual([["url", "user"], ["book"]]);
});

test("what is left before one leaves, in words", () => {
  const line: DepartureLine = { name: "Work", unsent: 1, conflicts: 2, held: 0, last_run_at: 5, stale: true };
  expect(leftOver(line)).toEqual([
    "1 contact to send",
    "2 conflicts to decide",
    "the last run is more than a day ago: something new may be there",
  ]);
  expect(leftOver({ ...line, unsent: 0, conflicts: 0, last_run_at: null })).toEqual(["was never synced"]);
});
