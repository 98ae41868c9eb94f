//! Accessibility by axe-core, run in the page as it stands.

use std::fs;

use serde_json::Value;

use crate::failure::Failure;
use crate::window::Window;

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.map(({ id, help, nodes }) => ({
            id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html: html.slice(0, 200), why: failureSummary })),
        }))),
        (error) => done([{ id: 'axe', help: String(error), nodes: [] }]),
    );
";

impl Window {
    /// What axe finds wrong with the screen, one line each; none when all is well.
    ///
    /// # Errors
    /// When axe-core is not installed (`npm ci` in `ui`) or does not run.
    pub async fn faults(&self) -> Result<Vec<String>, Failure> {
        let path = crate::root().join("ui/node_modules/axe-core/axe.min.js");
        let there = self.script("return typeof window.axe === 'object'").await?;
        if there != Value::Bool(true) {
            let axe = fs::read_to_string(&path).map_err(Failure::file(&path))?;
            self.script(&format!("{axe}\n;window.axe = axe;")).await?;
        }
        self.settle().await?;
        let found = self.client.execute_async(RUN, Vec::new()).await?;
        let found = found.as_array().ok_or_else(|| Failure::Because(format!("axe answered {found}")))?;
        Ok(found.iter().map(line).collect())
    }

    /// Waits until nothing moves: colours in the middle of a transition have no contrast of their own.
    ///
    /// # Errors
    /// When something goes on moving.
    pub async fn settle(&self) -> Result<(), Failure> {
        const AT_REST: &str = "return document.getAnimations().every((one) => one.playState !== 'running' \
             || one.effect.getComputedTiming().iterations === Infinity)";
        // Two frames: one for what was asked of the layout, one for what the page made of its new size.
        const FRAMES: &str = "const done = arguments[0]; \
             requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.client.execute_async(FRAMES, Vec::new()).await?;
        crate::wait::until("the page to come to rest", crate::wait::PATIENCE, || async {
            Ok((self.script(AT_REST).await? == Value::Bool(true)).then_some(()))
        })
        .await
    }
}

fn line(violation: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let first: Vec<String> = nodes
        .iter()
        .take(3)
        .map(|node| format!("\n    {}\n      {}", text(&node["html"]), text(&node["why"])))
        .collect();
    format!("{}: {} ({} places){}", text(&violation["id"]), text(&violation["help"]), nodes.len(), first.concat())
}
