//! Measures the index on a generated book: `cargo run --release -p satchel-search --example measure -- 100000`.
//!
//! Prints seconds to index, size, and the percentiles of a mix of queries as they are typed. The book is made from
//! lists and a fixed seed, so two runs ask the same. Deliberately absent: asserting anything; this machine is not
//! yours.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints, and may stop at any surprise")]

use std::time::{Duration, Instant};

use satchel_model::{Query, Secret};
use satchel_search::{SearchDoc, SearchIndex};

const GIVEN: &[&str] = &[
    "Anna",
    "James",
    "María",
    "José",
    "Wei",
    "Yuki",
    "Mohammed",
    "Fatima",
    "Olga",
    "Ivan",
    "Сергей",
    "Анна",
    "Γιώργος",
    "Ελένη",
    "محمد",
    "דוד",
    "王小明",
    "田中",
    "김철수",
    "Priya",
    "Arjun",
    "Lars",
    "Søren",
    "Zoë",
    "Łukasz",
    "Agnieszka",
    "Jean-Luc",
    "Chloé",
    "Giulia",
    "Matteo",
    "Hans",
    "Jürgen",
    "Sarah",
    "Michael",
    "Jennifer",
    "David",
    "Emma",
    "Noah",
    "Olivia",
    "Liam",
    "Sophie",
    "Lucas",
    "Marie",
    "Thomas",
    "Julia",
    "Martin",
    "Petra",
    "Jan",
    "Eva",
    "Tomáš",
];
const SYLLABLES: &[&str] = &[
    "ber", "ger", "man", "son", "sen", "ski", "ova", "ez", "es", "ley", "ton", "field", "stein", "hof", "wick", "ham",
    "ro", "si", "ni", "ti", "la", "mar", "car", "del", "van", "kov", "chen", "li", "na", "to", "mura", "gar", "cia",
    "smi", "th", "john", "wil", "liam", "bro", "wn", "mil", "ler", "mo", "ore", "tay", "lor", "and", "er", "har",
    "ris",
];
const TRADES: &[&str] =
    &["Software", "Logistics", "Consulting", "Foods", "Energy", "Medical", "Textiles", "Motors", "Bank", "Media"];
const FORMS: &[&str] = &["GmbH", "Inc", "Ltd", "SA", "AB", "Oy", "s.r.o.", "LLC", "BV", "KK"];
const TITLES: &[&str] = &[
    "Sales Manager",
    "Chief Technology Officer",
    "Engineer",
    "Head of Purchasing",
    "Account Executive",
    "Buyer",
    "Managing Director",
    "Marketing Lead",
    "Assistant",
    "Consultant",
];
const TOWNS: &[&str] = &[
    "Berlin Germany",
    "Paris France",
    "London United Kingdom",
    "New York United States",
    "São Paulo Brasil",
    "Tokyo Japan",
    "Mumbai India",
    "Warszawa Polska",
    "Madrid España",
    "Toronto Canada",
];
const TAGS: &[&str] = &["lead", "customer", "partner", "newsletter", "vip", "fair 2025", "prospect", "churned"];
const NOTE_WORDS: &[&str] = &[
    "met",
    "at",
    "the",
    "trade",
    "fair",
    "wants",
    "a",
    "quote",
    "for",
    "next",
    "quarter",
    "call",
    "back",
    "after",
    "holidays",
    "prefers",
    "email",
    "interested",
    "in",
    "maintenance",
    "contract",
    "renewal",
    "pricing",
    "discount",
    "follow",
    "up",
    "with",
    "colleague",
    "about",
    "delivery",
    "times",
    "and",
    "warranty",
    "terms",
    "budget",
    "approved",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % sides
    }

    fn of(&mut self, list: &[&'static str]) -> &'static str {
        list[self.roll(list.len())]
    }

    fn name(&mut self) -> String {
        let mut name: String = (0..2 + self.roll(2)).map(|_| self.of(SYLLABLES)).collect();
        name[..1].make_ascii_uppercase();
        name
    }
}

/// The document of a row, the same every time.
fn doc(row: usize) -> SearchDoc {
    let dice = &mut Dice((row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (given, family) = (dice.of(GIVEN), dice.name());
    let (stem, trade) = (dice.name(), dice.of(TRADES));
    let address = format!(
        "{}.{}@{}-{}.com",
        satchel_model::fold(given).replace(' ', ""),
        family.to_lowercase(),
        stem.to_lowercase(),
        trade.to_lowercase()
    );
    let notes: Vec<&str> = (0..dice.roll(24)).map(|_| dice.of(NOTE_WORDS)).collect();
    SearchDoc {
        display: format!("{given} {family}"),
        names: format!("{given} {family}"),
        company: format!("{stem} {trade} {}", dice.of(FORMS)),
        title: dice.of(TITLES).into(),
        emails: vec![address],
        phones: vec![format!("+{}{:010}", 30 + dice.roll(60), dice.roll(10_000_000_000))],
        tags: vec![dice.of(TAGS).into()],
        cities: vec![dice.of(TOWNS).into()],
        notes: notes.join(" "),
        ..SearchDoc::default()
    }
}

fn queries(dice: &mut Dice, docs: usize) -> Vec<(&'static str, Query)> {
    let head = |text: &str, count: usize| text.chars().take(count).collect::<String>();
    let mut queries = Vec::new();
    for _ in 0..100 {
        let doc = doc(1 + dice.roll(docs));
        let mut words = doc.names.split(' ');
        let (given, family) = (words.next().unwrap(), words.next().unwrap());
        let (local, domain) = doc.emails[0].split_once('@').unwrap();
        let phone = &doc.phones[0];
        for (kind, text) in [
            ("1 letter", head(family, 1)),
            ("2 letters", head(family, 2)),
            ("2 letters given", head(given, 2)),
            ("3 letters", head(family, 3)),
            ("5 letters", head(family, 5)),
            ("two words", format!("{given} {family}")),
            ("two beginnings", format!("{} {}", head(given, 2), head(family, 2))),
            ("company", doc.company.clone()),
            ("company part", head(&doc.company, 4)),
            ("email local", local.to_owned()),
            ("email typed", head(&doc.emails[0], local.len() + 4)),
            ("email domain", domain.to_owned()),
            ("phone tail 4", phone[phone.len() - 4..].to_owned()),
            ("phone tail 7", phone[phone.len() - 7..].to_owned()),
            ("phone spaced", format!("{} {} {}", &phone[3..6], &phone[6..9], &phone[9..])),
            ("title", head(&doc.title, 4)),
            ("note word", "maint".to_owned()),
            ("phrase", format!("\"{given} {family}\"")),
        ] {
            queries.push((kind, Query::parse(&text)));
        }
    }
    queries
}

fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() - 1) as f64 * share) as usize;
    times[at].as_secs_f64() * 1000.0
}

fn main() {
    let count: usize = std::env::args().nth(1).map_or(100_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let key = Secret::new([7; 32]);
    let mut index = SearchIndex::open(folder.path(), &key).unwrap().index;

    let mut dice = Dice(42);
    let docs: Vec<SearchDoc> = (1..=count.min(100_000)).map(doc).collect();
    let started = Instant::now();
    let mut indexing = index.try_indexing().unwrap().unwrap();
    for (row, doc) in (1..).zip(&docs) {
        indexing.put(row, doc.text(), 0).unwrap();
    }
    for row in docs.len()..count {
        indexing.put(i64::try_from(row + 1).unwrap(), doc(row + 1).text(), 0).unwrap();
    }
    println!("put        {:8.2} s", started.elapsed().as_secs_f64());
    indexing.commit(1).unwrap();
    println!("committed  {:8.2} s  {count} documents", started.elapsed().as_secs_f64());
    indexing.finish().unwrap();
    println!("merged     {:8.2} s", started.elapsed().as_secs_f64());
    let bytes: u64 = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum();
    println!("size       {:8.1} MB, {} B a document", bytes as f64 / 1e6, bytes as usize / count.max(1));

    let mut by_kind = std::collections::BTreeMap::<String, u64>::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.path().extension().map_or_else(String::new, |kind| kind.to_string_lossy().into_owned());
        *by_kind.entry(kind).or_default() += entry.metadata().unwrap().len();
    }
    println!("bytes      {by_kind:?}");

    let started = Instant::now();
    drop(index);
    index = SearchIndex::open(folder.path(), &key).unwrap().index;
    println!("open       {:8.1} ms", started.elapsed().as_secs_f64() * 1000.0);

    let queries = queries(&mut dice, count);
    for round in ["cold", "warm"] {
        let mut all = Vec::new();
        let mut by_kind: std::collections::BTreeMap<&str, (Vec<Duration>, u64)> = std::collections::BTreeMap::new();
        for (kind, query) in &queries {
            let started = Instant::now();
            let found = index.search(query, 20).unwrap();
            let took = started.elapsed();
            all.push(took);
            let entry = by_kind.entry(kind).or_default();
            entry.0.push(took);
            entry.1 += found.total;
        }
        println!(
            "search {round}: p50 {:.3}  p95 {:.3}  p99 {:.3}  max {:.3} ms over {} queries",
            percentile(&mut all, 0.5),
            percentile(&mut all, 0.95),
            percentile(&mut all, 0.99),
            percentile(&mut all, 1.0),
            all.len()
        );
        for (kind, (mut times, total)) in by_kind {
            println!(
                "  {kind:16} p50 {:8.3}  p95 {:8.3}  found on average {}",
                percentile(&mut times, 0.5),
                percentile(&mut times, 0.95),
                total / times.len() as u64
            );
        }
    }

    let mut edits = Vec::new();
    let mut first_keys = Vec::new();
    let mut indexing = index.try_indexing().unwrap().unwrap();
    for round in 0..40 {
        let row = dice.roll(docs.len());
        let mut edited = docs[row].clone();
        edited.names = format!("Edited Person{round}");
        let started = Instant::now();
        indexing.put(i64::try_from(row + 1).unwrap(), edited.text(), 0).unwrap();
        indexing.commit(2 + round).unwrap();
        edits.push(started.elapsed());
        let started = Instant::now();
        index.search(&Query::parse("ed"), 20).unwrap();
        first_keys.push(started.elapsed());
    }
    println!(
        "edit+commit+reload p50 {:.1}  p95 {:.1}  max {:.1} ms; first key after it p50 {:.1}  max {:.1} ms",
        percentile(&mut edits, 0.5),
        percentile(&mut edits, 0.95),
        percentile(&mut edits, 1.0),
        percentile(&mut first_keys, 0.5),
        percentile(&mut first_keys, 1.0)
    );
    drop(indexing);
    let started = Instant::now();
    let indexing = index.try_indexing().unwrap();
    println!("try_indexing {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    drop(indexing);
    let started = Instant::now();
    println!("check {:?} {:.1} ms", index.check().unwrap(), started.elapsed().as_secs_f64() * 1000.0);
}
