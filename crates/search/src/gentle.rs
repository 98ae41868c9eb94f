//! Work that gives way: the threads that the library begins for an index are as urgent as the thread that begins them,
//! where the system hands that on (Linux does).
//!
//! Deliberately absent: making anything more urgent, which systems do not let everybody do.

use std::panic::resume_unwind;

use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};

/// Of a hundred: what somebody waits for has the middle.
const LOW: u8 = 25;

/// Does `work` on a thread that gives way to others, and waits for it.
pub(crate) fn gently<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let gentle = scope.spawn(|| {
            if let Ok(low) = ThreadPriorityValue::try_from(LOW) {
                // Where it is not allowed, it is only not as gentle.
                let _ = set_current_thread_priority(ThreadPriority::Crossplatform(low));
            }
            work()
        });
        gentle.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
