//! Which thread made which.

use std::collections::HashSet;

/// Threads in the order of a tree, each with its depth: children follow their parent.
///
/// `threads` are ids with those of their parents. Whose parent is not among them stands at the top, and a circle is cut.
pub fn nest(threads: &[(String, Option<String>)]) -> Vec<(usize, usize)> {
    let ids: HashSet<&str> = threads.iter().map(|(id, _)| id.as_str()).collect();
    let is_top = |parent: &Option<String>| parent.as_deref().is_none_or(|parent| !ids.contains(parent));
    let mut placed = vec![false; threads.len()];
    let mut found = Vec::with_capacity(threads.len());
    // Last in, first out: so they go in backwards.
    let tops = threads.iter().enumerate().filter(|(_, (_, parent))| is_top(parent));
    let mut open: Vec<(usize, usize)> = tops.map(|(index, _)| (index, 0)).rev().collect();
    loop {
        let next = open.pop().or_else(|| placed.iter().position(|placed| !placed).map(|index| (index, 0)));
        let Some((index, depth)) = next else { return found };
        match placed.get_mut(index) {
            Some(placed) if !*placed => *placed = true,
            _ => continue,
        }
        found.push((index, depth));
        let id = threads.get(index).map(|(id, _)| id.as_str());
        let children =
            threads.iter().enumerate().filter(|(_, (_, parent))| parent.is_some() && parent.as_deref() == id);
        open.extend(children.map(|(index, _)| (index, depth + 1)).rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(threads: &[(&str, &str)], expected: &[(usize, usize)]) {
        let parent = |parent: &str| (!parent.is_empty()).then(|| parent.to_owned());
        let threads: Vec<_> = threads.iter().map(|(id, of)| ((*id).to_owned(), parent(of))).collect();
        assert_eq!(nest(&threads), expected, "{threads:?}");
    }

    #[test]
    fn children_follow_their_parent() {
        check(&[], &[]);
        check(&[("a", ""), ("b", "a"), ("c", "a")], &[(0, 0), (1, 1), (2, 1)]);
        check(&[("a", ""), ("b", "a"), ("c", "a"), ("d", "b")], &[(0, 0), (1, 1), (3, 2), (2, 1)]);
    }

    #[test]
    fn nothing_is_lost() {
        check(&[("b", "gone"), ("a", "")], &[(0, 0), (1, 0)]);
        check(&[("a", "b"), ("b", "a")], &[(0, 0), (1, 1)]);
        check(&[("a", "a")], &[(0, 0)]);
    }
}
