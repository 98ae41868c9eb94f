import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Job } from "@/ipc";
import { useJobs } from "./jobs";
import { JobTray } from "./JobTray";

const running: Job = {
  id: "7",
  kind: "import",
  state: "running",
  label: "Import of people.csv",
  done: 30,
  total: 60,
  rate: 30,
  left: 1,
  started_at: 0,
  finished_at: null,
  batch: null,
  error: null,
};

const State = () => <output>{useJobs()[0]?.state}</output>;

function tray(open: string | null = null, first: Job = running) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const told = (job: Job) => void client.setQueryData(["jobs_list", {}], { jobs: [job] });
  const drawn = (at: string | null) => (
    <QueryClientProvider client={client}>
      <State />
      <JobTray open={at} says={({ id }) => `said of ${id}`} onResult={vi.fn()} />
    </QueryClientProvider>
  );
  client.setQueryData(["jobs_list", {}], { jobs: [first] });
  const { rerender } = render(drawn(open));
  return { told, goTo: (at: string | null) => rerender(drawn(at)) };
}

afterEach(cleanup);

test("a job is told while it runs and after it ended, until it is dismissed", async () => {
  const { told } = tray();
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("50");
  told({ ...running, state: "done", done: 60 });
  await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByTestId("job-tray")).toBeNull();
});

test("the screen of a job tells of it alone, and its result counts as seen", async () => {
  const { told, goTo } = tray("7");
  expect(screen.queryByTestId("job-tray")).toBeNull();
  goTo(null);
  expect(screen.getByTestId("job-tray").textContent).toContain("Import of people.csv");
  goTo("7");
  told({ ...running, state: "done", done: 60 });
  expect(await screen.findByText("done")).toBeTruthy();
  goTo(null);
  expect(screen.queryByTestId("job-tray")).toBeNull();
});

test("a run is called by its account, and says what it came to once it ended", async () => {
  const run: Job = { ...running, kind: "sync", label: "Work" };
  const { told } = tray(null, run);
  const shown = () => screen.getByTestId("job-tray").textContent;
  expect(shown()).toContain("Sync with Work");
  expect(shown()).not.toContain("said of");
  told({ ...run, state: "done" });
  await waitFor(() => expect(shown()).toContain("said of 7"));
  expect(screen.getByTestId("job-result")).toBeTruthy();
});
