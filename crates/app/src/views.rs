//! Orders that a grid scrolls through: the sorted rowids of a filter, made once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// A million rowids take 8 MB; a window looks at one or two orders at a time.
const MOST: usize = 6;

/// The latest orders by number.
#[derive(Debug, Default)]
pub(crate) struct Views {
    inner: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    last: i64,
    orders: VecDeque<(i64, Arc<Vec<i64>>)>,
}

impl Views {
    /// Keeps an order and names it.
    pub(crate) fn keep(&self, rowids: Vec<i64>) -> i64 {
        let mut inner = match self.inner.lock() {
            Ok(inner) => inner,
            Err(poisoned) => poisoned.into_inner(),
        };
        inner.last += 1;
        let name = inner.last;
        if inner.orders.len() == MOST {
            inner.orders.pop_front();
        }
        inner.orders.push_back((name, Arc::new(rowids)));
        name
    }

    /// The order of that name, unless newer ones pushed it out.
    pub(crate) fn get(&self, name: i64) -> Option<Arc<Vec<i64>>> {
        let inner = match self.inner.lock() {
            Ok(inner) => inner,
            Err(poisoned) => poisoned.into_inner(),
        };
        inner.orders.iter().find(|(other, _)| *other == name).map(|(_, rowids)| Arc::clone(rowids))
    }
}
