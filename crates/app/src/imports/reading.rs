//! The thread that reads and maps an import's rows, chunk by chunk, ahead of who decides about them and writes.
//!
//! A thread that ended before its file did is an error: what it did not read must not be taken for done. Deliberately
//! absent: deciding.

use std::io::Read;
use std::sync::Arc;

use satchel_exchange::{FileError, Position};
use satchel_gentle::Gentle;
use satchel_model::CustomFields;
use tokio::sync::mpsc;

use super::categories::Categories;
use super::chunk::{Chunk, Workshop};
use super::form::Rows;
use super::{ImportInput, spool_path, spool_sealer};
use crate::open::OpenVault;
use crate::wire::WireError;

/// Rows of a chunk.
const ROWS: usize = 2_000;
/// Bytes of notes and the like after which a chunk has fewer rows.
const BYTES: usize = 8 << 20;

/// What is needed to map the rows of an import.
pub(super) async fn workshop(
    vault: &OpenVault,
    input: &ImportInput,
    fields: &Arc<CustomFields>,
) -> Result<Workshop, WireError> {
    Ok(Workshop {
        categories: Categories::read(&vault.store, input.choices.make_categories).await?,
        store: vault.store.clone(),
        fields: Arc::clone(fields),
        keys: input.keys()?,
        given: input.given(fields)?,
    })
}

/// The chunks of the spooled file.
pub(super) async fn produce(
    vault: &OpenVault,
    input: &ImportInput,
    from: Option<Position>,
    fields: &Arc<CustomFields>,
) -> Result<Chunks, WireError> {
    let workshop = workshop(vault, input, fields).await?;
    let (sealer, path) = (spool_sealer(vault), spool_path(vault, &input.spool));
    let (form, fixes) = (input.form.clone(), input.fixes.clone());
    Chunks::of(workshop, move |fields| {
        let file = sealer.open(&path)?;
        Ok(form.open(Arc::new(file).stream(), from, fields)?.mended(&fixes))
    })
}

/// Chunks that a thread of their own reads and maps, two ahead of the database.
pub(super) struct Chunks(mpsc::Receiver<Sent>);

enum Sent {
    Chunk(Chunk),
    Fault(WireError),
    End,
}

impl Chunks {
    /// Reads what `open` opens.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(super) fn of<R: Read>(
        workshop: Workshop,
        open: impl FnOnce(&CustomFields) -> Result<Rows<R>, WireError> + Send + 'static,
    ) -> Result<Self, WireError> {
        let (sender, receiver) = mpsc::channel(2);
        let begun = Gentle::Very.begin(move || {
            let sent = open(&workshop.fields).and_then(|rows| send_all(rows, &workshop, &sender));
            let _ = sender.blocking_send(sent.map_or_else(Sent::Fault, |()| Sent::End));
        });
        begun.map_err(|_| WireError::bug("a thread"))?;
        Ok(Self(receiver))
    }

    /// The next; nothing at the end of the file. A thread that is gone before is no end.
    pub(super) async fn next(&mut self) -> Option<Result<Chunk, WireError>> {
        match self.0.recv().await {
            Some(Sent::Chunk(chunk)) => Some(Ok(chunk)),
            Some(Sent::Fault(error)) => Some(Err(error)),
            Some(Sent::End) => None,
            None => Some(Err(WireError::bug("an import's thread"))),
        }
    }
}

/// Sends chunk after chunk until the file, or the interest in it, ends.
fn send_all<R: Read>(mut rows: Rows<R>, workshop: &Workshop, sender: &mpsc::Sender<Sent>) -> Result<(), WireError> {
    loop {
        let (chunk, ended) = next_chunk(&mut rows, workshop)?;
        if (!chunk.rows.is_empty() && sender.blocking_send(Sent::Chunk(chunk)).is_err()) || ended {
            return Ok(());
        }
    }
}

/// The next rows, and whether they were the last.
fn next_chunk<R: Read>(rows: &mut Rows<R>, workshop: &Workshop) -> Result<(Chunk, bool), FileError> {
    let mut taken = Vec::with_capacity(ROWS);
    let mut bytes = 0;
    while taken.len() < ROWS && bytes < BYTES {
        match rows.next()? {
            Some(incoming) => {
                bytes += incoming.bytes;
                taken.push(workshop.row(incoming));
            }
            None => return Ok((Chunk { rows: taken, after: rows.position() }, true)),
        }
    }
    Ok((Chunk { rows: taken, after: rows.position() }, false))
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::{Chunks, Sent};

    #[tokio::test]
    async fn a_thread_that_is_gone_is_no_end_of_a_file() {
        let (sender, receiver) = mpsc::channel(1);
        sender.send(Sent::End).await.unwrap();
        let mut chunks = Chunks(receiver);
        assert!(chunks.next().await.is_none());
        drop(sender);
        assert!(chunks.next().await.is_some_and(|gone| gone.is_err()));
    }
}
