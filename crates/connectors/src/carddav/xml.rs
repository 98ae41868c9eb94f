//! XML as a server sends it, as a small tree: namespaces resolved, sizes bounded.
//!
//! A document type is refused, so there are no entities but the five and characters by number, and nothing is fetched.
//! Deliberately absent: attributes but those that CardDAV has, comments, and what the elements mean.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::DavError;

/// Bytes of an answer.
const LONGEST: usize = 128 << 20;
/// Elements in each other.
const DEEPEST: usize = 32;
/// Elements of an answer.
const MOST: usize = 2_000_000;

pub(super) const DAV: &str = "DAV:";
pub(super) const CARD: &str = "urn:ietf:params:xml:ns:carddav";
pub(super) const SERVER: &str = "http://calendarserver.org/ns/";

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Namespace and name.
    space: String,
    name: String,
    /// The attribute `version`, the only one that CardDAV reads.
    pub(super) version: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    pub(super) fn is(&self, space: &str, name: &str) -> bool {
        self.name == name && self.space == space
    }

    /// Children of this name.
    pub(super) fn all<'e>(&'e self, space: &'static str, name: &'static str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.is(space, name))
    }

    pub(super) fn first(&self, space: &'static str, name: &'static str) -> Option<&Element> {
        self.all(space, name).next()
    }

    /// The first child's text, trimmed; empty where there is none.
    pub(super) fn text_of(&self, space: &'static str, name: &'static str) -> &str {
        self.first(space, name).map_or("", |child| child.text.trim())
    }
}

/// Reads a document; gives its root.
///
/// # Errors
/// When it is no XML, has a document type, or is beyond measure.
pub(super) fn read(body: &[u8]) -> Result<Element, DavError> {
    if body.len() > LONGEST {
        return Err(DavError::TooLarge);
    }
    let text = std::str::from_utf8(body).map_err(|_| NOT_XML)?;
    let mut reader = NsReader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let (mut root, mut count) = (None, 0);
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|_| NOT_XML)?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() == DEEPEST || count > MOST {
                    return Err(DavError::TooLarge);
                }
                if open.is_empty() && root.is_some() {
                    return Err(NOT_XML);
                }
                open.push(element(&space, &start));
            }
            Event::End(_) => {
                let closed = open.pop().ok_or(NOT_XML)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => root = Some(closed),
                }
            }
            Event::Text(text) => push(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => push(&mut open, &text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|_| NOT_XML)?;
                let character = match (character, &*reference) {
                    (Some(character), _) => character,
                    (None, name) => named(name).ok_or(NOT_XML)?,
                };
                push(&mut open, character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(DavError::DocumentType),
            Event::Eof if open.is_empty() => return root.ok_or(NOT_XML),
            Event::Eof => return Err(NOT_XML),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

const NOT_XML: DavError = DavError::NotDav("XML");

fn element(space: &ResolveResult<'_>, start: &BytesStart<'_>) -> Element {
    let space = match space {
        ResolveResult::Bound(Namespace(space)) => String::from(*space),
        _ => String::new(),
    };
    let version = start.attributes().flatten().find(|attribute| attribute.key.into_inner() == "version");
    let version = version.map(|attribute| attribute.value.into_owned()).unwrap_or_default();
    Element { space, name: start.local_name().into_inner().to_owned(), version, ..Element::default() }
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// A text between tags.
pub(super) fn escape(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            other if other.is_control() => {}
            other => written.push(other),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{DAV, escape, read};
    use crate::carddav::DavError;

    #[test]
    fn texts_are_put_together() {
        let root =
            read(b"\xEF\xBB\xBF<?xml version='1.0'?><a xmlns='DAV:'><b>x &amp; &#233;<![CDATA[<y>\n]]></b><b/></a>")
                .unwrap();
        assert_eq!(root.text_of(DAV, "b"), "x & é<y>");
        assert_eq!(root.all(DAV, "b").count(), 2);
    }

    #[test]
    fn bombs_and_entities_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
        assert_eq!(read(bomb.as_bytes()).unwrap_err(), DavError::DocumentType);
        let file = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
        assert_eq!(read(file.as_bytes()).unwrap_err(), DavError::DocumentType);
        assert_eq!(read(b"<a>&b;</a>").unwrap_err(), DavError::NotDav("XML"));
        let deep = "<a>".repeat(100_000);
        assert_eq!(read(deep.as_bytes()).unwrap_err(), DavError::TooLarge);
    }

    #[test]
    fn half_an_answer_is_none() {
        for text in ["", "text", "<a>", "<a></b>", "<a/><a/>", "</a>", "<a><![CDATA["] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        proptest::proptest!(|(bytes: Vec<u8>)| { let _ = read(&bytes); });
        proptest::proptest!(|(text in "(<a>|</a>|<b/>|&|;|<!|\\[|x|\"|=|xmlns){0,30}")| { let _ = read(text.as_bytes()); });
    }

    #[test]
    fn no_text_becomes_a_tag() {
        assert_eq!(escape("<a>&\0"), "&lt;a&gt;&amp;");
    }
}
