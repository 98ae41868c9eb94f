//! A record as a remote tells it: paths and values, what has no path here, and who changed it when.

use std::collections::BTreeMap;

use satchel_model::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{RemoteRef, Version};

/// Paths and what they hold, in the forms of the journal: a text, or an object for a child row. What is not there is
/// not in the map; nothing holds null or an empty text.
pub type Values = BTreeMap<String, Value>;

/// Who changed something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// UTC milliseconds by the clock of whoever tells it; `None` when it is not known.
    pub at: Option<i64>,
    /// A name for a person to read; `None` when it is not known.
    pub by: Option<String>,
}

/// A record of a remote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its name there.
    pub reference: RemoteRef,
    /// What it was when it was read.
    pub version: Version,
    /// The key that it was created with, where the remote keeps it: by it a create whose answer was lost is known again.
    pub key: Option<Id>,
    /// Who it is, whatever it is called, where the remote tells that: another identity under the same name is another
    /// record, which took the name over. Compared and kept, never shown.
    #[serde(default)]
    pub identity: Option<String>,
    /// What it holds. Rows have the remote's keys.
    pub values: Values,
    /// What it holds that has no path here, by the remote's own names. It is kept with the mirror and handed back with
    /// every change, so that nothing unknown is ever dropped.
    pub extra: Values,
    /// The record's last change.
    pub modified: Stamp,
    /// Last changes of single paths, where the remote tells them; they outweigh `modified`.
    pub touched: BTreeMap<String, Stamp>,
}

impl Record {
    /// Who changed this path last, and when, as far as the remote tells.
    #[must_use]
    pub fn stamp(&self, path: &str) -> &Stamp {
        self.touched.get(path).unwrap_or(&self.modified)
    }

    /// About how many bytes it takes in memory: to bound what is held at once, not to count with.
    #[must_use]
    pub fn weight(&self) -> usize {
        let values = self.values.iter().chain(&self.extra);
        let values: usize = values.map(|(path, value)| ENTRY + path.len() + weight(value)).sum();
        let touched: usize = self.touched.keys().map(|path| ENTRY + path.len()).sum();
        let names = self.reference.id.len() + self.version.0.len() + self.identity.as_ref().map_or(0, String::len);
        ENTRY * 4 + names + values + touched
    }
}

/// Bytes of an entry of a map besides what is in it.
const ENTRY: usize = 64;

fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(all) => all.iter().map(|value| ENTRY + weight(value)).sum(),
        Value::Object(parts) => parts.iter().map(|(part, value)| ENTRY + part.len() + weight(value)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::Entity;
    use serde_json::json;

    use super::{Record, Stamp, Values};
    use crate::{RemoteRef, Version};

    #[test]
    fn a_record_weighs_what_it_holds() {
        let record = |values: Values, extra: Values| Record {
            reference: RemoteRef::new(Entity::Contact, "1"),
            version: Version("1".to_owned()),
            key: None,
            identity: None,
            values,
            extra,
            modified: Stamp::default(),
            touched: [].into(),
        };
        let bare = record(Values::new(), Values::new()).weight();
        let text = "x".repeat(10_000);
        for value in [json!(text), json!({"value": text}), json!([text]), json!([{"a": {"b": text}}])] {
            let values = Values::from([("notes".to_owned(), value)]);
            let (held, extra) = (record(values.clone(), Values::new()), record(Values::new(), values));
            assert!((10_000..10_500).contains(&(held.weight() - bare)), "{}", held.weight());
            assert_eq!(held.weight(), extra.weight());
        }
        assert!((100..1_000).contains(&bare), "{bare}");
    }
}
