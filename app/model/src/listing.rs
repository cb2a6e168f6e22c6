//! Lines of files with their numbers, as the tool that reads files prints them.

/// The number of the first line, and the lines without numbers.
///
/// Each line has to be its number, a tab, and what it says, without a gap; else the numbers mean something else.
pub fn numbered(text: &str) -> Option<(u64, String)> {
    let mut first = None;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let (number, said) = line.split_once('\t')?;
        let number: u64 = number.trim_start().parse().ok()?;
        let (start, count) = first.get_or_insert((number, 0));
        if number != *start + *count {
            return None;
        }
        *count += 1;
        if *count > 1 {
            out.push('\n');
        }
        out.push_str(said);
    }
    first.map(|(start, _)| (start, out))
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_stand_apart_from_lines() {
        let check = |text: &str, expected: Option<(u64, &str)>| {
            let found = super::numbered(text);
            assert_eq!(found.as_ref().map(|(start, text)| (*start, text.as_str())), expected, "{text:?}");
        };
        check("", None);
        check("1\ta\n2\t\tb\n3\t", Some((1, "a\n\tb\n")));
        check("     9\ta\n    10\tb", Some((9, "a\nb")));
        check("1\ta\n3\tb", None);
        check("1\ta\nnote", None);
        check("a\tb", None);
    }
}
