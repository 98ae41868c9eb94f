import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { appStrings } from "@/app/strings";
import { contactStrings } from "@/features/contacts/strings";
import type { ContactsFound, SearchHit } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { Palette } from "./Palette";

afterEach(cleanup);

function hit(id: string, display: string, more: Partial<SearchHit> = {}): SearchHit {
  return {
    id,
    display,
    company: "",
    email: "",
    phone: "",
    title: "",
    place: "",
    tags: [],
    unsent: false,
    score: 1,
    matched: "name",
    similar: false,
    highlights: { display: [], company: [], email: [], phone: [], title: [], place: [] },
    snippet: null,
    ...more,
  };
}

function found(hits: SearchHit[], query: string | null = null): ContactsFound {
  const did_you_mean = query === null ? null : { query, total: 1 };
  return { total: hits.length, similar: 0, hits, did_you_mean, micros: 1, behind: 0 };
}

/** The palette over a book that answers queries so. */
function open(answers: Record<string, ContactsFound>) {
  Element.prototype.scrollIntoView = () => undefined;
  answerWith({ contacts_search: ({ query }) => answers[query] ?? found([]) });
  const closed = vi.fn<() => void>();
  const root = createRootRoute({ component: () => <Palette open actions={[]} onClose={closed} /> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return closed;
}

test("hits stand under what matched, with the passage of the notes and the place", async () => {
  const notes = { text: "met Berg at the fair", highlights: [[4, 8]] as [number, number][] };
  open({
    berg: found([
      hit("1", "Anna Berg"),
      hit("2", "Firm", { matched: "place", place: "Bergen" }),
      hit("3", "Carl", { matched: "note", snippet: notes }),
      hit("4", "Dora Burg", { similar: true }),
    ]),
  });
  await userEvent.type(await screen.findByTestId("palette-input"), "berg");
  const groups = await screen.findAllByRole("group");
  const { matched, similar } = contactStrings;
  expect(groups.map((group) => group.getAttribute("aria-label"))).toEqual([
    matched.name,
    matched.place,
    matched.note,
    similar,
  ]);
  expect(within(groups[1] as HTMLElement).getByRole("option").textContent).toContain("Bergen");
  const passage = within(groups[2] as HTMLElement).getByRole("option");
  expect(passage.textContent).toContain(notes.text);
  expect(passage.querySelector("mark")?.textContent).toBe("Berg");
});

test("who finds nobody is offered another spelling, which is searched for at once", async () => {
  const closed = open({ jhon: found([], "John"), John: found([hit("1", "John Smith")]) });
  const input = await screen.findByTestId("palette-input");
  await userEvent.type(input, "jhon");
  await screen.findByRole("group", { name: appStrings.palette.didYouMean });
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByRole("option").textContent).toContain("John Smith"));
  expect((input as HTMLInputElement).value).toBe("John");
  expect(closed).not.toHaveBeenCalled();
  await userEvent.keyboard("{Enter}");
  expect(closed).toHaveBeenCalled();
});
