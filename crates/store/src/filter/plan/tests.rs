//! What the planner of SQLite makes of the statements: indexes, or what is named here.

use satchel_model::{Catalogue, Condition, Filter, Id, Secret, Vantage};

use super::{AT_COMPANIES, Plan, of};
use crate::{Store, StoreError};

async fn store(folder: &tempfile::TempDir) -> Store {
    let path = folder.path().join("satchel.db");
    Store::create(&path, &Secret::new([7; 32]), Id::from_parts(1, &[9; 10]), 0).await.unwrap()
}

fn plan(typed: &str) -> Option<Plan> {
    let catalogue = Catalogue::default();
    let Filter::Where(Condition { field, test }) = Filter::parse(typed, &catalogue).unwrap() else {
        panic!("{typed} is no condition")
    };
    of(&catalogue.facet(&field, None).unwrap(), &test, &Vantage::utc(1_795_694_400_000))
}

/// The statements of a plan.
fn statements(plan: &Plan) -> Vec<&'static str> {
    match plan {
        Plan::Rows(sql, _) | Plan::AtCompanies(sql, _) | Plan::AtAnyCompany(sql) => vec![sql],
        Plan::Span(inside, outside, ..) => vec![inside, outside],
        Plan::Union(plans) => plans.iter().flat_map(statements).collect(),
        Plan::Everybody
        | Plan::Nobody
        | Plan::AtCompaniesWhere(..)
        | Plan::Tagged(..)
        | Plan::Owned(..)
        | Plan::Categorised(..)
        | Plan::Listed(..) => Vec::new(),
    }
}

async fn explained(store: &Store, sql: &str) -> Result<Vec<String>, StoreError> {
    let sql = format!("EXPLAIN QUERY PLAN {sql}");
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&store.inner.readers).await?;
    Ok(rows.into_iter().map(|(.., detail)| detail).collect())
}

#[tokio::test]
async fn what_is_compared_for_equality_size_beginning_and_presence_is_answered_by_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder).await;
    for typed in [
        "email=ada@acme.com",
        "email=(a@b.co, c@d.co)",
        "email:ada@ac",
        "email:ada*",
        "phone=+442079460958",
        "phone:+44",
        "company=Acme",
        "company=(Acme, Beta)",
        "company:Acm*",
        "company:*",
        "birthday=1980-05-01",
        "birthday:1980",
        "birthday<1980-01-01",
        "birthday:1980-01-01..1989-12-31",
        "birthday:next30d",
        "birthday:last30d",
        "birthday:today",
        "birthday.month=5",
        "birthday:--05-01",
        "birthday:*",
        "created_at>=2026-01-01",
        "created_at:last7d",
        "updated_at:last7d",
        "state=archived",
        "consent=newsletter",
    ] {
        let plan = plan(typed).unwrap_or_else(|| panic!("{typed} has no plan"));
        let statements = statements(&plan);
        assert!(!statements.is_empty(), "{typed}");
        for sql in statements {
            for step in explained(&store, sql).await.unwrap() {
                let looks = step.starts_with("SCAN") && !step.contains("json_each");
                assert!(!looks, "{typed}: {step}");
            }
        }
    }
    // The definitions are few and looked through; those who have them are found by an index.
    for sql in [
        "SELECT contact FROM contact_tag WHERE tag IN (SELECT value FROM json_each(?))",
        "SELECT contact FROM contact_category WHERE category IN (SELECT value FROM json_each(?))",
        "SELECT contact FROM list_member WHERE list IN (SELECT value FROM json_each(?))",
        "SELECT id AS contact FROM contact WHERE owner IN (SELECT value FROM json_each(?))",
        AT_COMPANIES,
    ] {
        for step in explained(&store, sql).await.unwrap() {
            assert!(!step.starts_with("SCAN") || step.contains("json_each"), "{sql}: {step}");
        }
    }
    let steps = explained(&store, AT_COMPANIES).await.unwrap();
    assert!(steps.iter().any(|step| step.contains("COVERING INDEX affiliation_by_company")), "{steps:?}");
    assert!(matches!(plan("tag=vip"), Some(Plan::Tagged(..))));
    assert!(matches!(plan("category=hot"), Some(Plan::Categorised(..))));
    assert!(matches!(plan("category.group=leads"), Some(Plan::Categorised(..))));
    assert!(matches!(plan("owner=Ada"), Some(Plan::Owned(..))));
    store.close().await;
}

/// These may look through one narrow table, unless the caller lends among whom everybody is who meets them. Whoever
/// adds an operator decides here.
const MAY_LOOK: &[&str] = &[
    // Text that only the search index knows.
    "given=Ada",
    "title=CTO",
    "title:dir*",
    "title:*director*",
    "notes:\"call back\"",
    "source:fair",
    "city=Berlin",
    "link:*github*",
    // Parts of addresses and numbers.
    "email:*@acme.com",
    "email:acme",
    "email.domain=acme.com",
    "email.label=work",
    "phone:0958",
    "phone:*0958",
    "phone.country=GB",
    // Days that are few.
    "dates:next30d",
    "dates.anniversary:next30d",
    "birthday.month>5",
    "birthday.day=1",
    // Work, former and present; changes.
    "affiliations.title=CTO",
    "affiliations.until:2026",
    "changed:last7d",
    // How people want to be reached, and who is around them.
    "do_not_call=yes",
    "channels=call",
    "frequency=weekly",
    "opted_out=email",
    "consents.state=withdrawn",
    "consents.day:last30d",
    "relation=manager",
    "relations.contact:ada",
    // What companies have several of: few, and looked through in one table.
    "company.domain=acme.com",
    "company.city=Berlin",
];

#[test]
fn what_may_look_through_a_table_is_named() {
    for typed in MAY_LOOK {
        assert_eq!(plan(typed), None, "{typed}");
    }
    // Companies are looked through by name, and those who work there found by an index.
    assert!(matches!(plan("company:*ac*"), Some(Plan::AtCompaniesWhere("name", ..))));
    for typed in ["company.industry=Energy", "company.revenue>3m", "company.employees>100", "company.parent=Acme"] {
        assert!(matches!(plan(typed), Some(Plan::AtCompaniesWhere(..))), "{typed}");
    }
    assert!(matches!(plan("company.website:acme"), Some(Plan::AtCompaniesWhere("website", ..))));
    // Whether there is any row of a kind is read from end to end of its table.
    for typed in ["email:*", "phone:*", "address:*", "link:*", "dates:*"] {
        assert!(matches!(plan(typed), Some(Plan::Rows(..))), "{typed}");
    }
}
