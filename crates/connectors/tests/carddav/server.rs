//! Real servers: Radicale and Xandikos from PyPI, on this machine, each with a book of its own.
//!
//! The two differ in more than one would think: how they name versions, tell an old token, and refuse a card. Where there is no Python or no package index, that is said and nothing is proven. Deliberately absent: a client; a
//! connection for each request is enough here.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use satchel_connectors::carddav::{
    Answer, Book, CardForm, Condition, DavError, Request, delete, fetch, find_books, find_homes, find_principal,
    list_all, list_changes, put, redirected, resolve, well_known,
};
use satchel_exchange::Original;
use url::Url;

/// `ada:secret`, which this server takes from anybody.
const AUTHORIZATION: &str = "Basic YWRhOnNlY3JldA==";

const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1f2e\r\nFN:Ada Byron\r\nN:Byron;Ada;;;\r\n\
    item1.EMAIL;type=INTERNET:ada@example.com\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nX-STRANGER;X-A=b:kept\\, as it is\r\nEND:VCARD\r\n";

/// A server as it is started.
struct Kind {
    name: &'static str,
    version: &'static str,
    /// What its log says when it can be asked.
    ready: &'static str,
}

const RADICALE: Kind = Kind { name: "radicale", version: "3.9.0", ready: "server ready" };
const XANDIKOS: Kind = Kind { name: "xandikos", version: "0.4.10", ready: "Listening on" };

impl Kind {
    fn arguments(&self, port: u16, data: &str) -> Vec<String> {
        let line = match self.name {
            "radicale" => format!(
                "--config  --auth-type none --logging-level info --server-hosts 127.0.0.1:{port} --storage-filesystem-folder {data}"
            ),
            _ => format!("serve --defaults -l 127.0.0.1 -p {port} -d {data}"),
        };
        line.split(' ').map(str::to_owned).collect()
    }
}

struct Server {
    child: Child,
    port: u16,
    _data: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back, with what belongs to it.
struct Received {
    url: Url,
    status: u16,
    tag: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

impl Received {
    fn answer(&self) -> Answer<'_> {
        Answer { url: &self.url, status: self.status, tag: self.tag.as_deref(), body: &self.body }
    }
}

/// The packages of a server, fetched once for each build folder.
fn packages(kind: &Kind) -> Option<PathBuf> {
    let Kind { name, version, .. } = kind;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{version}"));
    if folder.join(name).is_dir() {
        return Some(folder);
    }
    let making = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let install = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"])
        .arg(making.path())
        .arg(format!("{name}=={version}"))
        .stdout(Stdio::null())
        .status();
    if !install.is_ok_and(|status| status.success()) {
        return None;
    }
    // Another run may have been quicker.
    let _ = std::fs::rename(making.path(), &folder);
    folder.join(name).is_dir().then_some(folder)
}

fn start(kind: &Kind) -> Option<Server> {
    let packages = packages(kind)?;
    let data = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (log, writer) = std::io::pipe().unwrap();
    let child = Command::new("python3")
        .env("PYTHONPATH", packages)
        .env("PYTHONUNBUFFERED", "1")
        .args(["-m", kind.name])
        .args(kind.arguments(port, data.path().to_str().unwrap()))
        .stdin(Stdio::null())
        .stdout(writer.try_clone().unwrap())
        .stderr(writer)
        .spawn()
        .unwrap();
    let server = Server { child, port, _data: data };
    let mut log = BufReader::new(log);
    let mut line = String::new();
    while !line.contains(kind.ready) {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "{} ended before it was ready", kind.name);
    }
    // Xandikos says so a moment before it is true.
    assert!((0..200_000).any(|_| TcpStream::connect(("127.0.0.1", port)).is_ok()), "{} does not listen", kind.name);
    // A full pipe would stop it.
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    Some(server)
}

impl Server {
    fn send(&self, request: &Request) -> Received {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nAuthorization: {AUTHORIZATION}\r\nContent-Length: {}\r\n",
            request.method,
            request.url.path(),
            self.port,
            request.body.len()
        );
        for (name, value) in &request.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        stream.write_all(&request.body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let field = |wanted: &str| {
            let fields = head.lines().filter_map(|line| line.split_once(':'));
            fields
                .filter(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value.trim().to_owned())
                .next()
        };
        Received {
            url: request.url.clone(),
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            tag: field("ETag"),
            location: field("Location"),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// Follows where the server sends it.
    fn ask(&self, request: &Request) -> Received {
        let received = self.send(request);
        match (&received.location, received.status) {
            (Some(location), 301 | 302 | 307 | 308) => self.send(&redirected(request, location).unwrap()),
            _ => received,
        }
    }

    fn book(&self) -> Book {
        let host = Url::parse(&format!("http://127.0.0.1:{}/", self.port)).unwrap();
        let principal = self.ask(&find_principal(&well_known(&host).unwrap())).answer().principal().unwrap();
        let homes = self.ask(&find_homes(&principal)).answer().homes().unwrap();
        let body = "<d:mkcol xmlns:d='DAV:' xmlns:c='urn:ietf:params:xml:ns:carddav'><d:set><d:prop><d:resourcetype>\
            <d:collection/><c:addressbook/></d:resourcetype><d:displayname>Clients</d:displayname></d:prop></d:set></d:mkcol>";
        let url = resolve(&homes[0], "clients/").unwrap();
        let headers = vec![("Content-Type", "application/xml; charset=utf-8".to_owned())];
        let made = self.send(&Request { method: "MKCOL", url, headers, body: body.into() });
        assert_eq!(made.status, 201);
        let books = self.ask(&find_books(&homes[0])).answer().books().unwrap();
        books.into_iter().find(|book| book.name == "Clients").unwrap()
    }
}

#[test]
fn cards_go_to_radicale_and_come_back() {
    go_and_come_back(&RADICALE);
}

#[test]
fn cards_go_to_xandikos_and_come_back() {
    go_and_come_back(&XANDIKOS);
}

fn go_and_come_back(kind: &Kind) {
    let Some(server) = start(kind) else {
        eprintln!("There is no Python with a package index here: nothing is proven about {}.", kind.name);
        return;
    };
    let book = server.book();
    assert_eq!((book.name.as_str(), book.writable, book.tells_changes), ("Clients", true, true));
    let url = resolve(&book.url, "1f2e.vcf").unwrap();

    // A new card, once.
    let new = put(&url, &Condition::New, book.form, CARD.as_bytes());
    let first = server.send(&new).answer().stored().unwrap().tag.unwrap();
    assert_eq!(server.send(&new).answer().stored(), Err(DavError::Changed));
    let listed = server.send(&list_changes(&book.url, None)).answer().changes().unwrap();
    assert_eq!((listed.present, listed.gone.len()), (vec![(url.clone(), first.clone())], 0));
    let all = server.send(&list_all(&book.url)).answer().changes().unwrap();
    assert_eq!(all.present, [(url.clone(), first.clone())]);

    // What nobody here understands comes back, and a change is written into it.
    let fetched = server.send(&fetch(&book.url, std::slice::from_ref(&url), CardForm::V3)).answer().cards().unwrap();
    let original = Original::from_text(&fetched.cards[0].vcard);
    let mut card = original.read(None).card;
    assert_eq!(card.contact.emails, [("work".to_owned(), "ada@example.com".to_owned())]);
    card.contact.title = "Countess, of course".into();
    let changed = original.rewrite(&card).unwrap();
    let stale = put(&url, &Condition::Still("\"another\"".into()), book.form, &changed);
    assert_eq!(server.send(&stale).answer().stored(), Err(DavError::Changed));
    let second =
        server.send(&put(&url, &Condition::Still(first), book.form, &changed)).answer().stored().unwrap().tag.unwrap();
    let listed = server.send(&list_changes(&book.url, Some(&listed.token))).answer().changes().unwrap();
    assert_eq!(listed.present, [(url.clone(), second.clone())]);
    let fetched = server.send(&fetch(&book.url, std::slice::from_ref(&url), CardForm::V3)).answer().cards().unwrap();
    let vcard = &fetched.cards[0].vcard;
    assert_eq!(Original::from_text(vcard).read(None).card, card);
    assert!(vcard.contains("X-STRANGER;X-A=b:kept\\, as it is"), "{vcard}");

    // Gone, and told as gone.
    assert_eq!(server.send(&delete(&url, "\"another\"")).answer().deleted(), Err(DavError::Changed));
    assert_eq!(server.send(&delete(&url, &second)).answer().deleted(), Ok(()));
    assert_eq!(server.send(&delete(&url, &second)).answer().deleted(), Ok(()));
    let listed = server.send(&list_changes(&book.url, Some(&listed.token))).answer().changes().unwrap();
    assert_eq!((listed.present.len(), listed.gone), (0, vec![url.clone()]));
    let fetched = server.send(&fetch(&book.url, std::slice::from_ref(&url), CardForm::V3)).answer().cards().unwrap();
    assert_eq!((fetched.cards.len(), fetched.gone), (0, vec![url.clone()]));

    // What a server does not know and does not take.
    let unknown = list_changes(&book.url, Some("http://radicale.org/ns/sync/0000"));
    assert_eq!(server.send(&unknown).answer().changes(), Err(DavError::TokenExpired));
    let garbage = server.send(&put(&url, &Condition::New, book.form, b"no card"));
    assert!(matches!(garbage.answer().stored(), Err(DavError::Status(400) | DavError::Refused)));
}
