//! What was committed stays, and nothing of it can be read without the key.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Book, doc, find, key};
use satchel_model::Secret;
use satchel_search::{SearchDoc, SearchError, SearchIndex};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn ten() -> Book {
    Book::of((1..=10).map(|row| (row, SearchDoc { company: "Acme".into(), ..doc(&format!("Anna Number{row}")) })))
}

#[test]
fn edits_and_removals_are_seen_after_the_commit_and_not_before() {
    let book = ten();
    let mut indexing = book.index.try_indexing().unwrap().unwrap();
    indexing.put(3, doc("Berta Changed").text(), 0).unwrap();
    indexing.remove(4);
    indexing.put(11, doc("Anna New").text(), 0).unwrap();
    indexing.put(11, doc("Anna Newer").text(), 0).unwrap();
    assert_eq!(book.find("anna").len(), 10);
    assert_eq!(book.index.applied(), 1);
    indexing.commit(7).unwrap();
    assert_eq!(book.find("anna"), [1, 2, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(book.search("anna", 2).total, 9);
    assert_eq!(book.find("berta"), [3]);
    assert_eq!(book.find("new"), [11]);
    assert_eq!(book.find("\"anna newer\""), [11]);
    assert_eq!(book.find("acme").len(), 8);
    assert_eq!(book.index.applied(), 7);
}

#[test]
fn an_index_that_is_damaged_while_it_is_open_is_made_anew_in_place() {
    for harm in [(|path: &Path| fs::write(path, b"scribble").unwrap()) as fn(&Path), |path| {
        fs::remove_file(path).unwrap();
    }] {
        let book = ten();
        let other = SearchIndex::open(book.path(), &key()).unwrap().index;
        for file in
            files(book.path()).iter().filter(|path| path.extension().is_some_and(|e| e != "lock" && e != "check"))
        {
            harm(file);
        }
        assert!(matches!(book.index.try_indexing(), Err(SearchError::Damaged)));
        let mut indexing = book.index.try_anew().unwrap().unwrap();
        assert_eq!((book.find("anna").len(), book.index.applied()), (0, 0));
        indexing.put(1, doc("Only").text(), 0).unwrap();
        indexing.commit(8).unwrap();
        other.reload().unwrap();
        for index in [&book.index, &other] {
            assert_eq!((find(index, "anna"), find(index, "only"), index.applied()), (vec![], vec![1], 8));
        }
        drop(indexing);
        other.check().unwrap();
    }
}

#[test]
fn what_was_not_committed_is_gone_and_leaves_no_files() {
    let book = ten();
    let mut indexing = book.index.try_indexing().unwrap().unwrap();
    indexing.put(50, doc("Lost").text(), 0).unwrap();
    drop(indexing);
    // What a killed process leaves: parts of segments, a half-written replacement.
    let leftover = book.path().join("0123456789abcdef0123456789abcdef.term");
    fs::write(&leftover, b"half").unwrap();
    fs::write(book.path().join("meta.json.new"), b"half").unwrap();

    let Book { index, folder } = book;
    drop(index);
    let opened = SearchIndex::open(folder.path(), &key()).unwrap();
    assert!(!opened.rebuilt);
    assert_eq!(opened.index.applied(), 1);
    assert_eq!(find(&opened.index, "anna").len(), 10);
    assert_eq!(find(&opened.index, "lost"), [0_i64; 0]);

    let mut indexing = opened.index.try_indexing().unwrap().unwrap();
    indexing.put(51, doc("Kept").text(), 0).unwrap();
    indexing.commit(2).unwrap();
    assert!(!leftover.exists());
    assert!(!folder.path().join("meta.json.new").exists());
}

#[test]
fn removals_that_a_killed_process_wrote_and_did_not_commit_do_not_stop_the_next() {
    let Book { index, folder } = ten();
    let segment = files(folder.path()).into_iter().find(|path| path.extension().is_some_and(|e| e == "term")).unwrap();
    let mut indexing = index.try_indexing().unwrap().unwrap();
    indexing.remove(3);
    // The name that the removal will be written under: the segment's, and how many operations there were.
    indexing.commit(2).unwrap();
    drop(indexing);
    let removed = files(folder.path()).into_iter().find(|path| path.extension().is_some_and(|e| e == "del")).unwrap();
    let nth: u64 = removed.file_stem().unwrap().to_str().unwrap().split('.').nth(1).unwrap().parse().unwrap();
    for next in nth + 1..nth + 9 {
        fs::write(segment.with_extension(format!("{next}.del")), b"half").unwrap();
    }
    let mut indexing = index.try_indexing().unwrap().unwrap();
    indexing.remove(4);
    indexing.commit(3).unwrap();
    assert_eq!(find(&index, "anna").len(), 8);
}

#[test]
fn only_one_indexes_and_the_other_sees_it_after_a_reload() {
    let book = ten();
    let other = SearchIndex::open(book.path(), &key()).unwrap().index;
    let mut first = book.index.try_indexing().unwrap().unwrap();
    assert!(other.try_indexing().unwrap().is_none());
    assert!(book.index.try_indexing().unwrap().is_none());
    first.put(20, doc("Fresh").text(), 0).unwrap();
    first.commit(5).unwrap();
    assert_eq!((find(&other, "fresh").len(), other.applied()), (0, 1));
    other.reload().unwrap();
    assert_eq!((find(&other, "fresh").len(), other.applied()), (1, 5));
    drop(first);
    let mut second = other.try_indexing().unwrap().unwrap();
    second.remove(20);
    second.commit(6).unwrap();
    drop(second);
    book.index.reload().unwrap();
    assert_eq!((book.find("fresh").len(), book.index.applied()), (0, 6));
}

#[test]
fn a_lock_file_alone_locks_nothing() {
    let book = ten();
    fs::write(book.path().join("index.lock"), b"").unwrap();
    fs::write(book.path().join(".tantivy-writer.lock"), b"").unwrap();
    assert!(book.index.try_indexing().unwrap().is_some());
}

#[test]
fn a_reader_survives_many_commits_of_another_handle() {
    let book = ten();
    let other = SearchIndex::open(book.path(), &key()).unwrap().index;
    let mut indexing = other.try_indexing().unwrap().unwrap();
    for row in 100..160 {
        indexing.put(row, doc("Late").text(), 0).unwrap();
        indexing.commit(row).unwrap();
        // The files that this handle reads may be merged away by now.
        assert_eq!(book.find("anna").len(), 10);
    }
    book.index.reload().unwrap();
    assert_eq!(book.find("late").len(), 60);
    drop(indexing);
    assert!(files(book.path()).len() < 200, "small segments are merged: {}", files(book.path()).len());
}

#[test]
fn damage_to_any_file_is_noticed_and_made_anew() {
    for scribble in [
        (|bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2)) as fn(&mut Vec<u8>),
        |bytes| bytes.clear(),
        |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        },
        |bytes| bytes.extend_from_slice(b"tail"),
        |bytes| bytes.fill(0),
    ] {
        let count = files(ten().path()).len();
        for victim in 0..count {
            let Book { index, folder } = ten();
            drop(index);
            let Some(path) = files(folder.path()).into_iter().nth(victim) else { continue };
            let mut bytes = fs::read(&path).unwrap();
            if bytes.is_empty() {
                continue; // A lock file holds nothing.
            }
            scribble(&mut bytes);
            fs::write(&path, bytes).unwrap();
            let opened = SearchIndex::open(folder.path(), &key()).unwrap();
            assert!(opened.rebuilt, "{path:?}");
            assert_eq!(opened.index.applied(), 0);
            let mut indexing = opened.index.try_indexing().unwrap().unwrap();
            indexing.put(1, doc("Anna Again").text(), 0).unwrap();
            indexing.commit(2).unwrap();
            assert_eq!(find(&opened.index, "anna"), [1]);
            opened.index.check().unwrap();
        }
    }
}

#[test]
fn a_missing_file_is_damage_and_a_missing_index_is_a_new_one() {
    let Book { index, folder } = ten();
    drop(index);
    let term = files(folder.path()).into_iter().find(|path| path.extension().is_some_and(|e| e == "term")).unwrap();
    fs::remove_file(term).unwrap();
    assert!(SearchIndex::open(folder.path(), &key()).unwrap().rebuilt);

    let folder = tempfile::tempdir().unwrap();
    let opened = SearchIndex::open(&folder.path().join("deep/index"), &key()).unwrap();
    assert!(!opened.rebuilt);
    assert_eq!(opened.index.applied(), 0);
    assert_eq!(find(&opened.index, "anna"), [0_i64; 0]);
}

#[test]
fn another_key_is_refused_and_nothing_is_touched() {
    let Book { index, folder } = ten();
    drop(index);
    let contents = || files(folder.path()).into_iter().map(|p| (fs::read(&p).unwrap(), p)).collect::<Vec<_>>();
    let before = contents();
    let error = SearchIndex::open(folder.path(), &Secret::new([4; 32])).unwrap_err();
    assert!(matches!(error, SearchError::WrongKey));
    assert_eq!(contents(), before);
    assert_eq!(find(&SearchIndex::open(folder.path(), &key()).unwrap().index, "anna").len(), 10);
}

#[test]
fn an_index_that_is_damaged_all_over_is_made_anew_where_it_can_be_nobody_elses() {
    let Book { index, folder } = ten();
    drop(index);
    for path in files(folder.path()) {
        let mut bytes = fs::read(&path).unwrap();
        bytes.iter_mut().take(4096).for_each(|byte| *byte ^= 0x5a);
        fs::write(&path, bytes).unwrap();
    }
    assert!(matches!(SearchIndex::open(folder.path(), &key()), Err(SearchError::WrongKey)));
    let opened = SearchIndex::open_or_replace(folder.path(), &key()).unwrap();
    assert!(opened.rebuilt);
    assert_eq!(opened.index.applied(), 0);
}

#[test]
fn a_check_counts_and_notices_damage_while_open() {
    let book = ten();
    let report = book.index.check().unwrap();
    assert_eq!((report.documents, report.applied), (10, 1));
    assert!(report.files > 3);
    let path = files(book.path()).into_iter().find(|path| path.extension().is_some_and(|e| e == "idx")).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[40] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(matches!(book.index.check(), Err(SearchError::Damaged)));
    // The way out that needs no reopening.
    let mut indexing = book.index.try_anew().unwrap().unwrap();
    indexing.put(1, doc("Anna Again").text(), 0).unwrap();
    indexing.commit(9).unwrap();
    assert_eq!(book.find("anna"), [1]);
    book.index.check().unwrap();
}

#[test]
fn no_byte_on_disk_tells_anything() {
    let words = ["Wolfeschlegel", "Steinhausen", "Zebrafish", "Ångström"];
    let book = Book::of((1..=300).map(|row| {
        (
            row,
            SearchDoc {
                company: "Zebrafish Industries".into(),
                emails: vec![format!("wolfeschlegel{row}@steinhausen.example")],
                phones: vec![format!("+4930123{row:05}")],
                notes: "Ångström wolfeschlegel steinhausen zebrafish".into(),
                ..doc("Wolfeschlegel Steinhausen")
            },
        )
    }));
    let mut needles: Vec<Vec<u8>> = vec![b"+4930123".to_vec(), b"4930123".to_vec(), b"rowid".to_vec()];
    for word in words {
        for form in [word.to_owned(), word.to_lowercase(), word.to_uppercase(), satchel_model::fold(word)] {
            // Postings share beginnings: a part must not show either.
            needles.push(form.as_bytes()[..6].to_vec());
            needles.push(form.encode_utf16().flat_map(u16::to_le_bytes).collect());
            needles.push(form.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
    }
    for path in files(book.path()) {
        let bytes = fs::read(&path).unwrap();
        for needle in &needles {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{path:?}");
        }
    }
}

#[test]
fn commits_of_single_edits_keep_the_folder_small() {
    let folder = tempfile::tempdir().unwrap();
    for row in 1..=60 {
        // Each a process of its own, as the command is.
        let index = SearchIndex::open(folder.path(), &key()).unwrap().index;
        let mut indexing = index.try_indexing().unwrap().unwrap();
        indexing.put(row, doc("Anna").text(), 0).unwrap();
        indexing.commit(row).unwrap();
    }
    let opened = SearchIndex::open(folder.path(), &key()).unwrap();
    assert!(!opened.rebuilt);
    assert_eq!((opened.index.applied(), find(&opened.index, "anna").len()), (60, 60));
    assert!(files(folder.path()).len() < 200, "{}", files(folder.path()).len());
}

/// Without a runtime: what is waited for is done by threads of the library.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn pieces_of_a_bulk_load_are_put_together_while_documents_come_and_go() {
    const PIECE: i64 = 8_001;
    let book = Book::of([]);
    let mut indexing = book.index.try_indexing().unwrap().unwrap();
    assert!(indexing.gather().unwrap().is_none(), "nothing to put together");
    for piece in 0..10 {
        for row in piece * PIECE..(piece + 1) * PIECE {
            indexing.put(row, doc(&format!("Anna Piece{piece}")).text(), 0).unwrap();
        }
        indexing.commit(piece + 2).unwrap();
    }
    let pieces = || files(book.path()).iter().filter(|path| path.extension().is_some_and(|e| e == "term")).count();
    assert_eq!(pieces(), 10);
    let gathering = indexing.gather().unwrap().unwrap();
    // Meanwhile one changes, one goes, and one comes.
    indexing.put(5, doc("Berta").text(), 0).unwrap();
    indexing.remove(PIECE);
    indexing.put(10 * PIECE, doc("Anna New").text(), 0).unwrap();
    indexing.commit(12).unwrap();
    assert_eq!((book.search("anna", 1).total, book.index.applied()), (80_009, 12));
    wait(gathering).unwrap();
    assert!(indexing.gather().unwrap().is_none(), "few are left");
    book.index.reload().unwrap();
    assert_eq!((book.search("anna", 1).total, book.search("piece9", 1).total), (80_009, 8_001));
    assert_eq!((book.find("berta"), book.find("new"), book.index.applied()), (vec![5], vec![10 * PIECE], 12));
    // What was put together is removed with the next commit.
    indexing.commit(13).unwrap();
    drop(indexing);
    assert!(pieces() <= 2, "{} pieces", pieces());
    let again = SearchIndex::open(book.path(), &key()).unwrap().index;
    assert_eq!((find(&again, "berta"), again.applied()), (vec![5], 13));
}
