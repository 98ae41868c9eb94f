//! Categories in a cell: `Leads: Hot; Customers: VIP`, as our own export writes them.
//!
//! What says no group is given back as it is. Deliberately absent: which categories there are, which the vault knows.

use satchel_model::collapse;

/// Reads groups with a value each; `rest` hears of what is none.
pub(crate) fn read_categories<'a>(text: &'a str, mut found: impl FnMut(String, String), mut rest: impl FnMut(&'a str)) {
    for piece in text.split([';', '|', '\n']).map(str::trim).filter(|piece| !piece.is_empty()) {
        match piece.split_once([':', '=']).map(|(group, value)| (collapse(group), collapse(value))) {
            Some((group, value)) if !group.is_empty() && !value.is_empty() => found(group, value),
            _ => rest(piece),
        }
    }
}

/// The cell of categories.
pub(crate) fn written<'a>(categories: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    categories.map(|(group, value)| format!("{group}: {value}")).collect::<Vec<_>>().join("; ")
}

/// Whether a cell with this group and value is read as other ones.
pub(crate) fn is_read_otherwise(group: &str, value: &str) -> bool {
    let (mut read, mut rest) = (Vec::new(), 0_usize);
    let cell = written(std::iter::once((group, value)));
    read_categories(&cell, |group, value| read.push((group, value)), |_| rest += 1);
    rest > 0 || read != [(group.to_owned(), value.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::{is_read_otherwise, read_categories, written};

    #[test]
    fn takes_cells_apart() {
        let (mut read, mut rest) = (Vec::new(), Vec::new());
        let cell = "Leads: At risk;customers =VIP\nBusiness: Size: big; hot ;: x; Leads:";
        read_categories(cell, |group, value| read.push(format!("{group}/{value}")), |piece| rest.push(piece));
        assert_eq!(read, ["Leads/At risk", "customers/VIP", "Business/Size: big"]);
        assert_eq!(rest, ["hot", ": x", "Leads:"]);
    }

    #[test]
    fn what_is_written_is_read_unless_a_group_has_a_colon() {
        assert_eq!(written([("Leads", "Hot"), ("Size", "a: b")].into_iter()), "Leads: Hot; Size: a: b");
        assert!(!is_read_otherwise("Leads", "a: b=c"));
        assert!(is_read_otherwise("Size: old", "big"));
    }
}
