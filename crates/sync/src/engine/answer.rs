//! Finding out what a plan has to know first.

use satchel_remote::{Found, Halt, RemoteRef};

use super::patience::Patience;
use super::{Engine, KIND, Known};
use crate::Question;

/// Records that are read at once.
const CHUNK: usize = 200;

impl Engine<'_> {
    /// Answers questions; what was asked before is not asked again.
    pub(super) async fn answer(&self, questions: &[Question], known: &mut Known) -> Result<(), Halt> {
        let mut wanted: Vec<RemoteRef> = Vec::new();
        for question in questions {
            match question {
                Question::Read(reference) => wanted.push(reference.clone()),
                Question::Created { id, hint } => {
                    let mut patience = Patience::new(self.time);
                    let found = loop {
                        match self.remote.find_created(KIND, *id, hint).await {
                            Ok(found) => break found,
                            Err(halt) => patience.bear(halt).await?,
                        }
                    };
                    if let Some(reference) = found {
                        wanted.push(reference.clone());
                        known.pairs.insert(reference, *id);
                    }
                    known.answered.insert(*id);
                }
            }
        }
        known.read.extend(self.read(&wanted).await?);
        Ok(())
    }

    /// Reads records by name.
    pub(super) async fn read(&self, wanted: &[RemoteRef]) -> Result<Vec<(RemoteRef, Found)>, Halt> {
        let mut all = Vec::with_capacity(wanted.len());
        for chunk in wanted.chunks(CHUNK) {
            let mut patience = Patience::new(self.time);
            let found = loop {
                match self.remote.read(chunk).await {
                    Ok(found) if found.len() == chunk.len() => break found,
                    Ok(_) => return Err(Halt::Nonsense("answers that do not fit the questions")),
                    Err(halt) => patience.bear(halt).await?,
                }
            };
            all.extend(chunk.iter().cloned().zip(found));
        }
        Ok(all)
    }
}
