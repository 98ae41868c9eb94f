import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Contact, Problem } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { ProblemGrid } from "./ProblemGrid";

afterEach(cleanup);

const ID = "0190a1b2-0000-7000-8000-00000000ada1";
const known: Problem = {
  row: 3,
  column: "",
  value: ID,
  code: "already_here",
  severity: "warning",
  reason: "this contact is here already: same e-mail, or same name and phone",
};

test("who is here already is named, not numbered, and opens", async () => {
  answerWith({ contacts_get: ({ id }) => ({ id, display: "Ada Lovelace" }) as Contact });
  const open = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ProblemGrid problems={[known]} total={1} onOpen={open} />
    </QueryClientProvider>,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Ada Lovelace" }));
  expect(open).toHaveBeenCalledExactlyOnceWith(ID);
  expect(screen.getByRole("grid").textContent).not.toContain(ID);
});
