//! Text that nobody may see.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A key. It has no `Display`, and its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a key out of the configuration.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The key itself, for the one place that sends or derives from it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `given` is this key; takes the same time whatever they share, their lengths included.
    pub fn matches(&self, given: &str) -> bool {
        Sha256::digest(&self.0).ct_eq(&Sha256::digest(given)).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_not_shown() {
        assert_eq!(format!("{:?}", Secret::new("sk-canary")), "Secret(…)");
    }

    #[test]
    fn matches_only_itself() {
        let secret = Secret::new("sk-canary");
        assert!(secret.matches("sk-canary"));
        for other in ["", "sk-canar", "sk-canary ", "SK-CANARY"] {
            assert!(!secret.matches(other), "{other}");
        }
    }
}
