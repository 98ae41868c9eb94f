//! The one command of the window: a name of the table and its input.

use satchel_app::wire::WireError;
use satchel_app::{App, table};
use serde_json::Value;
use tauri::State;

/// Runs a command of the table.
#[tauri::command]
pub(crate) async fn rpc(app: State<'_, App>, command: String, input: Value) -> Result<Value, WireError> {
    table::call(app.inner(), &command, input).await
}
