//! A value that must not be printed, logged or serialised by accident.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// Holds a secret; `Debug` prints `<redacted>`, there is no `Display` and no serialisation, memory is wiped on drop.
#[derive(Clone)]
pub struct Secret<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Secret<T> {
    /// Takes the secret in.
    pub fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The bare value; every call is a place to review.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn never_prints_what_it_holds() {
        let secret = Secret::new("hunter2".to_owned());
        assert_eq!(format!("{secret:?}"), "<redacted>");
        assert_eq!(secret.expose(), "hunter2");
    }
}
