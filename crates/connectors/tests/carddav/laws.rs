//! Every law of the port, on real servers: one that is asked for changes, and the same one compared card by card.

use satchel_remote::conformance::{Law, Verdict, examine};

use crate::bench::DavBench;
use crate::server::{Kind, RADICALE, XANDIKOS, start};

/// What cannot be shown: nobody can merge cards there.
const NOT_SHOWN: [Law; 1] = [Law::MergedBeatsDeleted];

async fn assert_laws(kind: &Kind, asks_changes: bool) {
    let Some(server) = start(kind) else { return };
    let findings = examine(&DavBench::new(server, asks_changes)).await;
    assert_eq!(findings.len(), Law::ALL.len(), "one kind, every law");
    let mut others = Vec::new();
    for finding in &findings {
        let expected = match finding.verdict {
            Verdict::Kept => true,
            Verdict::NotShown(_) => NOT_SHOWN.contains(&finding.law),
            Verdict::Broken(_) => false,
        };
        if !expected {
            others.push(finding.to_string());
        }
    }
    assert!(others.is_empty(), "{}: {}", kind.name, others.join("\n"));
}

#[tokio::test]
async fn radicale_keeps_every_law() {
    assert_laws(&RADICALE, true).await;
}

#[tokio::test]
async fn radicale_keeps_every_law_without_telling_changes() {
    assert_laws(&RADICALE, false).await;
}

#[tokio::test]
async fn xandikos_keeps_every_law() {
    assert_laws(&XANDIKOS, true).await;
}

#[tokio::test]
async fn xandikos_keeps_every_law_without_telling_changes() {
    assert_laws(&XANDIKOS, false).await;
}
