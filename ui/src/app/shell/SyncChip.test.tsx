import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Account, Job, Settings } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { accountsSearch } from "@/screens/accounts/search";
import { Navigation } from "./Navigation";
import { SyncChip } from "./SyncChip";

afterEach(cleanup);

const account = (name: string, more: Partial<Account>) =>
  ({ id: name, name, state: "ready", unsent: 0, conflicts: 0, held: 0, ...more }) as Account;
const run = { id: "7", kind: "sync", state: "running", label: "Work", done: 1, total: 4 } as Job;

async function open(accounts: readonly Account[], jobs: readonly Job[] = [], offline = false) {
  answerWith({
    accounts_list: () => ({ accounts: [...accounts] }),
    jobs_list: () => ({ jobs: [...jobs] }),
    settings_get: () => ({ offline }) as Settings,
    favourites_list: () => ({ total: 0, contacts: [] }),
    recents_list: () => ({ total: 0, contacts: [] }),
  });
  const root = createRootRoute({ component: () => <Navigation foot={<SyncChip />} /> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  await screen.findByTestId("nav-accounts");
}
const says = (words: string) => waitFor(() => expect(screen.getByTestId("sync-chip").title).toBe(words));

test("the chip tells the worst state and what is left, and the place how much waits for a decision", async () => {
  await open([account("Work", { unsent: 2 }), account("Home", { state: "trouble", conflicts: 1, held: 2 })]);
  await says("Sync: Could not go on · 1 to decide · 2 held · 2 to send");
  expect(screen.getByTestId("nav-badge").textContent).toBe("3 to decide");
});

test("a run tells how far it is", async () => {
  await open([account("Work", {})], [run]);
  await says("Sync: Syncing 25%");
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("25");
});

test("offline is told, and nothing without an account", async () => {
  await open([account("Work", {})], [], true);
  await says("Sync: Offline");
  cleanup();
  await open([]);
  expect(screen.queryByTestId("sync-chip")).toBeNull();
  expect(screen.queryByTestId("nav-badge")).toBeNull();
});

test("what is laid over the accounts is read defensively from the address", () => {
  expect(accountsSearch({ add: true, departure: "yes", other: 1 })).toEqual({ add: true });
  expect(accountsSearch({ add: 1, departure: true })).toEqual({ departure: true });
});
