//! Cells of categories, languages, time zones, and of how somebody wants to be reached.
//!
//! Who declined must not be called because of a word that nobody here knows: a refusal that cannot be read counts as one,
//! and is told. Deliberately absent: which categories there are, and whether a refusal is taken away again.

use satchel_model::{Channel, ProblemCode, REFUSALS};

use super::Row;
use crate::cell::category::read_categories;
use crate::cell::language::{read_language, read_time_zone};
use crate::cell::wish::{read_channels, read_frequency, read_refusal};

impl Row<'_> {
    pub(super) fn categories(&mut self) {
        for (column, group) in &self.plan.categories {
            let Some(text) = self.value(*column) else { continue };
            if let Some(group) = group {
                let name = self.line(*column, &text);
                self.category(*column, group.clone(), name);
                continue;
            }
            let (mut found, mut others) = (Vec::new(), Vec::new());
            read_categories(&text, |group, name| found.push((group, name)), |piece| others.push(piece.to_owned()));
            for (group, name) in found {
                self.category(*column, group, name);
            }
            for piece in others {
                let reason = "no category: write its group before it, as in Leads: Hot";
                self.refuse(*column, &piece, ProblemCode::NoCategory, reason);
            }
        }
    }

    /// A contact has one value of a group; another one goes to the notes.
    fn category(&mut self, column: usize, group: String, name: String) {
        let key = satchel_model::category_key(&group);
        let known = self.draft.categories.iter().find(|(known, _)| satchel_model::category_key(known) == key);
        match known.map(|(_, had)| satchel_model::category_key(had) == satchel_model::category_key(&name)) {
            None => self.draft.categories.push((group, name)),
            Some(true) => {}
            Some(false) => {
                let reason = format!("a contact has one value of {group}, and the row has another before it");
                self.refuse(column, &format!("{group}: {name}"), ProblemCode::NoCategory, reason);
            }
        }
    }

    pub(super) fn worded(&mut self) {
        for &(column, key) in &self.plan.worded {
            let Some(text) = self.value(column) else { continue };
            if let Some((channel, _)) = REFUSALS.into_iter().find(|(_, own)| *own == key) {
                self.refusal(column, channel, &text);
                continue;
            }
            match key {
                "time_zone" => match read_time_zone(&text) {
                    Some(zone) => fill(&mut self.draft.time_zone, zone),
                    None => self.reject(column, ProblemCode::Malformed, "no time zone has this name"),
                },
                "language" => match read_language(&text) {
                    Some(tag) => fill(&mut self.draft.language, &tag),
                    None => self.reject(column, ProblemCode::Malformed, "no language has this name or tag"),
                },
                "channels" => match read_channels(&text) {
                    Ok(channels) => {
                        let own = &mut self.draft.preferences.channels;
                        channels.into_iter().for_each(|channel| {
                            if !own.contains(&channel) {
                                own.push(channel);
                            }
                        });
                    }
                    Err(_) => {
                        let reason = format!("no way to reach somebody: there are {}", Channel::WORDS.join(", "));
                        self.reject(column, ProblemCode::Malformed, reason);
                    }
                },
                "frequency" => match read_frequency(&text) {
                    Some(often) => {
                        self.draft.preferences.frequency.get_or_insert(often);
                    }
                    None => {
                        let words = satchel_model::Frequency::WORDS.join(", ");
                        self.reject(
                            column,
                            ProblemCode::Malformed,
                            format!("it says not how often: there are {words}"),
                        );
                    }
                },
                _ => {
                    let line = self.line(column, &text);
                    let own = &mut self.draft.preferences;
                    let place = if key == "topics" { &mut own.topics } else { &mut own.best_times };
                    match place.is_empty() {
                        true => *place = line,
                        false if *place != line => {
                            let plan = self.plan;
                            self.note(&plan.headers[column], &line);
                        }
                        false => {}
                    }
                }
            }
        }
    }

    fn refusal(&mut self, column: usize, channel: Channel, text: &str) {
        match read_refusal(text) {
            Some(true) => self.draft.preferences.refuse(channel),
            Some(false) => {
                if !self.draft.allowed.contains(&channel) {
                    self.draft.allowed.push(channel);
                }
            }
            None => {
                self.draft.preferences.refuse(channel);
                let reason = "neither yes nor no: it is taken for a refusal";
                self.reject(column, ProblemCode::Malformed, reason);
            }
        }
    }
}

/// The first of several columns is the one that counts.
fn fill(place: &mut String, value: &str) {
    if place.is_empty() {
        value.clone_into(place);
    }
}
