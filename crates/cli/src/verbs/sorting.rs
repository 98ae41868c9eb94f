//! Verbs about tags and categories: definitions by name, and contacts in them.

use std::process::ExitCode;

use satchel_app::wire::{
    CategoriesAdd, CategoriesListed, CategoriesPut, CategoriesSet, CategoryGroupShown, CategoryGroupsAdd,
    CategoryGroupsRename, CategoryId, CategoryShown, ContactId, DefinitionsList, ErrorCode, TagShown, TagsAdd,
    TagsDelete, TagsMerge, TagsSet, WireError,
};
use satchel_app::{App, categories, tags};
use satchel_model::{Id, category_key, fold};

use super::records::{all, resolve};
use crate::arguments::sorting::{CategoryAction, TagAction};
use crate::print::Printer;
use crate::{definitions, human, plain};

const COUNTED: DefinitionsList = DefinitionsList { counted: true };
const UNCOUNTED: DefinitionsList = DefinitionsList { counted: false };

pub(crate) async fn tag(app: &App, action: TagAction, printer: &Printer) -> Result<ExitCode, WireError> {
    let done = match action {
        TagAction::List => {
            let listed = tags::list(app.clone(), COUNTED).await?;
            printer.show(&listed, definitions::tags);
            return Ok(ExitCode::SUCCESS);
        }
        TagAction::Add { name, kind, colour } => tags::add(app.clone(), TagsAdd { name, kind, colour }).await?,
        TagAction::Set { name, kind, colour } => {
            let id = tag_named(app, &name).await?;
            tags::set(app.clone(), TagsSet { id, name: None, kind, colour }).await?
        }
        TagAction::Rename { name, new } => {
            let id = tag_named(app, &name).await?;
            tags::set(app.clone(), TagsSet { id, name: Some(new), kind: None, colour: None }).await?
        }
        TagAction::Merge { names, into } => {
            let into = tag_named(app, &into).await?;
            tags::merge(app.clone(), TagsMerge { from: tags_named(app, &names).await?, into }).await?
        }
        TagAction::Delete { names } => {
            tags::delete(app.clone(), TagsDelete { ids: tags_named(app, &names).await? }).await?
        }
    };
    printer.show(&done, definitions::done);
    Ok(ExitCode::SUCCESS)
}

async fn tag_named(app: &App, name: &str) -> Result<Id, WireError> {
    let found: Vec<TagShown> = tags::list(app.clone(), UNCOUNTED).await?.tags;
    let tag = found.iter().find(|tag| fold(&tag.name) == fold(name) || name.parse() == Ok(tag.id));
    tag.map(|tag| tag.id)
        .ok_or_else(|| plain(ErrorCode::NotFound, "There is no such tag: `satchel tag list` names all."))
}

async fn tags_named(app: &App, names: &[String]) -> Result<Vec<Id>, WireError> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        ids.push(tag_named(app, name).await?);
    }
    Ok(ids)
}

pub(crate) async fn category(app: &App, action: CategoryAction, printer: &Printer) -> Result<ExitCode, WireError> {
    let done = match action {
        CategoryAction::List => {
            let listed = categories::list(app.clone(), COUNTED).await?;
            printer.show(&listed, definitions::categories);
            return Ok(ExitCode::SUCCESS);
        }
        CategoryAction::Set { words } => {
            let (ids, last) = ids_and_last(&words);
            let (group, value) = last
                .split_once(['=', ':', '/'])
                .ok_or_else(|| plain(ErrorCode::Invalid, "End with GROUP=VALUE, such as leads=hot."))?;
            return put(app, ids, group, Some(value.to_owned()), printer).await;
        }
        CategoryAction::Clear { words } => {
            let (ids, group) = ids_and_last(&words);
            return put(app, ids, group, None, printer).await;
        }
        CategoryAction::History { id } => {
            let id = resolve(app, &id).await?;
            let history = categories::history(app.clone(), ContactId { id }).await?;
            printer.show(&history, human::history);
            return Ok(ExitCode::SUCCESS);
        }
        CategoryAction::Add { group, values, colour } => {
            let known = categories::list(app.clone(), UNCOUNTED).await?;
            match known.groups.iter().find(|known| is_group(known, &group)) {
                None => {
                    let made = categories::add_group(app.clone(), CategoryGroupsAdd { name: group, values }).await?;
                    printer.show(&made, definitions::done);
                    return Ok(ExitCode::SUCCESS);
                }
                Some(_) if values.is_empty() => {
                    return Err(plain(ErrorCode::Invalid, "There is such a group already: name the values to add."));
                }
                Some(known) => {
                    let group = known.id;
                    let mut last = None;
                    for name in values {
                        last = Some(categories::add(app.clone(), CategoriesAdd { group, name, colour }).await?);
                    }
                    last.ok_or_else(|| plain(ErrorCode::Invalid, "Name the values to add."))?
                }
            }
        }
        CategoryAction::Rename { name, new } => match named(app, &name).await? {
            Named::Group(id) => categories::rename_group(app.clone(), CategoryGroupsRename { id, name: new }).await?,
            Named::Value(id) => {
                categories::set(app.clone(), CategoriesSet { id, name: Some(new), colour: None }).await?
            }
        },
        CategoryAction::Colour { name, colour } => match named(app, &name).await? {
            Named::Value(id) => {
                categories::set(app.clone(), CategoriesSet { id, name: None, colour: Some(colour) }).await?
            }
            Named::Group(_) => return Err(plain(ErrorCode::Invalid, "Write GROUP/VALUE: values have colours.")),
        },
        CategoryAction::Delete { name } => match named(app, &name).await? {
            Named::Group(id) => categories::delete_group(app.clone(), CategoryId { id }).await?,
            Named::Value(id) => categories::delete(app.clone(), CategoryId { id }).await?,
        },
    };
    printer.show(&done, definitions::done);
    Ok(ExitCode::SUCCESS)
}

fn ids_and_last(words: &[String]) -> (&[String], &str) {
    words.split_last().map_or((&[], ""), |(last, ids)| (ids, last.as_str()))
}

async fn put(
    app: &App,
    ids: &[String],
    group: &str,
    value: Option<String>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let ids = all(app, ids).await?.ids;
    let done = categories::put(app.clone(), CategoriesPut { ids, group: group.to_owned(), value }).await?;
    printer.show(&done, human::moved);
    Ok(ExitCode::SUCCESS)
}

enum Named {
    Group(Id),
    Value(Id),
}

/// `GROUP`, or `GROUP/VALUE`.
async fn named(app: &App, text: &str) -> Result<Named, WireError> {
    let CategoriesListed { groups } = categories::list(app.clone(), UNCOUNTED).await?;
    let (group, value) = text.split_once('/').map_or((text, None), |(group, value)| (group, Some(value)));
    let none = || plain(ErrorCode::NotFound, "There is no such category: `satchel category list` names all.");
    let group = groups.iter().find(|known| is_group(known, group)).ok_or_else(none)?;
    let Some(value) = value else { return Ok(Named::Group(group.id)) };
    let is = |known: &&CategoryShown| category_key(&known.name) == category_key(value) || known.key == value;
    group.values.iter().find(is).map(|known| Named::Value(known.id)).ok_or_else(none)
}

fn is_group(known: &CategoryGroupShown, text: &str) -> bool {
    category_key(&known.name) == category_key(text) || (!known.key.is_empty() && known.key == text)
}
