import { useState } from "react";
import { Dialog } from "@/design/Dialog";
import { fill } from "@/format/text";
import { type Account, type AccountTested, asCommandError, useRead, useWrite } from "@/ipc";
import { AccountForm } from "./AccountForm";
import { type AccountDraft, EMPTY_DRAFT } from "./draft";
import { useOffline } from "./OfflineSwitch";
import { Added } from "./Added";
import { accountStrings as t } from "./strings";

type Props = { open: boolean; onClose: () => void; onRehearsal: (name: string, job: string) => void };

/** Adds an account and asks it at once whether it can be worked with. */
export function AddAccount({ open, onClose, onRehearsal }: Props) {
  return (
    <Dialog title={t.addTitle} open={open} onClose={onClose} testId="account-add-dialog">
      {open ? <Adding onClose={onClose} onRehearsal={onRehearsal} /> : null}
    </Dialog>
  );
}

type Outcome = { account: Account; tested: AccountTested | null };

function Adding({ onClose, onRehearsal }: Omit<Props, "open">) {
  const kinds = useRead("accounts_kinds", {}).data?.kinds ?? [];
  const { offline } = useOffline();
  const [draft, setDraft] = useState<AccountDraft>(EMPTY_DRAFT);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  /** An account that was added a moment ago and is being corrected: it never ran, so nothing is lost with it. */
  const [former, setFormer] = useState<string | null>(null);
  const add = useWrite("accounts_add", { secret: true });
  const remove = useWrite("accounts_remove").mutateAsync;
  const test = useWrite("accounts_test").mutateAsync;
  const [busy, setBusy] = useState(false);

  async function save(wanted: AccountDraft, secret: string | null) {
    setBusy(true);
    setDraft(wanted);
    try {
      if (former !== null) await remove({ name: former, although_unsent: true });
      setFormer(null);
      const account = await add.mutateAsync({ ...wanted, name: wanted.name.trim(), secret });
      add.reset();
      setOutcome({ account, tested: offline ? null : await tested(account.name) });
    } catch {
      // The form tells it: what was typed is still there.
    } finally {
      setBusy(false);
    }
  }
  async function tested(name: string): Promise<AccountTested> {
    try {
      return await test({ name });
    } catch (thrown) {
      const { message, hint } = asCommandError(thrown).wire;
      return { ok: false, problem: message, hint, offers: null };
    }
  }

  if (outcome === null)
    return <AccountForm kinds={kinds} draft={draft} error={add.error} busy={busy} offline={offline} onSave={save} />;
  return (
    <Added
      account={outcome.account}
      tested={outcome.tested}
      pinned={kinds.some(({ kind, settings }) => kind === draft.kind && settings.some(({ key }) => key === "pin"))}
      title={fill(outcome.tested?.ok === false ? t.addedWrong : t.addedTitle, { name: outcome.account.name })}
      onRehearsal={onRehearsal}
      onCorrect={(more) => {
        setDraft({ ...draft, settings: { ...draft.settings, ...more } });
        setFormer(outcome.account.name);
        setOutcome(null);
      }}
      onClose={onClose}
    />
  );
}
