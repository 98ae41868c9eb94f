//! What is borne of a remote within a run, and for how long.

use std::time::Duration;

use satchel_remote::Halt;

use super::Time;

/// Longest rest within a run. Who asks for more is left alone until the next run.
const LONGEST: Duration = Duration::from_secs(60);
/// The first rest when the remote does not say how long; each one after is twice as long.
const FIRST: Duration = Duration::from_secs(1);
/// Tries of one call.
const TRIES: u32 = 4;

/// Patience for one call.
pub(super) struct Patience<'a> {
    time: &'a dyn Time,
    tried: u32,
}

impl<'a> Patience<'a> {
    pub(super) fn new(time: &'a dyn Time) -> Self {
        Self { time, tried: 0 }
    }

    /// Rests, so that the call can be made again.
    ///
    /// # Errors
    /// The halt, when it does not pass, was met too often, or asks for too long a rest.
    pub(super) async fn bear(&mut self, halt: Halt) -> Result<(), Halt> {
        self.tried += 1;
        let asked = match &halt {
            Halt::Throttled { after } => *after,
            Halt::SignIn
            | Halt::Forbidden
            | Halt::Untrusted
            | Halt::Offline
            | Halt::Unavailable
            | Halt::Nonsense(_)
            | Halt::CursorLost => None,
        };
        let rest = asked.unwrap_or(FIRST * 2_u32.pow(self.tried - 1));
        // A connection that is not there does not come back in seconds; what is nonsense once may be a broken answer.
        let tries = if matches!(halt, Halt::Offline | Halt::Nonsense(_)) { 2 } else { TRIES };
        if !halt.passes() || self.tried >= tries || rest > LONGEST {
            return Err(halt);
        }
        self.time.rest(rest + self.time.chance(rest / 4)).await;
        Ok(())
    }
}
