//! Rows by the hundreds: each statement inserts many, and while the database is at one the next is got ready.
//!
//! A row that is refused fails its statement and keeps what the statement did before: whoever gets the error lets go of
//! the whole write, and the database need not be able to take back a part of a statement. Deliberately absent: which
//! rows.

use sqlx::error::BoxDynError;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, Encode, Sqlite, Type};

use crate::StoreError;
use crate::writing::Writing;

/// Rows of one statement: few enough for its variables, many enough that the statement itself costs nothing.
const ROWS: usize = 500;

/// Values of a statement, in the order of its columns.
#[derive(Default)]
pub(super) struct Values {
    arguments: SqliteArguments,
    refused: Option<BoxDynError>,
}

impl Values {
    /// Adds the next value.
    pub(super) fn push<'t, T: Encode<'t, Sqlite> + Type<Sqlite>>(&mut self, value: T) -> &mut Self {
        if let Err(error) = self.arguments.add(value) {
            self.refused = Some(error);
        }
        self
    }
}

/// A statement that is ready.
struct Statement {
    sql: String,
    values: Values,
    /// Whole statements are always the same text, and so prepared once.
    whole: bool,
}

/// Inserts under way; nothing is sure before [`Inserts::finish`].
pub(super) struct Inserts<'w> {
    writing: &'w mut Writing,
    ready: Option<Statement>,
}

impl<'w> Inserts<'w> {
    pub(super) fn new(writing: &'w mut Writing) -> Self {
        Self { writing, ready: None }
    }

    /// Inserts a row for each of `rows` into a table with these columns.
    pub(super) async fn rows<T>(
        &mut self,
        table: &str,
        columns: &str,
        rows: &[T],
        bind: impl Fn(&mut Values, &T),
    ) -> Result<(), StoreError> {
        for rows in rows.chunks(ROWS) {
            // The first is sent to the database's thread before the second begins.
            let (done, ready) =
                tokio::join!(run(self.writing, self.ready.take()), async { statement(table, columns, rows, &bind) });
            done?;
            self.ready = Some(ready);
        }
        Ok(())
    }

    /// Sends what is left.
    pub(super) async fn finish(self) -> Result<(), StoreError> {
        run(self.writing, self.ready).await
    }
}

async fn run(writing: &mut Writing, statement: Option<Statement>) -> Result<(), StoreError> {
    let Some(Statement { sql, values, whole }) = statement else {
        return Ok(());
    };
    if let Some(error) = values.refused {
        return Err(sqlx::Error::Encode(error).into());
    }
    sqlx::query_with(AssertSqlSafe(sql), values.arguments).persistent(whole).execute(writing.sql()).await?;
    Ok(())
}

fn statement<T>(table: &str, columns: &str, rows: &[T], bind: impl Fn(&mut Values, &T)) -> Statement {
    let row = format!("({}?)", "?, ".repeat(columns.matches(',').count()));
    let mut values = Values::default();
    values.arguments.reserve(rows.len() * (columns.matches(',').count() + 1), 0);
    rows.iter().for_each(|row| bind(&mut values, row));
    let mut sql = format!("INSERT OR FAIL INTO {table} ({columns}) VALUES {row}");
    (1..rows.len()).for_each(|_| sql.extend([", ", &row]));
    Statement { sql, values, whole: rows.len() == ROWS }
}
