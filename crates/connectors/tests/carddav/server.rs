//! Real servers: Radicale and Xandikos from PyPI, on this machine, and what a colleague does on them.
//!
//! Where there is no Python or no package index, that is said and nothing is proven. Deliberately absent: the client
//! under test; a connection for each request is enough here.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use satchel_connectors::carddav::{
    Answer, Book, FetchedCard, Request, fetch, find_books, find_homes, find_principal, list_all, redirected, resolve,
    well_known,
};
use url::Url;

/// `ada:secret`, which this server takes from anybody.
const AUTHORIZATION: &str = "Basic YWRhOnNlY3JldA==";

/// A server as it is started.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    version: &'static str,
    /// What its log says when it can be asked.
    ready: &'static str,
}

pub(crate) const RADICALE: Kind = Kind { name: "radicale", version: "3.9.0", ready: "server ready" };
pub(crate) const XANDIKOS: Kind = Kind { name: "xandikos", version: "0.4.10", ready: "Listening on" };

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

pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
    data: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back, with what belongs to it.
pub(crate) struct Received {
    url: Url,
    pub(crate) status: u16,
    tag: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

impl Received {
    pub(crate) fn answer(&self) -> Answer<'_> {
        Answer { url: &self.url, status: self.status, tag: self.tag.as_deref(), body: &self.body }
    }
}

/// The packages of a server, fetched once for each build folder.
fn packages(kind: &Kind) -> Option<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _fetching = ONE_AT_A_TIME.lock();
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
        .stderr(Stdio::null())
        .status();
    if !install.is_ok_and(|status| status.success()) {
        return None;
    }
    // Another run may have been quicker.
    let _ = std::fs::rename(making.path(), &folder);
    folder.join(name).is_dir().then_some(folder)
}

/// Starts a server; none where that is not possible here, which is said.
pub(crate) fn start(kind: &Kind) -> Option<Server> {
    let Some(packages) = packages(kind) else {
        eprintln!("There is no Python with a package index here: nothing is proven about {}.", kind.name);
        return None;
    };
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
    let server = Server { child, port, data };
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
    pub(crate) fn send(&self, request: &Request) -> Received {
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

    /// A new book, under the home that is found on the way that everybody goes.
    pub(crate) fn book(&self, name: &str) -> Book {
        let host = Url::parse(&format!("http://127.0.0.1:{}/", self.port)).unwrap();
        let principal = self.ask(&find_principal(&well_known(&host).unwrap())).answer().principal().unwrap();
        let homes = self.ask(&find_homes(&principal)).answer().homes().unwrap();
        let body = format!(
            "<d:mkcol xmlns:d='DAV:' xmlns:c='urn:ietf:params:xml:ns:carddav'><d:set><d:prop><d:resourcetype>\
             <d:collection/><c:addressbook/></d:resourcetype><d:displayname>{name}</d:displayname></d:prop></d:set></d:mkcol>"
        );
        let url = resolve(&homes[0], &format!("{}/", name.to_lowercase())).unwrap();
        let headers = vec![("Content-Type", "application/xml; charset=utf-8".to_owned())];
        let made = self.send(&Request { method: "MKCOL", url, headers, body: body.into() });
        assert_eq!(made.status, 201);
        let books = self.ask(&find_books(&homes[0])).answer().books().unwrap();
        books.into_iter().find(|book| book.name == name).unwrap()
    }

    /// Where Radicale keeps the cards of a book: each is a file.
    pub(crate) fn folder(&self, book: &Book) -> PathBuf {
        let inside = book.url.path().trim_matches('/').split('/');
        inside.fold(self.data.path().join("collection-root"), |folder, part| folder.join(part))
    }

    /// The card at an address.
    pub(crate) fn card(&self, book: &Book, url: &Url) -> Option<FetchedCard> {
        let fetched = self.send(&fetch(&book.url, std::slice::from_ref(url), book.form)).answer().cards().unwrap();
        fetched.cards.into_iter().next()
    }

    /// Where all cards are.
    pub(crate) fn cards(&self, book: &Book) -> Vec<Url> {
        let listed = self.send(&list_all(&book.url)).answer().changes().unwrap();
        listed.present.into_iter().map(|(url, _)| url).collect()
    }
}
