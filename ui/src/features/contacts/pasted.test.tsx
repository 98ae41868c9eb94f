import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Contact, SignatureRead } from "@/ipc";
import { answerWith } from "@/ipc/testing";
import { NewContact } from "./NewContact";

afterEach(cleanup);

const value = (field: string, text: string, doubtful = false) => ({
  field,
  text,
  doubtful,
  edit: { path: field, set: text },
});
const read: SignatureRead = {
  confidence: 0.9,
  values: [
    value("given", "Ada"),
    value("family", "Lovelace"),
    value("emails", "ada@engines.example"),
    value("phones", "+44 20 7946 0958"),
    value("phones", "+44 20 7946 0000"),
    value("department", "Analysis", true),
  ],
};

test("a pasted signature fills the form, and what the form has no field for goes along or is left out", async () => {
  const create = vi.fn((_: { patch: unknown[] }) => ({
    contact: { display: "Ada" } as Contact,
    batch: null,
    replaced: [],
  }));
  answerWith({
    signatures_read: () => read,
    contacts_create: create as never,
    contacts_alike: () => ({ alike: [] }) as never,
    fields_list: () => ({ fields: [] }) as never,
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <NewContact open onClose={vi.fn()} onCreated={vi.fn()} onOpen={vi.fn()} onUndo={vi.fn()} />
    </QueryClientProvider>,
  );
  const clipboardData = { getData: () => "Ada Lovelace\nEngines Ltd" };
  fireEvent.paste(screen.getByTestId("new-given"), { clipboardData });
  await waitFor(() => expect(screen.getByTestId<HTMLInputElement>("new-family").value).toBe("Lovelace"));
  expect(screen.getAllByTestId("pasted-value")).toHaveLength(2);
  screen.getByText("Analysis (a guess)");
  await userEvent.click(screen.getByRole("button", { name: "Leave out +44 20 7946 0000" }));
  await userEvent.click(screen.getByTestId("new-create"));
  await waitFor(() => expect(create).toHaveBeenCalledOnce());
  const { patch } = create.mock.calls[0]![0];
  expect(patch).toContainEqual({ path: "department", set: "Analysis" });
  expect(JSON.stringify(patch)).not.toContain("7946 0000");
});
