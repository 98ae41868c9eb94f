//! Companies, a job change and relations, in the real window.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;
use satchel_tests::window::key;
use serde_json::json;

use crate::{picture, turn, with_nobody};

#[tokio::test(flavor = "multi_thread")]
async fn somebody_changes_jobs_and_their_company_shows_who_is_left() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    for words in [
        [
            "add",
            "given=Ada",
            "family=Lovelace",
            "email=work:ada@engines.example",
            "company=Analytical Engines",
            "title=Analyst",
        ],
        [
            "add",
            "given=Charles",
            "family=Babbage",
            "email=work:charles@engines.example",
            "company=Analytical Engines",
            "title=Founder",
        ],
    ] {
        satchel.json(&words).unwrap();
    }
    window.contacts_are(2).await.unwrap();
    window.find_people("lovelace", "Ada Lovelace").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.press("relation-add").await.unwrap();
    window.fill("relation-person", "charles").await.unwrap();
    window.press_at("//button[@data-testid='relation-save' and not(@disabled)]").await.unwrap();
    window
        .words_that("relation", |words| words.contains("manager") && words.contains("Charles Babbage"))
        .await
        .unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing on a card with relations");
    picture(&window, "relations.png").await.unwrap();

    window.press("company-link").await.unwrap();
    window
        .words_that("company", |words| words.contains("Charles Babbage") && words.contains("Ada Lovelace"))
        .await
        .unwrap();
    window.fill("company-field-website", "engines.example/about us").await.unwrap();
    window.words_that("typed-check", |words| words.contains("not a web address")).await.unwrap();
    picture(&window, "company-website.png").await.unwrap();
    window.fill("company-field-website", "engines.example").await.unwrap();
    window.see_go("typed-check").await.unwrap();
    window.leave_field().await.unwrap();
    window.fill("company-field-industry", "Machinery").await.unwrap();
    window.leave_field().await.unwrap();
    window.fill("company-domains-new", "https://www.engines.example/about").await.unwrap();
    window.keys(key::ENTER).await.unwrap();
    window.words_that("company-domains", |words| words.contains("engines.example")).await.unwrap();
    // An address is typed by its parts, and changed by them.
    window.press("company-addresses-add").await.unwrap();
    window.fill("company-addresses-street", "1 Dorset Street").await.unwrap();
    window.fill("company-addresses-postcode", "w1u 4ef").await.unwrap();
    window.fill("company-addresses-country", "UK").await.unwrap();
    window.words_that("typed-check", |words| words.contains("W1U 4EF")).await.unwrap();
    picture(&window, "company-address.png").await.unwrap();
    window.press("company-addresses-save").await.unwrap();
    window.words_that("company-addresses", |words| words.contains("1 Dorset Street")).await.unwrap();
    window.press("company-addresses-edit").await.unwrap();
    window.fill("company-addresses-locality", "London").await.unwrap();
    window.press("company-addresses-save").await.unwrap();
    window.words_that("company-addresses", |words| words.contains("London")).await.unwrap();
    let agreement = room.dir().join("agreement.md");
    std::fs::write(&agreement, "Ten years").unwrap();
    window.drop_file(&agreement).await.unwrap();
    window.words_that("file", |words| words.contains("agreement.md")).await.unwrap();
    window.press("file-show").await.unwrap();
    window.words_that("file-preview", |words| words.contains("Ten years")).await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("file-preview").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing on a company");
    picture(&window, "company.png").await.unwrap();
    window.resize(360, 780).await.unwrap();
    window.see("company").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor on a narrow window");
    picture(&window, "company-narrow.png").await.unwrap();
    window.resize(1280, 800).await.unwrap();
    let company = satchel.json(&["company", "show", "engines.example"]).unwrap();
    assert_eq!(company["industry"], json!("Machinery"));

    window.go("companies").await.unwrap();
    window.words_that("company-row", |words| words.contains("2 people")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing on the list of companies");
    picture(&window, "companies.png").await.unwrap();

    window.go("contacts").await.unwrap();
    window.find_people("lovelace", "Ada Lovelace").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.press("job-change").await.unwrap();
    window.fill("job-company", "House of Lords").await.unwrap();
    window.fill("job-title", "Countess").await.unwrap();
    window.fill("job-email", "ada@lords.example").await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where a job is changed");
    picture(&window, "job-change.png").await.unwrap();
    window.press("job-run").await.unwrap();
    window.value_is("field-company", "House of Lords").await.unwrap();
    window.words_that("email-status", |words| words == "Dead").await.unwrap();
    let people = satchel.json(&["company", "people", "engines.example"]).unwrap();
    assert_eq!(
        (&people["people"][0]["display"], &people["former"][0]["display"]),
        (&json!("Charles Babbage"), &json!("Ada Lovelace"))
    );
    window.press_ctrl_z().await.unwrap();
    window.value_is("field-company", "Analytical Engines").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_is_made_and_somebody_has_another_job_there() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let words = ["add", "given=Ada", "family=Lovelace", "company=Engines", "title=Analyst", "email=ada@x.example"];
    satchel.json(&words).unwrap();
    satchel.json(&["add", "given=Charles", "family=Babbage", "email=charles@x.example"]).unwrap();
    satchel.json(&["add", "given=Mary", "family=Somerville", "email=mary@x.example"]).unwrap();
    for one in ["ada@x.example", "charles@x.example"] {
        satchel.json(&["relation", "add", "mary@x.example", "mentor", one]).unwrap();
    }
    satchel.json(&["relation", "add", "ada@x.example", "colleague", "charles@x.example"]).unwrap();
    window.go("companies").await.unwrap();
    window.press("company-new").await.unwrap();
    window.fill("new-company-name", "Royal Society").await.unwrap();
    window.press("new-company-create").await.unwrap();
    window.value_is("company-field-name", "Royal Society").await.unwrap();

    window.go("contacts").await.unwrap();
    window.find_people("lovelace", "Ada Lovelace").await.unwrap();
    window.open_first_by_keys().await.unwrap();
    window.press("work-add").await.unwrap();
    window.fill("work-company", "Royal Society").await.unwrap();
    window.fill("work-title", "Fellow").await.unwrap();
    picture(&window, "job-besides.png").await.unwrap();
    window.press("work-save").await.unwrap();
    window.words_that("work", |words| words.contains("Fellow") && words.contains("main")).await.unwrap();
    window.value_is("field-company", "Engines").await.unwrap();
    let jobs = satchel.json(&["work", "list", "ada@x.example"]).unwrap();
    assert_eq!((jobs["work"].as_array().unwrap().len(), &jobs["work"][1]["company"]), (2, &json!("Royal Society")));
    window
        .press_at("//*[@data-testid='relation'][contains(., 'Charles')]//*[@data-testid='relation-mutual']")
        .await
        .unwrap();
    window.words_that("mutual", |words| words.contains("Mary Somerville")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing on a card with jobs");
    picture(&window, "jobs.png").await.unwrap();

    // As it was: today's end is now, and a day before there was nobody.
    window.press("as-of-open").await.unwrap();
    window.words_that("as-of", |words| words.contains("Engines")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where a contact is shown as it was");
    picture(&window, "as-of.png").await.unwrap();
    window.keys(key::ESCAPE).await.unwrap();
    window.see_go("as-of").await.unwrap();

    window.press("card-actions").await.unwrap();
    window.press_at("//*[@role='menuitem'][.='Archive']").await.unwrap();
    window.see("card-unarchive").await.unwrap();
    assert_eq!(satchel.json(&["list", "--archived"]).unwrap()["total"], json!(1));
    window.press("card-unarchive").await.unwrap();
    window.see_go("card-unarchive").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn companies_are_found_by_what_they_hold_and_put_in_order() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let field =
        ["field", "add", "Tier", "--kind", "choice", "--option", "Gold", "--option", "Silver", "--for", "company"];
    satchel.json(&field).unwrap();
    satchel.json(&["field", "add", "Customer since", "--kind", "date", "--for", "company"]).unwrap();
    for words in [
        ["name=Analytical Engines", "industry=Machinery", "employees=120", "tier=Silver", "customer_since=1999-01-01"],
        ["name=Acme", "industry=Trade", "employees=9", "tier=Gold", "customer_since=2024-03-01"],
        ["name=Anadolu Tekstil A.Ş.", "industry=Textiles", "employees=2400", "tier=Gold", "customer_since=2011-10-05"],
        ["name=Nordlicht GmbH & Co. KG", "industry=Renewable energy", "employees=40", "tier=", "customer_since="],
    ] {
        satchel.json(&[&["company", "add"], &words[..]].concat()).unwrap();
    }
    window.go("companies").await.unwrap();
    window.words_that("company-row", |words| words.contains("Acme") && words.contains("Gold")).await.unwrap();
    window.press("companies-sort").await.unwrap();
    window.press_at("//*[@role='menuitem'][.='Employees']").await.unwrap();
    window.words_that("company-row", |words| words.contains("Anadolu")).await.unwrap();
    window.press("companies-sort").await.unwrap();
    window.press_at("//*[@role='menuitem'][.='Customer since']").await.unwrap();
    window.words_that("company-row", |words| words.contains("Analytical")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing on a list in order");
    picture(&window, "companies-sorted.png").await.unwrap();

    // A filter that is not yet one says so, and the list stays.
    window.fill("companies-search", "tire=gold").await.unwrap();
    window
        .script_that("return document.querySelector('main [role=alert]')?.textContent ?? '';", "no field named tire")
        .await
        .unwrap();
    assert_eq!(window.count("company-row").await.unwrap(), 4);
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where a filter is wrong");
    picture(&window, "companies-wrong.png").await.unwrap();
    window.fill("companies-search", "tier=gold employees>100").await.unwrap();
    window.words_that("company-row", |words| words.contains("Anadolu")).await.unwrap();
    window.press("company-row").await.unwrap();
    window.value_is("company-field-name", "Anadolu Tekstil A.Ş.").await.unwrap();
    // On the way back everything is as it was.
    window.script("history.back()").await.unwrap();
    window.value_is("companies-search", "tier=gold employees>100").await.unwrap();
    window.words_that("companies-sort", |words| words == "Customer since").await.unwrap();
    assert_eq!(window.count("company-row").await.unwrap(), 1);
    window.fill("companies-search", "tier=gold employees>9000").await.unwrap();
    window.words_that("companies-empty", |words| words.contains("No company meets")).await.unwrap();
    window.fill("companies-search", "a").await.unwrap();
    window.choose_theme("dark").await.unwrap();
    window.go("companies").await.unwrap();
    window.resize(360, 780).await.unwrap();
    window.words_that("company-row", |words| words.contains("Acme")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor dark on a narrow window");
    picture(&window, "companies-narrow-dark.png").await.unwrap();
    window.close().await.unwrap();
}
