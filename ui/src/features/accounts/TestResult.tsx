import type { ReactNode } from "react";
import { Notice } from "@/design/Notice";
import type { AccountTested } from "@/ipc";
import { Fingerprint } from "./Fingerprint";
import { fingerprintIn } from "./state";
import { accountStrings as t } from "./strings";

/** What an account answered when it was asked whether it can be worked with. */
export function TestResult({ tested, title, actions }: { tested: AccountTested; title?: string; actions?: ReactNode }) {
  const fingerprint = fingerprintIn(tested.hint);
  return (
    <div data-testid="account-tested" data-ok={tested.ok}>
      <Notice
        tone={tested.ok ? "info" : "warning"}
        title={title ?? (tested.ok ? t.tested : t.testedNot)}
        actions={actions}
      >
        {tested.problem ? <p>{tested.problem}</p> : null}
        {tested.hint ? <p>{tested.hint}</p> : null}
        {tested.offers ? <p>{tested.offers}</p> : null}
        {fingerprint ? <Fingerprint value={fingerprint} /> : null}
      </Notice>
    </div>
  );
}
