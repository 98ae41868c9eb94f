//! A server that does as it is told, however bad that is, and remembers what it heard.
//!
//! One thread for each connection, one connection for each request. Deliberately absent: any rule of the protocol.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use satchel_connectors::carddav::{Book, CardDavRemote, CardForm};
use url::Url;

use crate::bench::account;
use crate::proxy::{Heard, page};

/// What it does about a request.
pub(crate) enum Reply {
    /// Writes this and hangs up.
    Bytes(Vec<u8>),
    /// Writes a beginning, then so many bytes of nothing in particular, as long as somebody listens.
    Flood(Vec<u8>, u64),
    /// Says nothing until the other side has had enough.
    Silence,
}

type Manner = dyn Fn(&Heard) -> Reply + Send + Sync;

/// It listens until the process ends.
pub(crate) struct Hostile {
    pub(crate) port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    sent: Arc<AtomicU64>,
}

impl Hostile {
    pub(crate) fn start(manner: impl Fn(&Heard) -> Reply + Send + Sync + 'static) -> Self {
        Self::listen(None, manner)
    }

    /// With a certificate of its own making, and that certificate.
    pub(crate) fn encrypted(
        manner: impl Fn(&Heard) -> Reply + Send + Sync + 'static,
    ) -> (Self, CertificateDer<'static>) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![certificate.clone()], key).unwrap();
        (Self::listen(Some(Arc::new(config)), manner), certificate)
    }

    fn listen(encryption: Option<Arc<ServerConfig>>, manner: impl Fn(&Heard) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (heard, sent) = (Arc::<Mutex<Vec<Heard>>>::default(), Arc::<AtomicU64>::default());
        let (remembered, counted) = (Arc::clone(&heard), Arc::clone(&sent));
        let manner: Arc<Manner> = Arc::new(manner);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (manner, heard, sent) = (Arc::clone(&manner), Arc::clone(&remembered), Arc::clone(&counted));
                let encryption = encryption.clone();
                std::thread::spawn(move || match encryption {
                    Some(config) => {
                        let connection = ServerConnection::new(config).unwrap();
                        serve(StreamOwned::new(connection, stream), &*manner, &heard, &sent);
                    }
                    None => serve::<TcpStream>(stream, &*manner, &heard, &sent),
                });
            }
        });
        Self { port, heard, sent }
    }

    /// Everything that it heard.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// Bytes that somebody took of its floods.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// A connection to its book.
    pub(crate) fn remote(&self) -> CardDavRemote {
        CardDavRemote::of(&account(self.port), self.book()).unwrap()
    }

    pub(crate) fn book(&self) -> Book {
        Book {
            url: Url::parse(&format!("http://127.0.0.1:{}/ada/book/", self.port)).unwrap(),
            name: "Book".to_owned(),
            state: String::new(),
            token: String::new(),
            tells_changes: true,
            form: CardForm::V3,
            writable: true,
            largest: None,
        }
    }
}

fn serve<S: Read + Write>(mut stream: S, manner: &Manner, heard: &Mutex<Vec<Heard>>, sent: &AtomicU64) {
    let Some(request) = Heard::read(&mut stream) else { return };
    heard.lock().unwrap().push(request.clone());
    match manner(&request) {
        Reply::Bytes(bytes) => drop(stream.write_all(&bytes)),
        Reply::Flood(beginning, length) => {
            let mut left = length;
            let chunk = [b'A'; 64 << 10];
            let mut written = stream.write_all(&beginning);
            while written.is_ok() && left > 0 {
                let part = usize::try_from(left).map_or(chunk.len(), |left| left.min(chunk.len()));
                written = stream.write_all(&chunk[..part]);
                sent.fetch_add(part as u64, Ordering::Relaxed);
                left -= part as u64;
            }
        }
        Reply::Silence => {
            // Until the other side hangs up.
            drop(stream.read(&mut [0]));
        }
    }
    drop(stream.flush());
}

/// An answer of many.
pub(crate) fn many(responses: &str) -> Reply {
    let body = format!(
        "<?xml version='1.0'?><multistatus xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:carddav'>{responses}</multistatus>"
    );
    Reply::Bytes(page(207, "Content-Type: application/xml\r\n", &body))
}

/// A listing in which these are there.
pub(crate) fn listed(hrefs: &[&str], token: &str) -> String {
    let response = |href: &&str| {
        format!(
            "<response><href>{href}</href><propstat><prop><getetag>\"1\"</getetag></prop>\
             <status>HTTP/1.1 200 OK</status></propstat></response>"
        )
    };
    format!("{}<sync-token>{token}</sync-token>", hrefs.iter().map(response).collect::<String>())
}

/// A card in an answer.
pub(crate) fn given(href: &str, lines: &str) -> String {
    format!(
        "<response><href>{href}</href><propstat><prop><getetag>\"1\"</getetag><C:address-data>BEGIN:VCARD\nVERSION:3.0\n\
         {lines}END:VCARD\n</C:address-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
    )
}

/// Gives each card that is asked for, with its own name.
pub(crate) fn cards(heard: &Heard) -> Reply {
    let body = String::from_utf8_lossy(&heard.body).into_owned();
    let hrefs = body.split("<d:href>").skip(1).filter_map(|rest| rest.split("</d:href>").next());
    many(&hrefs.map(|href| given(href, &format!("UID:{href}\nFN:Card at {href}\n"))).collect::<String>())
}
