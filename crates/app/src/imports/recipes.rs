//! Choices that are remembered for files of a kind, and the imports of the past.

use satchel_exchange::Mapping;
use satchel_model::fold;
use satchel_store::{JobKind, RecipeRow};

use super::ImportInput;
use super::form::Form;
use super::run::report_of;
use crate::App;
use crate::open::OpenVault;
use crate::wire::{Empty, ErrorCode, ImportChoices, PastImport, PastImports, Recipe, RecipeId, Recipes, WireError};

/// Imports of the past that are told.
const PAST: i64 = 100;

/// All recipes by name.
pub async fn list(app: App, _: Empty) -> Result<Recipes, WireError> {
    let rows = app.vault()?.store.recipes().await?;
    Ok(Recipes { recipes: rows.into_iter().map(recipe).collect::<Result<_, _>>()? })
}

/// Forgets a recipe.
pub async fn forget(app: App, input: RecipeId) -> Result<Recipes, WireError> {
    app.vault()?.store.forget_recipe(input.recipe).await?;
    list(app, Empty {}).await
}

fn recipe(row: RecipeRow) -> Result<Recipe, WireError> {
    let choices: ImportChoices = serde_json::from_value(row.recipe).map_err(|_| WireError::bug("a recipe"))?;
    Ok(Recipe { id: row.id, name: row.name, used_at: row.used_at, choices })
}

/// What tells files of one kind: their header, as it is compared.
fn signature(header: &[String]) -> String {
    header.iter().map(|name| fold(name)).collect::<Vec<_>>().join("\u{1f}")
}

/// The recipe that was used last for files with this header.
pub(super) async fn for_header(vault: &OpenVault, header: &[String]) -> Result<Option<Recipe>, WireError> {
    if header.is_empty() {
        return Ok(None);
    }
    vault.store.recipe_for(&signature(header)).await?.map(recipe).transpose()
}

/// Remembers what an import chose.
pub(super) async fn keep(app: &App, vault: &OpenVault, input: &ImportInput) -> Result<(), WireError> {
    if input.recipe.chars().count() > 100 {
        return Err(WireError::new(ErrorCode::Invalid, "A recipe's name has at most 100 characters.", None));
    }
    let (header, mapping) = match &input.form {
        Form::Table { header, mapping, .. } => (signature(header), Some(bare(mapping))),
        Form::Cards { .. } | Form::Lines => (String::new(), None),
    };
    let choices = ImportChoices { mapping, ..input.choices.clone() };
    let recipe = serde_json::to_value(&choices).map_err(|_| WireError::bug("a recipe"))?;
    Ok(vault.store.keep_recipe(&input.recipe, &header, &recipe, app.now()).await?)
}

/// A mapping without values of the file.
fn bare(mapping: &Mapping) -> Mapping {
    let mut mapping = mapping.clone();
    mapping.columns.iter_mut().for_each(|column| column.samples.clear());
    mapping
}

/// The imports of the past, newest first.
pub async fn history(app: App, _: Empty) -> Result<PastImports, WireError> {
    let vault = app.vault()?;
    let rows = vault.store.jobs_of(JobKind::Import, PAST).await?;
    let undone = vault.store.reverted(rows.iter().filter_map(|row| row.batch)).await?;
    let mut past = Vec::with_capacity(rows.len());
    for row in rows {
        let work = vault.store.job_work(row.id).await?;
        past.push((row, work));
    }
    // One that an older version kept otherwise is not told of.
    let imports = past.into_iter().filter_map(|(row, work)| {
        let input: ImportInput = serde_json::from_value(work.input.clone()).ok()?;
        let report = report_of(&row, &work, Vec::new()).ok()?;
        Some(PastImport {
            job: row.id,
            file: report.file,
            hash: input.hash,
            recipe: input.recipe,
            at: row.started_at,
            actor: "me".to_owned(),
            state: row.state.into(),
            created: report.created,
            updated: report.updated,
            skipped: report.skipped,
            failed: report.failed,
            undone: row.batch.is_some_and(|batch| undone.contains(&batch)),
            batch: row.batch,
        })
    });
    Ok(PastImports { imports: imports.collect() })
}
