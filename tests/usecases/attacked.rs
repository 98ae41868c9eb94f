//! A server that attacks whoever syncs with it: each attack is named, memory is bounded, and when the server behaves
//! again, nothing is lost.
//!
//! The server keeps cards like any other, until it is told how to attack. What single answers come to is shown beside the
//! connector (`attacks.rs` there), and pages without an end, which take their time, beside connector and engine; here it is
//! the command, its result and its log.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::in_step::with_secret;
use crate::kills::{answer, satchel};

const MEGABYTE: u64 = 1 << 20;
/// Megabytes that a sync may ever have had.
const MOST: u64 = 400;
/// A card that was created here, by its name.
const OWN: &str = "0190f000-0000-7000-8000-000000000001.vcf";

/// What it does about a request that it does not answer as it should.
enum Reply {
    Bytes(Vec<u8>),
    /// A beginning, and so many bytes behind it.
    Flood(String, u64),
}

type Attack = Box<dyn Fn(&Heard) -> Option<Reply> + Send>;

struct Heard {
    head: String,
    body: String,
}

impl Heard {
    fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 << 10];
        loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
                if bytes.len() >= end + 4 + length.unwrap_or(0_usize) {
                    let body = String::from_utf8_lossy(&bytes[end + 4..]).into_owned();
                    return Some(Self { head: String::from_utf8_lossy(&bytes[..end]).into_owned(), body });
                }
            }
            match stream.read(&mut chunk) {
                Ok(read) if read > 0 => bytes.extend_from_slice(&chunk[..read]),
                _ => return None,
            }
        }
    }

    fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    fn name(&self) -> &str {
        let path = self.head.split(' ').nth(1).unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }

    fn lists(&self) -> bool {
        self.body.contains("sync-collection")
    }

    fn fetches(&self) -> bool {
        self.body.contains("multiget")
    }
}

/// It listens until the process ends.
#[derive(Clone, Default)]
struct Server {
    port: u16,
    /// Cards and their versions, by name.
    cards: Arc<Mutex<BTreeMap<String, (u64, String)>>>,
    written: Arc<AtomicU64>,
    attack: Arc<Mutex<Option<Attack>>>,
}

fn page(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} x\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into()
}

fn many(responses: &str) -> Vec<u8> {
    let names = "xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:carddav'";
    page(207, "Content-Type: application/xml\r\n", &format!("<multistatus {names}>{responses}</multistatus>"))
}

fn response(href: &str, properties: &str) -> String {
    format!(
        "<response><href>{href}</href><propstat><prop>{properties}</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
    )
}

fn listed(names: &[&str], token: &str) -> String {
    let listed = names.iter().map(|name| response(name, "<getetag>\"1\"</getetag>"));
    format!("{}<sync-token>{token}</sync-token>", listed.collect::<String>())
}

fn card(uid: &str, name: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\nN:{name};;;;\nEND:VCARD\n")
}

fn given(href: &str, version: u64, card: &str) -> String {
    let modified = "<getlastmodified>Sun, 06 Nov 1994 08:49:37 GMT</getlastmodified>";
    response(href, &format!("<getetag>\"{version}\"</getetag>{modified}<C:address-data>{card}</C:address-data>"))
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { port: listener.local_addr().unwrap().port(), ..Self::default() };
        let shared = server.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let server = shared.clone();
                std::thread::spawn(move || {
                    let Some(heard) = Heard::read(&mut stream) else { return };
                    let attack = server.attack.lock().unwrap().as_ref().and_then(|attack| attack(&heard));
                    match attack.unwrap_or_else(|| Reply::Bytes(server.answer(&heard))) {
                        Reply::Bytes(bytes) => drop(stream.write_all(&bytes)),
                        Reply::Flood(beginning, length) => {
                            let mut written = stream.write_all(beginning.as_bytes());
                            for _ in 0..length / MEGABYTE {
                                written = written.and_then(|()| stream.write_all(&[b'A'; 1 << 20]));
                            }
                            drop(written);
                        }
                    }
                });
            }
        });
        server
    }

    fn put(&self, name: &str, card: &str) {
        let version = self.written.fetch_add(1, Ordering::SeqCst) + 1;
        self.cards.lock().unwrap().insert(name.to_owned(), (version, card.to_owned()));
    }

    fn attacks(&self, attack: impl Fn(&Heard) -> Option<Reply> + Send + 'static) {
        *self.attack.lock().unwrap() = Some(Box::new(attack));
    }

    /// As a server answers that means no harm. Its token says nothing, so that everything is told each time.
    fn answer(&self, heard: &Heard) -> Vec<u8> {
        let cards = self.cards.lock().unwrap().clone();
        let book = "<resourcetype><collection/><C:addressbook/></resourcetype><sync-token>t:1</sync-token>";
        let listing = || -> String {
            let one = |(name, (version, _)): (&String, &(u64, String))| {
                response(&format!("/book/{name}"), &format!("<getetag>\"{version}\"</getetag>"))
            };
            cards.iter().map(one).collect()
        };
        match heard.method() {
            "PROPFIND" if heard.head.to_lowercase().contains("depth: 1") => {
                many(&format!("{}{}", response("/book/", book), listing()))
            }
            "PROPFIND" => many(&response("/book/", book)),
            "REPORT" if heard.lists() => many(&format!("{}<sync-token>t:1</sync-token>", listing())),
            "REPORT" if heard.fetches() => {
                let asked = heard.body.split("<d:href>").skip(1).filter_map(|rest| rest.split("</d:href>").next());
                let one = |href: &str| match cards.get(href.rsplit('/').next().unwrap_or_default()) {
                    Some((version, card)) => given(href, *version, card),
                    None => format!("<response><href>{href}</href><status>HTTP/1.1 404 x</status></response>"),
                };
                many(&asked.map(one).collect::<String>())
            }
            "REPORT" => many(""),
            "PUT" => {
                self.put(heard.name(), &heard.body.replace("\r\n", "\n"));
                page(201, "", "")
            }
            _ => page(404, "", ""),
        }
    }
}

/// The most memory that a process has ever had, in megabytes, as long as it lives; 0 where the system does not say.
fn peak_of(mut child: Child) -> (std::process::Output, u64) {
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        most = most.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0_u64) >> 10);
        std::thread::yield_now();
    }
    (child.wait_with_output().unwrap(), most)
}

/// What a run is to come to: the problem that it ends with, or what it names and goes on.
enum Told {
    Halts(&'static str),
    /// By the name of a record there, where it has one, and words.
    Names(&'static [(Option<&'static str>, &'static str)]),
}

fn attacks() -> Vec<(&'static str, Attack, Told)> {
    let page_of = |status, headers: &'static str, body: &'static str| {
        move |heard: &Heard| heard.lists().then(|| Reply::Bytes(page(status, headers, body)))
    };
    let flood = |heard: &Heard| {
        let beginning = "HTTP/1.1 207 x\r\nContent-Length: 10737418240\r\n\r\n<multistatus xmlns='DAV:'>";
        heard.lists().then(|| Reply::Flood(beginning.to_owned(), 10_240 * MEGABYTE))
    };
    let told = AtomicU64::new(0);
    let circle = move |heard: &Heard| {
        let token = format!("t:{}", told.fetch_add(1, Ordering::SeqCst) % 3);
        let more = "<response><href>/book/</href><status>HTTP/1.1 507 x</status></response>";
        heard.lists().then(|| Reply::Bytes(many(&format!("{}{more}", listed(&[], &token)))))
    };
    let hrefs = |heard: &Heard| {
        let hrefs = [
            "/book/good.vcf",
            "/book/../other/1.vcf",
            "/book/%2e%2e/2.vcf",
            "/book/a%2Fb.vcf",
            "/book/sub/3.vcf",
            "//evil.invalid/4.vcf",
            "https://evil.invalid/book/5.vcf",
            "file:///etc/passwd",
        ];
        heard.lists().then(|| Reply::Bytes(many(&listed(&hrefs, "t:1"))))
    };
    let huge = |heard: &Heard| {
        if heard.lists() {
            return Some(Reply::Bytes(many(&listed(&["/book/good.vcf", "/book/huge.vcf"], "t:1"))));
        }
        let beginning = "HTTP/1.1 207 x\r\nConnection: close\r\n\r\n<multistatus xmlns='DAV:'><response>";
        heard.body.contains("huge.vcf").then(|| Reply::Flood(beginning.to_owned(), 200 * MEGABYTE))
    };
    let stranger = |heard: &Heard| {
        let own = format!("/book/{OWN}");
        if heard.lists() {
            return Some(Reply::Bytes(many(&listed(&["/book/good.vcf", &own], "t:1"))));
        }
        let cards = given("/book/good.vcf", 1, &card("good", "Good")) + &given(&own, 1, &card("mallory", "Mallory"));
        heard.fetches().then(|| Reply::Bytes(many(&cards)))
    };
    let bomb =
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;'>]><multistatus xmlns='DAV:'>&c;</multistatus>";
    let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><multistatus xmlns='DAV:'>&x;</multistatus>";
    let login = "<!doctype html><html><form action='/login'>Who are you?</form></html>";
    let named = |words| Told::Names(words);
    vec![
        ("a body of 10 GB", Box::new(flood), Told::Halts("more than can be read")),
        ("hrefs that lead elsewhere", Box::new(hrefs), named(&[(None, "lead out of the book, and are left alone: 7")])),
        ("an XML bomb", Box::new(page_of(207, "", bomb)), Told::Halts("a document type")),
        ("an external entity", Box::new(page_of(207, "", entity)), Told::Halts("a document type")),
        ("a token that loops", Box::new(circle), Told::Halts("goes in a circle")),
        ("a photo of 200 MB", Box::new(huge), named(&[(Some("huge.vcf"), "larger than any that is read")])),
        ("a page to sign in", Box::new(page_of(200, "Content-Type: text/html\r\n", login)), Told::Halts("a web page")),
        ("a stranger's card", Box::new(stranger), named(&[(Some(OWN), "another card is at the address")])),
    ]
}

#[test]
fn each_attack_is_named_and_nothing_is_lost() {
    for (attack, manner, told) in attacks() {
        let server = Server::start();
        server.put("good.vcf", &card("good", "Good"));
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault");
        answer(&vault, &["init"]);
        let book = format!("http://127.0.0.1:{}/book/", server.port);
        let (url, book) = (format!("url={book}"), format!("book={book}"));
        let add = ["account", "add", "carddav", "--name", "Office", "--set", &url, "--set", &book, "--set", "user=ada"];
        with_secret(&vault, &[add.as_slice(), &["--secret-stdin", "--seal"]].concat());
        answer(&vault, &["add", "given=Mine"]);
        server.attacks(manner);
        let child = satchel(&vault, &["sync"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (output, megabytes) = peak_of(child);
        assert!(megabytes < MOST, "{attack}: {megabytes} MB");
        assert!(matches!(output.status.code(), Some(1 | 3)), "{attack}: whoever calls the command hears of it");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let log = answer(&vault, &["sync-log"]);
        let run = &log["runs"][0];
        match &told {
            Told::Halts(problem) => {
                assert_eq!(report["end"], "halted", "{attack}: {report}");
                assert!(run["problem"].as_str().is_some_and(|said| said.contains(problem)), "{attack}: {log}");
                assert_eq!(answer(&vault, &["list"])["total"], json!(1), "{attack}: nothing is written");
            }
            Told::Names(words) => {
                assert_eq!(report["end"], "done", "{attack}: {report}");
                let outcomes = answer(&vault, &["sync-log", &run["run"].to_string()]);
                for (remote, words) in *words {
                    let is_it =
                        |outcome: &&Value| outcome["what"] == "unreadable" && outcome["remote"].as_str() == *remote;
                    let named = outcomes["outcomes"].as_array().unwrap().iter().find(is_it);
                    let said = named.and_then(|outcome| outcome["words"].as_str());
                    assert!(said.is_some_and(|said| said.contains(words)), "{attack}: {outcomes}");
                }
                assert_eq!(answer(&vault, &["list"])["total"], json!(2), "{attack}: the others go on");
            }
        }
        // It behaves again.
        *server.attack.lock().unwrap() = None;
        let output = satchel(&vault, &["sync"]).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["end"], "done", "{attack}: {report}");
        assert_eq!(answer(&vault, &["list"])["total"], json!(2), "{attack}: nobody is lost or doubled");
        let cards = server.cards.lock().unwrap().clone();
        assert_eq!(cards.len(), 2, "{attack}: what was written here is there");
        assert!(cards.values().any(|(_, card)| card.contains("FN:Mine")), "{attack}: {cards:?}");
        assert_eq!(answer(&vault, &["doctor"])["ok"], true, "{attack}");
    }
}
