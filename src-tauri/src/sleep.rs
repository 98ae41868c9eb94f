//! The sleep of a Linux computer, which its login manager announces: the vault locks before it begins.
//!
//! An inhibitor of the kind `delay` is held while the computer is awake and let go once the vault is locked; the login
//! manager waits for that, five seconds at most. Where there is none, the first look after the sleep locks
//! (`satchel_app::presence`). Deliberately absent: other systems, which have that look alone.

use futures_util::StreamExt;
use satchel_app::{App, presence};
use zbus::Connection;
use zbus::zvariant::OwnedFd;

#[zbus::proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1",
    gen_blocking = false
)]
trait LoginManager {
    /// What is inhibited ends when the last copy of the answer is closed.
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;

    /// True before a sleep, false after it.
    #[zbus(signal)]
    fn prepare_for_sleep(&self, begins: bool) -> zbus::Result<()>;
}

/// Locks before every sleep, until the process ends.
pub(crate) async fn watch(app: App) {
    if let Err(error) = follow(&app).await {
        tracing::debug!(%error, "no login manager announces sleep");
    }
}

async fn follow(app: &App) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let manager = LoginManagerProxy::new(&bus).await?;
    let mut announced = manager.receive_prepare_for_sleep().await?;
    let mut held = delay(&manager).await;
    while let Some(sleep) = announced.next().await {
        if sleep.args()?.begins {
            if let Err(error) = presence::before_sleep(app).await {
                tracing::warn!(code = ?error.code, "the vault was not locked before a sleep");
            }
            held = None;
        } else if held.is_none() {
            held = delay(&manager).await;
        }
    }
    Ok(())
}

/// Without it the announcement still comes, only perhaps too late.
async fn delay(manager: &LoginManagerProxy<'_>) -> Option<OwnedFd> {
    match manager.inhibit("sleep", "Satchel", "Locks the vault", "delay").await {
        Ok(inhibitor) => Some(inhibitor),
        Err(error) => {
            tracing::debug!(%error, "the login manager does not wait");
            None
        }
    }
}
