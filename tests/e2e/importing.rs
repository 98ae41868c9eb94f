//! Files in, in the window: who is here is brought up to date, seen before, mended, remembered, taken back.

use satchel_tests::command::Satchel;
use satchel_tests::room::Room;

use crate::{picture, turn, with_nobody};

const FIRST: &str = "First Name,Last Name,E-mail,Job Title,Birthday\n\
    Ada,Lovelace,ada@engines.example,Analyst,1815-12-10\n\
    Grace,Hopper,grace@navy.example,Admiral,31/31/1906\n";

#[tokio::test(flavor = "multi_thread")]
async fn people_who_are_here_are_brought_up_to_date_and_back() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let may = room.lay_down("may.csv", FIRST).unwrap();
    window.preview_import(&may).await.unwrap();
    window.press("import-review").await.unwrap();
    window.see("action-grid").await.unwrap();
    // The day that there is not is mended where it stands.
    window.fill("mend-3-4", "1906-12-09").await.unwrap();
    window.keys(satchel_tests::window::key::ENTER).await.unwrap();
    window.words_that("action-grid", |words| words.contains("Grace Hopper")).await.unwrap();
    window.fill("import-list", "Pioneers").await.unwrap();
    window.fill("import-tags", "fair, may").await.unwrap();
    window.fill("import-recipe", "Monthly pioneers").await.unwrap();
    assert_eq!(window.run_import().await.unwrap().created, 2);
    let grace = satchel.json(&["show", "grace@navy.example"]).unwrap();
    assert_eq!((&grace["birthday"], &grace["tags"][0]), (&"1906-12-09".into(), &"fair".into()));
    assert_eq!(grace["notes"], "", "what was mended is not kept beside it");

    // The next file of the kind is known, and looked at before.
    let june = FIRST.replace("Analyst", "Chief Analyst").replace("31/31/1906", "");
    let june = room.lay_down("june.csv", &june).unwrap();
    window.preview_import(&june).await.unwrap();
    window.press("recipe-review").await.unwrap();
    window.choose("import-mode", "upsert").await.unwrap();
    window.press("import-review").await.unwrap();
    window.words_that("action-grid", |words| words.contains("title: Analyst → Chief Analyst")).await.unwrap();
    picture(&window, "import-review.png").await.unwrap();
    let middle = "document.querySelector('[data-testid=outcome-skip]').scrollIntoView({ block: 'center' })";
    window.script(middle).await.unwrap();
    window.press("outcome-skip").await.unwrap();
    window.words_that("action-grid", |words| !words.contains("Ada Lovelace")).await.unwrap();
    window.fill("import-recipe", "Monthly pioneers").await.unwrap();
    window.press("import-start").await.unwrap();
    window.words_that("import-updated", |count| count == "1").await.unwrap();
    assert_eq!(satchel.json(&["show", "ada@engines.example"]).unwrap()["title"], "Chief Analyst");

    // And the one after that needs one confirmation.
    let july = FIRST.replace("Analyst", "Countess").replace("31/31/1906", "");
    let july = room.lay_down("july.csv", &july).unwrap();
    window.preview_import(&july).await.unwrap();
    window.press("recipe-import").await.unwrap();
    window.words_that("import-updated", |count| count == "1").await.unwrap();
    window.press("import-undo").await.unwrap();
    window.press("confirm").await.unwrap();
    window.see_go("import-undo").await.unwrap();
    assert_eq!(satchel.json(&["show", "ada@engines.example"]).unwrap()["title"], "Chief Analyst");
    window.close().await.unwrap();
}

const DOUBTFUL: &str = "First Name,Last Name,E-mail,Job Title,Birthday,Address\n\
    Ada,Lovelace,office@engines.example,Countess,03/04/1815,\"10 Downing Street, London SW1A 2AA\"\n\
    Grace,Hopper,grace@navy.example,Admiral,05/06/1906,\"Invalidenstr. 1, 10115 Berlin\"\n";

#[tokio::test(flavor = "multi_thread")]
async fn what_the_file_does_not_say_is_asked() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    satchel.json(&["add", "given=Ada", "family=Byron", "email=office@engines.example", "company=Engines"]).unwrap();
    let annabella = satchel.json(&["add", "given=Annabella", "email=office@engines.example"]).unwrap();
    let file = room.lay_down("doubtful.csv", DOUBTFUL).unwrap();
    window.preview_import(&file).await.unwrap();
    // No day of the file tells whether day or month comes first.
    let is_off = |id: &str| format!("return document.querySelector('[data-testid={id}]').disabled");
    assert_eq!(window.script(&is_off("import-start")).await.unwrap(), true);
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "axe finds nothing where days are asked about");
    picture(&window, "import-dates.png").await.unwrap();
    window.press("dates-dmy").await.unwrap();
    window.see_go("dates-dmy").await.unwrap();
    assert_eq!(window.script(&is_off("import-start")).await.unwrap(), false);
    window.choose("import-mode", "upsert").await.unwrap();
    window.press("import-review").await.unwrap();
    // The first row could be about two who are here.
    window.choose("asked-2", annabella["id"].as_str().unwrap()).await.unwrap();
    window.words_that("action-grid", |words| words.contains("title: Countess")).await.unwrap();
    assert_eq!(window.faults().await.unwrap(), Vec::<String>::new(), "nor where people are");
    picture(&window, "import-who.png").await.unwrap();
    window.press("import-start").await.unwrap();
    window.words_that("import-updated", |count| count == "1").await.unwrap();
    let now = satchel.json(&["show", annabella["id"].as_str().unwrap()]).unwrap();
    assert_eq!((&now["title"], &now["birthday"]), (&"Countess".into(), &"1815-04-03".into()));
    let grace = satchel.json(&["show", "grace@navy.example"]).unwrap();
    assert_eq!((&grace["birthday"], &grace["addresses"][0]["postcode"]), (&"1906-06-05".into(), &"10115".into()));
    window.close().await.unwrap();
}

const PACKED: &str = "Who,Where,E-mail,Tier\n\
    \"Lovelace, Ada\",SW1A London,ada@engines.example,Gold\n\
    \"Hopper, Grace\",22201 Arlington County,grace@navy.example,silver\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_column_that_holds_two_things_is_taken_apart_and_one_becomes_a_choice() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let satchel = Satchel::beside(&room).unwrap();
    let window = with_nobody(&room).await.unwrap();
    let file = room.lay_down("packed.csv", PACKED).unwrap();
    window.preview_import(&file).await.unwrap();
    // At commas or spaces, as the examples have it.
    for (column, first, second) in [(0, "family", "given"), (1, "addresses:work/postcode", "addresses:work/locality")] {
        window.choose(&format!("mapping-{column}"), "split").await.unwrap();
        window.choose(&format!("mapping-{column}-1"), first).await.unwrap();
        window.choose(&format!("mapping-{column}-2"), second).await.unwrap();
    }
    window.choose("mapping-3", "new").await.unwrap();
    window.choose("new-field-kind-3", "choice").await.unwrap();
    picture(&window, "import-apart.png").await.unwrap();
    assert_eq!(window.run_import().await.unwrap().created, 2);
    let grace = satchel.json(&["show", "grace@navy.example"]).unwrap();
    let address = &grace["addresses"][0];
    assert_eq!((&grace["given"], &grace["family"]), (&"Grace".into(), &"Hopper".into()));
    assert_eq!((&address["postcode"], &address["locality"]), (&"22201".into(), &"Arlington County".into()));
    assert_eq!(grace["custom"]["tier"], "silver");
    let tier = &satchel.json(&["field", "list"]).unwrap()["fields"][0];
    assert_eq!((&tier["kind"], &tier["options"][1]["name"]), (&"choice".into(), &"silver".into()));
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn address_cards_are_dropped_seen_and_taken() {
    let _turn = turn().await;
    let room = Room::new().unwrap();
    let window = with_nobody(&room).await.unwrap();
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Ada Lovelace\r\nEMAIL:ada@engines.example\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:4.0\r\nUID:2\r\nFN:مريم الأسطرلابي\r\nEND:VCARD\r\n";
    let file = room.lay_down("book.vcf", cards).unwrap();
    window.see("empty-state").await.unwrap();
    window.drop_file(&file).await.unwrap();
    window.words_that("sample-grid", |words| words.contains("Ada Lovelace") && words.contains("مريم")).await.unwrap();
    assert_eq!(window.run_import().await.unwrap().created, 2);
    window.press("import-show").await.unwrap();
    window.contacts_are(2).await.unwrap();
    window.close().await.unwrap();
}
