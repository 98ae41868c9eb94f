//! A sealed file gives back what was written, and nothing else: no altered, cut, swapped or foreign byte.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use satchel_model::Secret;
use satchel_sealed::{BLOCK_LEN, HEADER_LEN, SealedError, Sealer, TAG_LEN};

fn sealer() -> Sealer {
    Sealer::new(&Secret::new([9; 32]), "test")
}

/// Text without repetition that a shifted or swapped block would show in.
fn text(len: usize) -> Vec<u8> {
    (0..len).map(|at| u8::try_from((at * 31 + at / 251) % 256).unwrap()).collect()
}

fn write(path: &Path, text: &[u8]) {
    let mut writer = sealer().create(path).unwrap();
    writer.write_all(text).unwrap();
    assert_eq!(writer.finish(true).unwrap(), text.len() as u64);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gives_back_what_was_written(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..BLOCK_LEN), 0..8),
        from in 0.0..1.0_f64,
        to in 0.0..1.0_f64,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut writer = sealer().create(&path).unwrap();
        for piece in &pieces {
            writer.write_all(piece).unwrap();
        }
        writer.finish(false).unwrap();
        let written = pieces.concat();

        let file = Arc::new(sealer().open(&path).unwrap());
        prop_assert_eq!(file.len(), written.len() as u64);
        prop_assert_eq!(&sealer().read(&path).unwrap(), &written);
        let at = |share: f64| (share * written.len() as f64) as usize;
        let (from, to) = (at(from.min(to)), at(from.max(to)));
        prop_assert_eq!(&file.read_range(from as u64..to as u64).unwrap()[..], &written[from..to]);
        let mut streamed = Vec::new();
        file.stream().read_to_end(&mut streamed).unwrap();
        prop_assert_eq!(streamed, written);
    }

    #[test]
    fn any_flipped_bit_is_damage(len in 0..3 * BLOCK_LEN, at in 0.0..1.0_f64, bit in 0..8_u8) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write(&path, &text(len));
        let mut bytes = fs::read(&path).unwrap();
        let at = (at * bytes.len() as f64) as usize;
        bytes[at] ^= 1 << bit;
        fs::write(&path, bytes).unwrap();
        prop_assert!(matches!(sealer().read(&path), Err(SealedError::Damaged)));
    }

    #[test]
    fn a_cut_end_is_damage(len in 0..3 * BLOCK_LEN, kept in 0.0..1.0_f64) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write(&path, &text(len));
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..(kept * bytes.len() as f64) as usize]).unwrap();
        prop_assert!(matches!(sealer().open(&path), Err(SealedError::Damaged)));
    }
}

#[test]
fn lengths_around_the_block() {
    let folder = tempfile::tempdir().unwrap();
    for len in [0, 1, BLOCK_LEN - 1, BLOCK_LEN, BLOCK_LEN + 1, 2 * BLOCK_LEN, 9 * BLOCK_LEN + 7] {
        let path = folder.path().join(len.to_string());
        write(&path, &text(len));
        let file = sealer().open(&path).unwrap();
        assert_eq!(file.len(), len as u64);
        assert_eq!(file.read_range(0..file.len()).unwrap(), text(len));
        assert!(file.read_range(0..file.len() + 1).is_err());
        let mut end = [0; 10];
        assert_eq!(file.read_at(file.len().saturating_sub(4), &mut end).unwrap(), len.min(4));
        file.verify().unwrap();
    }
}

#[test]
fn a_cut_at_a_block_or_a_swapped_block_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    write(&path, &text(3 * BLOCK_LEN));
    let whole = fs::read(&path).unwrap();
    let block = BLOCK_LEN + TAG_LEN;

    fs::write(&path, &whole[..HEADER_LEN + 2 * block]).unwrap();
    assert!(matches!(sealer().open(&path), Err(SealedError::Damaged)));

    let mut swapped = whole.clone();
    let (first, second) = swapped[HEADER_LEN..].split_at_mut(block);
    first.swap_with_slice(&mut second[..block]);
    fs::write(&path, &swapped).unwrap();
    let file = sealer().open(&path).unwrap();
    assert!(matches!(file.read_block(0), Err(SealedError::Damaged)));
    assert!(matches!(file.verify(), Err(SealedError::Damaged)));

    let mut longer = whole.clone();
    longer.extend_from_slice(&whole[HEADER_LEN..HEADER_LEN + block]);
    fs::write(&path, &longer).unwrap();
    assert!(matches!(sealer().open(&path), Err(SealedError::Damaged)));
}

#[test]
fn keys_purposes_and_names_do_not_open_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    write(&path, b"anna");
    let root = Secret::new([9; 32]);
    for other in [Sealer::new(&Secret::new([8; 32]), "test"), Sealer::new(&root, "other")] {
        assert!(matches!(other.open(&path), Err(SealedError::Damaged)));
    }
    let renamed = folder.path().join("renamed");
    fs::copy(&path, &renamed).unwrap();
    assert!(matches!(sealer().open(&renamed), Err(SealedError::Damaged)));
    assert!(matches!(sealer().open(&folder.path().join("none")), Err(SealedError::NotFound)));
}

#[test]
fn nothing_is_readable_on_disk_and_equal_texts_differ() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Anna Müller, +49 30 1234567; ".repeat(3000);
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    write(&one, text.as_bytes());
    write(&two, text.as_bytes());
    let (one, two) = (fs::read(one).unwrap(), fs::read(two).unwrap());
    for window in one.windows(6) {
        assert!(!text.as_bytes()[..64].windows(6).any(|part| part == window));
    }
    assert_ne!(one[HEADER_LEN..], two[HEADER_LEN..]);
}

#[test]
fn an_unfinished_file_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    for len in [10, BLOCK_LEN, 40 * BLOCK_LEN] {
        let path = folder.path().join(len.to_string());
        let mut writer = sealer().create(&path).unwrap();
        writer.write_all(&text(len)).unwrap();
        drop(writer);
        assert!(matches!(sealer().open(&path), Err(SealedError::Damaged)));
    }
}

#[test]
fn replacing_is_one_step_and_survives_leftovers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meta.json");
    sealer().replace(&path, b"one").unwrap();
    fs::write(folder.path().join("meta.json.new"), b"left by a kill").unwrap();
    sealer().replace(&path, b"two").unwrap();
    assert_eq!(sealer().read(&path).unwrap(), b"two");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_existing_file_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    write(&path, b"anna");
    let Err(SealedError::Io(error)) = sealer().create(&path) else { panic!("it was written over") };
    assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(sealer().read(&path).unwrap(), b"anna");
}

#[cfg(unix)]
#[test]
fn stays_readable_after_its_name_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    write(&path, &text(100_000));
    let file = sealer().open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(file.read_range(0..100_000).unwrap(), text(100_000));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_its_own_error() {
    // The device that is always full stands for the disk.
    let folder = tempfile::tempdir().unwrap();
    let error = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap().write_all(b"x").unwrap_err();
    assert!(matches!(SealedError::from(error), SealedError::DiskFull));
    drop(folder);
}
