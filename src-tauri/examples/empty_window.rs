//! An empty window of the same kind: the baseline of `cargo xtask bench window`.
//!
//! It marks the moment when its page, one word, is there. Deliberately absent: everything else.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><title>Empty</title><p>empty</p>
<script>addEventListener('DOMContentLoaded', () => performance.mark('shown'))</script>";

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!("tauri.conf.json");
    context.config_mut().app.security.csp = None;
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            Response::builder().header("content-type", "text/html").body(PAGE.as_bytes().to_vec()).unwrap_or_default()
        })
        .setup(|app| {
            let page = "empty://localhost/".parse().map(WebviewUrl::CustomProtocol)?;
            WebviewWindowBuilder::new(app, "main", page).inner_size(1280.0, 800.0).build()?;
            Ok(())
        })
        .run(context)
}
