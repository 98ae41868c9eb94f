//! Pictures of cards on a real address book server are the pictures of contacts, in both directions.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use satchel_connectors::carddav::Book;
use serde_json::{Value, json};

use crate::attachments::PIXEL;
use crate::in_step::Laptop;
use crate::server::{RADICALE, Server, start};
use crate::shelf::{card_with, put};

const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";
const ADDRESS: &str = "PHOTO;VALUE=uri:https://pictures.invalid/jean.jpg";

/// Grace as a phone made her, with a picture.
fn grace(kind: &str, picture: &[u8]) -> String {
    format!(
        "BEGIN:VCARD\nVERSION:3.0\nUID:made-elsewhere\nFN:Grace Hopper\nN:Hopper;Grace;;;\nEMAIL:grace@example.com\n\
         X-SHOE-SIZE;X-UNIT=eu:39\nPHOTO;ENCODING=b;TYPE={kind}:{}\nEND:VCARD\n",
        STANDARD.encode(picture)
    )
}

/// The card on the server, without folds.
fn there(server: &Server, book: &Book, part: &str) -> String {
    card_with(server, book, part).replace("\r\n ", "")
}

impl Laptop {
    /// The picture of somebody, byte for byte.
    fn picture(&self, name: &str) -> Option<Vec<u8>> {
        let id = format!("{}@example.com", name.to_lowercase());
        let card = self.card(name);
        let photo = card["photo"].as_str()?;
        let files = card["attachments"].as_array().unwrap();
        let file = files.iter().find(|file| file["id"] == photo).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("out");
        self.say(&["attached", &id, "--save", file["name"].as_str().unwrap(), "--to", to.to_str().unwrap()]);
        Some(std::fs::read(to).unwrap())
    }

    fn draw(&self, name: &str, file: &Path) {
        let id = format!("{}@example.com", name.to_lowercase());
        self.say(&["attach", &id, file.to_str().unwrap(), "--photo"]);
    }
}

fn planned<'r>(report: &'r Value, path: &str) -> Option<&'r Value> {
    let all = report["planned"].as_array().unwrap();
    all.iter().flat_map(|planned| planned["changes"].as_array().unwrap()).find(|change| change["path"] == path)
}

#[test]
fn a_picture_comes_goes_changes_and_is_taken_back() {
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    put(&server, &book, "grace.vcf", &grace("GIF", GIF));
    let jean = "BEGIN:VCARD\nVERSION:3.0\nUID:jean\nFN:Jean Bartik\nN:Bartik;Jean;;;\nEMAIL:jean@example.com\n";
    put(&server, &book, "jean.vcf", &format!("{jean}{ADDRESS}\nEND:VCARD\n"));
    let (one, two) = (Laptop::new(folder.path(), "one", &book), Laptop::new(folder.path(), "two", &book));
    let rehearsal = one.say(&["sync", "--dry-run"]);
    assert_eq!(planned(&rehearsal, "photo").unwrap()["after"]["bytes"], json!(GIF.len()));
    for laptop in [&one, &two] {
        laptop.sync();
        assert_eq!(laptop.picture("Grace").as_deref(), Some(GIF));
        assert_eq!(laptop.picture("Jean"), None, "an address of a picture is not fetched");
        assert!(laptop.sync()["requests"].as_i64().unwrap() <= 3, "it is not fetched again");
    }

    // Changed there.
    put(&server, &book, "grace.vcf", &grace("PNG", PIXEL));
    let report = one.sync();
    assert_eq!((&report["pulled"]["updated"], one.picture("Grace").as_deref()), (&json!(1), Some(PIXEL)));
    assert_eq!(one.card("Grace")["attachments"].as_array().unwrap().len(), 1, "the one before went with it");

    // Changed here; what is not ours in the card stays.
    let own = [PIXEL, b"mine"].concat();
    one.draw("Grace", &file("grace.png", &own));
    one.draw("Jean", &file("jean.gif", GIF));
    one.sync();
    let card = there(&server, &book, "UID:made-elsewhere");
    assert!(card.contains(&STANDARD.encode(&own)) && card.contains("X-SHOE-SIZE;X-UNIT=eu:39"), "{card}");
    let card = there(&server, &book, "UID:jean");
    assert!(card.contains(ADDRESS) && card.contains(&STANDARD.encode(GIF)), "{card}");
    let pulled = two.sync();
    assert_eq!(two.picture("Grace").as_deref(), Some(&own[..]));
    assert_eq!(two.picture("Jean").as_deref(), Some(GIF));

    // The pull is taken back, and held; theirs is right.
    two.say(&["undo", pulled["batch"].as_str().unwrap()]);
    assert_eq!((two.picture("Grace").as_deref(), two.picture("Jean")), (Some(GIF), None));
    assert_eq!(two.sync()["held"], json!(2));
    for name in ["grace@example.com", "jean@example.com"] {
        two.say(&["conflicts", "resolve", name, "theirs"]);
    }
    two.sync();
    assert_eq!(two.picture("Grace").as_deref(), Some(&own[..]));

    // Removed here, and there.
    one.set("Grace", &["photo="]);
    one.set("Jean", &["photo="]);
    one.sync();
    assert!(!there(&server, &book, "UID:made-elsewhere").contains("PHOTO"));
    let card = there(&server, &book, "UID:jean");
    assert!(card.contains(ADDRESS) && card.matches("PHOTO").count() == 1, "{card}");
    two.sync();
    assert_eq!((two.picture("Grace"), two.picture("Jean")), (None, None));
    for laptop in [&one, &two] {
        let report = laptop.sync();
        let nothing = json!({"created": 0, "updated": 0, "deleted": 0});
        assert_eq!((&report["pulled"], &report["pushed"]), (&nothing, &nothing));
        assert_eq!(laptop.say(&["doctor"])["ok"], true);
    }
}

#[test]
fn what_may_not_go_stays_and_the_rest_goes() {
    let Some(server) = start(&RADICALE) else { return };
    let book = server.book("Office");
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let one = Laptop::new(folder.path(), "one", &book);
    // Behind a lock, and larger than any that is sent: the rest goes, and it is said what stays.
    one.add("Ada");
    one.draw("Ada", &file("ada.png", PIXEL));
    one.say(&["lock", "ada@example.com", "photo"]);
    one.add("Bo");
    one.draw("Bo", &file("large.png", &[PIXEL, &vec![0; 9 << 20]].concat()));
    assert_eq!(one.sync()["pushed"]["created"], json!(2));
    for name in ["FN:Ada Test", "FN:Bo Test"] {
        let card = there(&server, &book, name);
        assert!(card.contains(name) && !card.contains("PHOTO"), "{card}");
    }
    let told = one.say(&["sync-log"]);
    let run = told["runs"][0]["run"].to_string();
    let outcomes = one.say(&["sync-log", &run]);
    let large = outcomes["outcomes"].as_array().unwrap().iter().find(|outcome| outcome["what"] == "too_long_there");
    assert_eq!(
        large.map(|outcome| (&outcome["display"], &outcome["words"])),
        Some((&json!("Bo Test"), &json!("photo")))
    );
    assert_eq!(one.picture("Ada").as_deref(), Some(PIXEL));
}
