//! One exchange with one server.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use url::{Host, Url};

use super::trust::{Refused, encryption};
use super::{Access, Failure, Request, Response, SignIn};

/// A client of one account on one server. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    server: Url,
    sign_in: SignIn,
    refused: Refused,
    asked: Arc<AtomicU64>,
}

impl Client {
    /// Makes a client; asks nothing.
    ///
    /// # Errors
    /// [`Failure::Plain`] when the address is not encrypted and may not be, [`Failure::Unmade`] when it is none.
    pub fn new(server: &Url, access: &Access) -> Result<Self, Failure> {
        let local = is_this_computer(server);
        match server.scheme() {
            "https" => {}
            "http" if local || access.plain => {}
            "http" => return Err(Failure::Plain),
            _ => return Err(Failure::Unmade),
        }
        let refused = Refused::default();
        // An answer that has to be unpacked has no bound; and nothing here unpacks.
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("identity"))]);
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(encryption(access.pin, &refused)?)
            .redirect(Policy::none())
            .referer(false)
            .user_agent(concat!("Satchel/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .connect_timeout(access.limits.connect)
            .read_timeout(access.limits.silence)
            .timeout(access.limits.answer);
        let http = if local { http.no_proxy() } else { http };
        let http = http.build().map_err(|_| Failure::Unmade)?;
        Ok(Self { http, server: server.clone(), sign_in: access.sign_in.clone(), refused, asked: Arc::default() })
    }

    /// Whether an address is the server's: scheme, host and port. A server may ask for encryption where there is none.
    #[must_use]
    pub fn is_own(&self, url: &Url) -> bool {
        let upgraded = self.server.scheme() == "http"
            && url.scheme() == "https"
            && self.server.host() == url.host()
            && self.server.port().is_none()
            && url.port().is_none();
        (self.server.origin() == url.origin() || upgraded) && url.username().is_empty() && url.password().is_none()
    }

    /// Requests that were sent so far, by all clones.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Sends a request and reads the answer, of which at most `most` bytes of body are read.
    ///
    /// # Errors
    /// Any [`Failure`] but [`Failure::Plain`]. A status is none.
    pub async fn send(&self, request: &Request, most: usize) -> Result<Response, Failure> {
        if !self.is_own(&request.url) {
            return Err(Failure::Elsewhere);
        }
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| Failure::Unmade)?;
        let mut sent = self.signed(self.http.request(method, request.url.clone()));
        for (name, value) in &request.headers {
            sent = sent.header(*name, value);
        }
        self.asked.fetch_add(1, Ordering::Relaxed);
        let answer = sent.body(request.body.clone()).send().await.map_err(|error| self.failure(&error))?;
        body_within(answer, most).await
    }

    /// Credentials, in header fields that are marked as secret.
    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.sign_in {
            SignIn::Basic { user, password } => request.basic_auth(user, Some(password.expose())),
            SignIn::Bearer(token) => request.bearer_auth(token.expose()),
        }
    }

    fn failure(&self, error: &reqwest::Error) -> Failure {
        if error.is_builder() {
            Failure::Unmade
        } else if !error.is_connect() {
            Failure::NoAnswer
        } else if let Some(fingerprint) = self.refused.take() {
            Failure::Certificate(fingerprint)
        } else {
            Failure::Unreached
        }
    }
}

async fn body_within(mut answer: reqwest::Response, most: usize) -> Result<Response, Failure> {
    let (url, status) = (answer.url().clone(), answer.status().as_u16());
    let headers = std::mem::take(answer.headers_mut());
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| Failure::HalfAnswer)? {
        if body.len() + chunk.len() > most {
            return Err(Failure::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response { url, status, body, headers })
}

/// Whether nothing leaves this computer on the way there.
fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::Secret;
    use url::Url;

    use super::super::{Access, Client, Failure, SignIn};

    fn client(server: &str) -> Result<Client, Failure> {
        let access = Access::new(SignIn::Bearer(Secret::new("hunter2".to_owned())));
        Client::new(&Url::parse(server).unwrap(), &access)
    }

    #[test]
    fn plain_addresses_are_for_this_computer() {
        for local in ["http://localhost:5232/", "http://127.0.0.1/", "http://[::1]:80/"] {
            assert!(client(local).is_ok(), "{local}");
        }
        for far in ["http://dav.example/", "http://10.0.0.1/", "http://localhost.example/"] {
            assert_eq!(client(far).unwrap_err(), Failure::Plain, "{far}");
        }
        assert_eq!(client("file:///etc/passwd").unwrap_err(), Failure::Unmade);
    }

    #[test]
    fn a_server_is_one_scheme_host_and_port() {
        let client = client("https://dav.example/ada/").unwrap();
        let is_own = |url: &str| client.is_own(&Url::parse(url).unwrap());
        assert!(is_own("https://dav.example/") && is_own("https://DAV.example:443/bo/"));
        for other in [
            "http://dav.example/",
            "https://dav.example:8443/",
            "https://evil.example/",
            "https://ada@dav.example/",
            "https://dav.example.evil.example/",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }

    #[test]
    fn no_secret_is_printed() {
        assert!(!format!("{:?}", client("https://dav.example/").unwrap()).contains("hunter2"));
    }
}
