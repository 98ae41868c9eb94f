//! Languages and time zones in a cell: tags and names of them.
//!
//! Deliberately absent: offsets, which say nothing about summer.

use std::collections::HashMap;
use std::sync::OnceLock;

use satchel_model::fold;

/// Tags of languages, with what they are called: in English, and by those who speak them.
const NAMES: &[(&str, &str)] = &[
    ("ar", "Arabic; العربية; Arabisch; Arabe"),
    ("bg", "Bulgarian; Български"),
    ("ca", "Catalan; Català"),
    ("cs", "Czech; Čeština; Tschechisch"),
    ("da", "Danish; Dansk; Dänisch"),
    ("de", "German; Deutsch; Allemand; Alemán; Tedesco; Duits; Alemão; Немецкий"),
    ("el", "Greek; Ελληνικά; Griechisch"),
    ("en", "English; Englisch; Anglais; Inglés; Inglese; Engels; Inglês; Английский; 英語; 英语"),
    ("es", "Spanish; Español; Castellano; Spanisch; Espagnol; Spagnolo; Spaans; Espanhol"),
    ("et", "Estonian; Eesti"),
    ("fa", "Persian; Farsi; فارسی"),
    ("fi", "Finnish; Suomi; Finnisch"),
    ("fr", "French; Français; Französisch; Francés; Francese; Frans; Francês; Французский"),
    ("he", "Hebrew; עברית"),
    ("hi", "Hindi; हिन्दी"),
    ("hr", "Croatian; Hrvatski; Kroatisch"),
    ("hu", "Hungarian; Magyar; Ungarisch"),
    ("id", "Indonesian; Bahasa Indonesia"),
    ("it", "Italian; Italiano; Italienisch; Italien; Italiaans"),
    ("ja", "Japanese; 日本語; Japanisch; Japonais"),
    ("ko", "Korean; 한국어; Koreanisch"),
    ("lt", "Lithuanian; Lietuvių"),
    ("lv", "Latvian; Latviešu"),
    ("nb", "Norwegian; Norsk; Norwegisch; Norwegian Bokmål"),
    ("nl", "Dutch; Nederlands; Niederländisch; Néerlandais; Holandés; Olandese"),
    ("pl", "Polish; Polski; Polnisch; Polonais"),
    ("pt", "Portuguese; Português; Portugiesisch; Portugais; Portugués; Portoghese"),
    ("pt-BR", "Brazilian Portuguese; Portuguese (Brazil); Português (Brasil)"),
    ("ro", "Romanian; Română; Rumänisch"),
    ("ru", "Russian; Русский; Russisch; Russe; Ruso; Russo"),
    ("sk", "Slovak; Slovenčina; Slowakisch"),
    ("sl", "Slovenian; Slovenščina; Slowenisch"),
    ("sr", "Serbian; Српски; Srpski"),
    ("sv", "Swedish; Svenska; Schwedisch"),
    ("th", "Thai; ไทย"),
    ("tr", "Turkish; Türkçe; Türkisch"),
    ("uk", "Ukrainian; Українська"),
    ("vi", "Vietnamese; Tiếng Việt"),
    ("zh", "Chinese; 中文; Chinesisch; Chinois"),
    ("zh-Hans", "Simplified Chinese; Chinese (Simplified); 简体中文"),
    ("zh-Hant", "Traditional Chinese; Chinese (Traditional); 繁體中文"),
    ("en-US", "English (United States); English (US); US English"),
    ("en-GB", "English (United Kingdom); English (UK); British English"),
];

/// The tag of a language by its tag or its name.
pub(crate) fn read_language(text: &str) -> Option<String> {
    static KNOWN: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        NAMES.iter().flat_map(|(tag, names)| names.split(';').map(|name| (fold(name), *tag))).collect()
    });
    if let Some(tag) = known.get(&fold(text)) {
        return Some((*tag).to_owned());
    }
    // A tag may begin with up to eight letters, and every word does; no language has more than three.
    let first = text.trim().split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&first.chars().count()).then(|| satchel_model::language(text)).flatten()
}

/// The name of a time zone; programs that allow no slash in a value write a word for it.
pub(crate) fn read_time_zone(text: &str) -> Option<&'static str> {
    satchel_model::time_zone(text).or_else(|| satchel_model::time_zone(&text.replace("_slash_", "/")))
}

#[cfg(test)]
mod tests {
    use super::{read_language, read_time_zone};

    #[test]
    fn languages_are_known_by_tag_and_by_name() {
        for (text, tag) in [
            ("de", Some("de")),
            ("DE_ch", Some("de-CH")),
            ("zh-Hant", Some("zh-Hant")),
            ("German", Some("de")),
            ("Deutsch", Some("de")),
            ("english (united states)", Some("en-US")),
            ("日本語", Some("ja")),
            ("Klingon", None),
            ("both", None),
            ("", None),
        ] {
            assert_eq!(read_language(text).as_deref(), tag, "{text}");
        }
    }

    #[test]
    fn time_zones_are_known_by_name() {
        assert_eq!(read_time_zone("Europe/Berlin"), Some("Europe/Berlin"));
        assert_eq!(read_time_zone("america_slash_new_york"), Some("America/New_York"));
        assert_eq!(read_time_zone("+01:00"), None);
    }
}
