import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CommandError, type Contact, type WireError } from "@/ipc";
import type { CardEditing } from "../editing";
import { ScalarField } from "./ScalarField";

afterEach(cleanup);

const ada = { id: "1", seq: 7, given: "Ada", title: "Analyst", locked: [] as string[] } as Contact;

function wire(over: Partial<WireError>): WireError {
  return { code: "invalid", message: "No.", hint: null, field: null, incident: null, conflicts: [], ...over };
}

function editing(save: CardEditing["save"]): CardEditing {
  return { save, refresh: vi.fn(), saveDraft: vi.fn(), dropDraft: vi.fn(), setLock: vi.fn(), draftOf: () => undefined };
}

describe("a field of the card", () => {
  it("saves on leaving it, based on what was read", async () => {
    const save = vi.fn().mockResolvedValue(undefined);
    render(<ScalarField contact={ada} field="title" editing={editing(save)} />);
    const field = screen.getByTestId("field-title");
    await userEvent.clear(field);
    await userEvent.type(field, "CTO");
    expect(save).not.toHaveBeenCalled();
    await userEvent.tab();
    expect(save).toHaveBeenCalledExactlyOnceWith([{ path: "title", set: "CTO" }], 7);
  });

  it("gives up on Escape", async () => {
    const save = vi.fn();
    render(<ScalarField contact={ada} field="title" editing={editing(save)} />);
    const field = screen.getByTestId<HTMLInputElement>("field-title");
    await userEvent.type(field, " of Engines{Escape}");
    await userEvent.tab();
    expect(field.value).toBe("Analyst");
    expect(save).not.toHaveBeenCalled();
  });

  it("keeps the text that does not fit and says why", async () => {
    const save = vi.fn().mockRejectedValue(new CommandError(wire({ message: "Too long.", field: "title" })));
    render(<ScalarField contact={ada} field="title" editing={editing(save)} />);
    const field = screen.getByTestId<HTMLInputElement>("field-title");
    await userEvent.type(field, "!{Enter}");
    expect(await screen.findByText("Too long.")).toBeTruthy();
    expect(field.value).toBe("Analyst!");
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });

  it("shows both values of a conflict and sends mine again with the new base", async () => {
    const conflicts = [
      { path: "title", base: "Analyst", theirs: "Countess", mine: "CTO", origin: "command" as const, at: 1 },
    ];
    const save = vi.fn().mockRejectedValueOnce(new CommandError(wire({ code: "conflict", conflicts })));
    render(<ScalarField contact={ada} field="title" editing={editing(save)} />);
    await userEvent.type(screen.getByTestId("field-title"), "x{Enter}");
    expect(await screen.findByText(/Countess/)).toBeTruthy();
    expect(screen.getByTestId("keep-mine")).toBeTruthy();
    expect(screen.getByTestId<HTMLInputElement>("field-title").value).toBe("Analystx");
    await userEvent.click(screen.getByTestId("take-theirs"));
    expect(screen.getByTestId<HTMLInputElement>("field-title").value).toBe("Analyst");
  });
});
