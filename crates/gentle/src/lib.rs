//! Work that gives way: threads that are less urgent than what somebody waits for.
//!
//! Threads that such a thread begins are as gentle as it is where the system hands that on (Linux does). Where a system
//! does not allow it, work is only not as gentle. Deliberately absent: making anything more urgent, which systems do
//! not let everybody do.

use std::io;
use std::panic::resume_unwind;
use std::thread::{Builder, scope};

use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};

/// To whom work gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gentle {
    /// To whoever looks at the window. What large work waits for in turn.
    Somewhat,
    /// To everybody.
    Very,
}

impl Gentle {
    /// Of a hundred: what somebody waits for has the middle.
    fn urgency(self) -> u8 {
        match self {
            Self::Somewhat => 38,
            Self::Very => 25,
        }
    }

    fn settle(self) {
        if let Ok(low) = ThreadPriorityValue::try_from(self.urgency()) {
            let _ = set_current_thread_priority(ThreadPriority::Crossplatform(low));
        }
    }

    /// Does `work` on a thread of its own and does not wait for it.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn begin(self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let settled = move || {
            self.settle();
            work();
        };
        Builder::new().spawn(settled).map(drop)
    }

    /// Does `work` on a thread of its own and waits for it.
    pub fn finish<T: Send>(self, work: impl FnOnce() -> T + Send) -> T {
        scope(|scope| {
            let settled = scope.spawn(move || {
                self.settle();
                work()
            });
            settled.join().unwrap_or_else(|panic| resume_unwind(panic))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::Gentle;

    #[test]
    fn work_is_done_and_its_threads_are_as_gentle() {
        assert_eq!(Gentle::Very.finish(|| 6 * 7), 42);
        let (told, heard) = channel();
        Gentle::Somewhat.begin(move || told.send(std::thread::spawn(nice).join().unwrap()).unwrap()).unwrap();
        let somewhat = heard.recv().unwrap();
        let very = Gentle::Very.finish(nice);
        if cfg!(target_os = "linux") {
            assert!(nice() < somewhat && somewhat < very, "{:?} {somewhat:?} {very:?}", nice());
        }
    }

    #[test]
    #[should_panic(expected = "of its own")]
    fn a_panic_is_handed_on() {
        Gentle::Very.finish(|| panic!("of its own"));
    }

    /// How much the current thread gives way: the nineteenth field of its `stat` on Linux.
    fn nice() -> Option<i32> {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(16)?.parse().ok()
    }
}
