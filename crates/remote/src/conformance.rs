//! The laws that every remote keeps, as one suite: what the engine counts on, whoever the vendor is.
//!
//! A connector's test gives a [`Bench`] that sets up an empty far side, and asserts that [`examine`] finds nothing
//! [broken](Verdict::Broken). What a bench cannot bring about is reported as not shown, never as kept. Deliberately
//! absent: bytes of the wire, signing in, anything about speed.

mod feed;
mod groups;
mod keeping;
mod law;
mod pictures;
mod push;
mod stage;
mod subject;

pub use law::{Finding, Law, Verdict};
pub use subject::{Bench, Subject, Trouble};

use stage::Stage;

/// Examines every law for every kind that can be created there, each on a fresh far side.
pub async fn examine(bench: &dyn Bench) -> Vec<Finding> {
    let offered = match bench.fresh().await.connect().discover().await {
        Ok(offered) => offered,
        Err(halt) => {
            let verdict = Verdict::Broken(format!("it cannot be asked what it offers: {halt}"));
            return Law::ALL.into_iter().map(|law| Finding { kind: None, law, verdict: verdict.clone() }).collect();
        }
    };
    let mut findings = Vec::new();
    for capabilities in offered.kinds.iter().filter(|kind| kind.operations.create) {
        for law in Law::ALL {
            let verdict = match Stage::new(bench.fresh().await, capabilities.clone()) {
                Ok(stage) => judge(&stage, law).await,
                Err(verdict) => verdict,
            };
            findings.push(Finding { kind: Some(capabilities.kind), law, verdict });
        }
    }
    findings
}

async fn judge(stage: &Stage, law: Law) -> Verdict {
    let judged = match law {
        Law::Restartable => feed::restartable(stage).await,
        Law::NothingMissed => feed::nothing_missed(stage).await,
        Law::MergedBeatsDeleted => feed::merged_beats_deleted(stage).await,
        Law::SweepIsWhole => feed::sweep_is_whole(stage).await,
        Law::NonsenseIsNoPage => feed::nonsense_is_no_page(stage).await,
        Law::OneOutcomeEach => push::one_outcome_each(stage).await,
        Law::CreatedOnce => push::created_once(stage).await,
        Law::HaltKeepsOutcomes => push::halt_keeps_outcomes(stage).await,
        Law::UnnamedIsKept => keeping::unnamed_is_kept(stage).await,
        Law::HeldOrRefused => keeping::held_or_refused(stage).await,
        Law::PicturesAreWhole => pictures::pictures_are_whole(stage).await,
        Law::GroupsAreWhole => groups::groups_are_whole(stage).await,
    };
    judged.err().unwrap_or(Verdict::Kept)
}
