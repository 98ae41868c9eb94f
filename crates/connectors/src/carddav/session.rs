//! A conversation with one server: requests out, answers that are understood in.
//!
//! Redirections are followed on the account's own host only, and not for ever. Deliberately absent: what is asked.

use super::trouble::Trouble;
use super::{Answer, DavError, redirected};
use crate::http::{Client, Request, Response};

/// Redirections of one request.
const MOST_REDIRECTS: usize = 5;
/// Bytes of an answer that lists a book: some hundred thousand cards.
pub(super) const LISTING: usize = 64 << 20;
/// Bytes of an answer with cards in it.
pub(super) const CARDS: usize = 32 << 20;
/// Bytes of any other answer.
pub(super) const SHORT: usize = 1 << 20;

/// A conversation.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) client: Client,
}

impl Session {
    /// Sends a request, follows where the server sends it, and reads the answer.
    pub(super) async fn ask<T>(
        &self,
        request: &Request,
        most: usize,
        read: impl FnOnce(&Answer<'_>) -> Result<T, DavError>,
    ) -> Result<(T, Response), Trouble> {
        let response = self.send(request, most).await?;
        let tag = response.header("etag");
        let answer = Answer { url: &response.url, status: response.status, tag, body: &response.body };
        match read(&answer) {
            Ok(read) => Ok((read, response)),
            // Whoever asks for patience says how long; a server that does not is out of order.
            Err(DavError::Later) if response.status == 503 && response.retry_after().is_none() => {
                Err(Trouble::of(DavError::Status(503), &response))
            }
            Err(DavError::Elsewhere) => Err(Trouble::Elsewhere(answer.other_host())),
            Err(error) => Err(Trouble::of(error, &response)),
        }
    }

    async fn send(&self, request: &Request, most: usize) -> Result<Response, Trouble> {
        let mut response = self.client.send(request, most).await.map_err(Trouble::Way)?;
        let mut sent = request.clone();
        for _ in 0..MOST_REDIRECTS {
            let Some(location) = moved(request, &response) else { return Ok(response) };
            sent = redirected(&sent, location).map_err(|_| elsewhere(&response, location))?;
            if !self.client.is_own(&sent.url) {
                return Err(elsewhere(&response, location));
            }
            response = self.client.send(&sent, most).await.map_err(Trouble::Way)?;
        }
        if moved(request, &response).is_some() { Err(Trouble::Elsewhere(None)) } else { Ok(response) }
    }
}

/// Where a request has to go instead. A change goes nowhere but where it is plainly sent on: what else answers it with
/// another address is a page to sign in.
fn moved<'a>(request: &Request, response: &'a Response) -> Option<&'a str> {
    let asks = matches!(request.method, "PROPFIND" | "REPORT");
    let is_moved = matches!(response.status, 307 | 308) || (asks && matches!(response.status, 301 | 302));
    is_moved.then(|| response.header("location")).flatten()
}

/// Where a server sends on to, for a person to look at.
fn elsewhere(response: &Response, location: &str) -> Trouble {
    let host = response.url.join(location).ok().and_then(|url| url.host_str().map(str::to_owned));
    Trouble::Elsewhere(host.filter(|host| response.url.host_str() != Some(host)))
}
