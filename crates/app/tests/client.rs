//! The window's typed client is committed and fresh.

use std::path::Path;

#[test]
fn the_typed_client_is_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/commands.gen.ts");
    let source = satchel_app::table::client_source();
    // `cargo xtask gen client` sets this.
    if std::env::var_os("SATCHEL_WRITE_CLIENT").is_some() {
        std::fs::write(&path, &source).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == source, "{} is stale: run cargo xtask gen client", path.display());
}
