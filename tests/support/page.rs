//! What a person does in the window, by intention; what they see is for the tests to judge.

use std::path::Path;

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::wait::{PATIENCE, until};
use crate::window::{Window, key};

/// The numbers that an import ends with.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New contacts.
    pub created: u64,
    /// Changed contacts.
    pub updated: u64,
    /// Blank rows and contacts that were here.
    pub skipped: u64,
    /// Rows that made nobody.
    pub failed: u64,
}

impl Counts {
    /// The same numbers of the command's report.
    #[must_use]
    pub fn of(report: &Value) -> Self {
        let number = |key: &str| report[key].as_u64().unwrap_or(u64::MAX);
        Self {
            created: number("created"),
            updated: number("updated"),
            skipped: number("skipped"),
            failed: number("failed"),
        }
    }
}

impl Window {
    /// Makes a vault and keeps its recovery code, which is returned.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn create_vault(&self, passphrase: Option<&str>) -> Result<String, Failure> {
        self.see("vault-create").await?;
        if let Some(passphrase) = passphrase {
            if self.count("vault-passphrase").await? == 0 {
                self.press("vault-with-passphrase").await?;
            }
            self.fill("vault-passphrase", passphrase).await?;
            self.fill("vault-passphrase-repeat", passphrase).await?;
        }
        self.press("vault-create").await?;
        self.words("recovery-code").await
    }

    /// Says that the recovery code is kept, which leads into the book.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn keep_recovery_code(&self) -> Result<(), Failure> {
        self.press("recovery-continue").await?;
        self.see("search").await.map(drop)
    }

    /// Opens the palette and takes a command of it.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn command(&self, words: &str) -> Result<(), Failure> {
        self.press("palette-open").await?;
        self.fill("palette-input", words).await?;
        self.value_is("palette-input", words).await?;
        self.see("palette-option").await?;
        self.keys(key::ENTER).await?;
        self.see_go("palette").await
    }

    /// Opens the import of a file, up to its preview.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn preview_import(&self, file: &Path) -> Result<(), Failure> {
        self.command(&format!(">import {}", file.display())).await?;
        self.see("import-start").await.map(drop)
    }

    /// Starts the import that is shown and waits for its result.
    ///
    /// # Errors
    /// When there is none, or the page does not follow.
    pub async fn run_import(&self) -> Result<Counts, Failure> {
        self.press("import-start").await?;
        self.see("import-result").await?;
        let mut numbers = [0; 4];
        for (number, name) in numbers.iter_mut().zip(["created", "updated", "skipped", "failed"]) {
            let words = self.words(&format!("import-{name}")).await?;
            *number = digits(&words)?;
        }
        let [created, updated, skipped, failed] = numbers;
        Ok(Counts { created, updated, skipped, failed })
    }

    /// Puts away what the tray tells about jobs that ended.
    ///
    /// # Errors
    /// When there is nothing to put away.
    pub async fn dismiss_jobs(&self) -> Result<(), Failure> {
        self.press("job-dismiss").await?;
        self.see_go("job-tray").await
    }

    /// Notes from now on how far the page says that jobs are, for [`Window::progress_noted`].
    ///
    /// # Errors
    /// When the page runs no script.
    pub async fn note_progress(&self) -> Result<(), Failure> {
        // Asked from outside, a quick job could begin and end between two questions.
        self.script(
            "window.noted = [];
             new MutationObserver(() => {
                 const bar = document.querySelector('[data-testid=\"job-tray\"] [role=\"progressbar\"]');
                 if (bar) window.noted.push(bar.getAttribute('aria-valuenow'));
             }).observe(document.body, { subtree: true, childList: true, attributes: true });",
        )
        .await
        .map(drop)
    }

    /// What was noted: per cent, in the order in which they were shown, without repetitions.
    ///
    /// # Errors
    /// When the page runs no script.
    pub async fn progress_noted(&self) -> Result<Vec<u64>, Failure> {
        let noted = self.script("return window.noted").await?;
        let percent = noted.as_array().into_iter().flatten().filter_map(|value| value.as_str()?.parse().ok());
        let mut percent: Vec<u64> = percent.collect();
        percent.dedup();
        Ok(percent)
    }

    /// Drops a file on the window. The driver has no mouse outside of the page, so the window's own event is told, as
    /// the system's drag would.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn drop_file(&self, file: &Path) -> Result<(), Failure> {
        let payload = json!({ "paths": [file], "position": { "x": 40, "y": 40 } });
        self.script(&format!(
            "window.__TAURI_INTERNALS__.invoke('plugin:event|emit', {{ event: 'tauri://drag-drop', payload: {payload} }})"
        ))
        .await
        .map(drop)
    }

    /// Goes to a screen: `contacts`, `trash`, `history` or `settings`.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn go(&self, screen: &str) -> Result<(), Failure> {
        self.press(&format!("nav-{screen}")).await
    }

    /// Types a query and waits until the list answers it with these names, best first.
    ///
    /// # Errors
    /// When it answers otherwise; says how.
    pub async fn find_people(&self, query: &str, name: &str) -> Result<Vec<String>, Failure> {
        self.search(query).await?;
        self.words_that("grid-row", |row| row.contains(name)).await?;
        self.all_words("grid-row").await
    }

    /// Types into the search box and waits until the list is the one that was asked for.
    async fn search(&self, query: &str) -> Result<(), Failure> {
        self.fill("search", query).await?;
        let script = "const list = document.querySelector('[data-query]');
            return list && list.getAttribute('aria-busy') !== 'true' ? list.dataset.query : null";
        until("the list of a search", PATIENCE, || async {
            Ok((self.script(script).await?.as_str() == Some(query)).then_some(()))
        })
        .await
    }

    /// Empties the search box.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn clear_search(&self) -> Result<(), Failure> {
        self.search("").await
    }

    /// What is marked in the list as found.
    ///
    /// # Errors
    /// When the driver cannot say.
    pub async fn marked(&self) -> Result<Vec<String>, Failure> {
        let script =
            "return [...document.querySelectorAll('[data-testid=\"grid-row\"] mark')].map((m) => m.textContent)";
        let marked = self.script(script).await?;
        Ok(marked.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// From the search box down into the list.
    ///
    /// # Errors
    /// When the focus stays elsewhere.
    pub async fn into_list(&self) -> Result<(), Failure> {
        self.see("search").await?.send_keys(key::DOWN).await?;
        until("the focus in the list", PATIENCE, || async {
            let role = self.script("return document.activeElement?.getAttribute('role')").await?;
            Ok((role == json!("grid")).then_some(()))
        })
        .await
    }

    /// From the search box: down into the list, and opens the row there.
    ///
    /// # Errors
    /// When no card opens.
    pub async fn open_first_by_keys(&self) -> Result<(), Failure> {
        self.into_list().await?;
        self.keys(key::DOWN).await?;
        self.keys(key::ENTER).await?;
        self.see("card").await.map(drop)
    }

    /// Types into a field of the card and leaves it, which saves.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn edit_field(&self, field: &str, text: &str) -> Result<(), Failure> {
        self.type_in_field(field, text).await?;
        self.leave_field().await
    }

    /// Types into a field of the card and stays in it.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn type_in_field(&self, field: &str, text: &str) -> Result<(), Failure> {
        self.fill(&format!("field-{field}"), text).await
    }

    /// Leaves the field that has the focus.
    ///
    /// # Errors
    /// When nothing has it.
    pub async fn leave_field(&self) -> Result<(), Failure> {
        self.keys(key::TAB).await
    }

    /// Presses Ctrl+Z outside of any text.
    ///
    /// # Errors
    /// When the page takes no keys.
    pub async fn press_ctrl_z(&self) -> Result<(), Failure> {
        self.script("document.activeElement?.blur()").await?;
        self.keys(&format!("{}z{}", key::CONTROL, key::RELEASE)).await
    }

    /// Moves the contact of the open card to the trash.
    ///
    /// # Errors
    /// When the page does not follow.
    pub async fn trash_open_card(&self) -> Result<(), Failure> {
        self.press("card-actions").await?;
        self.press_at("//*[@role='menuitem'][contains(., 'Move to trash')]").await
    }

    /// Chooses the theme in the settings and waits until it shows.
    ///
    /// # Errors
    /// When it does not.
    pub async fn choose_theme(&self, theme: &str) -> Result<(), Failure> {
        self.go("settings").await?;
        self.choose("settings-theme", theme).await?;
        self.theme_is(theme).await
    }

    /// Waits until the page has a theme.
    ///
    /// # Errors
    /// When it has not.
    pub async fn theme_is(&self, theme: &str) -> Result<(), Failure> {
        until(&format!("the {theme} theme"), PATIENCE, || async {
            Ok((self.script("return document.documentElement.dataset.theme").await? == json!(theme)).then_some(()))
        })
        .await
    }

    /// The number of contacts that the status bar names.
    ///
    /// # Errors
    /// When it names none.
    pub async fn contacts_told(&self) -> Result<u64, Failure> {
        let words = self.words("status-bar").await?;
        digits(words.split("contact").next().unwrap_or_default())
    }

    /// Waits until the status bar names this many.
    ///
    /// # Errors
    /// When it never does.
    pub async fn contacts_are(&self, wanted: u64) -> Result<(), Failure> {
        let hold = |words: &str| digits(words.split("contact").next().unwrap_or_default()).ok() == Some(wanted);
        self.words_that("status-bar", hold).await.map(drop)
    }
}

fn digits(words: &str) -> Result<u64, Failure> {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| Failure::Because(format!("no number in “{words}”")))
}
