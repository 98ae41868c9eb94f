//! From the bytes of a card to JSON, whichever version it is.
//!
//! Old ways of encoding are undone: what was quoted-printable is text, a picture in base64 an address that holds it.
//! Deliberately absent: lines that are no property.

use encoding_rs::Encoding;
use serde_json::{Map, Value, json};

use super::super::line::{Head, Line, lines};
use super::super::original::Original;
use super::super::text::{split, unescape, unescape_uri};
use super::moment::extended;
use super::schema::{default_type, is_list, is_moment, is_structured};

impl Original {
    /// The card as jCard (RFC 7095), on one line; a file of several is these in a JSON array.
    ///
    /// Read again it says what this one says.
    #[must_use]
    pub fn to_jcard(&self) -> String {
        let mut properties = vec![json!(["version", {}, "text", "4.0"])];
        let lines = lines(&self.bytes);
        properties.extend(lines.iter().filter_map(|line| property(line, self.encoding)));
        json!(["vcard", properties]).to_string()
    }
}

fn property(line: &Line<'_>, undeclared: &'static Encoding) -> Option<Value> {
    let head = line.head.as_ref()?;
    let name = head.name.as_str();
    if matches!(name, "VERSION" | "BEGIN" | "END") {
        return None;
    }
    let mut params = params(head);
    if head.is_base64() {
        let media = media_type(head);
        params.remove("type");
        let bare: String = String::from_utf8_lossy(&line.value).split_ascii_whitespace().collect();
        return Some(json!([name.to_lowercase(), params, "uri", format!("data:{media};base64,{bare}")]));
    }
    let text = line.escaped(undeclared).text;
    let declared = head.param("VALUE").map(str::to_ascii_lowercase);
    let kind = match declared.as_deref() {
        Some("url" | "uri") => "uri",
        Some("content-id" | "cid" | "inline") | None => default_type(name),
        Some(other) => other,
    };
    let mut property = vec![json!(name.to_lowercase()), Value::Object(params), json!(kind)];
    match kind {
        "text" if is_structured(name) => property.push(parts(&text)),
        "text" if is_list(name) => property.extend(split(&text, ',').into_iter().map(|one| json!(unescape(one)))),
        _ => property.push(single(&text, kind)),
    }
    Some(Value::Array(property))
}

fn single(text: &str, kind: &str) -> Value {
    match kind {
        "unknown" => json!(text),
        "uri" => json!(unescape_uri(text)),
        "integer" => text.trim().parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        "boolean" if text.trim().eq_ignore_ascii_case("true") => json!(true),
        "boolean" if text.trim().eq_ignore_ascii_case("false") => json!(false),
        kind if is_moment(kind) => json!(extended(text, kind == "utc-offset")),
        _ => json!(unescape(text)),
    }
}

/// Parts between semicolons, each one text or several; a single part stands for itself.
fn parts(text: &str) -> Value {
    let mut parts: Vec<Value> = split(text, ';')
        .into_iter()
        .map(|part| {
            let mut several: Vec<Value> = split(part, ',').into_iter().map(|one| json!(unescape(one))).collect();
            if several.len() == 1 { several.remove(0) } else { Value::Array(several) }
        })
        .collect();
    match parts.as_slice() {
        [Value::String(_)] => parts.remove(0),
        _ => Value::Array(parts),
    }
}

/// Parameters that jCard does not say in another way.
fn params(head: &Head) -> Map<String, Value> {
    let mut params: Map<String, Value> = Map::new();
    for param in head.params.iter().filter(|param| !matches!(param.name.as_str(), "VALUE" | "ENCODING" | "CHARSET")) {
        for value in &param.values {
            match params.get_mut(&param.name.to_lowercase()) {
                None => drop(params.insert(param.name.to_lowercase(), json!(value))),
                Some(Value::Array(several)) => several.push(json!(value)),
                Some(one) => *one = json!([one.take(), value]),
            }
        }
    }
    if !head.group.is_empty() {
        params.insert("group".to_owned(), json!(head.group));
    }
    params
}

/// What the bytes of a picture, sound or key are.
fn media_type(head: &Head) -> String {
    let kind = head.types().find(|kind| !kind.eq_ignore_ascii_case("pref")).unwrap_or_default().to_lowercase();
    match (head.name.as_str(), kind.as_str()) {
        (_, kind) if kind.contains('/') => kind.to_owned(),
        ("PHOTO" | "LOGO", "") => "image/jpeg".to_owned(),
        ("PHOTO" | "LOGO", kind) => format!("image/{kind}"),
        ("SOUND", kind) if !kind.is_empty() => format!("audio/{kind}"),
        ("KEY", "pgp") => "application/pgp-keys".to_owned(),
        ("KEY", "x509") => "application/pkix-cert".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}
