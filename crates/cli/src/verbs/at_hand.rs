//! Verbs about contacts at hand: favourites, and those that were looked at last.

use std::process::ExitCode;

use satchel_app::wire::{FavouritesList, FavouritesSet, RecentsList, WireError};
use satchel_app::{App, favourites, recents};

use super::records::all;
use crate::arguments::FavouriteAction;
use crate::human;
use crate::print::Printer;

pub(crate) async fn favourites(
    app: &App,
    action: Option<FavouriteAction>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let (ids, favourite) = match action {
        None => {
            let listed = favourites::list(app.clone(), FavouritesList { limit: 500 }).await?;
            printer.show(&listed, human::at_hand);
            return Ok(ExitCode::SUCCESS);
        }
        Some(FavouriteAction::Add { ids }) => (ids, true),
        Some(FavouriteAction::Remove { ids }) => (ids, false),
    };
    let ids = all(app, &ids).await?.ids;
    let done = favourites::set(app.clone(), FavouritesSet { ids, favourite }).await?;
    printer.show(&done, human::marked);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn recents(app: &App, printer: &Printer) -> Result<ExitCode, WireError> {
    let listed = recents::list(app.clone(), RecentsList { limit: 30 }).await?;
    printer.show(&listed, human::at_hand);
    Ok(ExitCode::SUCCESS)
}
