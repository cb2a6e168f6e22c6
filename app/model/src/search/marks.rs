//! Where in a shown text the text stands that is looked for.

/// The places of `wanted` in `text` without regard to case, as beginnings and ends in UTF-16 units, as pages count.
pub fn marks(text: &str, wanted: &str) -> Vec<(u32, u32)> {
    let wanted = wanted.trim().to_lowercase();
    let mut lower = String::with_capacity(text.len());
    // For every byte of the lower text: the unit at which its letter begins.
    let mut units: Vec<u32> = Vec::with_capacity(text.len() + 1);
    let mut unit = 0;
    for letter in text.chars() {
        lower.extend(letter.to_lowercase());
        units.resize(lower.len(), unit);
        unit += if letter.len_utf16() == 1 { 1 } else { 2 };
    }
    units.push(unit);
    if wanted.is_empty() {
        return Vec::new();
    }
    let place = |byte: usize| units.get(byte).copied().unwrap_or(unit);
    lower.match_indices(&wanted).map(|(at, found)| (place(at), place(at + found.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &str, expected: &[(u32, u32)]) {
        assert_eq!(marks(text, wanted), expected, "{wanted} in {text}");
    }

    #[test]
    fn places_are_counted_as_pages_do() {
        check("npm test, NPM", "npm", &[(0, 3), (10, 13)]);
        check("die Übergabe", "ü", &[(4, 5)]);
        check("😀 a 😀", "a", &[(3, 4)]);
        check("😀 a 😀", "😀", &[(0, 2), (5, 7)]);
        check("İstanbul", "stan", &[(1, 5)]);
        check("a", "", &[]);
        check("", "a", &[]);
    }
}
