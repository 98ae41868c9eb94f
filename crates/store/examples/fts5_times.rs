//! The baseline of the search bench: the same contacts and the same queries in SQLite's FTS5, in clear.
//!
//! `fts5_times BOOK QUERIES FOLDER`, with what `search_times` of the app wrote. Two tables, ranked by bm25 with the name
//! first: words with indexes of their first two and three letters, and trigrams, which find a name with a slip by what
//! is left of it. Prints one JSON document. Deliberately absent: encryption, which would only slow the baseline.
#![expect(clippy::print_stdout, reason = "a program whose answer is its output")]

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

use satchel_model::fold;
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// Rows that go in at once.
const CHUNK: usize = 2_000;

#[derive(Deserialize)]
struct Asked {
    text: String,
    meant: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    Words,
    Trigrams,
}

impl Engine {
    const fn options(self) -> &'static str {
        match self {
            Self::Words => "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'",
            Self::Trigrams => "tokenize = 'trigram remove_diacritics 1'",
        }
    }

    /// The ways to ask, the next one for who found nobody; none when it cannot be asked.
    fn ways(self, text: &str) -> Vec<String> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        match self {
            Self::Words => vec![words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")],
            Self::Trigrams => {
                if words.iter().any(|word| word.chars().count() < 3) {
                    return Vec::new();
                }
                let quoted = |texts: Vec<String>, join: &str| {
                    texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(join)
                };
                let parts = words.iter().flat_map(|word| trigrams(word)).collect();
                vec![quoted(words.iter().map(ToString::to_string).collect(), " "), quoted(parts, " OR ")]
            }
        }
    }
}

fn trigrams(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let [book, asked, folder] = &paths[..] else { return Err("name the book, the queries and a folder".into()) };
    let asked: Vec<Asked> = serde_json::from_reader(BufReader::new(File::open(asked)?))?;
    let words = measure(Engine::Words, book, &asked, &folder.join("words.db")).await?;
    let trigrams = measure(Engine::Trigrams, book, &asked, &folder.join("trigrams.db")).await?;
    println!("{}", json!({ "words": words, "trigrams": trigrams }));
    Ok(())
}

async fn measure(engine: Engine, book: &Path, asked: &[Asked], database: &Path) -> Result<Value, Box<dyn Error>> {
    let options = SqliteConnectOptions::new().filename(database).create_if_missing(true);
    let mut sql = options.journal_mode(SqliteJournalMode::Wal).disable_statement_logging().connect().await?;
    let begun = Instant::now();
    fill(&mut sql, engine, book).await?;
    let build_s = begun.elapsed().as_secs_f64();
    let (mut times, mut slips, mut slips_found) = (Vec::new(), 0, 0);
    for Asked { text, meant } in asked {
        let ways = engine.ways(text);
        if ways.is_empty() {
            continue;
        }
        let begun = Instant::now();
        let mut names = Vec::new();
        for way in ways {
            names = find(&mut sql, &way).await?;
            if !names.is_empty() {
                break;
            }
        }
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        if let Some(meant) = meant {
            slips += 1;
            let is_meant = |name: &String| fold(name).split(' ').any(|word| word == meant);
            slips_found += usize::from(names.iter().any(is_meant));
        }
    }
    sql.close().await?;
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied();
    Ok(json!({
        "queries": times.len(), "p50_ms": at(50), "p95_ms": at(95), "p99_ms": at(99), "slips": slips,
        "slips_found": slips_found, "build_s": build_s, "bytes": std::fs::metadata(database)?.len(),
    }))
}

async fn fill(sql: &mut SqliteConnection, engine: Engine, book: &Path) -> Result<(), Box<dyn Error>> {
    let table = format!(
        "CREATE VIRTUAL TABLE book USING fts5(name, company, title, email, phone, tags, place, notes, {})",
        engine.options()
    );
    sqlx::query(AssertSqlSafe(table)).execute(&mut *sql).await?;
    sqlx::query("INSERT INTO book(book, rank) VALUES ('rank', 'bm25(10.0, 5.0, 2.0, 4.0, 4.0, 2.0, 2.0, 1.0)')")
        .execute(&mut *sql)
        .await?;
    let lines: Vec<String> = BufReader::new(File::open(book)?).lines().collect::<Result<_, _>>()?;
    for chunk in lines.chunks(CHUNK) {
        sqlx::query(
            "INSERT INTO book SELECT value ->> 'name', value ->> 'company', value ->> 'title', value ->> 'email',
                 value ->> 'phone', value ->> 'tags', value ->> 'place', value ->> 'notes' FROM json_each(?)",
        )
        .bind(format!("[{}]", chunk.join(",")))
        .execute(&mut *sql)
        .await?;
    }
    sqlx::query("INSERT INTO book(book) VALUES ('optimize')").execute(&mut *sql).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(sql).await?;
    Ok(())
}

/// The names of the best twenty, with what a list shows of them.
async fn find(sql: &mut SqliteConnection, asked: &str) -> Result<Vec<String>, sqlx::Error> {
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("SELECT name, company, email, phone FROM book WHERE book MATCH ? ORDER BY rank LIMIT 20")
            .bind(asked)
            .fetch_all(sql)
            .await?;
    Ok(rows.into_iter().map(|(name, ..)| name).collect())
}
