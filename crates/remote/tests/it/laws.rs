//! The fake keeps every law, in each of its kinds; and the suite can fail: each law catches a remote that breaks it.

use satchel_remote::conformance::{Bench, Finding, Law, Verdict, examine};
use satchel_remote::fake::{FakeBench, Settings};
use satchel_remote::{CreateKey, Deletions, PHOTO, VersionCheck};

use crate::broken::{BrokenBench, Vice};

async fn broken(bench: &dyn Bench) -> Vec<Law> {
    let findings = examine(bench).await;
    assert_eq!(findings.len(), Law::ALL.len(), "one kind, every law");
    findings.iter().filter(|finding| matches!(finding.verdict, Verdict::Broken(_))).map(|finding| finding.law).collect()
}

async fn assert_all_kept(settings: Settings) {
    let draws = settings.capabilities.kinds.iter().any(|kind| kind.fields.contains_key(PHOTO));
    let findings = examine(&FakeBench { settings }).await;
    let fits = |finding: &&Finding| match finding.verdict {
        Verdict::Kept => true,
        // Where there are no pictures, none can be lost.
        Verdict::NotShown(_) => finding.law == Law::PicturesAreWhole && !draws,
        Verdict::Broken(_) => false,
    };
    let others: Vec<String> = findings.iter().filter(|finding| !fits(finding)).map(Finding::to_string).collect();
    assert!(others.is_empty(), "{}", others.join("\n"));
}

#[tokio::test]
async fn an_address_book_keeps_every_law() {
    assert_all_kept(Settings::default()).await;
}

#[tokio::test]
async fn an_address_book_of_four_emails_keeps_every_law() {
    assert_all_kept(Settings::default().with_emails(4)).await;
}

#[tokio::test]
async fn a_narrow_remote_keeps_every_law() {
    assert_all_kept(Settings::narrow()).await;
}

#[tokio::test]
async fn every_mixture_of_capabilities_keeps_every_law() {
    for deletions in [Deletions::Feed, Deletions::Partial, Deletions::SweepOnly] {
        for check in [VersionCheck::Atomic, VersionCheck::CheckThenWrite, VersionCheck::None] {
            for create_key in [CreateKey::Upsert, CreateKey::Search] {
                let mut settings = Settings::default();
                for kind in &mut settings.capabilities.kinds {
                    (kind.deletions, kind.version_check, kind.create_key) = (deletions, check, create_key);
                }
                assert_all_kept(settings).await;
            }
        }
    }
}

#[tokio::test]
async fn each_law_catches_a_remote_that_breaks_it() {
    for (vice, law) in [
        (Vice::ForgetsOneAtARestart, Law::Restartable),
        (Vice::ExclusiveWatermark, Law::NothingMissed),
        (Vice::SwapsOutcomes, Law::OneOutcomeEach),
        (Vice::DropsAnOutcome, Law::OneOutcomeEach),
        (Vice::ForgetsKeys, Law::CreatedOnce),
        (Vice::MergedToldAsDeleted, Law::MergedBeatsDeleted),
        (Vice::ShortSweepIsAnEnd, Law::SweepIsWhole),
        (Vice::HaltForgetsOutcomes, Law::HaltKeepsOutcomes),
        (Vice::DropsTheUnknown, Law::UnnamedIsKept),
        (Vice::WritesWhatIsNotNamed, Law::UnnamedIsKept),
        (Vice::CutsTexts, Law::HeldOrRefused),
        (Vice::CutsPictures, Law::PicturesAreWhole),
        (Vice::TellsNoPicture, Law::PicturesAreWhole),
        (Vice::DropsPicturesWithAnyChange, Law::PicturesAreWhole),
        (Vice::ForgetsStrangers, Law::GroupsAreWhole),
        (Vice::GroupsAreNoNews, Law::GroupsAreWhole),
        (Vice::WritesGroupsBlindly, Law::GroupsAreWhole),
        (Vice::NonsenseIsAPage, Law::NonsenseIsNoPage),
    ] {
        let caught = broken(&BrokenBench { vice }).await;
        assert!(caught.contains(&law), "{vice:?} is caught by {caught:?}, not by {law:?}");
    }
}

#[tokio::test]
async fn a_remote_that_cannot_be_asked_keeps_no_law() {
    let findings = examine(&BrokenBench { vice: Vice::NoDiscovery }).await;
    assert!(findings.iter().all(|finding| matches!(finding.verdict, Verdict::Broken(_))));
    assert_eq!(findings.len(), Law::ALL.len());
}
