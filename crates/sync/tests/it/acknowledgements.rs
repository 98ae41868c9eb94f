//! What answers to a change come to: lost ones, late ones, and those that store something else.

use satchel_model::{Entity, FieldChange};
use satchel_remote::fake::{Call, Fake, Fault, Settings};
use satchel_remote::{Fate, Halt, Outcome, Remote, RemoteRef};
use satchel_sync::{Acknowledged, Question, acknowledge};
use serde_json::json;

use crate::vault::{Vault, id, now, values};

#[test]
fn a_create_whose_answer_is_lost_is_looked_up_and_not_repeated() {
    for settings in [Settings::default(), Settings::narrow()] {
        for fault in [Fault::DropAfter, Fault::DropBefore, Fault::Truncated, Fault::Html, Fault::Unavailable] {
            let mut vault = Vault::new(settings.clone());
            vault.add(values([("family", json!("Lovelace"))]));
            vault.far.fault(Call::Push, 0, fault);
            let (_, halt) = vault.try_run();
            assert!(halt.is_some(), "{fault:?}");
            let plan = vault.run_to_the_end();
            vault.assert_in_step(&plan);
            assert_eq!(vault.far.living(Entity::Contact).len(), 1, "{fault:?}");
        }
    }
}

#[test]
fn an_unanswered_create_is_asked_for_by_its_key() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([("family", json!("Lovelace"))]));
    let mut situation = vault.current(vec![]);
    situation.unanswered.insert(ada);
    let plan = vault.plan(&situation);
    assert_eq!(plan.questions, [Question::Created { id: ada, hint: values([("family", json!("Lovelace"))]) }]);
    assert!(plan.pushes.is_empty(), "nothing is sent before the answer");
}

#[test]
fn an_edit_that_is_made_while_a_change_travels_goes_with_the_next_run() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([("family", json!("Lovelace"))]));
    let situation = vault.current(vec![]);
    let made = vault.plan(&situation);
    let pushed = now(Fake::new(&vault.far).push(&[made.pushes[0].change.clone()]));
    vault.edit(ada, "family", Some(json!("King")));
    let capabilities = vault.situation.capabilities.clone();
    let come_to = acknowledge(None, &made.pushes[0], &pushed.outcomes[0], &capabilities, &mut || id(99));
    let Acknowledged::Settled { mirror, seq } = come_to else { panic!("{come_to:?}") };
    assert!(seq < vault.seq, "the edit is above what was acknowledged");
    vault.mirrors.insert(ada, *mirror);
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.there(ada).unwrap().values["family"], "King");
}

#[test]
fn what_the_remote_stored_differently_comes_here() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([("family", json!("lovelace"))]));
    let situation = vault.current(vec![]);
    let made = vault.plan(&situation);
    let mut pushed = now(Fake::new(&vault.far).push(&[made.pushes[0].change.clone()]));
    let Some(Outcome::Applied { reference, stored: Some(stored) }) = pushed.outcomes.first_mut() else { panic!() };
    stored.values.insert("family".into(), json!("Lovelace"));
    stored.values.insert("title".into(), json!("Customer"));
    let tidied = ["family", "title"].map(|path| FieldChange {
        path: path.into(),
        before: None,
        after: stored.values.get(path).cloned(),
    });
    assert!(vault.far.edit(reference, &tidied));
    let capabilities = vault.situation.capabilities.clone();
    let come_to = acknowledge(None, &made.pushes[0], &pushed.outcomes[0], &capabilities, &mut || id(99));
    let Acknowledged::Settled { mirror, .. } = come_to else { panic!("{come_to:?}") };
    vault.mirrors.insert(ada, *mirror);
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.mine[&ada].values, values([("family", json!("Lovelace")), ("title", json!("Customer"))]));
}

#[test]
fn each_outcome_comes_to_something_that_can_be_done() {
    let mut vault = Vault::new(Settings::default());
    vault.add(values([("family", json!("Lovelace"))]));
    let situation = vault.current(vec![]);
    let made = vault.plan(&situation);
    let capabilities = vault.situation.capabilities.clone();
    let other = RemoteRef::new(Entity::Contact, "7");
    let come_to = |outcome: &Outcome| acknowledge(None, &made.pushes[0], outcome, &capabilities, &mut || id(99));
    assert_eq!(come_to(&Outcome::Unanswered), Acknowledged::Unanswered);
    assert_eq!(come_to(&Outcome::Retry { after: None }), Acknowledged::Again(None));
    assert_eq!(
        come_to(&Outcome::Applied { reference: other.clone(), stored: None }),
        Acknowledged::Read(other.clone())
    );
    assert_eq!(come_to(&Outcome::Duplicate { existing: Some(other.clone()) }), Acknowledged::Exists(other));
    assert_eq!(come_to(&Outcome::Gone { merged_into: None }), Acknowledged::Unanswered);
    let rejected = Outcome::Rejected { code: "NO".into(), path: Some("family".into()), message: "no".into() };
    let Acknowledged::Refused(refused) = come_to(&rejected) else { panic!() };
    assert_eq!((refused.code.as_str(), refused.path.as_deref(), refused.seq), ("NO", Some("family"), 1));
}

#[test]
fn a_deletion_of_what_is_gone_already_is_done() {
    let mut vault = Vault::new(Settings::narrow());
    let ada = vault.add(values([("family", json!("Lovelace"))]));
    vault.run_to_the_end();
    vault.far.end(&vault.remote_of(ada), Fate::Erased);
    vault.set_life(ada, satchel_sync::Life::Trashed);
    vault.run();
    assert!(vault.mirrors[&ada].agreed_gone);
    assert!(vault.run_to_the_end().is_settled());
}

#[test]
fn a_run_that_is_told_to_wait_goes_on_where_it_was() {
    let mut vault = Vault::new(Settings::default());
    for at in 0..9 {
        vault.add(values([("family", json!(format!("Person {at}")))]));
    }
    vault.far.fault(Call::Push, 1, Fault::Throttled(None));
    let (_, halt) = vault.try_run();
    assert_eq!(halt, Some(Halt::Throttled { after: None }));
    assert_eq!(vault.far.living(Entity::Contact).len(), 3, "the first chunk is done and acknowledged");
    assert_eq!(vault.mirrors.len(), 3);
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.far.requests(Call::FindCreated), 0, "what was not sent is not looked for");
}
