//! Followers of the journal: the window's caches and the search index.
//!
//! Each remembers the last sequence that it saw and catches up from there. A commit of this process wakes them at
//! once; one of another process shows within 200 ms by `PRAGMA data_version`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use satchel_model::{Contact, Entity};
use satchel_search::{Indexing, SearchError, SearchText};
use satchel_store::{FeedLine, StoreError};
use tokio::sync::watch;

use crate::documents::of_contact;
use crate::open::OpenVault;
use crate::wire::{Changed, ErrorCode, Tag, WireError};
use crate::{App, Event, blocking};

/// How often other processes are looked for.
const LOOK: Duration = Duration::from_millis(200);
/// How long a failure that does not pass by itself is left alone: a full disk, a folder that is gone.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// Lines of the feed that are read at once.
const PAGE: i64 = 500;
/// Contacts that are read at once.
const CHUNK: usize = 1_000;
/// How long a search waits for the index, and how often it looks meanwhile.
const SETTLED_WITHIN: Duration = Duration::from_secs(1);
const SETTLING: Duration = Duration::from_millis(5);
/// How long the index leaves a job alone that writes all over the vault: reading back what it wrote, beside it, takes twice
/// as long for both.
const LEFT_ALONE: Duration = Duration::from_secs(60);
/// An index that is so many lines behind does not come up while a search waits.
const FAR: i64 = 5_000;
/// Documents after which a long catch-up becomes searchable, and how long it takes at most while a job writes: each
/// commit makes a segment that costs every search.
const COMMIT_AFTER: usize = 40_000;
const COMMIT_WITHIN: Duration = Duration::from_secs(10);

/// After so long without a write there is time to put the index together.
const QUIET: Duration = Duration::from_secs(30);

/// Follows until the vault closes: one task tells what changed, another indexes it, and neither waits for the other.
pub(crate) fn spawn(app: &App, open: &Arc<OpenVault>) {
    let (app, vault) = (app.clone(), Arc::clone(open));
    open.keep(tokio::spawn(async move {
        let mut commits = vault.commits();
        let mut seen = Seen { seq: vault.store.head().await.unwrap_or(0), version: 0 };
        loop {
            match look(&app, &vault, &mut seen).await {
                Ok(()) | Err(StoreError::Busy) => {}
                Err(error) => tracing::warn!(%error, "could not follow the journal"),
            }
            if !go_on(&vault, &mut commits, LOOK).await {
                return;
            }
        }
    }));
    let vault = Arc::clone(open);
    open.keep(tokio::spawn(async move {
        let mut commits = vault.commits();
        let mut quiet = Quiet::begin(&vault);
        loop {
            let mut pause = LOOK;
            let begun = Instant::now();
            while vault.is_written_all_over() && begun.elapsed() < LEFT_ALONE {
                if !go_on(&vault, &mut commits, LOOK).await {
                    return;
                }
            }
            if let Err(error) = keep_up(&vault, Until::JobsRest).await {
                tracing::warn!(code = ?error.code, "could not index");
                pause = AFTER_FAILURE;
            } else if quiet.is_long(&vault) {
                // Damage shows again, and is mended, when something is indexed next.
                if let Err(Fault::Other(error)) = gather(&vault).await {
                    tracing::warn!(code = ?error.code, "could not put the index together");
                }
            }
            if !go_on(&vault, &mut commits, pause).await {
                return;
            }
        }
    }));
}

/// How long nothing has been written.
struct Quiet {
    applied: i64,
    since: Option<Instant>,
}

impl Quiet {
    fn begin(vault: &OpenVault) -> Self {
        Self { applied: vault.index.applied(), since: Some(Instant::now()) }
    }

    /// Whether it has been quiet for long: once, until something is written again.
    fn is_long(&mut self, vault: &OpenVault) -> bool {
        let applied = vault.index.applied();
        if vault.is_busy() || applied != self.applied {
            *self = Self { applied, since: Some(Instant::now()) };
        }
        let long = self.since.is_some_and(|since| since.elapsed() >= QUIET);
        if long {
            self.since = None;
        }
        long
    }
}

/// Waits for a commit, `pause` at most; false when the vault closes.
async fn go_on(vault: &OpenVault, commits: &mut watch::Receiver<()>, pause: Duration) -> bool {
    let mut stopping = vault.stopping();
    tokio::select! {
        () = tokio::time::sleep(pause) => {}
        _ = commits.changed() => {}
        _ = stopping.wait_for(|stop| stop.is_on()) => {}
    }
    !stopping.borrow().is_on()
}

struct Seen {
    seq: i64,
    version: i64,
}

async fn look(app: &App, vault: &OpenVault, seen: &mut Seen) -> Result<(), StoreError> {
    let version = vault.store.data_version().await?;
    if version == seen.version {
        return Ok(());
    }
    // These have no lines; any commit may be theirs.
    let mut tags = vec![Tag::Job, Tag::Draft, Tag::Favourite, Tag::Recent, Tag::Settings, Tag::Account];
    let (kinds, seq) = vault.store.kinds_since(seen.seq).await?;
    for tag in kinds.into_iter().flat_map(tags_of) {
        if !tags.contains(tag) {
            tags.push(*tag);
        }
    }
    (seen.seq, seen.version) = (seq, version);
    app.tell(Event::Changed(Changed { tags, seq: seen.seq }));
    Ok(())
}

fn tags_of(kind: Option<Entity>) -> &'static [Tag] {
    match kind {
        Some(Entity::Contact) => &[Tag::Contact, Tag::Batch],
        Some(Entity::Company) => &[Tag::Contact, Tag::Company, Tag::Batch],
        Some(Entity::Field) => &[Tag::Field, Tag::Contact, Tag::Company, Tag::Batch],
        Some(Entity::Tag | Entity::CategoryGroup | Entity::Category) => &[Tag::Contact, Tag::Definition, Tag::Batch],
        Some(Entity::List) => &[Tag::List, Tag::Contact, Tag::Batch],
        Some(Entity::SavedView) => &[Tag::SavedView, Tag::Batch],
        Some(Entity::TeamMember | Entity::Relation | Entity::RelationKind) | None => &[Tag::Contact, Tag::Batch],
    }
}

/// Why indexing stopped.
enum Fault {
    /// The index must be made anew.
    Damaged,
    Other(WireError),
}

impl From<SearchError> for Fault {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Damaged => Self::Damaged,
            other => Self::Other(other.into()),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}

/// How far indexing goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// To the end of the journal.
    Head,
    /// While a job of this process writes, it goes along with it for a while.
    JobsRest,
}

/// Brings the index up to the journal, if nobody else is at it; returns how many lines it is behind afterwards. An
/// index that proves damaged is made anew.
pub(crate) async fn catch_up(vault: &OpenVault) -> Result<i64, WireError> {
    keep_up(vault, Until::Head).await
}

async fn keep_up(vault: &OpenVault, until: Until) -> Result<i64, WireError> {
    match catch_up_once(vault, until).await {
        Ok(behind) => Ok(behind),
        Err(Fault::Other(error)) => Err(error),
        Err(Fault::Damaged) => {
            empty(vault).await?;
            match catch_up_once(vault, until).await {
                Ok(behind) => Ok(behind),
                Err(Fault::Other(error)) => Err(error),
                Err(Fault::Damaged) => Err(SearchError::Damaged.into()),
            }
        }
    }
}

async fn catch_up_once(vault: &OpenVault, until: Until) -> Result<i64, Fault> {
    let head = vault.store.head().await?;
    if vault.index.applied() >= head {
        vault.handed.forget();
        return Ok(0);
    }
    let _one = vault.indexing.lock().await;
    // Somebody may have done it while we waited, here or in another process.
    vault.index.reload()?;
    if vault.index.applied() >= head {
        return Ok(0);
    }
    let Some(indexing) = vault.index.try_indexing()? else {
        vault.handed.forget();
        return Ok(head - vault.index.applied());
    };
    bring_up(vault, indexing, until, head).await.map(|(_, behind)| behind)
}

/// Indexes what the journal has beyond the index, up to its end; returns how many lines before `head` it stopped.
async fn bring_up(
    vault: &OpenVault,
    mut indexing: Indexing,
    until: Until,
    head: i64,
) -> Result<(Indexing, i64), Fault> {
    let (stopping, mut commits) = (vault.stopping(), vault.commits());
    let mut applied = vault.index.applied();
    let (mut uncommitted, mut committed) = (0, Instant::now());
    loop {
        let lines = vault.store.feed(applied, PAGE).await?;
        let Some(last) = lines.last() else {
            // A job has more to come: what it wrote so far and what it writes next become one commit.
            let goes_along = until == Until::JobsRest && vault.is_busy() && !vault.is_written_all_over();
            let more = goes_along && committed.elapsed() < COMMIT_WITHIN;
            if more && go_on(vault, &mut commits, LOOK).await {
                continue;
            }
            break;
        };
        let (handed, others) = handed(vault, &lines);
        uncommitted += handed.len();
        indexing = put(indexing, handed, Vec::new()).await?;
        for chunk in rowids(vault, &others).await?.chunks(CHUNK) {
            let (texts, gone) = read(vault, chunk).await?;
            uncommitted += chunk.len();
            indexing = put(indexing, texts, gone).await?;
            if uncommitted >= COMMIT_AFTER {
                // What is in already beyond `applied` is put again after a crash, which changes nothing.
                indexing.commit(applied)?;
                (uncommitted, committed) = (0, Instant::now());
            }
            if stopping.borrow().is_on() {
                indexing.commit(applied)?;
                return Ok((indexing, head - applied));
            }
        }
        applied = last.seq;
        if uncommitted >= COMMIT_AFTER {
            indexing.commit(applied)?;
            (uncommitted, committed) = (0, Instant::now());
        }
    }
    indexing.commit(applied)?;
    Ok((indexing, 0))
}

/// Puts the many pieces together that a bulk load leaves of the index, some at a time, until the vault closes or a job
/// begins. What is written meanwhile is indexed as ever.
async fn gather(vault: &OpenVault) -> Result<(), Fault> {
    let _one = vault.indexing.lock().await;
    vault.index.reload()?;
    let Some(mut indexing) = vault.index.try_indexing()? else { return Ok(()) };
    let mut commits = vault.commits();
    while !vault.is_busy()
        && let Some(mut gathering) = indexing.gather()?
    {
        loop {
            tokio::select! {
                gathered = &mut gathering => break gathered?,
                on = go_on(vault, &mut commits, LOOK) => {
                    if !on {
                        return Ok(());
                    }
                }
            }
            let head = vault.store.head().await?;
            if vault.index.applied() < head {
                (indexing, _) = bring_up(vault, indexing, Until::Head, head).await?;
            }
        }
        vault.index.reload()?;
    }
    Ok(())
}

/// Makes the index anew from the whole journal; returns how many lines it is behind afterwards.
pub(crate) async fn rebuild(vault: &OpenVault) -> Result<i64, WireError> {
    empty(vault).await?;
    catch_up(vault).await
}

async fn empty(vault: &OpenVault) -> Result<(), WireError> {
    let _one = vault.indexing.lock().await;
    if vault.index.try_anew()?.is_none() {
        let hint = Some("Wait until it is done, then try again.");
        return Err(WireError::new(ErrorCode::Busy, "Another Satchel is indexing this vault.", hint));
    }
    Ok(())
}

/// The contacts that lines are about, each once.
async fn rowids(vault: &OpenVault, lines: &[FeedLine]) -> Result<Vec<i64>, Fault> {
    let mut rowids = BTreeSet::new();
    for line in lines {
        match line.entity {
            Some(Entity::Contact) => rowids.extend(line.first..=line.last),
            // A company's name is in its people's documents; one just made is in none but those that have lines.
            Some(Entity::Company) if line.first == line.last => rowids.extend(vault.store.people_of(line.first).await?),
            // What a field or its options are called now is in the documents of those who hold something in it.
            Some(Entity::Field) if line.first == line.last && vault.store.line_changes_words(line.seq).await? => {
                rowids.extend(vault.store.contacts_with(line.first).await?);
            }
            // One just made is in the documents of those that have lines, and in no others.
            Some(Entity::Tag) if line.renamed => rowids.extend(vault.store.tagged(line.first).await?),
            _ => {}
        }
    }
    Ok(rowids.into_iter().collect())
}

/// What can be found of contacts, by row, and when they were last changed.
type Texts = Vec<(i64, SearchText, i64)>;

/// The texts of what this process just made, as far as lines are about that, and the other lines. Those about the same
/// contacts come later, on this page or another, and are read after these were put.
fn handed(vault: &OpenVault, lines: &[FeedLine]) -> (Texts, Vec<FeedLine>) {
    let (mut handed, mut others) = (Texts::new(), Vec::new());
    for line in lines {
        let texts = match line.entity {
            Some(Entity::Contact) if line.first < line.last => vault.handed.take(line.first, line.last),
            _ => None,
        };
        match texts {
            Some((at, texts)) => handed.extend((line.first..).zip(texts).map(|(rowid, text)| (rowid, text, at))),
            None => others.push(*line),
        }
    }
    (handed, others)
}

/// The texts of contacts, and which of them are not to be found.
async fn read(vault: &OpenVault, rowids: &[i64]) -> Result<(Texts, Vec<i64>), Fault> {
    let contacts = vault.store.contacts_at(rowids).await?;
    let fields = vault.store.custom_fields().await?;
    let mut there = contacts.iter().map(|(rowid, _)| *rowid).peekable();
    let gone = rowids.iter().filter(|rowid| there.next_if_eq(*rowid).is_none()).copied().collect();
    let text = |(rowid, contact): (i64, Contact)| {
        let touched = contact.updated_at;
        (rowid, of_contact(contact, &fields).text(), touched)
    };
    Ok((contacts.into_iter().map(text).collect(), gone))
}

/// Puts documents on a thread where it may take its time, and gives the right to write back.
async fn put(mut indexing: Indexing, texts: Texts, gone: Vec<i64>) -> Result<Indexing, Fault> {
    let done = blocking(move || {
        gone.into_iter().for_each(|rowid| indexing.remove(rowid));
        let put = texts.into_iter().try_for_each(|(rowid, text, touched)| indexing.put(rowid, text, touched));
        Ok(put.map(|()| indexing))
    });
    done.await.map_err(Fault::Other)?.map_err(Fault::from)
}

/// How far behind the index is, after waiting a second at most for the follower, here or in another process. What it
/// has done by then is not lost when the process ends: it commits. An index that proves damaged is made anew.
pub(crate) async fn settle(vault: &OpenVault) -> Result<i64, WireError> {
    let begun = Instant::now();
    loop {
        let head = vault.store.head().await?;
        if vault.index.applied() < head {
            // Another process may have committed.
            match vault.index.reload() {
                Err(SearchError::Damaged) => {
                    rebuild(vault).await?;
                }
                reloaded => reloaded?,
            }
        }
        let behind = (head - vault.index.applied()).max(0);
        if behind == 0 || behind > FAR || vault.is_busy() || begun.elapsed() >= SETTLED_WITHIN {
            return Ok(behind);
        }
        tokio::time::sleep(SETTLING).await;
    }
}
