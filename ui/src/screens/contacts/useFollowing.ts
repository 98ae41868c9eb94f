import { useDeferredValue, useMemo } from "react";
import type { ContactsSearchParams } from "./search";

/** What the address asks for, with a query that follows the search box a frame later: no letter waits for the list. */
export function useFollowing(asked: ContactsSearchParams): ContactsSearchParams {
  const q = useDeferredValue(asked.q);
  const address = JSON.stringify({ ...asked, q });
  return useMemo(() => JSON.parse(address) as ContactsSearchParams, [address]);
}
