export type AccountsSearchParams = { add?: true; departure?: true };

/** What is laid over the accounts: the dialog that adds one, or the check before one leaves. */
export function accountsSearch(raw: Record<string, unknown>): AccountsSearchParams {
  return {
    ...(raw["add"] === true ? { add: true as const } : {}),
    ...(raw["departure"] === true ? { departure: true as const } : {}),
  };
}
