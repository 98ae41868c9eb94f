//! Changing what an account is told: another password, another address.
//!
//! What signs in at one address is not offered to another: it is asked for again. An address that leads to another book
//! than the one that contacts are linked to is said before anything is kept. Deliberately absent: another name or kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use satchel_connectors::catalogue::{self, Kind};
use satchel_model::{Entity, Secret};
use serde_json::json;

use super::{check, credentials, is_running, seen, told};
use crate::open::OpenVault;
use crate::wire::{Account, AccountBook, AccountsEdit, ErrorCode, WireError};
use crate::{App, sync};

/// Changes what an account is told, or what it signs in with.
pub async fn edit(app: App, input: AccountsEdit) -> Result<Account, WireError> {
    let vault = app.vault()?;
    let mut account = vault.store.account(&input.name).await?;
    let standing = vault.store.standing(&account).await?;
    if is_running(&app, &vault, &standing).await? {
        let hint = Some("Wait until it has ended, or cancel it.");
        return Err(WireError::new(ErrorCode::Busy, "A run of this account is under way.", hint));
    }
    let kind = catalogue::KINDS.iter().find(|kind| kind.word == account.kind);
    let kind = kind.ok_or_else(|| WireError::bug("an account of no kind"))?;
    let was = told(&account.settings);
    let mut settings = was.clone();
    for (key, value) in &input.settings {
        match value.trim() {
            "" => settings.remove(key),
            value => settings.insert(key.clone(), value.to_owned()),
        };
    }
    let leads_elsewhere = kind.settings.iter().any(|it| it.leads && was.get(it.key) != settings.get(it.key));
    let named = input.settings.get(kind.place).map(|place| place.trim()).filter(|place| !place.is_empty());
    if leads_elsewhere && named.is_none_or(|place| was.get(kind.place).is_some_and(|known| known == place)) {
        // Where the old address led says nothing about the new one.
        settings.remove(kind.place);
    }
    check(kind.word, &settings)?;
    let secret = input.secret.map(|hidden| hidden.0);
    if leads_elsewhere && secret.is_none() {
        let message = "The password is needed again, because it is to be used somewhere else.";
        let hint = "Give it along with the address: --secret-stdin at the command.";
        return Err(WireError {
            field: Some("secret".to_owned()),
            ..WireError::new(ErrorCode::Invalid, message, Some(hint))
        });
    }
    let mut book = None;
    if standing.begun && was.get(kind.place) != settings.get(kind.place) {
        let found = place(&app, &vault, &account, kind, &mut settings, secret.clone()).await?;
        if found != Ok(was.get(kind.place).cloned()) {
            book = Some(input.book.ok_or_else(|| other_book(standing.linked, found.err()))?);
        }
    }
    if let Some(secret) = secret {
        credentials::keep(&app, &vault, account.id, secret, input.seal).await?;
    }
    match book {
        Some(AccountBook::Other) => vault.store.begin_anew(account.row).await?,
        // What it told last says nothing in another place.
        Some(AccountBook::Same) => vault.store.forget_cursor(account.row, Entity::Contact).await?,
        None => {}
    }
    account.settings = json!(settings);
    vault.store.keep_account(&account).await?;
    vault.wake_followers();
    seen(&app, &vault, &account).await
}

/// Where the settings lead; the inner error says why that cannot be told.
async fn place(
    app: &App,
    vault: &Arc<OpenVault>,
    account: &satchel_store::Account,
    kind: &Kind,
    settings: &mut BTreeMap<String, String>,
    secret: Option<Secret<String>>,
) -> Result<Result<Option<String>, String>, WireError> {
    if settings.contains_key(kind.place) {
        return Ok(Ok(settings.get(kind.place).cloned()));
    }
    if let Err(error) = sync::refuse_offline(vault).await {
        return Ok(Err(error.message));
    }
    let secret = match secret {
        Some(secret) => Some(secret),
        None => credentials::read(app, vault, account.id).await?,
    };
    Ok(match catalogue::connect(kind.word, settings, secret).await {
        Ok(connected) => {
            settings.extend(connected.learnt);
            Ok(settings.get(kind.place).cloned())
        }
        Err(error) => Err(crate::wire::sentence(&error)),
    })
}

fn other_book(linked: i64, unknown: Option<String>) -> WireError {
    let message = match unknown {
        Some(why) => {
            format!("Nobody can tell whether that is the book that contacts here are linked to ({linked}). {why}")
        }
        None => format!("That is not the book that contacts here are linked to ({linked})."),
    };
    let hint = "Say whether it is the same book in another place (--same-book: links stay) or another one \
                (--other-book: links end, and who is who is found out anew).";
    WireError::new(ErrorCode::OtherBook, message, Some(hint))
}
