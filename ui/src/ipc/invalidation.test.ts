import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import type { Job, Tag } from "./commands.gen";
import { invalidateTags, isStale, tagCollector } from "./invalidation";
import { notBehind, withJob } from "./queries";

test.each<[string, Tag[], boolean]>([
  ["contacts_view", ["contact"], true],
  ["contacts_history", ["batch"], true],
  ["settings_get", ["contact", "batch"], false],
  ["imports_preview", ["contact", "job", "vault"], false],
  ["no_such_command", ["contact"], false],
])("%s after %j", (command, tags, stale) => expect(isStale(command, new Set(tags))).toBe(stale));

test("only answers that provide a tag become stale", async () => {
  const client = new QueryClient();
  client.setQueryData(["contacts_get", { id: "a" }], {});
  client.setQueryData(["settings_get", {}], {});
  await invalidateTags(client, ["contact"]);
  expect(client.getQueryState(["contacts_get", { id: "a" }])?.isInvalidated).toBe(true);
  expect(client.getQueryState(["settings_get", {}])?.isInvalidated).toBe(false);
});

test("announcements during a round make one more round, not one each, and not at once", async () => {
  vi.useFakeTimers();
  const rounds: Tag[][] = [];
  let release: () => void = () => undefined;
  const collect = tagCollector((tags) => {
    rounds.push(tags);
    return new Promise((resolve) => (release = resolve));
  });
  collect(["contact"]);
  collect(["batch"]);
  collect(["contact", "batch"]);
  release();
  await vi.advanceTimersByTimeAsync(300);
  expect(rounds).toEqual([["contact"]]);
  await vi.advanceTimersByTimeAsync(200);
  expect(rounds).toEqual([["contact"], ["batch", "contact"]]);
  collect(["settings"]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(rounds).toHaveLength(2);
  release();
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds[2]).toEqual(["settings"]);
  vi.useRealTimers();
});

test("a job is replaced in place, a new one comes first", () => {
  const job = (id: string, done: number) => ({ id, done }) as Job;
  const known = { jobs: [job("a", 0), job("b", 0)] };
  expect(withJob(known, job("b", 5)).jobs).toEqual([job("a", 0), job("b", 5)]);
  expect(withJob(known, job("c", 1)).jobs.map(({ id }) => id)).toEqual(["c", "a", "b"]);
});

test("a list that was asked for earlier does not take a job back", () => {
  const job = (state: Job["state"], done: number) => ({ id: "a", state, done }) as Job;
  const done = (known: Job, read: Job) => notBehind({ jobs: [known] }, { jobs: [read] }).jobs[0]?.done;
  expect(done(job("running", 33), job("running", 17))).toBe(33);
  expect(done(job("running", 33), job("running", 50))).toBe(50);
  expect(done(job("interrupted", 33), job("running", 17))).toBe(17);
  expect(notBehind(undefined, { jobs: [job("running", 17)] }).jobs).toHaveLength(1);
});
