//! A file of contacts as people have them: many scripts, and the faults that such files have.
//!
//! The names are made up and rare, so that a byte of them found anywhere is theirs.

use std::fmt::Write as _;

/// Somebody of the file whom tests look for by name.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// First name.
    pub given: &'static str,
    /// Last name.
    pub family: &'static str,
    /// E-mail address.
    pub email: &'static str,
    /// Phone number, as written in the file.
    pub phone: &'static str,
    /// Company.
    pub company: &'static str,
}

impl Person {
    /// The name as the book shows it.
    #[must_use]
    pub fn display(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// The one whom the tests find, edit and take back.
pub const ZOE: Person = Person {
    given: "Zoë",
    family: "Ångqvist",
    email: "zoe.angqvist@nordlyst.example",
    phone: "+47 22 86 44 17",
    company: "Nordlyst Rederi",
};

/// One of each script.
pub const PEOPLE: [Person; 9] = [
    ZOE,
    person("Вячеслав", "Щербаковский", "v.shcherbakovsky@volgatext.example", "+7 495 123-45-67", "Волгатекст"),
    person("Αλέξανδρος", "Παπαθεοδώρου", "a.papatheodorou@thalassa.example", "+30 210 123 4567", "Θάλασσα ΑΕ"),
    person("ياسمين", "القحطاني", "yasmin.alqahtani@nakheel.example", "+971 4 123 4567", "نخيل"),
    person("אביגיל", "רוזנצוויג", "avigail.rosenzweig@hadarim.example", "+972 3 123 4567", "הדרים"),
    person("明美", "早乙女", "akemi.saotome@hoshizora.example", "+81 3 1234 5678", "星空商事"),
    person("Nguyễn", "Thị Quỳnh", "quynh.nguyen@saomai.example", "+84 24 3825 1234", "Sao Mai"),
    person("Łucja", "Żółkiewicz", "lucja.zolkiewicz@bursztynka.example", "+48 22 123 45 67", "Bursztynka"),
    person("Kofi", "Nkrumah-Obi 🦁", "kofi.nkrumah@asaase.example", "+233 30 212 3456", "Asaase Trading"),
];

const fn person(
    given: &'static str,
    family: &'static str,
    email: &'static str,
    phone: &'static str,
    company: &'static str,
) -> Person {
    Person { given, family, email, phone, company }
}

const GIVEN: [&str; 12] = [
    "Anneliese",
    "Bartolo",
    "Corentin",
    "Dilys",
    "Eskil",
    "Fiorenza",
    "Gudrun",
    "Hamish",
    "Ilse",
    "Joost",
    "Kaja",
    "Léa",
];
const FAMILY: [&str; 5] = ["Quillfeldt", "Ravnsborg", "Szentpéteri", "Thistlewood", "Umbertini"];

/// The file: a header and 75 records, of which one is blank, one names nobody, one is there twice and one has a phone
/// number that is none.
#[must_use]
pub fn csv() -> String {
    let mut text = String::from("First Name,Last Name,E-mail,Phone,Company,Title,Notes\n");
    for person in PEOPLE {
        row(&mut text, &person, "Head of Sales", "\"Met at the fair, twice\"");
    }
    for (place, family) in FAMILY.iter().enumerate() {
        for (number, given) in GIVEN.iter().enumerate() {
            let letter = given.chars().next().unwrap_or('X').to_ascii_lowercase();
            let mail = format!("{letter}{number}{place}@quillmark.example");
            let _ = writeln!(text, "{given},{family},{mail},+44 20 7946 0{place}{number:02},Quillmark Ltd,Buyer,");
        }
    }
    text.push_str(",,,,,,\n");
    text.push_str(",,,,,Nobody in particular,Call back in spring\n");
    text.push_str("Badou,Phonéxia,badou@phonexia.example,ask at reception,Phonexia,,\n");
    row(&mut text, &ZOE, "Head of Sales", "");
    text.push_str("Vera,Lastrow,vera@lastrow.example,+44 20 7946 0999,,,\n");
    text
}

fn row(text: &mut String, person: &Person, title: &str, notes: &str) {
    let Person { given, family, email, phone, company } = person;
    let _ = writeln!(text, "{given},{family},{email},{phone},{company},{title},{notes}");
}

/// What must not be readable anywhere on the disk once it is in a vault.
#[must_use]
pub fn secrets() -> Vec<String> {
    let mut all: Vec<String> = FAMILY.iter().map(|&family| family.to_owned()).collect();
    for person in PEOPLE {
        all.extend([person.family, person.email, person.phone, person.company].map(str::to_owned));
        all.push(format!("+{}", digits(person.phone)));
    }
    all.extend(["Phonéxia", "quillmark.example", "ask at reception", "+442079460999"].map(str::to_owned));
    all
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
