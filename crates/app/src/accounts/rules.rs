//! Rules that a person made while deciding conflicts: listed with their account, and taken back one by one.

use satchel_sync::{Policy, Rules};
use serde_json::json;

use crate::App;
use crate::wire::{Account, AccountPolicy, AccountRule, AccountsUnrule, ErrorCode, WireError};

/// The rules of an account, as a person sees them.
pub(super) fn told(rules: &Rules) -> Vec<AccountRule> {
    let rule = |(path, policy): (&str, Policy)| {
        let policy = match policy {
            Policy::Newest => AccountPolicy::Newest,
            Policy::Mine => AccountPolicy::Mine,
            Policy::Theirs => AccountPolicy::Theirs,
            Policy::Ask => AccountPolicy::Ask,
        };
        AccountRule { path: path.to_owned(), policy }
    };
    rules.made().into_iter().map(rule).collect()
}

/// Takes a rule back.
pub async fn unrule(app: App, input: AccountsUnrule) -> Result<Account, WireError> {
    let vault = app.vault()?;
    let mut account = vault.store.account(&input.name).await?;
    let mut rules = super::rules(&account);
    if !rules.take_back(&input.path) {
        let known: Vec<&str> = rules.made().into_iter().map(|(path, _)| path).collect();
        let hint = (!known.is_empty()).then(|| format!("There are rules for: {}.", known.join(", ")));
        return Err(WireError::new(ErrorCode::NotFound, "There is no such rule.", hint.as_deref()));
    }
    account.rules = json!(rules);
    vault.store.keep_account(&account).await?;
    vault.wake_followers();
    super::seen(&app, &vault, &account).await
}
