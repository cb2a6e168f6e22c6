//! Version numbers as programs print them.

use std::fmt;

/// `major.minor.patch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first version in what a program says about itself: `v20.3.1`, `trunk 0.21.14`, `rustc 1.95.0 (…)`.
    /// A pre-release counts as its release; a missing patch as 0.
    pub fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let word = word.trim_start_matches(['v', '=']);
        let numbers = word.split(['-', '+']).next()?;
        let mut parts = numbers.split('.').map(|part| part.parse().ok());
        let version = Self(parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        parts.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(major, minor, patch) = self;
        write!(f, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_in_what_programs_print() {
        let check = |text, expected| assert_eq!(Version::find(text), expected, "{text:?}");
        check("v20.20.2\n", Some(Version(20, 20, 2)));
        check("trunk 0.21.14", Some(Version(0, 21, 14)));
        check("0.8.7", Some(Version(0, 8, 7)));
        check("=0.2.130", Some(Version(0, 2, 130)));
        check("1.95", Some(Version(1, 95, 0)));
        check("rustc 1.95.0 (59807616e 2026-04-14)", Some(Version(1, 95, 0)));
        check("rustc 1.97.0-nightly (abc)", Some(Version(1, 97, 0)));
        check("wasm-bindgen 0.2.130 (abc)", Some(Version(0, 2, 130)));
        check("", None);
        check("no version", None);
        check("1.2.3.4", None);
        check("1.x", None);
        check("20", None);
    }

    #[test]
    fn compares_by_number_not_by_text() {
        assert!(Version(0, 21, 14) > Version(0, 21, 9));
        assert!(Version(20, 3, 0) <= Version(20, 20, 2));
    }
}
