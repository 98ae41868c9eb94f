//! The window's typed client, written from the table.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use super::{COMMANDS, Kind};
use crate::wire::{Changed, Job, Tag, WireError};

/// Types that are declared once each.
pub(super) struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl Declarations {
    fn new() -> Self {
        // Wire integers stay under 2^53.
        let config = Config::new().with_large_int("number");
        Self { config, seen: HashSet::new(), declared: BTreeMap::new() }
    }

    /// Declares a type with everything that it is made of; returns its name.
    pub(super) fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        if T::output_path().is_some() {
            self.declared.insert(T::ident(&self.config), T::decl(&self.config));
        }
    }
}

/// The text of `ui/src/ipc/commands.gen.ts`.
#[must_use]
pub fn client_source() -> String {
    let mut types = Declarations::new();
    let mut signatures = String::new();
    let mut facts = String::new();
    for command in COMMANDS {
        let (input, output) = (command.declare)(&mut types);
        let name = command.name;
        let kind = match command.kind {
            Kind::Read => "read",
            Kind::Write => "write",
        };
        let tags: Vec<String> = command.tags.iter().filter_map(|tag| serde_json::to_string(tag).ok()).collect();
        let _ = writeln!(signatures, "  /** {} */\n  {name}: {{ input: {input}; output: {output} }};", command.about);
        let _ = writeln!(facts, "  {name}: {{ kind: \"{kind}\", tags: [{}] }},", tags.join(", "));
    }
    let (error, changed, job) = (types.add::<WireError>(), types.add::<Changed>(), types.add::<Job>());
    let tag = types.add::<Tag>();
    let mut source = String::from("// Generated from the command table by `cargo xtask gen client`. Do not edit.\n\n");
    for declaration in types.declared.values() {
        let _ = writeln!(source, "export {declaration}\n");
    }
    let _ = write!(
        source,
        "/** Name, input and output of every command. Every one of them can fail with a `{error}`. */
export type Commands = {{\n{signatures}}};

/** Which commands write, and which cache tags each provides (reads) or makes stale (writes). */
export const COMMANDS: {{ [K in keyof Commands]: {{ kind: \"read\" | \"write\"; tags: readonly {tag}[] }} }} = {{\n{facts}}};

/** What the door tells without being asked. `changed` comes within a second of any commit, by whichever process. */
export type Events = {{ changed: {changed}; job: {job} }};\n"
    );
    source
}
