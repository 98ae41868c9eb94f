import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { LooksSet } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { Hints } from "./Hints";

afterEach(cleanup);

function open(seen: boolean, again = false) {
  const kept: LooksSet[] = [];
  const looks = { columns: [], hints_seen: seen };
  answerWith({
    looks_get: () => looks,
    looks_set: (input) => {
      kept.push(input);
      looks.hints_seen ||= input.hints_seen;
      return looks;
    },
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Hints again={again} onEnd={() => undefined} />
    </QueryClientProvider>,
  );
  return kept;
}

test("three hints, one after the other, ring what they are about, and do not come again", async () => {
  const user = userEvent.setup();
  const kept = open(false);
  const ringed: (string | undefined)[] = [];
  for (const at of [1, 2, 3]) {
    expect(await screen.findByText(`${at} of 3`)).toBeTruthy();
    ringed.push(document.documentElement.dataset["hint"]);
    await user.click(screen.getByTestId("hints-next"));
  }
  expect(ringed).toEqual(["search", "palette", "history"]);
  expect(screen.queryByTestId("hints")).toBeNull();
  expect(document.documentElement.dataset["hint"]).toBeUndefined();
  expect(kept).toEqual([{ columns: null, hints_seen: true }]);
});

test("whoever has had enough after the first has seen them all", async () => {
  const user = userEvent.setup();
  const kept = open(false);
  await user.click(await screen.findByTestId("hints-end"));
  expect(screen.queryByTestId("hints")).toBeNull();
  expect(kept).toHaveLength(1);
});

test("they are there again for whoever asks", async () => {
  open(true, true);
  expect(await screen.findByText("1 of 3")).toBeTruthy();
});
