//! A request as it is sent, but for credentials, and an answer as it came. Printing one shows nothing of its body.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::HeaderMap;
use url::Url;

/// A request.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `PUT`, `PROPFIND`, …
    pub method: &'static str,
    /// Where to.
    pub url: Url,
    /// Names and values of header fields.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer.
pub struct Response {
    /// The address that answered.
    pub url: Url,
    /// The status.
    pub status: u16,
    /// The body, within the limit.
    pub body: Vec<u8>,
    pub(super) headers: HeaderMap,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {} bytes", self.method, self.body.len())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {} with {} bytes", self.status, self.body.len())
    }
}

impl Response {
    /// A header field's value, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether it says that it is a page for people.
    #[must_use]
    pub fn is_web_page(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("text/html"))
    }

    /// The server's clock when it answered, UTC milliseconds.
    #[must_use]
    pub fn clock(&self) -> Option<i64> {
        self.header("date").and_then(instant).map(Timestamp::as_millisecond)
    }

    /// How long the server asks to wait. An instant is measured by the server's own clock.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.header("retry-after")?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let wait = instant(text)?.as_millisecond().saturating_sub(self.clock()?);
        Some(Duration::from_millis(u64::try_from(wait).unwrap_or_default()))
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
fn instant(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
    use url::Url;

    use super::Response;

    fn response(headers: &[(&'static str, &'static str)]) -> Response {
        let headers =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let url = Url::parse("https://dav.example/").unwrap();
        Response { url, status: 503, body: vec![], headers: HeaderMap::from_iter(headers) }
    }

    #[test]
    fn patience_is_told_in_seconds_or_as_an_instant() {
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(response(&[date]).clock(), Some(784_111_777_000));
        assert_eq!(response(&[("retry-after", " 120")]).retry_after(), Some(Duration::from_secs(120)));
        let until = ("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT");
        assert_eq!(response(&[until, date]).retry_after(), Some(Duration::from_secs(60)));
        assert_eq!(response(&[until]).retry_after(), None);
        assert_eq!(response(&[("retry-after", "soon")]).retry_after(), None);
    }

    #[test]
    fn a_page_for_people_says_so() {
        assert!(response(&[("content-type", "Text/HTML; charset=utf-8")]).is_web_page());
        assert!(!response(&[("content-type", "application/xml")]).is_web_page());
    }
}
