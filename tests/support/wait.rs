//! Waiting for another process: a condition is asked again until it holds or its time is over.

use std::time::Duration;

use tokio::time::{Instant, interval};

use crate::failure::Failure;

/// How long a window may take for anything that needs no long work.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Lets time pass, for whoever measures what happens meanwhile.
pub async fn after(time: Duration) {
    let begin = Instant::now() + time;
    tokio::time::interval_at(begin, time).tick().await;
}

/// Asks until the answer is there.
///
/// # Errors
/// [`Failure::Never`] with the last failure, when the time is over first.
pub async fn until<T, F>(awaited: &str, limit: Duration, mut ask: impl FnMut() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<Option<T>, Failure>>,
{
    let end = Instant::now() + limit;
    let mut pace = interval(Duration::from_millis(50));
    loop {
        pace.tick().await;
        let seen = match ask().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => String::new(),
            // Pages redraw under the driver's hands: what fails now may hold in a moment.
            Err(failure) => format!(": {failure}"),
        };
        if Instant::now() >= end {
            return Err(Failure::Never { awaited: awaited.to_owned(), seen });
        }
    }
}
