//! What may be typed. Pure, so that every rule has a test.

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was typed.
    Missing,
    /// More characters than the API takes.
    TooLong {
        /// How many it takes.
        max: usize,
    },
    /// Nothing was chosen.
    NotChosen,
    /// No amount of dollars and cents above zero.
    NoAmount,
    /// One of the hosts is no host name.
    NoHost {
        /// Which line, from 1.
        line: usize,
    },
}

/// A text that must be there.
pub fn required(text: &str, max: usize) -> Result<String, Wrong> {
    let text = text.trim();
    if text.is_empty() { Err(Wrong::Missing) } else { at_most(text, max).map(str::to_owned) }
}

/// A text that may be left out.
pub fn optional(text: &str, max: usize) -> Result<Option<String>, Wrong> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { at_most(text, max).map(|text| Some(text.to_owned())) }
}

/// Something that must be chosen.
pub fn chosen(id: &str) -> Result<String, Wrong> {
    if id.is_empty() { Err(Wrong::NotChosen) } else { Ok(id.to_owned()) }
}

/// Dollars, as whole cents; nothing when left out.
pub fn dollars(text: &str) -> Result<Option<u64>, Wrong> {
    let text = text.trim();
    let text = text.strip_prefix('$').unwrap_or(text).trim_start();
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 2 || !is_number(whole) || !is_number(fraction) {
        return Err(Wrong::NoAmount);
    }
    // `5.4` is five dollars and forty cents.
    format!("{whole}{fraction:0<2}").parse().ok().filter(|&cents| cents > 0).map(Some).ok_or(Wrong::NoAmount)
}

/// Host names, or `*.` and one; a line each, or with commas between.
pub fn hosts(text: &str) -> Result<Vec<String>, Wrong> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for host in line.split(',').map(str::trim).filter(|host| !host.is_empty()) {
            if !is_host(host.strip_prefix("*.").unwrap_or(host)) {
                return Err(Wrong::NoHost { line: index + 1 });
            }
            found.push(host.to_owned());
        }
    }
    Ok(found)
}

fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

fn at_most(text: &str, max: usize) -> Result<&str, Wrong> {
    if text.chars().count() > max { Err(Wrong::TooLong { max }) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        assert_eq!(required("  Data analyst ", 256), Ok("Data analyst".to_owned()));
        assert_eq!(required("  ", 256), Err(Wrong::Missing));
        assert_eq!(required("äöü", 3), Ok("äöü".to_owned()));
        assert_eq!(required("äöüß", 3), Err(Wrong::TooLong { max: 3 }));
        assert_eq!(optional("", 3), Ok(None));
        assert_eq!(optional("abcd", 3), Err(Wrong::TooLong { max: 3 }));
        assert_eq!(chosen(""), Err(Wrong::NotChosen));
    }

    #[test]
    fn amounts() {
        let check = |text: &str, expected: Result<Option<u64>, Wrong>| assert_eq!(dollars(text), expected, "{text}");
        check("", Ok(None));
        check("5", Ok(Some(500)));
        check(" $2.50 ", Ok(Some(250)));
        check("5.4", Ok(Some(540)));
        check("0.01", Ok(Some(1)));
        for wrong in ["0", "0.00", "5.001", "-1", "1e3", ".5", "five", "1,000", "99999999999999999999"] {
            check(wrong, Err(Wrong::NoAmount));
        }
    }

    #[test]
    fn host_names() {
        let check = |text: &str, expected: Result<&[&str], Wrong>| {
            assert_eq!(
                hosts(text),
                expected.map(|hosts| hosts.iter().map(|&host| host.to_owned()).collect()),
                "{text}"
            );
        };
        check("", Ok(&[]));
        check(
            "api.example.com\n*.data.example.com, localhost\n",
            Ok(&["api.example.com", "*.data.example.com", "localhost"]),
        );
        check("ok.example\nhttps://example.com", Err(Wrong::NoHost { line: 2 }));
        check("*.*.example.com", Err(Wrong::NoHost { line: 1 }));
        check("-a.example", Err(Wrong::NoHost { line: 1 }));
    }
}
