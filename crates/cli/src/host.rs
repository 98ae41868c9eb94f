//! A terminal as a host, and how it gets a way into the vault.

use std::io::IsTerminal;

use satchel_app::wire::{Empty, ErrorCode, SlotKind, VaultState, VaultStatus, VaultUnlock, WireError};
use satchel_app::{App, Host, SystemClock, vault};
use satchel_model::Origin;

use crate::plain;

/// The command at work.
pub(crate) struct Terminal;

impl Host for Terminal {
    fn now(&self) -> i64 {
        SystemClock.now()
    }

    fn name(&self) -> &str {
        "command"
    }

    fn origin(&self) -> Origin {
        Origin::Command
    }
}

/// Opens the vault by what the environment gives, else the keyring, else by asking.
pub(crate) async fn unlock(app: &App) -> Result<VaultStatus, WireError> {
    let status = vault::status(app.clone(), Empty {}).await?;
    if status.state == VaultState::None {
        return Err(WireError {
            hint: Some("Make one with `satchel init`, or name another folder with --vault.".to_owned()),
            ..plain(ErrorCode::NoVault, "There is no vault in this folder.")
        });
    }
    let has = |slot| status.slots.contains(&slot);
    let mut way_in = VaultUnlock { passphrase: None, recovery_code: variable("SATCHEL_RECOVERY_CODE") };
    if way_in.recovery_code.is_none() && has(SlotKind::Passphrase) {
        way_in.passphrase = variable("SATCHEL_PASSPHRASE");
        if way_in.passphrase.is_none() && !has(SlotKind::Keyring) {
            way_in.passphrase = ask("Passphrase: ")?;
        }
    }
    let by_keyring = way_in.passphrase.is_none() && way_in.recovery_code.is_none();
    match vault::unlock(app.clone(), way_in).await {
        // The keyring failed; where somebody can be asked, there is another way in.
        Err(error) if by_keyring && has(SlotKind::Passphrase) => match ask("Passphrase: ")? {
            Some(passphrase) => {
                let way_in = VaultUnlock { passphrase: Some(passphrase), recovery_code: None };
                vault::unlock(app.clone(), way_in).await
            }
            None => Err(error),
        },
        done => done,
    }
}

/// A variable of the environment that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Asks at the terminal, without echo; `None` where there is none.
pub(crate) fn ask(question: &str) -> Result<Option<String>, WireError> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let answer = rpassword::prompt_password(question)
        .map_err(|_| plain(ErrorCode::PassphraseRequired, "The passphrase could not be read from the terminal."))?;
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}
