//! Vaults on real databases, a far side, every fault and kills at any call, by seeds: when the storm is over, everything
//! is in step, nobody is doubled, no edit is lost and nothing behind a privacy lock has left.
//!
//! `SATCHEL_SEED=n cargo test -p satchel-sync storms` plays one seed again, to the letter; `SATCHEL_SEEDS=n` that many.

mod acts;
mod play;
mod sailor;

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use satchel_model::Entity;
use satchel_remote::fake::Call;

use play::Play;

const SEEDS: u64 = 300;

/// Plays a storm; gives what is there when it is over, on all sides.
async fn play(number: u64) -> String {
    let mut play = Play::new(number).await;
    for round in 0..4 {
        play.far.faults_by_chance([0, 150, 400, 250][round]);
        for _ in 0..12 {
            play.step().await;
        }
    }
    play.settle().await;
    let everybody = play.far.living(Entity::Contact).into_iter().map(|reference| play.far.look(&reference));
    let mut end = format!("{:?} {:?}", everybody.collect::<Vec<_>>(), play.far.requests(Call::Push));
    for sailor in &play.vaults {
        let mut all = sailor.book.all().await;
        // Fields of one's own have identities that nobody lends.
        all.iter_mut().for_each(|record| record.touched.retain(|path, _| !path.starts_with("custom/")));
        end.push_str(&format!("{all:?} {:?}", sailor.book.outcomes().await));
    }
    // A process must not end while threads of the driver are at their work.
    for sailor in &play.vaults {
        sailor.book.store.close().await;
    }
    end
}

#[tokio::test]
async fn a_storm_comes_again_to_the_letter() {
    for number in [4, 7] {
        let (first, again) = (play(number).await, play(number).await);
        assert!(first == again, "{first}\n{again}");
    }
}

fn numbers() -> Vec<u64> {
    let asked = |name: &str| std::env::var(name).ok().map(|number| number.parse::<u64>().unwrap());
    match (asked("SATCHEL_SEED"), asked("SATCHEL_SEEDS")) {
        (Some(seed), _) => vec![seed],
        (None, seeds) => (0..seeds.unwrap_or(SEEDS)).collect(),
    }
}

#[test]
fn when_the_storm_is_over_everything_is_in_step() {
    let numbers = numbers();
    let at_once = std::thread::available_parallelism().map_or(1, usize::from).min(numbers.len().max(1));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let sunk: Vec<u64> = std::thread::scope(|scope| {
        let crews: Vec<_> = (0..at_once)
            .map(|_| {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    let mut sunk = Vec::new();
                    while let Some(seed) = numbers.get(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst)) {
                        let played = runtime.block_on(AssertUnwindSafe(play(*seed)).catch_unwind());
                        if played.is_err() {
                            sunk.push(*seed);
                        }
                    }
                    sunk
                })
            })
            .collect();
        crews.into_iter().flat_map(|crew| crew.join().unwrap()).collect()
    });
    assert!(sunk.is_empty(), "SATCHEL_SEED=n plays one again: {sunk:?}");
}
