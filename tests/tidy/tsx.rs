//! What the window says comes from a catalogue: no words in components.
//!
//! Text nodes and spoken or shown attributes are found by their shape, which a component of ordinary style cannot
//! dodge by accident. Deliberately absent: a TypeScript parser.

use std::sync::LazyLock;

use regex::Regex;

use crate::tree::{assert_none, sources};

/// Letters between a tag or an expression and the next tag or expression; code has other characters there.
static TEXT: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        // <p>Words</p>, <p>Words <b>
        Regex::new(r"(?s)[^=\-]>([^<>{}();=]*?\p{L}{2}[^<>{}();=]*)</?[A-Za-z>]").unwrap(),
        // <p>Words {count}
        Regex::new(r"(?s)[^=\-]>([^<>{}();=]*?\p{L}{2}[^<>{}();=]*)\{").unwrap(),
        // {count} words</p>
        Regex::new(r"(?s)\}([^<>{}();=]*?\p{L}{2}[^<>{}();=]*)</[A-Za-z>]").unwrap(),
    ]
});

/// An attribute that a person reads or hears, with a literal.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"\b(aria-label|aria-description|aria-roledescription|title|placeholder|alt)=(?:\{\s*)?["'`]([^"'`]*\p{L}{2}[^"'`]*)["'`]"#,
    )
    .unwrap()
});

static COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/|(?m:(^|\s)//.*$)").unwrap());

#[test]
fn components_take_their_words_from_the_catalogue() {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| file.is(&["tsx"]) && file.path.starts_with("ui/src/")) {
        if file.is_test() {
            continue;
        }
        for words in literals(&file.text) {
            findings.push(format!("{}: {words}", file.path));
        }
    }
    assert_none("Text in the window comes from a feature's catalogue, not from TSX.", &findings);
}

fn literals(text: &str) -> Vec<String> {
    let text = COMMENT.replace_all(text, " ");
    let mut found: Vec<String> = Vec::new();
    for pattern in TEXT.iter() {
        let words = pattern.captures_iter(&text).map(|captures| captures[1].trim().to_owned());
        // Between two generic types stands a list of parameters, and a word after a block is a keyword.
        found.extend(words.filter(|words| !words.contains([',', ':', '|', '&', '?', '"', '`']) || is_prose(words)));
    }
    found.extend(ATTRIBUTE.captures_iter(&text).map(|captures| captures[0].to_owned()));
    found
}

/// A sentence has spaces between words and none before its punctuation; a list of parameters has `name: Type`.
fn is_prose(words: &str) -> bool {
    words.split_whitespace().count() > 2 && !words.contains(['|', '&', '"', '`']) && !words.starts_with([',', ':', '?'])
}

#[test]
fn words_are_told_from_code() {
    for prose in [
        "<p>Nothing here</p>",
        "<p>\n  Nothing here, yet\n</p>",
        "<p>Found <b>{count}</b></p>",
        "<p>Found {count}</p>",
        "<p>{count} contacts</p>",
        "<p>Пусто</p>",
        r#"<input placeholder="Search">"#,
        r#"<img alt={"A map"} />"#,
        "<button aria-label={`Close`}>",
    ] {
        assert!(!literals(prose).is_empty(), "{prose}");
    }
    for code in [
        "<p>{t.nothing}</p>",
        "<p>{count} · {total}</p>",
        r#"<input placeholder={t.search} type="search">"#,
        "const a = useState<string>(null); const b = useState<number>(0);",
        "function f(a: Map<string, number>, b: Set<number>): Promise<void> { return <p>{a}</p>; }",
        "if (a > b) { c(); } else { d(); }",
        "const f = (a: A) => a.b; return <p>×</p>;",
        "// <p>Nothing here</p>",
        "/* <p>Nothing here</p> */",
        r#"<div className="wide card" role="grid">"#,
        "export type Row<T> = { value: T }; export function Grid<T>(props: Props<T>) {}",
    ] {
        assert_eq!(literals(code), Vec::<String>::new(), "{code}");
    }
}
