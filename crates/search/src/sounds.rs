//! How a name sounds, roughly, whoever wrote it down: Meier and Mayr, Catherine and Katharina, Иванов and Ivanov.
//!
//! A key is the consonants of the name in classes that European languages write in several ways; a name of one or two
//! sounds keeps the colour of its first vowel as well, or half the book would sound alike. Spellings that are read in two
//! ways (`ch`, `ge`) have a key for each. Keys are one alphabet for index and query, and never shown. Deliberately absent:
//! scripts without written vowels, and languages: nobody says which one a name is in.

/// First byte of the terms for sounds.
pub(crate) const LETTER: u8 = b'k';

/// Letters that a word must have; of shorter ones too many sound alike.
const LEAST: usize = 3;
/// Sounds that are kept.
const MOST: usize = 8;

/// Calls `each` with every key of a folded word; a word that is no name in a script with vowels has none.
pub(crate) fn each(word: &str, mut each: impl FnMut(&str)) {
    let mut latin = String::new();
    let word = if word.is_ascii() {
        word
    } else {
        for letter in word.chars() {
            let Some(letters) = transliterate(letter) else {
                return;
            };
            latin.push_str(letters);
        }
        &latin
    };
    if word.len() < LEAST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    let hard = key(word.as_bytes(), Reading::Hard);
    if let Some(hard) = &hard {
        each(hard);
    }
    if let Some(soft) = key(word.as_bytes(), Reading::Soft).filter(|soft| hard.as_ref() != Some(soft)) {
        each(&soft);
    }
}

/// How `ch` and a `g` before `e` and `i` are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Michael, Gerd.
    Hard,
    /// Richard, Geoffrey.
    Soft,
}

fn key(word: &[u8], reading: Reading) -> Option<String> {
    let mut sounds = Sounds::default();
    let mut at = 0;
    while at < word.len() {
        at += sounds.hear(word, at, reading);
    }
    sounds.key()
}

#[derive(Default)]
struct Sounds {
    key: String,
    /// No vowel came since.
    last: Option<char>,
    /// Whether the first vowels are light (e, i, y); none before them.
    light: Option<bool>,
    /// Still in the first vowels.
    in_first: bool,
}

impl Sounds {
    /// Takes the letters at a place; gives how many.
    fn hear(&mut self, word: &[u8], at: usize, reading: Reading) -> usize {
        let letter = |ahead: usize| word.get(at + ahead).copied().unwrap_or(0);
        let before = at.checked_sub(1).and_then(|at| word.get(at)).copied().unwrap_or(0);
        let (here, next) = (letter(0), letter(1));
        let after_vowel = is_vowel(before);
        match here {
            b'y' if at == 0 && is_vowel(next) => self.push('j'),
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => self.vowel(here, at),
            // Shawn, Andrej.
            b'w' if before == b'a' && !is_vowel(next) && next != 0 => self.vowel(b'u', at),
            b'j' if after_vowel => self.vowel(b'i', at),
            b'h' if at > 0 => {}
            b'h' => self.push('h'),
            b'p' if next == b'h' => {
                self.push('f');
                return 2;
            }
            b'b' | b'p' => self.push('p'),
            // Tchaikovsky, Zwetz: the stop belongs to what follows.
            b't' | b'd' if next == b'z' || next == b's' && letter(2) == b'c' => {}
            b't' | b'd' if next == b'c' && letter(2) == b'h' => {
                self.push('s');
                return 3;
            }
            b't' | b'd' => self.push('t'),
            b'f' | b'v' | b'w' => self.push('f'),
            b's' if next == b'c' && letter(2) == b'h' => {
                self.push('s');
                return 3;
            }
            b's' | b'z' => self.push('s'),
            b'c' if next == b'h' => {
                // Christian has one reading, Charles and Michael have one each.
                let soft = reading == Reading::Soft && (is_vowel(letter(2)) || letter(2) == 0);
                self.push(if soft { 's' } else { 'k' });
                return 2;
            }
            b'c' if matches!(next, b'e' | b'i' | b'y' | b'z' | b's') => self.push('s'),
            b'g' if next == b'h' && after_vowel => return 2,
            b'g' if reading == Reading::Soft && matches!(next, b'e' | b'i') => self.push('j'),
            b'c' | b'g' | b'k' | b'q' => self.push('k'),
            b'x' => {
                self.push('k');
                self.push('s');
            }
            other => self.push(char::from(other)),
        }
        1
    }

    fn push(&mut self, sound: char) {
        self.in_first = false;
        if self.last != Some(sound) && self.key.len() < MOST {
            self.key.push(sound);
        }
        self.last = Some(sound);
    }

    fn vowel(&mut self, vowel: u8, at: usize) {
        let light = matches!(vowel, b'e' | b'i' | b'y');
        if at == 0 {
            self.key.push('a');
        }
        if self.light.is_none() || self.in_first {
            self.light = Some(light || self.light == Some(true));
            self.in_first = true;
        }
        self.last = None;
    }

    fn key(mut self) -> Option<String> {
        match (self.key.len(), self.light) {
            (0 | 1, _) | (2, None) => None,
            (2, Some(light)) => {
                self.key.push(if light { 'e' } else { 'o' });
                Some(self.key)
            }
            _ => Some(self.key),
        }
    }
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Folded letters of Cyrillic and Greek as an English reader would write them.
fn transliterate(letter: char) -> Option<&'static str> {
    const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
    Some(match letter {
        'a'..='z' => {
            let at = LATIN.find(letter)?;
            &LATIN[at..=at]
        }
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'э' | 'є' | 'ε' => "e",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'η' | 'ι' => "i",
        'ј' => "j",
        'к' | 'κ' | 'χ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' => "s",
        'т' | 'τ' | 'θ' => "t",
        'у' => "u",
        'υ' | 'ы' => "y",
        'ф' | 'φ' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "tch",
        'ш' | 'щ' => "sh",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ξ' => "x",
        'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use satchel_model::fold;

    use super::each;

    fn keys(word: &str) -> Vec<String> {
        let mut keys = Vec::new();
        each(&fold(word), |key| keys.push(key.to_owned()));
        keys
    }

    fn alike(one: &str, other: &str) -> bool {
        let others = keys(other);
        keys(one).iter().any(|key| others.contains(key))
    }

    #[test]
    fn names_that_are_said_alike() {
        for (one, other) in [
            ("Meier", "Mayr"),
            ("Maier", "Meyer"),
            ("Schmidt", "Schmitt"),
            ("Schmid", "Schmidt"),
            ("Catherine", "Katharina"),
            ("Kathryn", "Catherine"),
            ("Stephen", "Steven"),
            ("Philipp", "Filip"),
            ("Christian", "Kristian"),
            ("Thomas", "Tomás"),
            ("Nielsen", "Nilsen"),
            ("Smith", "Smyth"),
            ("Hoffmann", "Hofman"),
            ("Mohammed", "Muhammad"),
            ("Geoffrey", "Jeffrey"),
            ("Yusuf", "Youssef"),
            ("Claire", "Clare"),
            ("Shaun", "Shawn"),
            ("Sara", "Sarah"),
            ("Alexander", "Aleksander"),
            ("Nowak", "Novak"),
            ("Richard", "Rishard"),
            ("Иванов", "Ivanov"),
            ("Чайковский", "Tchaikovsky"),
            ("Chaykovsky", "Tchaikovsky"),
            ("Сергей", "Sergej"),
            ("Γιώργος", "Giorgos"),
            ("Χρήστος", "Christos"),
        ] {
            assert!(alike(one, other), "{one} {:?} / {other} {:?}", keys(one), keys(other));
        }
    }

    #[test]
    fn names_that_are_not() {
        for (one, other) in [
            ("Meier", "Moore"),
            ("Meier", "Maria"),
            ("Anna", "Emma"),
            ("Schmidt", "Schneider"),
            ("Thomas", "Tomislav"),
            ("Berg", "Burger"),
            ("Miller", "Mailand"),
        ] {
            assert!(!alike(one, other), "{one} {:?} / {other} {:?}", keys(one), keys(other));
        }
    }

    #[test]
    fn what_is_no_name_has_no_sound() {
        for word in ["", "li", "4711", "b2b", "王小明", "محمد", "דוד", "aaa", "lea"] {
            assert_eq!(keys(word), Vec::<String>::new(), "{word}");
        }
    }
}
