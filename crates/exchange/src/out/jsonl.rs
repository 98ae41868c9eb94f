//! A contact as a line of JSON: all of it under the keys of its fields.

use satchel_model::Contact;
use serde_json::Value;

/// The line, with its end. Where in the journal the contact was read is left out: that is about a vault, not a person.
pub(super) fn line(contact: &Contact) -> Result<String, serde_json::Error> {
    let mut document = serde_json::to_value(contact)?;
    if let Value::Object(fields) = &mut document {
        fields.remove("seq");
    }
    let mut line = document.to_string();
    line.push('\n');
    Ok(line)
}
