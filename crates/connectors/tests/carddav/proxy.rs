//! What stands between a client and a server, and spoils an answer when it is asked to.
//!
//! One connection for each request, in threads of its own. Deliberately absent: anything about cards.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use satchel_remote::conformance::Trouble;

/// A request as it came.
#[derive(Clone)]
pub(crate) struct Heard {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Heard {
    pub(crate) fn read(stream: &mut impl Read) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 << 10];
        loop {
            let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
                let length = field(&head, "content-length").and_then(|text| text.parse().ok()).unwrap_or(0_usize);
                if bytes.len() >= end + 4 + length {
                    return Some(Self { head, body: bytes[end + 4..].to_vec() });
                }
            }
            match stream.read(&mut chunk) {
                Ok(read) if read > 0 => bytes.extend_from_slice(&chunk[..read]),
                _ => return None,
            }
        }
    }

    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    pub(crate) fn says(&self, word: &str) -> bool {
        String::from_utf8_lossy(&self.body).contains(word)
    }

    /// Whether it asks which cards there are.
    fn lists(&self) -> bool {
        let everything = self.method() == "PROPFIND" && field(&self.head, "depth").as_deref() == Some("1");
        everything || (self.method() == "REPORT" && self.says("sync-collection"))
    }
}

/// A header field.
pub(crate) fn field(head: &str, name: &str) -> Option<String> {
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    fields.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
}

#[derive(Default)]
struct Orders {
    trouble: Option<Trouble>,
    /// Requests that the trouble has let pass.
    passed: usize,
    heard: Vec<Heard>,
}

/// It listens until the process ends.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    orders: Arc<Mutex<Orders>>,
}

impl Proxy {
    pub(crate) fn before(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let orders = Arc::new(Mutex::new(Orders::default()));
        let taken = Arc::clone(&orders);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let orders = Arc::clone(&taken);
                std::thread::spawn(move || pass(stream, server, &orders));
            }
        });
        Self { port, orders }
    }

    pub(crate) fn order(&self, trouble: Trouble) {
        let mut orders = self.orders.lock().unwrap();
        (orders.trouble, orders.passed) = (Some(trouble), 0);
    }

    /// Requests since it was asked last.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.orders.lock().unwrap().heard)
    }
}

/// Whether this is the request that is spoilt.
fn spoils(orders: &Mutex<Orders>, heard: &Heard) -> Option<Trouble> {
    let mut orders = orders.lock().unwrap();
    orders.heard.push(heard.clone());
    let trouble = orders.trouble?;
    let (concerned, let_pass) = match trouble {
        Trouble::PushAnswerLost => (heard.method() == "PUT", 0),
        Trouble::PushThrottled => (heard.method() == "PUT", 1),
        Trouble::HalfPage | Trouble::WebPage => (heard.lists(), 0),
        Trouble::SweepBreaks => (true, 1),
    };
    if !concerned {
        return None;
    }
    orders.passed += 1;
    if orders.passed <= let_pass {
        return None;
    }
    orders.trouble.take()
}

fn pass(mut client: TcpStream, server: u16, orders: &Mutex<Orders>) {
    let Some(heard) = Heard::read(&mut client) else { return };
    let spoilt = spoils(orders, &heard);
    let answer = match spoilt {
        Some(Trouble::WebPage) => page(200, "Content-Type: text/html\r\n", "<html><form>Who are you?</form></html>"),
        Some(Trouble::PushThrottled) => page(429, "Retry-After: 7\r\n", ""),
        Some(Trouble::SweepBreaks) => return,
        _ => forward(&heard, server),
    };
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |at| at + 4);
    match spoilt {
        Some(Trouble::PushAnswerLost) => {}
        Some(Trouble::HalfPage) => drop(client.write_all(&answer[..end + (answer.len() - end) / 2])),
        _ => drop(client.write_all(&answer)),
    }
}

/// An answer in full.
pub(crate) fn page(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} x\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len()).into()
}

fn forward(heard: &Heard, port: u16) -> Vec<u8> {
    let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.write_all(format!("{}\r\nConnection: close\r\n\r\n", heard.head).as_bytes()).unwrap();
    server.write_all(&heard.body).unwrap();
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).unwrap();
    answer
}
