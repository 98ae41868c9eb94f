//! The main job as a demonstration: the sample contacts into a new vault, somebody found, edited, undone, and still
//! there.
//!
//! Prints each step with its picture, under `SATCHEL_SCREENS` or in the folder for temporary files; exits 0 only when
//! every step held. Deliberately absent: anything that `tests/e2e` does not hold as well.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::page::Counts;
use satchel_tests::room::Room;
use satchel_tests::sample::{self, IBRAHIM};
use satchel_tests::traces;
use satchel_tests::window::Window;

#[tokio::main]
async fn main() -> ExitCode {
    let pictures = std::env::var_os("SATCHEL_SCREENS").map_or_else(std::env::temp_dir, PathBuf::from);
    match Journey::go(pictures).await {
        Ok(()) => {
            say("the journey held");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            say(&format!("FAILED  {failure}"));
            ExitCode::FAILURE
        }
    }
}

struct Journey {
    window: Window,
    pictures: PathBuf,
}

impl Journey {
    async fn go(pictures: PathBuf) -> Result<(), Failure> {
        let room = Room::new()?;
        let file = sample::path();
        let satchel = Satchel::beside(&room)?;
        let mut journey = Self { window: Window::open(&room).await?, pictures };
        let counts = journey.first_day(&satchel, &file).await?;
        journey.edit_and_undo(&satchel).await?;
        journey.look_around().await?;

        journey.window.close().await?;
        journey.window = Window::open(&room).await?;
        journey.window.contacts_are(counts.created).await?;
        journey.window.theme_is("dark").await?;
        journey.window.see("grid-row").await?;
        journey.step("reopened: all is still there", "contacts-dark").await?;
        journey.window.close().await?;

        let traces = traces::search(room.dir(), &sample::secrets()?)?;
        hold(traces.found.is_empty(), &format!("readable on disk: {}", traces.found.join(", ")))?;
        say(&format!("ok  nothing is readable in {} files of {} bytes", traces.files, traces.bytes));
        Ok(())
    }

    async fn first_day(&self, satchel: &Satchel<'_>, file: &std::path::Path) -> Result<Counts, Failure> {
        let window = &self.window;
        window.see("vault-create").await?;
        self.step("the first screen offers a vault", "welcome").await?;
        let code = window.create_vault(None).await?;
        hold(code.contains('-'), "the recovery code is shown")?;
        window.keep_recovery_code().await?;
        window.see("empty-state").await?;
        self.step("an empty book invites to import, with three hints", "empty").await?;
        window.press("hints-end").await?;
        let foretold = satchel.lines(&["import", &file.to_string_lossy(), "--dry-run"])?;
        let foretold = foretold.last().map(Counts::of).unwrap_or_default();
        window.preview_import(file).await?;
        self.step("the import is shown before it runs", "import-preview").await?;
        let counts = window.run_import().await?;
        hold(counts == foretold, &format!("{counts:?} were foretold as {foretold:?}"))?;
        self.step("the import ends with the numbers that the command foretold", "import-result").await?;
        window.press("import-show").await?;
        window.see("grid-row").await?;
        self.step("everybody is in the list", "contacts-light").await?;
        Ok(counts)
    }

    async fn edit_and_undo(&self, satchel: &Satchel<'_>) -> Result<(), Failure> {
        let window = &self.window;
        let rows = window.find_people("agaoglu", &IBRAHIM.display()).await?;
        hold(rows.first().is_some_and(|row| row.contains(IBRAHIM.family)), "the best hit is the right one")?;
        hold(!window.marked().await?.is_empty(), "what was found is marked")?;
        self.step("somebody is found while typing, accents ignored", "search").await?;
        window.open_first_by_keys().await?;
        window.words_that("card-name", |name| name == IBRAHIM.display()).await?;
        window.see("field-title").await?;
        self.step("the card opens by keyboard", "card").await?;
        window.edit_field("title", "Harbour Master").await?;
        window.see("toast-undo").await?;
        hold(satchel.json(&["show", IBRAHIM.email])?["title"] == "Harbour Master", "the edit is saved")?;
        self.step("an edit is saved on leaving the field", "edit").await?;
        window.press("toast-undo").await?;
        window.value_is("field-title", sample::TITLE).await?;
        hold(satchel.json(&["show", IBRAHIM.email])?["title"] == sample::TITLE, "the edit is taken back")?;
        self.step("Undo takes it back", "undo").await?;
        window.press("card-close").await?;
        window.clear_search().await
    }

    async fn look_around(&self) -> Result<(), Failure> {
        let window = &self.window;
        window.go("history").await?;
        window.see("history-row").await?;
        self.step("the history has every batch", "history").await?;
        window.go("companies").await?;
        window.see("company-row").await?;
        self.step("the companies that the contacts brought", "companies").await?;
        window.go("contacts").await?;
        window.see("grid-row").await?;
        window.resize(360, 740).await?;
        self.step("a narrow window shows the list alone", "narrow-360").await?;
        window.resize(1280, 800).await?;
        window.choose_theme("dark").await?;
        self.step("settings, in dark", "settings").await
    }

    /// Prints a step that held, with its picture.
    async fn step(&self, sentence: &str, name: &str) -> Result<(), Failure> {
        self.window.settle().await?;
        let path = self.window.picture(&self.pictures.join(format!("{name}.png"))).await?;
        say(&format!("ok  {sentence}  {}", path.display()));
        Ok(())
    }
}

fn hold(held: bool, sentence: &str) -> Result<(), Failure> {
    if held { Ok(()) } else { Err(Failure::Because(format!("did not hold: {sentence}"))) }
}

fn say(line: &str) {
    // A reader that is gone is no fault of the journey.
    let _ = writeln!(std::io::stdout(), "{line}");
}
