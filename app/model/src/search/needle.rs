//! A text that is looked for, without regard to case.

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needle {
    lower: String,
    /// Letters and digits of ASCII, which JSON writes as they are unless it escapes everything.
    is_plain: bool,
}

impl Needle {
    /// Nothing is found by a text without a character.
    pub(super) fn new(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        let is_plain = lower.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.'));
        (!lower.is_empty()).then_some(Self { lower, is_plain })
    }

    /// Whether it is this text.
    pub(super) fn is(&self, text: &str) -> bool {
        self.lower == text.to_lowercase()
    }

    /// Whether it is part of `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        if self.lower.is_ascii() {
            return contains_ascii(text.as_bytes(), self.lower.as_bytes());
        }
        text.to_lowercase().contains(&self.lower)
    }

    /// Whether it can be in one of the strings of a JSON text: quick, and never wrong when it says no.
    pub(super) fn may_be_in(&self, json: &str) -> bool {
        !self.is_plain || self.is_in(json) || json.contains("\\u00")
    }
}

/// `needle` is lower case and not empty.
fn contains_ascii(text: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else { return true };
    let mut at = text;
    while let Some((byte, after)) = at.split_first() {
        if byte.to_ascii_lowercase() == *first
            && after.get(..rest.len()).is_some_and(|here| here.eq_ignore_ascii_case(rest))
        {
            return true;
        }
        at = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(needle: &str, text: &str, expected: bool) {
        assert_eq!(Needle::new(needle).unwrap().is_in(text), expected, "{needle} in {text}");
    }

    #[test]
    fn case_does_not_matter() {
        check("NPM", "run npm test", true);
        check("npm", "run NPM test", true);
        check("npn", "run npm test", false);
        check("test", "tes", false);
        check("test", "te test", true);
        check("Über", "die ÜBERgabe", true);
        check("ber", "ÜBER", true);
        check(" npm ", "npm", true);
        check("a\nb", "A\nB", true);
    }

    #[test]
    fn nothing_is_no_needle() {
        assert_eq!(Needle::new(" \n"), None);
    }
}
