import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { SyncOutcomes, SyncPlanned, SyncReport, SyncRun, SyncStart } from "@/ipc";
import { type Answers, answerWith } from "@/ipc/testing";
import { Rehearsal } from "./Rehearsal";
import { RunLog } from "./RunLog";

afterEach(cleanup);

const NONE = { created: 0, updated: 0, deleted: 0 };
const reading = { label: (path: string) => path, text: (_: string, value: unknown) => String(value ?? "") };
const person = (_: string, name: string) => name;
const update: SyncPlanned = {
  side: "here",
  action: "update",
  record: "a",
  here: true,
  display: "Ada",
  remote: null,
  into: null,
  left_out: false,
  changes: [{ path: "title", before: "Buyer", after: "CTO" }],
};
const report: SyncReport = {
  account: "Work",
  end: "rehearsed",
  problem: null,
  pulled: NONE,
  pushed: NONE,
  conflicts: 0,
  held: 0,
  failed: [],
  lists: [],
  requests: 3,
  seconds: 1,
  batch: null,
  vanishing: null,
  planned: [
    update,
    { ...update, action: "create", record: "n", here: false, display: "Nia", remote: "nia.vcf" },
    { ...update, action: "create", record: "o", here: false, display: "Olu", remote: "olu.vcf", left_out: true },
    { ...update, side: "there", action: "delete", record: "b", display: "Bob", changes: [] },
  ],
};

function draw(what: React.ReactNode, answers: Answers) {
  answerWith(answers);
  render(<QueryClientProvider client={new QueryClient()}>{what}</QueryClientProvider>);
}

function rehearse(more: Partial<SyncReport>, job: string) {
  const started: SyncStart[] = [];
  const onStarted = vi.fn();
  draw(
    <Rehearsal
      job={job}
      report={{ ...report, ...more }}
      reading={reading}
      person={person}
      offline={false}
      paused={false}
      onStarted={onStarted}
    />,
    {
      sync_start: (input) => {
        started.push(input);
        return { job: "9" };
      },
    },
  );
  return { started, onStarted };
}

test("the run that follows leaves alone who was unticked", async () => {
  const { started, onStarted } = rehearse({}, "1");
  expect(screen.getAllByTestId("planned")).toHaveLength(4);
  expect(screen.getByText("Buyer").tagName).toBe("DEL");
  // Who was left out before comes as such.
  expect(screen.getByLabelText<HTMLInputElement>("Olu: do it").checked).toBe(false);
  expect(screen.getByTestId("rehearsal-total").textContent).toContain("3 of 4 things will be done");
  for (const name of ["Ada", "Nia", "Olu"]) await userEvent.click(screen.getByLabelText(`${name}: do it`));
  expect(screen.getByTestId("rehearsal-total").textContent).toContain("2 of 4 things will be done");
  await userEvent.click(screen.getByTestId("rehearsal-do"));
  await waitFor(() => expect(onStarted).toHaveBeenCalledOnce());
  expect(started).toEqual([
    {
      account: "Work",
      rehearsal: false,
      hold: ["a"],
      leave_out: ["nia.vcf"],
      let_in: ["olu.vcf"],
      approved: null,
    },
  ]);
});

test("who would be merged here stands with whom they are merged into", () => {
  rehearse({ planned: [{ ...update, action: "merge", into: "Ada King", changes: [] }] }, "3");
  expect(screen.getByRole("region", { name: "Merged here, as there" }).textContent).toContain("into Ada King");
});

test("a list that follows a group tells who comes and who leaves, and cannot be held", () => {
  const changes = [
    { path: "lists", before: null, after: "Ada King" },
    { path: "lists", before: "Bob Hill", after: null },
  ];
  rehearse({ planned: [{ ...update, action: "list", here: false, display: "Pioneers", changes }] }, "4");
  const group = screen.getByRole("region", { name: "Lists here" });
  for (const words of ["Pioneers", "Comes on it: Ada King", "Leaves it: Bob Hill"]) {
    expect(group.textContent).toContain(words);
  }
  expect(screen.getByLabelText<HTMLInputElement>("Pioneers: do it").disabled).toBe(true);
});

test("where too much would vanish, nothing is done before somebody has looked, and then that is passed on", async () => {
  const vanishing = { here: 0, there: 42 };
  const { started, onStarted } = rehearse({ vanishing }, "2");
  const button = screen.getByTestId<HTMLButtonElement>("rehearsal-do");
  expect(button.disabled).toBe(true);
  expect(screen.getByText("0 contacts would vanish here, and 42 there")).toBeTruthy();
  await userEvent.click(screen.getByTestId("rehearsal-looked"));
  await userEvent.click(button);
  await waitFor(() => expect(onStarted).toHaveBeenCalledOnce());
  expect(started[0]?.approved).toEqual(vanishing);
});

const run: SyncRun = {
  run: 4,
  started_at: 0,
  finished_at: 0,
  end: "done",
  problem: null,
  pulled: { ...NONE, created: 1 },
  pushed: NONE,
  conflicts: 1,
  held: 0,
  failed: 0,
  lists: 0,
  requests: 3,
  batch: "b1",
};

test("a run is opened to see what became of everybody, copied without them, and undone after a question", async () => {
  const copied: string[] = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  const outcomes = (impersonal: boolean): SyncOutcomes => ({
    outcomes: [
      impersonal
        ? { record: "a", display: "", remote: null, what: "conflict", words: "" }
        : { record: "a", display: "Ada", remote: "a.vcf", what: "conflict", words: "title" },
    ],
  });
  const onUndo = vi.fn();
  draw(<RunLog account="Work" reading={reading} person={person} onUndo={onUndo} />, {
    sync_runs: () => ({ runs: [run] }),
    sync_outcomes: ({ impersonal }) => outcomes(impersonal),
  });
  await userEvent.click(screen.getByTestId("run-log"));
  await userEvent.click(await screen.findByTestId("run-open"));
  expect((await screen.findByTestId("outcome")).textContent).toBe("AdaWaits for your decisiontitle");
  await userEvent.click(screen.getByTestId("run-copy"));
  await waitFor(() => expect(copied).toHaveLength(1));
  expect(copied[0]).toContain('"what": "conflict"');
  expect(copied[0]).not.toContain("Ada");
  await userEvent.click(screen.getByTestId("run-undo"));
  await userEvent.click(await screen.findByTestId("confirm"));
  expect(onUndo).toHaveBeenCalledExactlyOnceWith("b1");
});
