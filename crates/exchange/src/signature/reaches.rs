//! E-mail addresses, web pages and profiles in a segment.
//!
//! Deliberately absent: phone numbers.

use satchel_model::{ContactDraft, fold, parse_email};

use super::lines::{Role, Segment};
use super::words::LABELS;
use crate::cell::link::{is_link, label_of, parse_links};

/// Takes addresses and pages out of a segment.
pub(super) fn take(segment: &mut Segment, contact: &mut ContactDraft) {
    if handle(segment, contact) {
        return;
    }
    let spread = segment.text.replace(['<', '>', '[', ']', '(', ')', '"'], " ");
    let (mut rest, mut any): (Vec<&str>, bool) = (Vec::new(), false);
    let alone = spread.split_whitespace().filter(|word| !is_label(word)).count() == 1;
    for word in spread.split_whitespace() {
        let bare = word.trim_matches([',', ';', '.', ':', '\'']);
        let address = bare.strip_prefix("mailto:").unwrap_or(bare);
        // "E:ada@example.com"
        let address =
            address.rsplit_once(':').filter(|(label, _)| is_label(label)).map_or(address, |(_, behind)| behind);
        if address.contains('@')
            && let Ok(address) = parse_email(address)
        {
            add_email(contact, address);
            any = true;
        } else if let Some(page) = page(bare, alone) {
            if !contact.links.iter().any(|(_, link)| same_page(link, page)) {
                let label = label_of(page);
                contact.links.push((label.to_owned(), page.to_owned()));
            }
            any = true;
        } else {
            rest.push(word);
        }
    }
    if any {
        let rest: Vec<&str> = rest.into_iter().filter(|word| !is_label(word)).collect();
        segment.leave(&rest.join(" "));
    }
}

fn add_email(contact: &mut ContactDraft, address: String) {
    if !contact.emails.iter().any(|(_, known)| known.eq_ignore_ascii_case(&address)) {
        contact.emails.push((String::new(), address));
    }
}

/// “LinkedIn: ada-byron”, “Twitter @ada”, “Skype: ada.b”.
fn handle(segment: &mut Segment, contact: &mut ContactDraft) -> bool {
    let words: Vec<&str> = segment.text.split_whitespace().collect();
    let [service, handle] = words[..] else { return false };
    let service = fold(service.trim_end_matches(':'));
    if is_link(handle) && handle.contains('.') {
        return false;
    }
    match service.as_str() {
        "linkedin" | "twitter" | "github" => {
            let mut page = None;
            let good = parse_links(handle, &service, |link| page = Some(link)).is_ok();
            let Some(page) = page.filter(|_| good) else { return false };
            contact.links.push((service, page));
            segment.take();
        }
        "skype" | "teams" | "threema" | "signal" => segment.role = Role::Note,
        _ => return false,
    }
    true
}

/// A web address: with what only these begin with, or alone in its segment.
fn page(word: &str, alone: bool) -> Option<&str> {
    let word = word.rsplit_once(": ").map_or(word, |(_, page)| page);
    let lower = word.to_ascii_lowercase();
    let plain = ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start));
    let path =
        ["linkedin.com/", "xing.com/", "twitter.com/", "x.com/", "facebook.com/", "instagram.com/", "github.com/"];
    let profile = path.iter().any(|site| lower.starts_with(site));
    let domain = alone && is_domain(&lower);
    ((plain || profile || domain) && is_link(word)).then_some(word)
}

/// A bare domain; "i.A." and "e.V." are none.
fn is_domain(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    let last = host.rsplit('.').next().unwrap_or_default();
    let known = matches!(last, "com" | "org" | "net" | "io" | "eu" | "info" | "biz" | "app" | "dev" | "ai" | "example");
    let parts: Vec<&str> = host.split('.').collect();
    let long = parts.len() >= 2 && parts[parts.len() - 2].len() >= 2;
    long && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-' || b >= 0x80)
        && (known || country_of(last).is_some())
}

fn same_page(one: &str, other: &str) -> bool {
    let bare = |link: &str| {
        let link = link.to_lowercase();
        let link = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest).to_owned();
        link.trim_start_matches("www.").trim_end_matches('/').to_owned()
    };
    bare(one) == bare(other)
}

fn is_label(word: &str) -> bool {
    LABELS.contains(&fold(word.trim_end_matches([':', '.', ','])).as_str())
}

/// The country of an address or page, by the end of its host.
pub(super) fn country(text: &str) -> Option<String> {
    let host = text.rsplit('@').next().unwrap_or(text);
    let host = host.split_once("://").map_or(host, |(_, rest)| rest).split(['/', '?', '#']).next()?;
    country_of(&host.rsplit('.').next()?.to_lowercase()).map(str::to_owned)
}

fn country_of(end: &str) -> Option<&'static str> {
    const ENDS: [(&str, &str); 32] = [
        ("de", "DE"),
        ("at", "AT"),
        ("ch", "CH"),
        ("li", "LI"),
        ("uk", "GB"),
        ("ie", "IE"),
        ("us", "US"),
        ("ca", "CA"),
        ("au", "AU"),
        ("nz", "NZ"),
        ("fr", "FR"),
        ("it", "IT"),
        ("es", "ES"),
        ("pt", "PT"),
        ("nl", "NL"),
        ("be", "BE"),
        ("lu", "LU"),
        ("dk", "DK"),
        ("se", "SE"),
        ("no", "NO"),
        ("fi", "FI"),
        ("pl", "PL"),
        ("cz", "CZ"),
        ("sk", "SK"),
        ("hu", "HU"),
        ("ro", "RO"),
        ("gr", "GR"),
        ("jp", "JP"),
        ("in", "IN"),
        ("br", "BR"),
        ("za", "ZA"),
        ("sg", "SG"),
    ];
    ENDS.iter().find(|(known, _)| *known == end).map(|(_, code)| *code)
}
