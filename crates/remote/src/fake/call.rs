//! The calls that a fault can meet.

/// A call of the port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// Finding out what is offered.
    Discover,
    /// A page of the feed.
    Pull,
    /// Records by name.
    Read,
    /// A page of names.
    Sweep,
    /// One chunk of changes on the wire.
    Push,
    /// Looking for a create.
    FindCreated,
    /// Reading pictures.
    Pictures,
    /// Reading groups.
    Groups,
    /// Changing a group.
    ChangeGroup,
}
