//! Builds the window's context; a development build without a built page gets a placeholder.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        if std::env::var("PROFILE").as_deref() == Ok("release") {
            return Err("ui/dist is missing: run `npm run build` in ui/ first, or `cargo xtask run`".into());
        }
        std::fs::create_dir_all("ui/dist")?;
        std::fs::write(
            page,
            "<!doctype html><title>Satchel</title><p>The page is not built: run cargo xtask run.</p>",
        )?;
    }
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/*.json");
    tauri_build::try_build(attributes)?;
    Ok(())
}
