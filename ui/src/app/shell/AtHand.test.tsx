import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { useContactsAtHand, useFavourite } from "@/features/contacts/atHand";
import type { ContactRow } from "@/ipc";
import { answerWith } from "@/ipc/testing";

afterEach(cleanup);

const row = (id: string): ContactRow => ({
  id,
  display: `Person ${id}`,
  company: "",
  title: "",
  email: "",
  phone: "",
  place: "",
  tags: [],
  categories: [],
  do_not: [],
  updated_at: 0,
  custom: {},
  unsent: false,
});

function Window() {
  const { favourites, recents } = useContactsAtHand();
  const { favourite, toggle } = useFavourite("1");
  const names = (rows: readonly ContactRow[]) => rows.map((one) => one.id).join();
  return (
    <button type="button" aria-pressed={favourite} onClick={toggle}>
      {`${names(favourites)} | ${names(recents)}`}
    </button>
  );
}

function open() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Window />
    </QueryClientProvider>,
  );
}

test("a favourite is not offered once more among those looked at last", async () => {
  answerWith({
    favourites_list: () => ({ total: 1, contacts: [row("1")] }),
    favourites_get: () => ({ id: "1", favourite: true }),
    recents_list: () => ({ total: 3, contacts: [row("2"), row("1"), row("3")] }),
  });
  open();
  expect(await screen.findByText("1 | 2,3")).toBeTruthy();
});

test("the star shows at once, and goes back when the vault did not take it", async () => {
  const user = userEvent.setup();
  let refuse: (reason: unknown) => void = () => undefined;
  answerWith({
    favourites_list: () => ({ total: 0, contacts: [] }),
    favourites_get: () => ({ id: "1", favourite: false }),
    recents_list: () => ({ total: 0, contacts: [] }),
    favourites_set: () => new Promise((_, reject) => (refuse = reject)),
  });
  open();
  await user.click(screen.getByRole("button"));
  expect(await screen.findByRole("button", { pressed: true })).toBeTruthy();
  refuse({ code: "busy", message: "The vault is busy." });
  expect(await screen.findByRole("button", { pressed: false })).toBeTruthy();
});
