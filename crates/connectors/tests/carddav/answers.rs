//! Answers in the ways in which servers write them, and in ways in which none should.
//!
//! Deliberately absent: requests.

use satchel_connectors::carddav::{Answer, CardForm, DavError};
use url::Url;

use crate::{answer, book};

#[test]
fn discovery() {
    let url = Url::parse("https://dav.example/").unwrap();
    let body = "<?xml version='1.0'?><D:multistatus xmlns:D='DAV:'><D:response><D:href>/</D:href><D:propstat><D:prop>\
        <D:current-user-principal><D:href>/p/ada/</D:href></D:current-user-principal></D:prop>\
        <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>";
    assert_eq!(answer(&url, 207, body).principal().unwrap().as_str(), "https://dav.example/p/ada/");
    let body = "<multistatus xmlns='DAV:'><response><href>/p/ada/</href><propstat><prop>\
        <home xmlns='urn:x'/><CR:addressbook-home-set xmlns:CR='urn:ietf:params:xml:ns:carddav'><href>/ada/</href>\
        <href>/shared/</href></CR:addressbook-home-set></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>";
    let homes = answer(&url, 207, body).homes().unwrap();
    assert_eq!(homes.iter().map(Url::path).collect::<Vec<_>>(), ["/ada/", "/shared/"]);
    // What was not found is not there.
    let body = body.replace("200 OK", "404 Not Found");
    assert_eq!(answer(&url, 207, &body).homes(), Err(DavError::NotDav("where address books are")));
    // A principal on another host would get the credentials.
    let body = "<multistatus xmlns='DAV:'><response><href>/</href><propstat><prop><current-user-principal>\
        <href>https://evil.example/p/</href></current-user-principal></prop></propstat></response></multistatus>";
    assert_eq!(answer(&url, 207, body).principal(), Err(DavError::Elsewhere));
}

#[test]
fn books() {
    let url = Url::parse("https://dav.example/ada/").unwrap();
    let body = "<d:multistatus xmlns:d='DAV:' xmlns:c='urn:ietf:params:xml:ns:carddav' xmlns:s='http://calendarserver.org/ns/'>\
        <d:response><d:href>/ada/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop>\
        <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>\
        <d:response><d:href>/ada/book/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:addressbook/></d:resourcetype>\
        <d:displayname>Clients &amp; friends</d:displayname><s:getctag>7</s:getctag><d:sync-token>t:1</d:sync-token>\
        <c:supported-address-data><c:address-data-type content-type='text/vcard' version='3.0'/>\
        <c:content-type content-type='text/vcard' version='4.0'/></c:supported-address-data>\
        <c:max-resource-size>1000000</c:max-resource-size><d:current-user-privilege-set><d:privilege><d:read/></d:privilege>\
        </d:current-user-privilege-set></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>\
        <d:response><d:href>/ada/plain/</d:href><d:propstat><d:prop><d:resourcetype><c:addressbook/></d:resourcetype></d:prop>\
        </d:propstat></d:response>\
        <d:response><d:href>//evil.example/book/</d:href><d:propstat><d:prop><d:resourcetype><c:addressbook/></d:resourcetype></d:prop>\
        </d:propstat></d:response></d:multistatus>";
    let books = answer(&url, 207, body).books().unwrap();
    assert_eq!(books.len(), 2);
    assert_eq!(
        (books[0].name.as_str(), books[0].state.as_str(), books[0].token.as_str()),
        ("Clients & friends", "7", "t:1")
    );
    assert_eq!((books[0].form, books[0].writable, books[0].largest), (CardForm::V4, false, Some(1_000_000)));
    assert_eq!((books[1].form, books[1].writable, books[1].tells_changes), (CardForm::V3, true, false));
}

const CHANGES: &str = "<multistatus xmlns='DAV:'>\
    <response><href>/ada/book/1.vcf</href><propstat><prop><getetag>\"1\"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>\
    <response><href>/ada/book/2.vcf</href><status>HTTP/1.1 404 Not Found</status></response>\
    <response><href>/bo/book/3.vcf</href><propstat><prop><getetag>\"3\"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>\
    <response><href>/ada/book/../x.vcf</href><propstat><prop><getetag>\"4\"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>\
    <response><href>/ada/book/sub/</href><propstat><prop><resourcetype><collection/></resourcetype></prop></propstat></response>\
    <sync-token>t:2</sync-token></multistatus>";

#[test]
fn changes() {
    let url = book();
    let changes = answer(&url, 207, CHANGES).changes().unwrap();
    assert_eq!(
        changes.present.iter().map(|(url, tag)| (url.path(), tag.as_str())).collect::<Vec<_>>(),
        [("/ada/book/1.vcf", "\"1\"")]
    );
    assert_eq!(changes.gone.iter().map(Url::path).collect::<Vec<_>>(), ["/ada/book/2.vcf"]);
    assert_eq!((changes.token.as_str(), changes.more, changes.refused), ("t:2", false, 2));
}

#[test]
fn a_page_that_is_not_the_last() {
    let url = book();
    let page = "<response><href>/ada/book/</href><status>HTTP/1.1 507 Insufficient Storage</status>\
        <error><number-of-matches-within-limits/></error></response>";
    let body = CHANGES.replace("<sync-token>", &format!("{page}<sync-token>"));
    assert!(answer(&url, 207, &body).changes().unwrap().more);
    // Without a token the same page would come for ever.
    let body = body.replace("<sync-token>t:2</sync-token>", "");
    assert!(answer(&url, 207, &body).changes().is_err());
}

#[test]
fn a_token_that_is_not_known_any_more() {
    let url = book();
    let body = "<?xml version='1.0' encoding='utf-8'?><error xmlns='DAV:'><valid-sync-token/></error>";
    assert_eq!(answer(&url, 403, body).changes(), Err(DavError::TokenExpired));
    assert_eq!(answer(&url, 409, body).changes(), Err(DavError::TokenExpired));
    assert_eq!(answer(&url, 403, "<error xmlns='DAV:'/>").changes(), Err(DavError::Denied(403)));
}

#[test]
fn cards() {
    let url = book();
    let body = "<multistatus xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:carddav'>\
        <response><href>/ada/book/1.vcf</href><propstat><prop><getetag>\"1\"</getetag><C:address-data>BEGIN:VCARD&#13;\nFN:A &lt;b&gt;&#13;\nEND:VCARD&#13;\n</C:address-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>\
        <response><href>/ada/book/2.vcf</href><propstat><prop><C:address-data><![CDATA[BEGIN:VCARD\nEND:VCARD]]></C:address-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>\
        <response><href>/ada/book/3.vcf</href><status>HTTP/1.1 404 Not Found</status></response>\
        <response><href>/ada/book/4.vcf</href><status>HTTP/1.1 500 Oops</status></response>\
        <response><href>/ada/book/6.vcf</href><propstat><prop><C:address-data/></prop><status>HTTP/1.1 404 Not Found</status></propstat></response>\
        <response><href>https://evil.example/ada/book/5.vcf</href><status>HTTP/1.1 404 Not Found</status></response></multistatus>";
    let fetched = answer(&url, 207, body).cards().unwrap();
    assert_eq!(fetched.cards[0].vcard, "BEGIN:VCARD\r\nFN:A <b>\r\nEND:VCARD\r\n");
    assert_eq!(fetched.cards[1].vcard, "BEGIN:VCARD\nEND:VCARD");
    assert_eq!((fetched.gone.len(), fetched.gone[0].path(), fetched.refused), (1, "/ada/book/3.vcf", 1));
    assert_eq!(fetched.failed.iter().map(|(_, status)| *status).collect::<Vec<_>>(), [Some(500), None]);
}

#[test]
fn a_page_to_sign_in_is_no_answer() {
    let url = book();
    for (status, body) in [(200, "<!doctype html><html><form/></html>"), (200, CHANGES), (204, "")] {
        assert_eq!(answer(&url, status, body).changes(), Err(DavError::NotDav("a list of addresses")), "{status}");
    }
    for (body, error) in [
        ("<!doctype html><html><form/></html>", DavError::DocumentType),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", DavError::NotDav("a list of addresses")),
        (&CHANGES[..CHANGES.len() / 2], DavError::NotDav("XML")),
        ("", DavError::NotDav("XML")),
    ] {
        assert_eq!(answer(&url, 207, body).changes(), Err(error), "{body}");
    }
}

#[test]
fn what_became_of_a_card() {
    let url = book();
    let of = |status, tag| Answer { url: &url, status, tag, body: b"" };
    assert_eq!(of(201, Some("\"1\"")).stored().unwrap().tag.as_deref(), Some("\"1\""));
    assert_eq!(of(204, Some("W/\"1\"")).stored().unwrap().tag, None);
    assert_eq!(of(204, None).stored().unwrap().tag, None);
    for (status, error) in [
        (401, DavError::Denied(401)),
        (404, DavError::NotFound),
        (412, DavError::Changed),
        (413, DavError::NoRoom(413)),
        (429, DavError::Later),
        (500, DavError::Status(500)),
        (507, DavError::NoRoom(507)),
    ] {
        assert_eq!(of(status, None).stored(), Err(error));
    }
    for (name, error) in [
        ("valid-address-data", DavError::Refused),
        ("supported-address-data", DavError::Refused),
        ("no-uid-conflict", DavError::UidTaken),
        ("max-resource-size", DavError::NoRoom(413)),
        ("something-else", DavError::Changed),
    ] {
        let body = format!("<d:error xmlns:d='DAV:' xmlns:c='urn:ietf:params:xml:ns:carddav'><c:{name}/></d:error>");
        assert_eq!(answer(&url, 412, &body).stored(), Err(error), "{name}");
    }
    assert_eq!(of(404, None).deleted(), Ok(()));
    assert_eq!(of(412, None).deleted(), Err(DavError::Changed));
}
