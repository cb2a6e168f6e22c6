//! Characters that nobody sees, made visible: controls, and marks that turn the direction of writing around.
//!
//! Agents read and print whatever there is. Without this a command could look like another one.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with every such character named; line ends and tabs stay.
pub fn text(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, '\n' | '\t') || !is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if matches!(c, '\n' | '\t') { out.push(c) } else { push(c, &mut out) }
    }
    Cow::Owned(out)
}

/// Whether a character has no look of its own, but an effect.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The character, or its name when it is hidden.
pub(crate) fn push(c: char, out: &mut String) {
    // The block of control pictures has one for each of the first 32 controls.
    let picture = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => out.push(picture),
        // Writing to a text does not fail.
        None if is_hidden(c) => write!(out, "⟨U+{:04X}⟩", u32::from(c)).unwrap_or_default(),
        None => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn hidden_characters_are_named() {
        let check = |input: &str, expected: &str| assert_eq!(super::text(input), expected);
        check("a\tb\nc ü 👩‍💻", "a\tb\nc ü 👩‍💻");
        check("a\u{7}b\u{1b}[1m\0\r\n", "a␇b␛[1m␀␍\n");
        check("rm \u{202e}txt.\u{2066}x\u{9b}", "rm ⟨U+202E⟩txt.⟨U+2066⟩x⟨U+009B⟩");
        check("\u{7f}", "␡");
    }
}
