import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SearchHit } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { useFoundRows } from "./rows";

afterEach(cleanup);

const asked: [string, number][] = [];
beforeEach(() => {
  asked.length = 0;
  answerWith({
    contacts_search: ({ query, limit }) => {
      asked.push([query, limit]);
      const total = query === "ada" ? 150 : 3;
      const hit = (at: number) => ({ id: `${query}${at}`, display: `${query} ${at}`, highlights: [] }) as unknown;
      const hits = Array.from({ length: Math.min(total, limit) }, (_, at) => hit(at) as SearchHit);
      return { total, similar: 0, hits, did_you_mean: null, micros: 1, behind: 0 };
    },
  });
});

function found(query: string) {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(({ text }) => useFoundRows(text, true), { wrapper, initialProps: { text: query } }).result;
}

test("a search gives a screenful, and more to whoever goes there", async () => {
  const rows = found("ada");
  await waitFor(() => expect(rows.current.answered).toBe(true));
  expect([rows.current.count, rows.current.total]).toEqual([150, 150]);
  expect([rows.current.rowAt(59)?.id, rows.current.rowAt(60)]).toEqual(["ada59", undefined]);
  act(() => rows.current.onStretch(0, 40));
  expect(asked).toEqual([["ada", 60]]);
  act(() => rows.current.onStretch(40, 80));
  expect(rows.current.count).toBe(150);
  await waitFor(() => expect(rows.current.rowAt(149)?.id).toBe("ada149"));
  expect(asked).toEqual([
    ["ada", 60],
    ["ada", 200],
  ]);
});

test("all who were found can be chosen before they are shown", async () => {
  const rows = found("ada");
  await waitFor(() => expect(rows.current.answered).toBe(true));
  expect(await rows.current.idsOf(2, 3)).toEqual(["ada2", "ada3"]);
  expect(asked).toHaveLength(1);
  const all = await rows.current.idsOf(0, rows.current.count - 1);
  expect([all.length, all[149]]).toEqual([150, "ada149"]);
});

test("few are all there at once", async () => {
  const rows = found("li");
  await waitFor(() => expect(rows.current.answered).toBe(true));
  expect([rows.current.count, await rows.current.positionOf("li2"), await rows.current.positionOf("ada0")]).toEqual([
    3,
    2,
    null,
  ]);
  expect(asked).toEqual([["li", 60]]);
});
