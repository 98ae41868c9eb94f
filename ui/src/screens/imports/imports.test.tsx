import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { AS_FOUND } from "@/features/imports/choices";
import type { ImportPreview, ImportReport, Job } from "@/ipc";
import { type Answers, answerWith, type DesktopAnswers } from "@/ipc/testing";
import { ImportJobScreen } from "./ImportJobScreen";
import { ImportScreen } from "./ImportScreen";
import { importSearch } from "./search";

afterEach(cleanup);

const column = {
  column: 0,
  header: "Name",
  target: "name",
  samples: [],
  confidence: 0.9,
  guessed_by: "header" as const,
  filling: null,
};

/** The file as it looks in an encoding: wrong in all but one. */
function preview(encoding: string | null): ImportPreview {
  const name = encoding === "macintosh" ? "Zoë" : "Zo‘";
  return {
    file: "people.csv",
    kind: "table",
    bytes: 120,
    parts: [],
    part: null,
    encoding: encoding ?? "windows-1252",
    delimiter: ";",
    preset: null,
    header: ["Name"],
    header_line: 1,
    rows_estimate: 1,
    either_days: [],
    mapping: {
      preset: null,
      columns: [{ ...column, samples: [name] }],
      date_order: "auto",
      country: null,
      unmapped: "ignore",
    },
    rows: [[name]],
    problems: [],
    recipe: null,
    targets: [{ target: "name", label: "Full name", group: "Name" }],
    encodings: [
      { name: "UTF-8", used: "every language" },
      { name: "macintosh", used: "Western European, old Mac" },
    ],
  };
}

const report: ImportReport = {
  batch: null,
  read: 3,
  created: 1,
  updated: 0,
  skipped: 0,
  failed: 2,
  problems: [],
  problems_total: 0,
  unmapped: ["Shoe size"],
  made: [],
  seconds: 0.1,
  file: "people.csv",
};

const job = { id: "77", kind: "import", state: "done", label: "Import of people.csv", done: 3, total: 3 } as Job;

function show(path: string, answers: Answers, desktop: DesktopAnswers = {}) {
  answerWith(answers, desktop);
  const root = createRootRoute();
  const routes = [
    createRoute({ getParentRoute: () => root, path: "/import", validateSearch: importSearch, component: ImportScreen }),
    createRoute({ getParentRoute: () => root, path: "/import/$job", component: ImportJobScreen }),
  ];
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createRouter({ routeTree: root.addChildren(routes), history });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
}

test("the encoding and the delimiter that were chosen are seen and imported", async () => {
  const start = vi.fn(() => ({ job: "77" }));
  show("/import?path=people.csv", {
    imports_preview: ({ encoding }) => preview(encoding),
    imports_start: start,
    imports_report: () => report,
    jobs_list: () => ({ jobs: [job] }),
  });
  const encoding = await screen.findByTestId<HTMLSelectElement>("import-encoding");
  expect(encoding.selectedOptions[0]?.text).toBe("As found: windows-1252");
  expect(screen.getByTestId<HTMLSelectElement>("import-delimiter").selectedOptions[0]?.text).toBe(
    "As found: semicolon",
  );
  await userEvent.selectOptions(encoding, "macintosh");
  await screen.findAllByText("Zoë");
  await userEvent.selectOptions(screen.getByTestId("import-delimiter"), "tab");
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("import-start").disabled).toBe(false));
  await userEvent.click(screen.getByTestId("import-start"));
  await waitFor(() => expect(start).toHaveBeenCalledOnce());
  expect(start).toHaveBeenCalledWith({
    ...AS_FOUND,
    path: "people.csv",
    part: null,
    mapping: preview("macintosh").mapping,
    encoding: "macintosh",
    delimiter: "\t",
    fixes: [],
    answers: [],
    recipe: null,
  });
});

test("what would happen is shown row by row, and a mended cell counts", async () => {
  const problem = { row: 2, column: "Name", value: "?", code: "encoding", severity: "warning", reason: "No name." };
  const rehearse = vi.fn(({ import: { fixes } }: { import: { fixes: unknown[] } }) => ({
    report: { ...report, problems: fixes.length > 0 ? [] : [problem] },
    outcomes: [{ outcome: "update", rows: 1 }],
    rows: [
      {
        row: 2,
        action: "update",
        id: "1",
        display: "Ada",
        changes: [{ field: "title", before: "Analyst", after: "Chief" }],
        reason: "",
        candidates: [],
      },
    ],
  }));
  show("/import?path=people.csv", {
    imports_preview: ({ encoding }) => preview(encoding),
    imports_dry_run: rehearse as never,
  });
  await userEvent.selectOptions(await screen.findByTestId("import-mode"), "upsert");
  await userEvent.click(screen.getByTestId("import-review"));
  await screen.findByText("title: Analyst → Chief");
  const cell = await screen.findByTestId("mend-2-0");
  await userEvent.clear(cell);
  await userEvent.type(cell, "Ada{Enter}");
  await waitFor(() =>
    expect(rehearse).toHaveBeenLastCalledWith({
      import: expect.objectContaining({ mode: "upsert", fixes: [{ row: 2, column: 0, value: "Ada" }] }),
      outcome: null,
      rows: 500,
    }),
  );
});

test("a file of a kind that was imported before needs one confirmation", async () => {
  const start = vi.fn(() => ({ job: "77" }));
  const choices = { ...AS_FOUND, mode: "upsert" as const, list: "Leads" };
  show("/import?path=people.csv", {
    imports_preview: ({ encoding }) => ({
      ...preview(encoding),
      recipe: { id: "9", name: "Monthly leads", used_at: 0, choices },
    }),
    imports_start: start,
    imports_report: () => report,
    jobs_list: () => ({ jobs: [job] }),
  });
  await userEvent.click(await screen.findByTestId("recipe-import"));
  await waitFor(() =>
    expect(start).toHaveBeenCalledWith({
      ...choices,
      path: "people.csv",
      part: null,
      fixes: [],
      answers: [],
      recipe: "Monthly leads",
    }),
  );
});

test("a choice that does not fit is told and can be taken back", async () => {
  const refusal = { code: "bad_file", message: "No table.", hint: null, field: null, incident: null, conflicts: [] };
  show("/import?path=people.csv", {
    imports_preview: ({ encoding }) => (encoding === "UTF-8" ? Promise.reject(refusal) : preview(encoding)),
  });
  await userEvent.selectOptions(await screen.findByTestId("import-encoding"), "UTF-8");
  await screen.findByText("No table.");
  expect(screen.queryByTestId("import-start")).toBeNull();
  await userEvent.selectOptions(screen.getByTestId("import-encoding"), "");
  await screen.findByTestId("import-start");
});

test("rows that failed are saved where the person says", async () => {
  const save = vi.fn(({ path }: { path: string }) => ({ path, rows: 2 }));
  show(
    "/import/77",
    { imports_report: () => report, imports_failed_rows: save, jobs_list: () => ({ jobs: [job] }) },
    { save: () => "/tmp/failed.csv" },
  );
  await userEvent.click(await screen.findByText("Save failed rows…"));
  expect(screen.getByText(/Shoe size/)).toBeTruthy();
  await waitFor(() => expect(save).toHaveBeenCalledWith({ job: "77", path: "/tmp/failed.csv" }));
});
