//! The tabs of a workbook that the library opens: which of them are sheets of cells, and how far those go.
//!
//! Deliberately absent: `OpenDocument`, whose tabs are met while its cells are read.

use calamine::{Sheet, SheetType, SheetVisible};

use super::SheetAbout;

/// The sheets of cells among the tabs; `end` tells the row and column of a sheet's last cell.
///
/// A sheet that cannot be opened has no end, and is told of when it is chosen. Many programs write `A1` where they do
/// not know the last cell.
pub(super) fn sheets_among(tabs: Vec<Sheet>, mut end: impl FnMut(&str) -> Option<(u32, u32)>) -> Vec<SheetAbout> {
    let sheets = tabs.into_iter().filter(|tab| tab.typ == SheetType::WorkSheet);
    let about = |tab: Sheet| {
        let known = end(&tab.name).filter(|end| *end != (0, 0));
        let count = |last: u32| u64::from(last) + 1;
        SheetAbout {
            rows: known.map_or(0, |(row, _)| count(row)),
            columns: known.map_or(0, |(_, column)| count(column)),
            hidden: tab.visible != SheetVisible::Visible,
            name: tab.name,
        }
    };
    sheets.map(about).collect()
}
