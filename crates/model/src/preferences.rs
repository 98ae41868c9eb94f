//! How a person wants to be reached: channels, times, how often, about what, and what they do not want at all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::words::words;
use crate::{EditAction, Field, FieldKind};

words! {
    /// A way to reach somebody.
    pub enum Channel ("call, email, text, message, post, visit") {
        /// By telephone.
        Call = "call",
        /// By e-mail.
        Email = "email",
        /// By a text to a telephone.
        Text = "text",
        /// By a message in some network.
        Message = "message",
        /// By letter.
        Post = "post",
        /// In person.
        Visit = "visit",
    }
}

words! {
    /// How often at most.
    pub enum Frequency ("daily, weekly, monthly, quarterly, yearly, when_asked") {
        /// Every day is fine.
        Daily = "daily",
        /// Once a week.
        Weekly = "weekly",
        /// Once a month.
        Monthly = "monthly",
        /// Once in three months.
        Quarterly = "quarterly",
        /// Once a year.
        Yearly = "yearly",
        /// Only when they ask.
        WhenAsked = "when_asked",
    }
}

/// How a person wants to be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Preferences {
    /// Channels, the best liked first.
    pub channels: Vec<Channel>,
    /// When, in their words.
    pub best_times: String,
    /// How often at most.
    pub frequency: Option<Frequency>,
    /// About what, in their words.
    pub topics: String,
    /// Not to be called, on any number.
    pub do_not_call: bool,
    /// Not to be written e-mails, to any address.
    pub do_not_email: bool,
    /// Not to be texted, on any number.
    pub do_not_text: bool,
}

/// The keys of preferences in the registry of fields.
pub const PREFERENCE_KEYS: [&str; 7] =
    ["channels", "best_times", "frequency", "topics", "do_not_call", "do_not_email", "do_not_text"];

/// The channels that can be refused, and the key under which they are.
pub const REFUSALS: [(Channel, &str); 3] =
    [(Channel::Call, "do_not_call"), (Channel::Email, "do_not_email"), (Channel::Text, "do_not_text")];

/// The journal's value of a flag that is set.
const YES: &str = "yes";

impl Preferences {
    /// The value under a key as the journal has it; nothing when the key is no preference.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        let flag = |set: bool| if set { YES.to_owned() } else { String::new() };
        Some(match key {
            "channels" => self.channels.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(","),
            "best_times" => self.best_times.clone(),
            "frequency" => self.frequency.map(|often| often.to_string()).unwrap_or_default(),
            "topics" => self.topics.clone(),
            "do_not_call" => flag(self.do_not_call),
            "do_not_email" => flag(self.do_not_email),
            "do_not_text" => flag(self.do_not_text),
            _ => return None,
        })
    }

    /// Takes the value under a key from the form in which it is kept; what cannot be read is not there.
    pub fn read(&mut self, key: &str, text: &str) {
        match key {
            "channels" => self.channels = text.split(',').filter_map(|word| word.parse().ok()).collect(),
            "best_times" => text.clone_into(&mut self.best_times),
            "frequency" => self.frequency = text.parse().ok(),
            "topics" => text.clone_into(&mut self.topics),
            "do_not_call" => self.do_not_call = text == YES,
            "do_not_email" => self.do_not_email = text == YES,
            "do_not_text" => self.do_not_text = text == YES,
            _ => {}
        }
    }

    /// Whether the person does not want a channel at all; nothing of a channel that cannot be refused.
    #[must_use]
    pub const fn flag(&self, channel: Channel) -> Option<bool> {
        Some(match channel {
            Channel::Call => self.do_not_call,
            Channel::Email => self.do_not_email,
            Channel::Text => self.do_not_text,
            Channel::Message | Channel::Post | Channel::Visit => return None,
        })
    }

    /// Notes that the person does not want a channel at all.
    pub fn refuse(&mut self, channel: Channel) {
        match channel {
            Channel::Call => self.do_not_call = true,
            Channel::Email => self.do_not_email = true,
            Channel::Text => self.do_not_text = true,
            Channel::Message | Channel::Post | Channel::Visit => {}
        }
    }

    /// Channels that the person does not want at all.
    #[must_use]
    pub fn refused(&self) -> Vec<Channel> {
        [(Channel::Call, self.do_not_call), (Channel::Email, self.do_not_email), (Channel::Text, self.do_not_text)]
            .into_iter()
            .filter_map(|(channel, refused)| refused.then_some(channel))
            .collect()
    }
}

/// The kept form of what is to be written into a flag, channels or a frequency.
pub(crate) fn typed(field: &Field, action: &EditAction) -> Result<String, String> {
    let text = match action {
        EditAction::Clear(_) | EditAction::Set(Value::Null) => return Ok(String::new()),
        EditAction::Set(Value::Bool(set)) => (if *set { YES } else { "no" }).to_owned(),
        EditAction::Set(Value::String(text)) => text.clone(),
        EditAction::Set(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        _ => return Err(format!("{} holds one value: set or clear it", field.key)),
    };
    match field.kind {
        FieldKind::Channels => channels(&text),
        FieldKind::Frequency if text.trim().is_empty() => Ok(String::new()),
        FieldKind::Frequency => {
            text.parse::<Frequency>().map(|often| often.to_string()).map_err(|error| error.to_string())
        }
        _ => flag(&text),
    }
}

fn flag(text: &str) -> Result<String, String> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" | "on" => Ok(YES.to_owned()),
        "no" | "false" | "0" | "off" | "" => Ok(String::new()),
        _ => Err("it is yes or no".to_owned()),
    }
}

fn channels(text: &str) -> Result<String, String> {
    let mut chosen: Vec<Channel> = Vec::new();
    for word in text.split([',', ';']).filter(|word| !word.trim().is_empty()) {
        let channel: Channel = word.parse().map_err(|error: crate::WordError| error.to_string())?;
        if !chosen.contains(&channel) {
            chosen.push(channel);
        }
    }
    Ok(chosen.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::{Channel, Frequency, PREFERENCE_KEYS, Preferences};
    use crate::{Contact, EditContext, Id, field, parse_assignment, plan_edit};

    fn kept(typed: &str) -> Result<Option<String>, String> {
        let id = Id::from_parts(0, &[0; 10]);
        let patch = vec![parse_assignment(typed).unwrap()];
        let plan = plan_edit(
            &Contact::empty(id, 0),
            &patch,
            &mut EditContext {
                region: None,
                mint: &mut || id,
                custom: &crate::CustomFields::default(),
                zone: jiff::tz::TimeZone::UTC,
            },
        );
        let changes = plan.map_err(|error| error.to_string())?.changes;
        Ok(changes.first().map(|change| change.after.as_ref().unwrap().as_str().unwrap().to_owned()))
    }

    #[test]
    fn what_is_typed_is_kept_in_one_form() {
        for (typed, form) in [
            ("do_not_call=yes", Some("yes")),
            ("do_not_call=TRUE", Some("yes")),
            ("do_not_email=no", None),
            ("channels=Email, call,email", Some("email,call")),
            ("frequency=When asked", Some("when_asked")),
            ("best_times=Tuesdays,  9 to 11", Some("Tuesdays, 9 to 11")),
            ("topics=prices, fairs", Some("prices, fairs")),
        ] {
            assert_eq!(kept(typed), Ok(form.map(str::to_owned)), "{typed}");
        }
        assert_eq!(kept("do_not_text=perhaps").unwrap_err(), "it is yes or no");
        assert_eq!(kept("channels=pigeon").unwrap_err(), "it is one of call, email, text, message, post, visit");
        assert!(kept("frequency=often").is_err());
    }

    #[test]
    fn each_key_is_a_field_and_is_read_as_it_is_written() {
        let all = Preferences {
            channels: vec![Channel::Text, Channel::Visit],
            best_times: "mornings".into(),
            frequency: Some(Frequency::Quarterly),
            topics: "prices".into(),
            do_not_call: true,
            do_not_email: true,
            do_not_text: true,
        };
        let mut again = Preferences::default();
        for key in PREFERENCE_KEYS {
            assert!(field(key).is_some_and(|field| field.writable), "{key}");
            again.read(key, &all.text(key).unwrap());
        }
        assert_eq!(again, all);
        assert_eq!(again.text("title"), None);
        assert_eq!(again.refused(), [Channel::Call, Channel::Email, Channel::Text]);
    }
}
