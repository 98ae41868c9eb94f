//! The real window under a driver: opened on a room's vault, asked, pressed and typed into.
//!
//! Things of the page are named by their `data-testid`. Deliberately absent: assertions, and any reach into the page's
//! own state.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::process::{ask_to_end, family, running};
use crate::room::Room;
use crate::wait::{PATIENCE, until};

/// Keys that have no letter, as the driver wants them.
pub mod key {
    /// Lets go of all modifiers.
    pub const RELEASE: &str = "\u{e000}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Control, held until [`RELEASE`].
    pub const CONTROL: &str = "\u{e009}";
    /// Shift, held until [`RELEASE`].
    pub const SHIFT: &str = "\u{e008}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Arrow down.
    pub const DOWN: &str = "\u{e015}";
    /// Backspace.
    pub const BACKSPACE: &str = "\u{e003}";
}

/// An open window.
#[derive(Debug)]
pub struct Window {
    /// The session of the driver.
    pub client: Client,
    driver: Driver,
    program: PathBuf,
    arguments: Vec<String>,
}

#[derive(Debug)]
struct Driver(Child);

impl Window {
    /// Opens the window on the room's vault.
    ///
    /// # Errors
    /// When there is no built window, no driver, or no window opens.
    pub async fn open(room: &Room) -> Result<Self, Failure> {
        let program = crate::window().map_err(Failure::Because)?;
        let vault = room.vault().to_string_lossy().into_owned();
        let window = Self::launch(&program, &["--vault", &vault], room).await?;
        window.resize(1280, 800).await?;
        Ok(window)
    }

    /// Starts a program that opens a window, and leaves it as it opens.
    ///
    /// # Errors
    /// When there is no driver, or no window opens.
    pub async fn launch(program: &Path, arguments: &[&str], room: &Room) -> Result<Self, Failure> {
        let (port, native) = (free_port()?, free_port()?);
        let mut command = Command::new("tauri-driver");
        room.furnish(&mut command);
        command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let driver = Driver(command.spawn().map_err(Failure::file("tauri-driver"))?);
        until("the driver to listen", PATIENCE, || async {
            // Both: the driver passes on to the native one, which starts by itself.
            Ok([port, native].iter().all(|&port| TcpStream::connect(("127.0.0.1", port)).is_ok()).then_some(()))
        })
        .await?;
        let options = json!({ "application": program, "args": arguments });
        let capabilities = [("tauri:options".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await?;
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Ok(Self { client, driver, program: program.to_owned(), arguments })
    }

    /// Closes it, as a person's click on its cross would end the process.
    ///
    /// # Errors
    /// When the driver lost it.
    pub async fn close(self) -> Result<(), Failure> {
        self.client.close().await?;
        drop(self.driver);
        // The driver may go before the window does, and another on the same vault would call it to the front.
        until("the window's process to end", PATIENCE, || async {
            let left = running(&self.program, &self.arguments);
            left.iter().for_each(|&id| ask_to_end(id));
            Ok(left.is_empty().then_some(()))
        })
        .await
    }

    /// Whether its process is there.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.process().is_some()
    }

    /// Its process.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        running(&self.program, &self.arguments).first().copied()
    }

    /// Its process and all that this one started: the webview is several.
    #[must_use]
    pub fn processes(&self) -> Vec<u32> {
        self.process().map(family).unwrap_or_default()
    }

    /// Makes it this wide and high, in pixels.
    ///
    /// # Errors
    /// When the driver cannot.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Failure> {
        self.client.set_window_rect(0, 0, width, height).await?;
        let wanted = u64::from(width);
        until("the window's new size", PATIENCE, || async {
            Ok((self.script("return window.innerWidth").await?.as_u64() == Some(wanted)).then_some(()))
        })
        .await
    }

    /// Writes a picture of it.
    ///
    /// # Errors
    /// When there is none or it cannot be written.
    pub async fn picture(&self, path: &Path) -> Result<PathBuf, Failure> {
        let png = self.client.screenshot().await?;
        fs::write(path, png).map_err(Failure::file(path))?;
        Ok(path.to_path_buf())
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// When it throws.
    pub async fn script(&self, script: &str) -> Result<Value, Failure> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Asks the door for many things at once, as the page does; gives what each came to, in the same order.
    ///
    /// # Errors
    /// When the page cannot ask.
    pub async fn ask_at_once(&self, command: &str, inputs: Vec<Value>) -> Result<Vec<Result<Value, Value>>, Failure> {
        const SCRIPT: &str = "const [command, inputs, done] = arguments;
            const ask = (input) => window.__TAURI_INTERNALS__.invoke('rpc', { command, input });
            Promise.allSettled(inputs.map(ask)).then(done);";
        let answers = self.client.execute_async(SCRIPT, vec![command.into(), inputs.into()]).await?;
        let answers = answers.as_array().into_iter().flatten();
        Ok(answers
            .map(|answer| match answer["status"].as_str() {
                Some("fulfilled") => Ok(answer["value"].clone()),
                _ => Err(answer["reason"].clone()),
            })
            .collect())
    }

    /// Waits for a thing of the page.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn see(&self, id: &str) -> Result<Element, Failure> {
        let seen = until(&format!("“{id}”"), PATIENCE, || async {
            Ok(self.client.find(Locator::Css(&css(id))).await.ok())
        })
        .await;
        match seen {
            Err(Failure::Never { awaited, .. }) => Err(Failure::Never { awaited, seen: self.instead().await? }),
            other => other,
        }
    }

    /// What the page says, for whoever waited for something else; with a picture where `SATCHEL_SCREENS` names a folder.
    async fn instead(&self) -> Result<String, Failure> {
        if let Some(dir) = std::env::var_os("SATCHEL_SCREENS") {
            self.picture(&PathBuf::from(dir).join("in-vain.png")).await?;
        }
        let words = self.script("return document.body.innerText").await?;
        Ok(format!(": the page said {:?}", words.as_str().unwrap_or_default()))
    }

    /// Waits until a thing is away.
    ///
    /// # Errors
    /// When it stays.
    pub async fn see_go(&self, id: &str) -> Result<(), Failure> {
        until(&format!("“{id}” to go"), PATIENCE, || async { Ok((self.count(id).await? == 0).then_some(())) }).await
    }

    /// How many things of that name the page has.
    ///
    /// # Errors
    /// When the driver cannot say.
    pub async fn count(&self, id: &str) -> Result<usize, Failure> {
        Ok(self.client.find_all(Locator::Css(&css(id))).await?.len())
    }

    /// Presses the first thing of that name.
    ///
    /// # Errors
    /// When it does not come or cannot be pressed.
    pub async fn press(&self, id: &str) -> Result<(), Failure> {
        until(&format!("“{id}” to be pressed"), PATIENCE, || async {
            let found = self.client.find(Locator::Css(&css(id))).await?;
            // What cannot be pressed yet, nobody presses.
            if !found.is_enabled().await? {
                return Ok(None);
            }
            found.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Presses the first thing that an XPath finds.
    ///
    /// # Errors
    /// When it does not come or cannot be pressed.
    pub async fn press_at(&self, path: &str) -> Result<(), Failure> {
        until(&format!("{path} to be pressed"), PATIENCE, || async {
            self.client.find(Locator::XPath(path)).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what is in a field.
    ///
    /// # Errors
    /// When the field does not come or takes no keys.
    pub async fn fill(&self, id: &str, text: &str) -> Result<(), Failure> {
        let field = self.in_the_middle(id).await?;
        field.click().await?;
        self.script("document.activeElement?.select?.()").await?;
        field.send_keys(if text.is_empty() { key::BACKSPACE } else { text }).await?;
        Ok(())
    }

    /// Chooses from a list by value, as soon as the list has it.
    ///
    /// # Errors
    /// When the list does not come or never has such a value.
    pub async fn choose(&self, id: &str, value: &str) -> Result<(), Failure> {
        let list = self.in_the_middle(id).await?;
        until(&format!("“{value}” among “{id}”"), PATIENCE, || async {
            list.select_by_value(value).await?;
            Ok(Some(()))
        })
        .await
    }

    /// The first thing of that name, scrolled away from what stands over the lowest.
    async fn in_the_middle(&self, id: &str) -> Result<Element, Failure> {
        let found = self.see(id).await?;
        let middle = format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(css(id)));
        self.script(&middle).await?;
        Ok(found)
    }

    /// Types wherever the focus is.
    ///
    /// # Errors
    /// When nothing takes keys.
    pub async fn keys(&self, keys: &str) -> Result<(), Failure> {
        self.client.active_element().await?.send_keys(keys).await?;
        Ok(())
    }

    /// The words of the first thing of that name.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn words(&self, id: &str) -> Result<String, Failure> {
        said(&self.see(id).await?).await
    }

    /// The words of each thing of that name.
    ///
    /// # Errors
    /// When the driver cannot say.
    pub async fn all_words(&self, id: &str) -> Result<Vec<String>, Failure> {
        let mut all = Vec::new();
        for element in self.client.find_all(Locator::Css(&css(id))).await? {
            all.push(said(&element).await?);
        }
        Ok(all)
    }

    /// What is in a field.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn value(&self, id: &str) -> Result<String, Failure> {
        Ok(self.see(id).await?.prop("value").await?.unwrap_or_default())
    }

    /// Waits until a thing's words satisfy.
    ///
    /// # Errors
    /// When they never do; says what they were.
    pub async fn words_that(&self, id: &str, hold: impl Fn(&str) -> bool) -> Result<String, Failure> {
        let found = until(&format!("the right words in “{id}”"), PATIENCE, || async {
            let words = said(&self.client.find(Locator::Css(&css(id))).await?).await?;
            Ok(hold(&words).then_some(words))
        })
        .await;
        match found {
            Err(Failure::Never { awaited, .. }) => {
                let seen = format!(": there was {:?}", self.all_words(id).await?);
                Err(Failure::Never { awaited, seen })
            }
            other => other,
        }
    }

    /// What a script gives, once it has these words in it.
    ///
    /// # Errors
    /// When it never has, or fails.
    pub async fn script_that(&self, script: &str, words: &str) -> Result<String, Failure> {
        until(words, PATIENCE, || async {
            let text = self.script(script).await?.as_str().unwrap_or_default().to_owned();
            Ok(Some(text).filter(|text| text.contains(words)))
        })
        .await
    }

    /// Waits until a field holds a value.
    ///
    /// # Errors
    /// When it never does; says what it holds.
    pub async fn value_is(&self, id: &str, wanted: &str) -> Result<(), Failure> {
        let found = until(&format!("“{wanted}” in “{id}”"), PATIENCE, || async {
            Ok((self.value(id).await? == wanted).then_some(()))
        })
        .await;
        match found {
            Err(Failure::Never { awaited, .. }) => {
                Err(Failure::Never { awaited, seen: format!(": there was {:?}", self.value(id).await?) })
            }
            other => other,
        }
    }
}

/// All words of a thing; the driver's own idea of text leaves out what an ellipsis cuts.
async fn said(element: &Element) -> Result<String, Failure> {
    Ok(element.prop("textContent").await?.unwrap_or_default())
}

/// The selector of a thing of the page.
fn css(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

/// A port that nobody listened on a moment ago.
fn free_port() -> Result<u16, Failure> {
    let bound = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(Failure::file("127.0.0.1:0"))
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked rather than killed, so that it takes the native driver and the window with it.
        ask_to_end(self.0.id());
        #[cfg(not(unix))]
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
