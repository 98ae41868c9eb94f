//! Companies: choosing, reading, editing.

use satchel_model::Company;

use crate::App;
use crate::wire::{CompaniesSuggest, CompaniesSuggested, CompaniesUpdate, CompanyId, WireError};

/// Companies whose name begins with what is typed.
pub async fn suggest(app: App, input: CompaniesSuggest) -> Result<CompaniesSuggested, WireError> {
    let companies = app.vault()?.store.suggest_companies(&input.text, input.limit.clamp(1, 100)).await?;
    Ok(CompaniesSuggested { companies })
}

/// The company with the number of its people.
pub async fn get(app: App, input: CompanyId) -> Result<Company, WireError> {
    Ok(app.vault()?.store.company(input.id).await?)
}

/// Sets values of a company.
pub async fn update(app: App, input: CompaniesUpdate) -> Result<Company, WireError> {
    let vault = app.vault()?;
    let values: Vec<(&str, String)> = [("name", input.name), ("website", input.website), ("notes", input.notes)]
        .into_iter()
        .filter_map(|(path, text)| text.map(|text| (path, text.trim().to_owned())))
        .collect();
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Edit of a company")).await?;
    writing.edit_company(input.id, &values).await?;
    writing.commit().await?;
    vault.wake_followers();
    Ok(vault.store.company(input.id).await?)
}
