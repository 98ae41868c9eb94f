//! Lists of people on real servers: told whole, changed in the lines of who comes and goes.

use std::collections::BTreeSet;

use satchel_model::Entity;
use satchel_remote::conformance::Subject;
use satchel_remote::{Cursor, Group, GroupChange, GroupOutcome, Remote, RemoteRef};

use crate::bench::{DavBench, DavSide};
use crate::server::{RADICALE, XANDIKOS, start};

const ADA: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:0190F000-0000-7000-8000-00000000ADA0\r\nFN:Ada Byron\r\n\
    N:Byron;Ada;;;\r\nEND:VCARD\r\n";
const FRIENDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:friends\r\nFN:Friends\r\nN:Friends;;;;\r\n\
    X-ADDRESSBOOKSERVER-KIND:group\r\nX-STRANGER:kept\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:nobody-here\r\n\
    END:VCARD\r\n";

/// A book on each server, once asked for changes and once compared.
fn sides() -> impl Iterator<Item = DavSide> {
    let all = [(&RADICALE, true), (&RADICALE, false), (&XANDIKOS, true), (&XANDIKOS, false)];
    all.into_iter().filter_map(|(kind, asks)| Some(DavBench::new(start(kind)?, asks).side()))
}

async fn only(remote: &dyn Remote) -> Group {
    remote.groups().await.unwrap().unwrap().remove(0)
}

/// Whether the feed says that a group may have changed, and where it ends.
async fn told(remote: &dyn Remote, from: Option<&Cursor>) -> (bool, Cursor) {
    let page = remote.pull(Entity::Contact, from, 100).await.unwrap();
    assert!(!page.more);
    (page.groups, page.next)
}

fn change(group: &Group, enter: &[&RemoteRef], leave: &[&str]) -> GroupChange {
    GroupChange {
        id: group.id.clone(),
        base: group.version.clone(),
        enter: enter.iter().map(|reference| (*reference).clone()).collect(),
        leave: leave.iter().map(|identity| (*identity).to_owned()).collect(),
    }
}

#[tokio::test]
async fn people_come_into_a_group_and_leave_it_and_the_rest_of_its_card_stays() {
    for side in sides() {
        let ada = side.put("ada.vcf", ADA);
        let remote = side.connect();
        assert_eq!(remote.groups().await.unwrap(), Some(vec![]));
        let (is_told, before) = told(&*remote, None).await;
        assert!(!is_told, "people are no group");
        side.put("friends.vcf", FRIENDS);
        let (is_told, after) = told(&*remote, Some(&before)).await;
        assert!(is_told);
        assert!(!told(&*remote, Some(&after)).await.0);
        let group = only(&*remote).await;
        assert_eq!((group.id.as_str(), group.title.as_str()), ("friends.vcf", "Friends"));
        assert_eq!(group.members, ["nobody-here".to_owned()].into());

        // A member is written as their own card writes its uid, and told in one spelling.
        let changed = remote.change_group(&change(&group, &[&ada], &[])).await.unwrap();
        let GroupOutcome::Applied(entered) = changed else { panic!("{changed:?}") };
        let known = "0190f000-0000-7000-8000-00000000ada0";
        assert_eq!(entered.members, BTreeSet::from([known.to_owned(), "nobody-here".to_owned()]));
        let text = side.text("friends.vcf").unwrap();
        assert!(text.contains("MEMBER:urn:uuid:0190F000-0000-7000-8000-00000000ADA0"), "{text}");
        assert!(text.contains("X-STRANGER:kept") && text.contains("MEMBER:urn:uuid:nobody-here"), "{text}");
        assert!(told(&*remote, Some(&after)).await.0);
        // Once more is once, and on an old version nothing is done.
        assert_eq!(
            remote.change_group(&change(&entered, &[&ada], &[])).await.unwrap(),
            GroupOutcome::Applied(entered.clone())
        );
        assert_eq!(remote.change_group(&change(&group, &[], &[known])).await.unwrap(), GroupOutcome::Later);
        let changed = remote.change_group(&change(&entered, &[], &[known])).await.unwrap();
        assert!(matches!(&changed, GroupOutcome::Applied(left) if left.members == group.members), "{changed:?}");

        side.delete(&RemoteRef::new(Entity::Contact, "friends.vcf")).await;
        assert_eq!(remote.groups().await.unwrap(), Some(vec![]));
        assert_eq!(remote.change_group(&change(&entered, &[&ada], &[])).await.unwrap(), GroupOutcome::Later);
    }
}
