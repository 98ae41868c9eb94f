//! A whole name taken apart: prefix, given, middle, family, suffix, nickname.
//!
//! Every word of the name ends up in some part. Two surnames are the family name together where both are Spanish ones or
//! `y` joins them; what cannot be told (family name first without a comma) follows Western order; a name in a script
//! without spaces stays whole. Deliberately absent: whether it is the name of a person at all.

use satchel_model::collapse;

use super::surname::is_spanish;

/// The parts of a name; empty where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameSplit {
    pub(crate) prefix: String,
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) family: String,
    pub(crate) suffix: String,
    pub(crate) nickname: String,
}

const PREFIXES: &[&str] = &[
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "hon",
    "capt",
    "col",
    "gen",
    "lt",
    "sgt",
    "herr",
    "frau",
    "hr",
    "fr",
    "dipl-ing",
    "mag",
    "ing",
    "m",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "me",
    "sr",
    "sra",
    "srta",
    "señor",
    "señora",
    "don",
    "doña",
    "dra",
    "sig",
    "sigra",
    "signor",
    "signora",
    "dott",
    "dottssa",
    "avv",
    "dhr",
    "mevr",
    "mw",
    "ir",
    "drs",
    "pan",
    "pani",
    "г-н",
    "г-жа",
];
/// Suffixes that need no comma before them.
const SUFFIXES: &[&str] =
    &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba", "cpa", "dds", "pmp", "msc", "bsc", "llm", "jd"];
/// Suffixes that after a comma are no given names.
const COMMA_SUFFIXES: &[&str] = &[
    "ma", "ba", "bs", "ms", "be", "btech", "mtech", "cfa", "cissp", "pe", "rn", "do", "dvm", "edd", "msw", "lcsw",
    "acca", "ca", "frcs", "obe", "mbe", "cbe", "shrm-cp", "shrm-scp", "phr", "sphr", "csm", "cfp", "dba", "mph", "mpa",
    "bba", "psyd", "pharmd", "aia", "leed", "ccie", "itil", "pmi-acp", "frsa", "fca", "aca", "ret", "meng", "beng",
];
const PARTICLES: &[&str] = &[
    "de", "del", "della", "der", "den", "des", "la", "las", "los", "le", "van", "von", "vom", "zu", "zum", "zur",
    "ter", "ten", "te", "da", "das", "do", "dos", "di", "du", "d'", "bin", "ibn", "bint", "al", "el", "af", "av", "st",
    "'t",
];

/// Takes a name apart.
pub(crate) fn split_name(text: &str) -> NameSplit {
    let mut split = NameSplit::default();
    let mut text = collapse(text);
    if let Some((before, inside, after)) = bracketed(&text) {
        split.nickname = inside.to_owned();
        text = collapse(&format!("{before} {after}"));
    }
    let mut parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    let mut family_first = None;
    let mut suffixes: Vec<&str> = Vec::new();
    for part in parts {
        if part.split(' ').all(|word| is_suffix(word, true)) || family_first.is_some() {
            suffixes.push(part);
        } else {
            family_first = Some(part);
        }
    }
    match family_first {
        Some(given) => {
            let mut words: Vec<&str> = given.split(' ').collect();
            split.prefix = take_prefixes(&mut words);
            let tail = take_suffixes(&mut words);
            suffixes.splice(0..0, tail);
            let mut names = words.into_iter();
            split.given = names.next().unwrap_or_default().to_owned();
            split.middle = names.collect::<Vec<_>>().join(" ");
            let mut family: Vec<&str> = first.split(' ').collect();
            if split.prefix.is_empty() {
                split.prefix = take_prefixes(&mut family);
            }
            split.family = family.join(" ");
        }
        None => {
            let mut words: Vec<&str> = first.split(' ').filter(|word| !word.is_empty()).collect();
            split.prefix = take_prefixes(&mut words);
            let tail = take_suffixes(&mut words);
            suffixes.splice(0..0, tail);
            in_order(&words, &mut split);
        }
    }
    split.suffix = suffixes.join(", ");
    split
}

/// `Robert (Bob) Smith`, `Robert "Bob" Smith`.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['(', '"', '“'])?;
    let (inside, after) = rest.split_once([')', '"', '”'])?;
    let inside = inside.trim();
    (!inside.is_empty() && !before.trim().is_empty()).then_some((before, inside, after))
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect()
}

fn is_suffix(word: &str, after_comma: bool) -> bool {
    let bare = bare(word);
    SUFFIXES.contains(&bare.as_str()) || (after_comma && COMMA_SUFFIXES.contains(&bare.as_str()))
}

/// Takes titles off the front, as long as a name is left.
fn take_prefixes(words: &mut Vec<&str>) -> String {
    let is_prefix = |word: &&str| {
        // One letter without a dot is an initial.
        PREFIXES.contains(&bare(word).as_str()) && (word.len() > 1 || word.ends_with('.'))
    };
    let count = words.iter().take_while(|word| is_prefix(word)).count().min(words.len().saturating_sub(1));
    words.drain(..count).collect::<Vec<_>>().join(" ")
}

/// Takes suffixes off the end, as long as a given and a family name are left.
fn take_suffixes<'a>(words: &mut Vec<&'a str>) -> Vec<&'a str> {
    let count = words.iter().rev().take_while(|word| is_suffix(word, false)).count();
    let count = count.min(words.len().saturating_sub(2));
    words.drain(words.len() - count..).collect()
}

fn in_order(words: &[&str], split: &mut NameSplit) {
    let shout = |word: &str| word.chars().count() > 2 && word.chars().all(|c| !c.is_lowercase()) && has_case(word);
    let shouted = words.iter().take_while(|word| shout(word)).count();
    let rest_is_quiet = words[shouted..].iter().all(|word| has_case(word) && !shout(word));
    if shouted > 0 && shouted < words.len() && rest_is_quiet {
        // DUPONT Marie: the French way of saying which one is the family name.
        split.family = words[..shouted].join(" ");
        split.given = words[shouted].to_owned();
        split.middle = words[shouted + 1..].join(" ");
        return;
    }
    match words {
        [] => {}
        [only] => split.given = (*only).to_owned(),
        [given, rest @ ..] => {
            split.given = (*given).to_owned();
            let family = family_from(rest);
            split.middle = rest[..family].join(" ");
            split.family = rest[family..].join(" ");
        }
    }
}

/// Where the family name begins among the words behind the given name.
fn family_from(rest: &[&str]) -> usize {
    let last = rest.len() - 1;
    // Ortega y Gasset, Puig i Cadafalch.
    if last >= 2 && matches!(rest[last - 1], "y" | "i") {
        return last - 2;
    }
    let family = rest[..last].iter().position(|word| PARTICLES.contains(word)).unwrap_or(last);
    let two = family > 0 && is_spanish(rest[family - 1]) && (family < last || is_spanish(rest[last]));
    if two { family - 1 } else { family }
}

fn has_case(word: &str) -> bool {
    word.chars().any(|c| c.is_uppercase() || c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::split_name;

    #[test]
    fn takes_names_apart() {
        // prefix | given | middle | family | suffix | nickname
        for (text, parts) in [
            ("Ada Lovelace", "|Ada||Lovelace||"),
            ("Ada", "|Ada||||"),
            ("Lovelace, Ada", "|Ada||Lovelace||"),
            ("Lovelace, Ada King", "|Ada|King|Lovelace||"),
            ("Dr. Ada King Lovelace PhD", "Dr.|Ada|King|Lovelace|PhD|"),
            ("Prof. Dr. Hans Meyer", "Prof. Dr.|Hans||Meyer||"),
            ("Martin Luther King, Jr.", "|Martin|Luther|King|Jr.|"),
            ("Ana Cruz, PhD, MBA", "|Ana||Cruz|PhD, MBA|"),
            ("Cruz, Ana, PhD", "|Ana||Cruz|PhD|"),
            ("Ana de la Cruz", "|Ana||de la Cruz||"),
            ("Ludwig van Beethoven", "|Ludwig||van Beethoven||"),
            ("Robert (Bob) Smith", "|Robert||Smith||Bob"),
            ("Robert \"Bob\" Smith", "|Robert||Smith||Bob"),
            ("DUPONT Marie Claire", "|Marie|Claire|DUPONT||"),
            ("JOHN SMITH", "|JOHN||SMITH||"),
            ("J. R. R. Tolkien", "|J.|R. R.|Tolkien||"),
            ("王小明", "|王小明||||"),
            ("Лев Толстой", "|Лев||Толстой||"),
            ("  Ada\n Lovelace ", "|Ada||Lovelace||"),
            ("von Trapp, Georg", "|Georg||von Trapp||"),
            ("José García López", "|José||García López||"),
            ("JOSE LUIS MUNOZ PEREZ", "|JOSE|LUIS|MUNOZ PEREZ||"),
            ("Sra. Ana María Gómez Ortiz", "Sra.|Ana|María|Gómez Ortiz||"),
            ("José Luis García", "|José|Luis|García||"),
            ("Mary García Smith", "|Mary|García|Smith||"),
            ("García López", "|García||López||"),
            ("Ana Torres de la Vega", "|Ana||Torres de la Vega||"),
            ("Ana María de la Cruz Vega", "|Ana|María|de la Cruz Vega||"),
            ("José Ortega y Gasset", "|José||Ortega y Gasset||"),
            ("João Silva Santos", "|João|Silva|Santos||"),
            ("Jack Ma", "|Jack||Ma||"),
            ("Dr", "|Dr||||"),
            ("(unknown)", "|(unknown)||||"),
            ("", "|||||"),
            (",", "|||||"),
            ("👩‍🚀 Ada", "|👩‍🚀||Ada||"),
        ] {
            let split = split_name(text);
            let found = [split.prefix, split.given, split.middle, split.family, split.suffix, split.nickname].join("|");
            assert_eq!(found, parts, "{text}");
        }
    }
}
