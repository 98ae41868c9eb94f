//! Where the window was: size, place and zoom, kept from one run to the next.
//!
//! A file of this computer and not of the vault, because it must be known before a vault is open; it holds numbers and
//! nothing of anybody's. A place on a screen that is gone is not used, so that a window is never lost. Deliberately
//! absent: one place for each vault.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Pixels of a window's upper edge that must be on a screen, so that it can be taken hold of.
const GRIP: (i64, i64) = (120, 32);
/// Zooms that the keys step through, in per cent.
const ZOOMS: [u32; 13] = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Area {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    /// Where it is when it does not fill the screen; nothing before it was ever moved.
    pub(crate) area: Option<Area>,
    /// Whether it fills the screen.
    pub(crate) maximized: bool,
    /// In per cent.
    pub(crate) zoom: u32,
}

impl Default for Place {
    fn default() -> Self {
        Self { area: None, maximized: false, zoom: 100 }
    }
}

/// A step of the zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    In,
    Out,
    Reset,
}

impl Place {
    /// What was kept, as far as it makes sense; the default without a word otherwise.
    pub(crate) fn read(file: &Path) -> Self {
        let kept: Self = fs::read(file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        let sane = |area: &Area| area.width > 0 && area.height > 0;
        Self { area: kept.area.filter(sane), zoom: kept.zoom.clamp(ZOOMS[0], ZOOMS[ZOOMS.len() - 1]), ..kept }
    }

    /// Keeps it. A file that is half written is never read.
    pub(crate) fn write(&self, file: &Path) -> std::io::Result<()> {
        let next: PathBuf = file.with_extension("json.next");
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&next, serde_json::to_vec(self)?)?;
        fs::rename(next, file)
    }

    /// Where the window can stand on these screens: where it was, no larger than the screen; nothing when that is gone.
    pub(crate) fn on(&self, screens: &[Area]) -> Option<Area> {
        let area = self.area?;
        let grip = Area { height: u32::try_from(GRIP.1).unwrap_or(0), ..area };
        let screen = screens.iter().max_by_key(|screen| {
            let (width, height) = shared(&grip, screen);
            width * height
        })?;
        let (width, height) = shared(&grip, screen);
        (width >= GRIP.0 && height >= GRIP.1).then(|| Area {
            width: area.width.min(screen.width),
            height: area.height.min(screen.height),
            ..area
        })
    }

    /// The zoom after a step.
    pub(crate) fn zoomed(&self, step: Step) -> u32 {
        match step {
            Step::Reset => 100,
            Step::In => ZOOMS.into_iter().find(|zoom| *zoom > self.zoom).unwrap_or(self.zoom),
            Step::Out => ZOOMS.into_iter().rev().find(|zoom| *zoom < self.zoom).unwrap_or(self.zoom),
        }
    }
}

/// Width and height of what two rectangles share.
fn shared(a: &Area, b: &Area) -> (i64, i64) {
    let along = |from_a: i32, length_a: u32, from_b: i32, length_b: u32| {
        let end = (i64::from(from_a) + i64::from(length_a)).min(i64::from(from_b) + i64::from(length_b));
        (end - i64::from(from_a.max(from_b))).max(0)
    };
    (along(a.x, a.width, b.x, b.width), along(a.y, a.height, b.y, b.height))
}

#[cfg(test)]
mod tests {
    use super::{Area, Place, Step};

    const fn area(x: i32, y: i32, width: u32, height: u32) -> Area {
        Area { x, y, width, height }
    }

    fn at(area: Area) -> Place {
        Place { area: Some(area), ..Place::default() }
    }

    #[test]
    fn a_window_stands_where_it_was_unless_that_screen_is_gone() {
        let (left, right) = (area(0, 0, 1920, 1080), area(1920, 0, 2560, 1440));
        let there = area(2400, 100, 1280, 800);
        assert_eq!(at(there).on(&[left, right]), Some(there));
        assert_eq!(at(there).on(&[left]), None, "the right screen is gone");
        assert_eq!(at(there).on(&[]), None);
        assert_eq!(Place::default().on(&[left]), None);
    }

    #[test]
    fn a_window_that_can_no_longer_be_taken_hold_of_is_not_put_there() {
        let screen = area(0, 0, 1920, 1080);
        for (wanted, held) in [
            (area(-900, 20, 1000, 700), false),
            (area(-880, 20, 1000, 700), true),
            (area(100, 1060, 1000, 700), false),
            (area(100, -300, 1000, 700), false),
            (area(1800, 0, 1000, 700), true),
            (area(1801, 0, 1000, 700), false),
            (area(i32::MAX, i32::MIN, u32::MAX, u32::MAX), false),
        ] {
            assert_eq!(at(wanted).on(&[screen]).is_some(), held, "{wanted:?}");
        }
    }

    #[test]
    fn a_window_is_no_larger_than_its_screen() {
        let screen = area(0, 0, 1366, 768);
        assert_eq!(at(area(0, 0, 2560, 1440)).on(&[screen]), Some(area(0, 0, 1366, 768)));
    }

    #[test]
    fn the_zoom_steps_and_ends() {
        let at = |zoom| Place { zoom, ..Place::default() };
        assert_eq!((at(100).zoomed(Step::In), at(100).zoomed(Step::Out)), (110, 90));
        assert_eq!((at(300).zoomed(Step::In), at(50).zoomed(Step::Out)), (300, 50));
        assert_eq!(at(175).zoomed(Step::Reset), 100);
        // A zoom between two steps, as another version may have kept it.
        assert_eq!((at(120).zoomed(Step::In), at(120).zoomed(Step::Out)), (125, 110));
    }

    #[test]
    fn what_cannot_be_read_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join("window.json");
        assert_eq!(Place::read(&file), Place::default());
        let kept = Place { area: Some(area(1, 2, 3, 4)), maximized: true, zoom: 150 };
        kept.write(&file).unwrap();
        assert_eq!(Place::read(&file), kept);
        for (text, zoom) in [("", 100), ("{\"zoom\":\"big\"}", 100), ("{\"zoom\":900}", 300), ("{\"zoom\":0}", 50)] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(Place::read(&file), Place { zoom, ..Place::default() }, "{text}");
        }
        std::fs::write(&file, r#"{"area":{"x":0,"y":0,"width":0,"height":9}}"#).unwrap();
        assert_eq!(Place::read(&file).area, None);
    }
}
