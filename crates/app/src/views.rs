//! Orders that a grid scrolls through: the sorted rowids of a filter.
//!
//! The beginning of an order is there at once; all of it, which takes a moment on a large book, is made meanwhile. An
//! order that still stands is given again instead of being made again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use satchel_model::RecordState;
use satchel_store::{Beginning, Meant, RowSet, SortField, StoreError};
use tokio::sync::watch;

use crate::open::OpenVault;

/// A million rowids take 8 MB; a window looks at one or two orders at a time.
const MOST: usize = 6;
/// Rows that are there at once: more than a screen has.
const BEGINNING: i64 = 200;

/// Which way a list goes, and through whom.
pub(crate) type Way = (SortField, bool, RecordState);

/// An order under its name.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    beginning: Arc<Vec<i64>>,
    whole: watch::Receiver<Option<Arc<Vec<i64>>>>,
}

impl Order {
    /// An order that is whole.
    pub(crate) fn whole(rowids: Vec<i64>) -> Self {
        let rowids = Arc::new(rowids);
        Self { beginning: Arc::clone(&rowids), whole: watch::channel(Some(rowids)).1 }
    }

    /// An order that begins so; the sender is for all of it.
    pub(crate) fn beginning(rowids: Vec<i64>) -> (Self, watch::Sender<Option<Arc<Vec<i64>>>>) {
        let (sender, whole) = watch::channel(None);
        (Self { beginning: Arc::new(rowids), whole }, sender)
    }

    /// All rowids, once they are there; `None` when they never will be.
    pub(crate) async fn all(&self) -> Option<Arc<Vec<i64>>> {
        let mut whole = self.whole.clone();
        whole.wait_for(Option::is_some).await.ok()?.clone()
    }

    /// At most `limit` rowids from `from` on; `None` when the order never came to be.
    pub(crate) async fn stretch(&self, from: usize, limit: usize) -> Option<Vec<i64>> {
        let to = from.saturating_add(limit);
        let rowids = match to <= self.beginning.len() && self.whole.borrow().is_none() {
            true => Arc::clone(&self.beginning),
            false => self.all().await?,
        };
        Some(rowids.get(from.min(rowids.len())..to.min(rowids.len())).unwrap_or_default().to_vec())
    }
}

/// The latest orders by number.
#[derive(Debug, Default)]
pub(crate) struct Views {
    inner: Mutex<Kept>,
    /// One order is made at a time: who scrolls fast or imports asks for many, and only the last is looked at.
    pub(crate) making: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Kept {
    last: i64,
    orders: VecDeque<View>,
}

#[derive(Debug)]
struct View {
    name: i64,
    /// What it is an order of and up to which line of the journal, for one over all contacts.
    stands: Option<(Way, i64)>,
    order: Order,
    total: i64,
}

impl Views {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps an order and names it.
    pub(crate) fn keep(&self, order: Order, total: i64, stands: Option<(Way, i64)>) -> i64 {
        let mut kept = self.kept();
        kept.last += 1;
        let name = kept.last;
        if kept.orders.len() == MOST {
            kept.orders.pop_front();
        }
        kept.orders.push_back(View { name, stands, order, total });
        name
    }

    /// The order of that name, unless newer ones pushed it out.
    pub(crate) fn get(&self, name: i64) -> Option<Order> {
        self.kept().orders.iter().find(|view| view.name == name).map(|view| view.order.clone())
    }

    /// The name and the length of an order that was made at this line of the journal.
    pub(crate) fn standing(&self, way: Way, seq: i64) -> Option<(i64, i64)> {
        let mut kept = self.kept();
        let at = kept.orders.iter().position(|view| view.stands == Some((way, seq)))?;
        // It is looked at again, so the others go first.
        let view = kept.orders.remove(at)?;
        let found = (view.name, view.total);
        kept.orders.push_back(view);
        Some(found)
    }

    /// Lets go of an order that never came to be.
    pub(crate) fn forget(&self, name: i64) {
        self.kept().orders.retain(|view| view.name != name);
    }
}

/// An order that was kept.
pub(crate) struct Viewed {
    pub(crate) view: i64,
    pub(crate) total: i64,
    /// Up to which line of the journal it stands.
    pub(crate) seq: i64,
}

/// An order of all contacts: what stands is given again; else it begins at once, and the rest is made meanwhile.
pub(crate) async fn of_all(vault: &Arc<OpenVault>, way: Way) -> Result<Viewed, StoreError> {
    let seq = vault.store.head().await?;
    if let Some((view, total)) = vault.views.standing(way, seq) {
        return Ok(Viewed { view, total, seq });
    }
    let (sort, descending, state) = way;
    let Beginning { rowids, total, seq } = vault.store.beginning(sort, descending, state, BEGINNING).await?;
    let stands = Some((way, seq));
    if i64::try_from(rowids.len()) == Ok(total) {
        return Ok(Viewed { view: vault.views.keep(Order::whole(rowids), total, stands), total, seq });
    }
    let (order, whole) = Order::beginning(rowids);
    let view = vault.views.keep(order, total, stands);
    make_whole(vault, view, way, None, whole);
    Ok(Viewed { view, total, seq })
}

/// An order of those whom a filter means: at once when they are few; else it begins at once as well.
pub(crate) async fn of_some(vault: &Arc<OpenVault>, way: Way, meant: Meant) -> Result<Viewed, StoreError> {
    let (sort, descending, _) = way;
    let (seq, total) = (meant.seq, i64::try_from(meant.rows.len()).unwrap_or(i64::MAX));
    if let Some(rowids) = vault.store.sorted(&meant.rows, sort, descending, meant.mixed).await? {
        return Ok(Viewed { view: vault.views.keep(Order::whole(rowids), total, None), total, seq });
    }
    let beginning = usize::try_from(BEGINNING).unwrap_or(0);
    let (order, whole) = Order::beginning(vault.store.page_of(&meant, way, None, beginning).await?);
    let view = vault.views.keep(order, total, None);
    make_whole(vault, view, way, Some(meant.rows), whole);
    Ok(Viewed { view, total, seq })
}

/// All rowids of such an order at once, and up to which line of the journal they stand.
pub(crate) async fn rowids(
    vault: &OpenVault,
    (sort, descending, state): Way,
    meant: Option<Meant>,
) -> Result<(Vec<i64>, i64), StoreError> {
    let Some(meant) = meant else { return vault.store.order(sort, descending, state).await };
    if let Some(rowids) = vault.store.sorted(&meant.rows, sort, descending, meant.mixed).await? {
        return Ok((rowids, meant.seq));
    }
    let (mut rowids, seq) = vault.store.order(sort, descending, state).await?;
    rowids.retain(|rowid| meant.rows.contains(*rowid));
    Ok((rowids, seq.min(meant.seq)))
}

/// Makes all of an order, or of some in it, while its beginning is looked at.
fn make_whole(
    vault: &Arc<OpenVault>,
    view: i64,
    (sort, descending, state): Way,
    only: Option<RowSet>,
    whole: watch::Sender<Option<Arc<Vec<i64>>>>,
) {
    let (open, mut stopping) = (Arc::clone(vault), vault.stopping());
    let making = async move {
        let _one = open.views.making.lock().await;
        // Pushed out meanwhile: nobody looks at it.
        if open.views.get(view).is_none() {
            return;
        }
        match open.store.order(sort, descending, state).await {
            Ok((mut rowids, _)) => {
                if let Some(only) = only {
                    rowids.retain(|rowid| only.contains(*rowid));
                }
                drop(whole.send_replace(Some(Arc::new(rowids))));
            }
            Err(error) => {
                tracing::warn!(%error, "an order was not made");
                open.views.forget(view);
            }
        }
    };
    vault.keep(tokio::spawn(async move {
        tokio::select! {
            () = making => {}
            _ = stopping.wait_for(|stop| stop.is_on()) => {}
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use satchel_model::RecordState;
    use satchel_store::SortField;

    use super::{MOST, Order, Views, Way};

    const WAY: Way = (SortField::Display, false, RecordState::Active);

    #[tokio::test]
    async fn the_beginning_is_there_before_the_rest() {
        let (order, sender) = Order::beginning(vec![3, 1, 2]);
        assert_eq!(order.stretch(0, 3).await.unwrap(), [3, 1, 2]);
        let (beyond, ()) = tokio::join!(order.stretch(2, 10), async {
            sender.send_replace(Some(Arc::new(vec![3, 1, 2, 5, 4])));
        });
        assert_eq!(beyond.unwrap(), [2, 5, 4]);
        assert_eq!(order.stretch(9, 3).await.unwrap(), [0; 0]);
        assert_eq!(order.all().await.unwrap().len(), 5);
    }

    #[tokio::test]
    async fn who_waits_for_a_rest_that_never_comes_is_told() {
        let (order, sender) = Order::beginning(vec![1]);
        drop(sender);
        assert_eq!(order.stretch(0, 1).await.unwrap(), [1]);
        assert_eq!(order.stretch(0, 2).await, None);
    }

    #[test]
    fn an_order_stands_until_the_journal_goes_on_and_is_kept_while_it_is_looked_at() {
        let views = Views::default();
        let name = views.keep(Order::whole(vec![1]), 1, Some((WAY, 7)));
        for other in 0..MOST * 2 {
            views.keep(Order::whole(vec![]), 0, None);
            assert_eq!(views.standing(WAY, 7), Some((name, 1)), "after {other}");
        }
        assert_eq!(views.standing(WAY, 8), None);
        assert_eq!(views.standing((SortField::Display, true, RecordState::Active), 7), None);
        views.forget(name);
        assert!(views.get(name).is_none());
    }
}
