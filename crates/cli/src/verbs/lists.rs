//! Verbs about lists and saved views.

use std::fmt::Write;
use std::process::ExitCode;

use satchel_app::wire::{
    ContactsFilter, Empty, ErrorCode, List, ListId, ListShown, Lists, ListsCreate, ListsMembers, ListsShow,
    ListsUpdate, SavedView, SavedViewId, SavedViewRow, SavedViews, SegmentMoves, WireError,
};
use satchel_app::{App, filters, lists, saved_views};
use satchel_model::{Id, RecordState, fold};

use super::records::all;
use super::{is_named, one};
use crate::arguments::{ListAction, ViewAction, ViewArguments, order_of};
use crate::print::Printer;
use crate::{human, plain};

/// A list by its name, its id, or the end of that.
pub(super) async fn list_named(app: &App, text: &str) -> Result<Id, WireError> {
    let all = lists::list(app.clone(), Empty {}).await?.lists;
    let named = all.iter().find(|list| fold(&list.name) == fold(text)).map(|list| list.id);
    let ended: Vec<Id> = all.iter().map(|list| list.id).filter(|id| is_named(*id, text)).collect();
    named.map_or_else(|| one(&ended, "list"), Ok)
}

pub(crate) async fn lists(app: &App, action: Option<ListAction>, printer: &Printer) -> Result<ExitCode, WireError> {
    match action {
        None => printer.show(&lists::list(app.clone(), Empty {}).await?, listed),
        Some(ListAction::Create { name, kind, filter }) => {
            let made = lists::create(app.clone(), ListsCreate { name, kind: kind.into(), filter }).await?;
            printer.show(&made, |list| line(list) + "\n");
        }
        Some(ListAction::Rename { list, name }) => {
            let input = ListsUpdate { list: list_named(app, &list).await?, name: Some(name), filter: None };
            printer.show(&lists::update(app.clone(), input).await?, |list| line(list) + "\n");
        }
        Some(ListAction::Follow { list, filter }) => {
            let input = ListsUpdate { list: list_named(app, &list).await?, name: None, filter: Some(filter) };
            printer.show(&lists::update(app.clone(), input).await?, |list| line(list) + "\n");
        }
        Some(ListAction::Delete { list }) => {
            let list = list_named(app, &list).await?;
            printer.show(&lists::delete(app.clone(), ListId { list }).await?, human::moved);
        }
        Some(ListAction::Add { list, ids, status } | ListAction::Status { list, status, ids }) => {
            let list = list_named(app, &list).await?;
            let input = ListsMembers { list, ids: all(app, &ids).await?.ids, status };
            printer.show(&lists::add(app.clone(), input).await?, human::moved);
        }
        Some(ListAction::Remove { list, ids }) => {
            let list = list_named(app, &list).await?;
            let input = ListsMembers { list, ids: all(app, &ids).await?.ids, status: String::new() };
            printer.show(&lists::remove(app.clone(), input).await?, human::moved);
        }
        Some(ListAction::Show { list, sort, descending, limit, after }) => {
            let list = list_named(app, &list).await?;
            let (sort, sort_field) = order_of(sort);
            let input = ListsShow { list, sort, sort_field, descending, limit, after };
            printer.show(&lists::show(app.clone(), input).await?, shown);
        }
        Some(ListAction::Moves { list }) => {
            let list = list_named(app, &list).await?;
            printer.show(&lists::moves(app.clone(), ListId { list }).await?, moves);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(list: &List) -> String {
    let members = list.members.map(|members| members.to_string()).unwrap_or_default();
    format!("{}  {}", list.id.tail(), human::columns(&[&list.name, list.kind.as_str(), &members, &list.filter]))
}

fn listed(lists: &Lists) -> String {
    lists.lists.iter().fold(String::new(), |text, list| text + &line(list) + "\n")
}

fn shown(shown: &ListShown) -> String {
    let mut text = line(&shown.list) + "\n";
    for member in &shown.members {
        let row = &member.contact;
        let columns = human::columns(&[&member.status, &row.display, &row.company, &row.email, &row.phone]);
        let _ = writeln!(text, "{}  {columns}", row.id.tail());
    }
    let _ = writeln!(text, "{} of {}", shown.members.len(), shown.total);
    if let Some(next) = &shown.next {
        let _ = writeln!(text, "next page: --after {next}");
    }
    text
}

fn moves(moves: &SegmentMoves) -> String {
    moves.moves.iter().fold(String::new(), |mut text, moved| {
        let way = if moved.entered { "entered" } else { "left" };
        let _ = writeln!(text, "{}  {way:<7}  {}  {}", moved.day, moved.id.tail(), moved.display);
        text
    })
}

pub(crate) async fn view(app: &App, action: Option<ViewAction>, printer: &Printer) -> Result<ExitCode, WireError> {
    match action {
        None => printer.show(&saved_views::list(app.clone(), Empty {}).await?, views),
        Some(ViewAction::Create(arguments)) => {
            let made = saved_views::create(app.clone(), saved(arguments)).await?;
            printer.show(&made, |row| view_line(row) + "\n");
        }
        Some(ViewAction::Save(arguments)) => {
            let known = view_named(app, &arguments.name).await?;
            // What the window keeps of it stays.
            let (columns, name) = (known.view.columns, known.view.name);
            let grouping = arguments.group.clone().unwrap_or(known.view.grouping);
            let view = SavedView { columns, grouping, name, ..saved(arguments) };
            let row = saved_views::save(app.clone(), SavedViewRow { id: known.id, view }).await?;
            printer.show(&row, |row| view_line(row) + "\n");
        }
        Some(ViewAction::Delete { view }) => {
            let id = view_named(app, &view).await?.id;
            printer.show(&saved_views::delete(app.clone(), SavedViewId { id }).await?, human::moved);
        }
        Some(ViewAction::Show { view, limit, after }) => {
            let SavedView { filter, sort, sort_field, descending, .. } = view_named(app, &view).await?.view;
            let state = RecordState::Active;
            let input = ContactsFilter { filter, sort, sort_field, descending, limit, after, state };
            printer.show(&filters::list(app.clone(), input).await?, human::list);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn saved(arguments: ViewArguments) -> SavedView {
    let ViewArguments { name, folder, filter, sort, descending, group } = arguments;
    let ((sort, sort_field), grouping) = (order_of(sort), group.unwrap_or_default());
    SavedView { name, folder, filter, sort, sort_field, descending, grouping, columns: String::new() }
}

/// A view by its name, `folder/name`, its id, or the end of that.
pub(super) async fn view_named(app: &App, text: &str) -> Result<SavedViewRow, WireError> {
    let all = saved_views::list(app.clone(), Empty {}).await?.views;
    let called = |row: &&SavedViewRow| {
        let SavedView { name, folder, .. } = &row.view;
        fold(name) == fold(text) || fold(&format!("{folder}/{name}")) == fold(text) || is_named(row.id, text)
    };
    let found: Vec<&SavedViewRow> = all.iter().filter(called).collect();
    match &found[..] {
        [only] => Ok((*only).clone()),
        [] => Err(plain(ErrorCode::NotFound, "There is no such view.")),
        _ => Err(plain(ErrorCode::Ambiguous, "Several folders have a view of that name: write FOLDER/NAME.")),
    }
}

fn view_line(row: &SavedViewRow) -> String {
    let SavedView { name, folder, filter, .. } = &row.view;
    let name = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
    format!("{}  {}", row.id.tail(), human::columns(&[&name, filter]))
}

fn views(views: &SavedViews) -> String {
    views.views.iter().fold(String::new(), |text, row| text + &view_line(row) + "\n")
}
