//! What changed between two texts, line by line.

mod words;

use std::ops::Range;

/// One line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What happened to it.
    pub change: Change,
    /// The line without its end.
    pub text: String,
    /// Which bytes of a line that was replaced by one like it differ; empty when all do.
    pub differs: Vec<Range<usize>>,
}

/// What happened to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is on both sides.
    Kept,
    /// Only the old text has it.
    Removed,
    /// Only the new text has it.
    Added,
}

/// The largest table of the exact comparison; beyond it the middle is shown as replaced whole.
const MAX_CELLS: usize = 250_000;

/// The lines of both texts, with as many kept as possible.
pub fn lines(old: &str, new: &str) -> Vec<Line> {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (kept, old) = old.split_at(head);
    let new = new.get(head..).unwrap_or_default();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, after) = old.split_at(old.len() - tail);
    let new = new.get(..new.len() - tail).unwrap_or_default();

    let mut out = Vec::with_capacity(head + old.len() + new.len() + tail);
    let mut push = |change, texts: &[&str]| {
        out.extend(texts.iter().map(|text| Line { change, text: (*text).to_owned(), differs: Vec::new() }));
    };
    push(Change::Kept, kept);
    if old.len().saturating_mul(new.len()) > MAX_CELLS {
        push(Change::Removed, old);
        push(Change::Added, new);
    } else {
        for (change, text) in longest_common(old, new) {
            push(change, &[text]);
        }
    }
    push(Change::Kept, after);
    words::mark(&mut out);
    out
}

/// How many lines were added and removed.
pub fn counts(lines: &[Line]) -> (usize, usize) {
    let count = |change| lines.iter().filter(|line| line.change == change).count();
    (count(Change::Added), count(Change::Removed))
}

/// A line of a difference as it is shown, or lines between others that are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    /// A line.
    Line(&'a Line),
    /// So many kept lines.
    Gap(usize),
}

/// What changed, with at most `around` kept lines on each side of it.
pub fn short(lines: &[Line], around: usize) -> Vec<Shown<'_>> {
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let kept = rest.iter().take_while(|line| line.change == Change::Kept).count();
        let (run, after) = rest.split_at(kept.max(1));
        let before = if out.is_empty() { 0 } else { around };
        let behind = if after.is_empty() { 0 } else { around };
        // A sign for a single line would save nothing.
        if first.change == Change::Kept && kept > before + behind + 1 {
            out.extend(run.iter().take(before).map(Shown::Line));
            out.push(Shown::Gap(kept - before - behind));
            out.extend(run.iter().skip(kept - behind).map(Shown::Line));
        } else {
            out.extend(run.iter().map(Shown::Line));
        }
        rest = after;
    }
    out
}

/// The longest common subsequence, by the usual table, removed lines before added ones.
fn longest_common<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Change, &'a str)> {
    let width = new.len() + 1;
    // `table[i * width + j]`: the length of the longest common part of `old[i..]` and `new[j..]`.
    let mut table = vec![0u32; (old.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best =
                if a == b { at(&table, i + 1, j + 1) + 1 } else { at(&table, i + 1, j).max(at(&table, i, j + 1)) };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                out.push((Change::Kept, *a));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b) if b.is_none() || at(&table, i + 1, j) >= at(&table, i, j + 1) => {
                out.push((Change::Removed, *a));
                i += 1;
            }
            (_, Some(b)) => {
                out.push((Change::Added, *b));
                j += 1;
            }
            (_, None) => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, expected: &str) {
        let found: Vec<String> = lines(old, new)
            .iter()
            .map(|line| match line.change {
                Change::Kept => format!(" {}", line.text),
                Change::Removed => format!("-{}", line.text),
                Change::Added => format!("+{}", line.text),
            })
            .collect();
        assert_eq!(found.join("\n"), expected);
    }

    #[test]
    fn keeps_as_much_as_possible() {
        check("", "", "");
        check("a", "a", " a");
        check("", "a\nb", "+a\n+b");
        check("a\nb", "", "-a\n-b");
        check("a\nb\nc", "a\nx\nc", " a\n-b\n+x\n c");
        check("a\nb\nc\nd", "a\nc\ny\nd", " a\n-b\n c\n+y\n d");
        check("if a\n", "if a && b\nif a", "+if a && b\n if a");
    }

    #[test]
    fn lines_like_another_show_what_differs() {
        let check = |old: &str, new: &str, expected: &[&str]| {
            let found: Vec<String> = lines(old, new)
                .iter()
                .map(|line| {
                    let mut text = line.text.clone();
                    for range in line.differs.iter().rev() {
                        text.insert(range.end, '>');
                        text.insert(range.start, '<');
                    }
                    text
                })
                .collect();
            assert_eq!(found, expected);
        };
        check(
            "if (!q.ok) return a;",
            "if (!q.ok && b) return a;",
            &["if (!q.ok) return a;", "if (!q.ok< && b>) return a;"],
        );
        check("let x = one(a);", "let x = two(b);", &["let x = <one>(<a>);", "let x = <two>(<b>);"]);
        check("let größe = 1", "let größe = 2", &["let größe = <1>", "let größe = <2>"]);
        check("nothing here", "is the same", &["nothing here", "is the same"]);
        check("a b c d\n1 2 3 4", "a b c e\n1 2 3 5", &["a b c <d>", "1 2 3 <4>", "a b c <e>", "1 2 3 <5>"]);
        check("", "new", &["new"]);
    }

    #[test]
    fn far_lines_that_stay_are_left_out() {
        let check = |old: &str, new: &str, expected: &str| {
            let lines = lines(old, new);
            let line = |shown: &Shown<'_>| match shown {
                Shown::Line(line) => line.text.clone(),
                Shown::Gap(count) => format!("({count})"),
            };
            assert_eq!(short(&lines, 1).iter().map(line).collect::<Vec<_>>().join(" "), expected);
        };
        check("a b c".replace(' ', "\n").as_str(), "a b x".replace(' ', "\n").as_str(), "a b c x");
        let old = "1 2 3 4 5 6 7 8 9".replace(' ', "\n");
        check(&old, &old.replace('5', "x"), "(3) 4 5 x 6 (3)");
        check(&old, &old.replace('1', "x").replace('9', "y"), "1 x 2 (5) 8 9 y");
        check(&old, &old, "(9)");
        check("", "a", "a");
    }

    #[test]
    fn a_huge_replacement_is_still_shown() {
        let old = "a\n".repeat(600);
        let new = "b\n".repeat(600);
        assert_eq!(counts(&lines(&old, &new)), (600, 600));
    }
}
