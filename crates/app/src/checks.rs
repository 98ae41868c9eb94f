//! Values held against their fields while they are typed.

use satchel_model::{Checked, check_value, country_code};

use crate::wire::{ValueChecked, ValuesCheck, WireError};
use crate::{App, settings};

/// How a value will be written, and what looks like a slip. Reads nothing but the setting of the country.
pub async fn check(app: App, input: ValuesCheck) -> Result<ValueChecked, WireError> {
    let written = input.country.as_deref().map(str::trim).filter(|country| !country.is_empty());
    let country = match written {
        // A code, or a name in English or its own words; what is neither says nothing about codes and numbers.
        Some(written) => country_code(written).map(str::to_owned).unwrap_or_else(|| written.to_owned()),
        None => settings::country(&*app.vault()?).await?,
    };
    let country = (!country.is_empty()).then_some(country.as_str());
    let Checked { written, hint, meant, problem } = check_value(&input.key, &input.label, &input.value, country);
    Ok(ValueChecked { written, hint, meant, problem })
}
