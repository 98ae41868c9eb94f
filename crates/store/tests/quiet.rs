//! At the most talkative level the log holds no key and nothing that was put in. A program of its own, because the
//! subscriber is the whole process's.

#![expect(clippy::unwrap_used, reason = "in a test what fails should fail loudly")]

use std::io::Write;
use std::sync::{Arc, Mutex};

use satchel_model::{ContactDraft, Id, Origin, Secret, parse_assignment};
use satchel_store::{BatchStart, Store};
use tracing_subscriber::filter::LevelFilter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_at_trace_holds_no_key_and_no_value() {
    const NOW: i64 = 1_795_478_400_000;
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt::Subscriber::builder()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .init();
    tracing::trace!("listening");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("satchel.db");
    let replica = Id::from_parts(1, &[9; 10]);
    let store = Store::create(&path, &Secret::new([0xab; 32]), replica, NOW).await.unwrap();
    let start = || BatchStart {
        origin: Origin::Command,
        host: "test".into(),
        actor: "me".into(),
        label: "edit".into(),
        at: NOW,
    };
    let mut writing = store.begin(start()).await.unwrap();
    let draft = ContactDraft { given: "Quixotina".into(), ..Default::default() };
    let id = writing.create_contacts(&[store.new_contact(draft)]).await.unwrap()[0].1;
    writing.commit().await.unwrap();
    let mut writing = store.begin(start()).await.unwrap();
    let patch = vec![parse_assignment("email=quixotina@windmill.example").unwrap()];
    writing.edit_contact(id, &patch, None, None).await.unwrap();
    writing.commit().await.unwrap();
    store.close().await;
    // A wrong key makes the driver complain, which is when it might say too much.
    Store::open(&path, &Secret::new([0xcd; 32]), replica, NOW).await.unwrap_err();
    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).to_lowercase();
    assert!(text.contains("listening"), "the log was not caught");
    for word in ["abababab", "cdcdcdcd", "quixotina", "windmill"] {
        assert!(!text.contains(word), "{word} is in the log");
    }
}
