//! The groups of the fake, and a colleague's hand on them.

use std::collections::{BTreeMap, BTreeSet};

use crate::fake::FarSide;
use crate::fake::book::Book;
use crate::{Group, GroupChange, GroupOutcome, RemoteRef, Version};

/// All groups by their names there.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    all: BTreeMap<String, Group>,
    /// The stamp of the last change of any.
    changed: Option<i64>,
}

impl Groups {
    pub(crate) fn all(&self) -> Vec<Group> {
        self.all.values().cloned().collect()
    }

    /// Whether one changed at this stamp or later.
    pub(crate) fn changed_since(&self, stamp: i64) -> bool {
        self.changed.is_some_and(|changed| changed >= stamp)
    }
}

impl Book {
    /// Puts a group in the place of what was there.
    fn put_group(&mut self, mut group: Group) -> Group {
        group.version = Version(format!("g{}", self.mint()));
        self.groups.all.insert(group.id.clone(), group.clone());
        self.touch_groups();
        group
    }

    fn touch_groups(&mut self) {
        self.last_stamp = self.stamp();
        self.groups.changed = Some(self.last_stamp);
    }

    /// Does a change, as the remote's server would.
    pub(crate) fn change_group(&mut self, change: &GroupChange) -> GroupOutcome {
        let known = self.groups.all.get(&change.id).filter(|group| group.version == change.base);
        let Some(mut group) = known.cloned() else { return GroupOutcome::Later };
        group.members.retain(|member| !change.leave.contains(member));
        let identities =
            change.enter.iter().filter_map(|reference| Some(self.entries.get(reference)?.identity.clone()));
        group.members.extend(identities);
        GroupOutcome::Applied(self.put_group(group))
    }
}

impl FarSide {
    /// Somebody there makes a group of these records, or calls one that is there something else.
    pub fn gather(&self, id: &str, title: &str, members: &[RemoteRef]) {
        let mut book = self.book();
        let identity = |reference: &RemoteRef| Some(book.entries.get(reference)?.identity.clone());
        let members = members.iter().filter_map(identity).collect();
        let version = Version(String::new());
        book.put_group(Group { id: id.to_owned(), version, title: title.to_owned(), members });
    }

    /// Somebody there lets a record into a group, or out of it.
    pub fn regroup(&self, id: &str, reference: &RemoteRef, inside: bool) {
        let mut book = self.book();
        let identity = book.entries.get(reference).map(|entry| entry.identity.clone());
        let Some((mut group, identity)) = book.groups.all.get(id).cloned().zip(identity) else { return };
        if inside {
            group.members.insert(identity);
        } else {
            group.members.remove(&identity);
        }
        book.put_group(group);
    }

    /// Somebody there lets somebody in who has no record, by identity.
    pub fn let_in(&self, id: &str, stranger: &str) {
        let mut book = self.book();
        let Some(mut group) = book.groups.all.get(id).cloned() else { return };
        group.members.insert(stranger.to_owned());
        book.put_group(group);
    }

    /// Everybody in a group, by identity.
    #[must_use]
    pub fn identities_in(&self, id: &str) -> BTreeSet<String> {
        self.book().groups.all.get(id).map(|group| group.members.clone()).unwrap_or_default()
    }

    /// Somebody there lets everybody out of a group for good.
    pub fn disband(&self, id: &str) {
        let mut book = self.book();
        book.groups.all.remove(id);
        book.touch_groups();
    }

    /// The living records of a group; `None` when there is no such group.
    #[must_use]
    pub fn grouped(&self, id: &str) -> Option<BTreeSet<RemoteRef>> {
        let book = self.book();
        let group = book.groups.all.get(id)?;
        let members =
            book.entries.iter().filter(|(_, entry)| entry.fate.is_none() && group.members.contains(&entry.identity));
        Some(members.map(|(reference, _)| reference.clone()).collect())
    }
}
