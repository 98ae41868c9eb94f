//! One made-up person, and their row.

use super::company;
use super::countries::Country;
use super::dice::Dice;
use super::tables::{Table, Tables};
use super::{notes, phone};

/// The header.
pub(crate) const COLUMNS: [&str; 29] = [
    "Prefix",
    "First Name",
    "Middle Name",
    "Last Name",
    "Suffix",
    "Nickname",
    "Company",
    "Job Title",
    "Department",
    "Email",
    "Email Label",
    "Email 2",
    "Email 2 Label",
    "Work Phone",
    "Mobile Phone",
    "Home Phone",
    "Street",
    "City",
    "Region",
    "Postcode",
    "Country",
    "Website",
    "LinkedIn",
    "Birthday",
    "Tags",
    "Source",
    "Notes",
    "Owner",
    "Created",
];

const JOBS: [(&str, &str); 24] = [
    ("CEO", "Management"),
    ("Managing Director", "Management"),
    ("CTO", "Technology"),
    ("CFO", "Finance"),
    ("Head of Sales", "Sales"),
    ("Sales Manager", "Sales"),
    ("Account Executive", "Sales"),
    ("Buyer", "Purchasing"),
    ("Head of Purchasing", "Purchasing"),
    ("Marketing Manager", "Marketing"),
    ("Software Engineer", "Technology"),
    ("Production Manager", "Operations"),
    ("Plant Manager", "Operations"),
    ("Office Manager", "Administration"),
    ("Assistant", "Administration"),
    ("HR Manager", "Human Resources"),
    ("Quality Engineer", "Quality"),
    ("Lab Technician", "Research"),
    ("Head of R&D", "Research"),
    ("Controller", "Finance"),
    ("Consultant", "Consulting"),
    ("Architect", "Planning"),
    ("Owner", ""),
    ("Vertriebsleiter", "Vertrieb"),
];

const TAGS: [&str; 12] = [
    "customer",
    "lead",
    "partner",
    "supplier",
    "vip",
    "newsletter",
    "trade fair",
    "cold",
    "warm",
    "press",
    "reseller",
    "former customer",
];

const SOURCES: [&str; 8] =
    ["Website", "Trade fair", "Referral", "Cold call", "LinkedIn", "Newsletter", "Business card", "Partner"];

const OWNERS: [&str; 10] = [
    "Alex Reed",
    "Bea Lindholm",
    "Carlos Vega",
    "Dana Weiss",
    "Emil Novak",
    "Farah Aziz",
    "Gianna Costa",
    "Hugo Maes",
    "Ines Duarte",
    "Jonas Keller",
];

/// A person before their numbers are written in one of the usual ways.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    country: &'static Country,
    prefix: &'static str,
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) family: String,
    suffix: &'static str,
    nickname: String,
    pub(crate) company: String,
    title: &'static str,
    department: &'static str,
    /// Address and label.
    pub(crate) emails: [(String, &'static str); 2],
    /// Work, mobile, home: significant numbers in groups.
    pub(crate) numbers: [String; 3],
    street: String,
    pub(crate) city: String,
    region: &'static str,
    postcode: String,
    website: String,
    linkedin: String,
    birthday: String,
    tags: String,
    pub(crate) source: &'static str,
    pub(crate) notes: String,
    owner: &'static str,
    created: String,
}

impl Person {
    /// The person of a row; the row's number keeps addresses apart.
    pub(crate) fn random(row: u64, seed: u64, tables: &Tables, dice: &mut Dice) -> Self {
        let (at, table) = tables.draw(dice);
        let man = dice.percent(50);
        let names = if man { &table.men } else { &table.women };
        let (given, given_latin) = *dice.pick(names);
        let (family, family_latin) = *dice.pick(&table.families);
        let middle = if dice.percent(20) { dice.pick(names).0 } else { "" };
        let employer = dice.percent(85).then(|| company::draw(seed, at, table, dice));
        let (title, department) = if employer.is_some() { *dice.pick(&JOBS) } else { ("", "") };
        let latin = format!("{}.{}", slug(given_latin, "-"), slug(family_latin, ""));
        let (street, city, region, postcode) = address(table, dice);
        let domain = employer.as_ref().map(|company| company.domain.clone()).unwrap_or_default();
        let emails = emails(&latin, row, &domain, table, dice);
        Self {
            country: table.country,
            prefix: if dice.percent(25) { dice.word(&table.titles[usize::from(man)]) } else { "" },
            given: given.to_owned(),
            middle: if middle == given { String::new() } else { middle.to_owned() },
            family: family.to_owned(),
            suffix: if dice.percent(2) { dice.word(&["Jr.", "III", "PhD", "MBA"]) } else { "" },
            nickname: if dice.percent(5) { given.chars().take(3).collect() } else { String::new() },
            company: employer.map(|company| company.name).unwrap_or_default(),
            title,
            department,
            emails,
            numbers: numbers(table, dice),
            street,
            city,
            region,
            postcode,
            website: some(dice, 40, !domain.is_empty(), || format!("https://www.{domain}/")),
            linkedin: some(dice, 35, true, || format!("https://www.linkedin.com/in/{}-{row}", latin.replace('.', "-"))),
            birthday: birthday(dice),
            tags: tags(dice),
            source: dice.word(&SOURCES),
            notes: if dice.percent(45) { notes::draw(dice) } else { String::new() },
            owner: dice.word(&OWNERS),
            created: created(dice),
        }
    }

    /// The row, in the order of [`COLUMNS`].
    pub(crate) fn cells(&self, dice: &mut Dice) -> [String; 29] {
        let mut number = |groups: &str| {
            if groups.is_empty() { String::new() } else { phone::write(groups, self.country, dice) }
        };
        let [work, mobile, home] = [number(&self.numbers[0]), number(&self.numbers[1]), number(&self.numbers[2])];
        // Some lists have codes.
        let country = if dice.percent(15) { self.country.iso } else { self.country.name };
        let [(email, label), (email2, label2)] = &self.emails;
        [
            self.prefix,
            &self.given,
            &self.middle,
            &self.family,
            self.suffix,
            &self.nickname,
            &self.company,
            self.title,
            self.department,
            email,
            label,
            email2,
            label2,
            &work,
            &mobile,
            &home,
            &self.street,
            &self.city,
            self.region,
            &self.postcode,
            country,
            &self.website,
            &self.linkedin,
            &self.birthday,
            &self.tags,
            self.source,
            &self.notes,
            self.owner,
            &self.created,
        ]
        .map(str::to_owned)
    }
}

fn some(dice: &mut Dice, chance: usize, possible: bool, make: impl FnOnce() -> String) -> String {
    if dice.percent(chance) && possible { make() } else { String::new() }
}

fn emails(latin: &str, row: u64, domain: &str, table: &Table, dice: &mut Dice) -> [(String, &'static str); 2] {
    let work = some(dice, 92, !domain.is_empty(), || format!("{latin}{row}@{domain}"));
    let mail = dice.word(&table.mail);
    let home = some(dice, 35, true, || format!("{}{row}@{mail}", latin.replace('.', "")));
    let none = || (String::new(), "");
    match (work.is_empty(), home.is_empty()) {
        (false, false) => [(work, "Work"), (home, "Home")],
        (false, true) => [(work, "Work"), none()],
        (true, false) => [(home, "Home"), none()],
        (true, true) => [none(), none()],
    }
}

fn numbers(table: &Table, dice: &mut Dice) -> [String; 3] {
    let mut numbers = [const { String::new() }; 3];
    let patterns = [table.country.fixed, table.country.mobile, table.country.fixed];
    for ((number, patterns), chance) in numbers.iter_mut().zip(patterns).zip([60, 75, 20]) {
        if dice.percent(chance) {
            let pattern = dice.word(patterns);
            dice.fill(pattern, number);
        }
    }
    numbers
}

fn address(table: &Table, dice: &mut Dice) -> (String, String, &'static str, String) {
    if !dice.percent(80) {
        return Default::default();
    }
    let (city, region, pattern) = *dice.pick(&table.places);
    let number = dice.between(1, 180).to_string();
    let street = dice.word(&table.streets).replace("{n}", &number);
    let mut postcode = String::new();
    dice.fill(pattern, &mut postcode);
    (street, city.to_owned(), region, postcode)
}

fn birthday(dice: &mut Dice) -> String {
    let (month, day) = (dice.between(1, 12), dice.between(1, 28));
    match dice.below(100) {
        0..28 => format!("{}-{month:02}-{day:02}", dice.between(1940, 2004)),
        28..32 => format!("--{month:02}-{day:02}"),
        _ => String::new(),
    }
}

fn tags(dice: &mut Dice) -> String {
    let mut tags: Vec<&str> = (0..dice.below(4)).map(|_| dice.word(&TAGS)).collect();
    tags.sort_unstable();
    tags.dedup();
    tags.join(", ")
}

fn created(dice: &mut Dice) -> String {
    let (year, month, day) = (dice.between(2012, 2025), dice.between(1, 12), dice.between(1, 28));
    let (hour, minute, second) = (dice.between(6, 19), dice.below(60), dice.below(60));
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A name in small ASCII letters, for addresses; what separates words becomes the separator.
pub(crate) fn slug(name: &str, separator: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for char in name.to_lowercase().chars() {
        match char {
            'a'..='z' | '0'..='9' => slug.push(char),
            ' ' | '-' => slug.push_str(separator),
            'ä' | 'æ' => slug.push_str("ae"),
            'ö' | 'ø' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' => slug.push('a'),
            'ç' | 'ć' | 'č' => slug.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => slug.push('e'),
            'ğ' => slug.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => slug.push('i'),
            'ł' => slug.push('l'),
            'ñ' | 'ń' | 'ň' => slug.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' => slug.push('o'),
            'ř' => slug.push('r'),
            'ś' | 'š' | 'ş' => slug.push('s'),
            'ť' => slug.push('t'),
            'ù' | 'ú' | 'û' | 'ů' => slug.push('u'),
            'ý' => slug.push('y'),
            'ż' | 'ź' | 'ž' => slug.push('z'),
            _ => {}
        }
    }
    slug
}
