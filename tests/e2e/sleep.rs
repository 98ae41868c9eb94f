//! A computer that goes to sleep while the window works: the vault is locked before it does.

use std::io::{PipeReader, Read};
use std::os::fd::OwnedFd as StdFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::{PATIENCE, until};
use zbus::fdo;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedFd;

use crate::passphrase::{PASSPHRASE, with_people};
use crate::turn;

const PATH: &str = "/org/freedesktop/login1";

/// What the login manager hands out, seen from its end: closed once nobody holds the other.
#[derive(Clone, Default)]
struct LoginManager(Arc<Mutex<Vec<PipeReader>>>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl LoginManager {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> fdo::Result<OwnedFd> {
        if (what, mode) != ("sleep", "delay") {
            return Err(fdo::Error::InvalidArgs(format!("{what}, {mode}")));
        }
        let (reader, writer) = std::io::pipe().map_err(|error| fdo::Error::IOError(error.to_string()))?;
        self.held().push(reader);
        Ok(StdFd::from(writer).into())
    }

    #[zbus(signal)]
    async fn prepare_for_sleep(emitter: &SignalEmitter<'_>, begins: bool) -> zbus::Result<()>;
}

impl LoginManager {
    fn held(&self) -> MutexGuard<'_, Vec<PipeReader>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until somebody asks to be waited for.
    async fn is_asked(&self) -> Result<(), Failure> {
        until("an inhibitor", PATIENCE, || async { Ok((!self.held().is_empty()).then_some(())) }).await
    }

    /// Waits until the inhibitor is let go, as the real one does before it sleeps.
    async fn sleeps(&self) -> Result<(), Failure> {
        let Some(mut newest) = self.held().pop() else {
            return Err(Failure::Because("Nobody asked to be waited for.".into()));
        };
        let waited = tokio::task::spawn_blocking(move || newest.read(&mut [0; 1]));
        match tokio::time::timeout(PATIENCE, waited).await {
            Ok(Ok(Ok(0))) => Ok(()),
            other => Err(Failure::Because(format!("The inhibitor was not let go: {other:?}"))),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_locked_before_the_computer_sleeps_and_goes_on_afterwards() {
    let _turn = turn().await;
    let manager = LoginManager::default();
    let bus = zbus::connection::Builder::system()
        .unwrap()
        .serve_at(PATH, manager.clone())
        .unwrap()
        .name("org.freedesktop.login1")
        .unwrap()
        .build()
        .await
        .unwrap();
    let asleep = |begins| {
        let emitter = SignalEmitter::new(&bus, PATH).unwrap();
        async move { LoginManager::prepare_for_sleep(&emitter, begins).await.unwrap() }
    };
    let room = Room::new().unwrap();
    let (window, created) = with_people(&room).await.unwrap();
    manager.is_asked().await.unwrap();

    // The keyring opens this one as well: it stays open unless it is told otherwise, and the computer need not wait.
    window.go("settings").await.unwrap();
    window.see("settings-lock-on-sleep").await.unwrap();
    asleep(true).await;
    manager.sleeps().await.unwrap();
    window.see("settings-lock-on-sleep").await.unwrap();
    asleep(false).await;
    manager.is_asked().await.unwrap();
    window.press("settings-lock-on-sleep").await.unwrap();
    window
        .client
        .wait()
        .for_element(fantoccini::Locator::Css("[data-testid=settings-lock-on-sleep]:checked"))
        .await
        .unwrap();

    asleep(true).await;
    manager.sleeps().await.unwrap();
    asleep(false).await;
    window.see("vault-passphrase").await.unwrap();
    let body = window.script("return document.body.innerText").await.unwrap();
    assert!(!body.as_str().unwrap().contains('@'), "nobody is to be seen: {body}");
    window.fill("vault-passphrase", PASSPHRASE).await.unwrap();
    window.press("vault-unlock").await.unwrap();
    window.go("contacts").await.unwrap();
    window.contacts_are(created).await.unwrap();
    window.close().await.unwrap();
}
