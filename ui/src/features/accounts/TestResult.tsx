import { Notice } from "@/design/Notice";
import type { AccountTested } from "@/ipc";
import { Fingerprint } from "./Fingerprint";
import { fingerprintIn } from "./state";
import { accountStrings as t } from "./strings";

type Props = { tested: AccountTested; title?: string };

/** What an account answered when it was asked whether it can be worked with. */
export function TestResult({ tested, title }: Props) {
  const fingerprint = fingerprintIn(tested.hint);
  return (
    <div data-testid="account-tested" data-ok={tested.ok}>
      <Notice tone={tested.ok ? "info" : "warning"} title={title ?? (tested.ok ? t.tested : t.testedNot)}>
        {tested.problem ? <p>{tested.problem}</p> : null}
        {tested.hint && !fingerprint ? <p>{tested.hint}</p> : null}
        {tested.offers ? <p>{tested.offers}</p> : null}
        {fingerprint ? (
          <>
            <p>{t.compare}</p>
            <Fingerprint value={fingerprint} />
          </>
        ) : null}
      </Notice>
    </div>
  );
}
