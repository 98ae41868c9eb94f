import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { CommandError, type VaultStatus, type WireError } from "@/ipc";
import { answerWith, type Answers } from "@/ipc/testing";
import { CreateVault } from "./CreateVault";
import { Unlock } from "./Unlock";
import { VaultKeys } from "./VaultKeys";

afterEach(cleanup);

const status = { slots: ["keyring", "recovery"], keyring: "ready", recovery_saved: true } as VaultStatus;

function draw(what: React.ReactNode, answers: Answers) {
  answerWith(answers);
  render(<QueryClientProvider client={new QueryClient()}>{what}</QueryClientProvider>);
}

test.each([
  ["opens by itself as well unless that is unticked", false],
  ["is asked for at every start once that is unticked", true],
])("a new vault with a passphrase %s", async (_, untick) => {
  const create = vi.fn(() => ({ recovery_code: "AAAA" }));
  const noop = () => undefined;
  draw(<CreateVault status={status} onCreated={noop} onRestore={noop} onAgain={noop} />, { vault_create: create });
  await userEvent.click(screen.getByTestId("vault-with-passphrase"));
  await userEvent.click(screen.getByTestId("vault-create"));
  expect(screen.getByRole("alert").textContent).toBe("Use at least 8 characters.");
  await userEvent.type(screen.getByTestId("vault-passphrase"), "lantern orbit");
  await userEvent.type(screen.getByTestId("vault-passphrase-repeat"), "lantern orbit");
  if (untick) await userEvent.click(screen.getByLabelText("Open without asking on this computer"));
  await userEvent.click(screen.getByTestId("vault-create"));
  expect(create).toHaveBeenCalledExactlyOnceWith({ passphrase: "lantern orbit", keyring: !untick });
});

test("a keyring that has not heard of the vault is told, once the passphrase has opened it", async () => {
  const enable = vi.fn(() => status);
  const unlock = vi.fn(() => status);
  const forgot = {
    code: "keyring_forgot",
    message: "Forgotten.",
    hint: null,
    field: null,
    incident: null,
    conflicts: [],
  };
  const locked = { ...status, slots: ["keyring", "passphrase", "recovery"] } as VaultStatus;
  draw(<Unlock status={locked} keyringError={new CommandError(forgot as WireError)} />, {
    vault_unlock: unlock,
    vault_keyring_enable: enable,
  });
  await userEvent.type(screen.getByTestId("vault-passphrase"), "lantern orbit");
  await userEvent.click(screen.getByTestId("vault-unlock"));
  expect(unlock).toHaveBeenCalledExactlyOnceWith({ passphrase: "lantern orbit", recovery_code: null });
  await waitFor(() => expect(enable).toHaveBeenCalledOnce());
});

test("the keyring is let go only where a passphrase opens the vault", async () => {
  const disable = vi.fn(() => status);
  draw(<VaultKeys status={status} />, { vault_keyring_disable: disable });
  const box = () => screen.getByLabelText<HTMLInputElement>("Open without asking on this computer");
  expect([box().checked, box().disabled]).toEqual([true, true]);
  cleanup();
  draw(<VaultKeys status={{ ...status, slots: ["keyring", "passphrase", "recovery"] }} />, {
    vault_keyring_disable: disable,
  });
  await userEvent.click(box());
  expect(disable).toHaveBeenCalledOnce();
});
