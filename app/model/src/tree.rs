//! JSON as a tree to walk through: keys in the order in which they came, every value as it was written.

use serde_json::value::RawValue;

use crate::wire::tolerant::Source;

/// Strings that are longer, in characters, or have several lines, are folded at first.
const LONG: usize = 120;
/// Containers this deep are folded at first.
const DEEP: usize = 3;
/// Containers of more values are folded at first.
const MANY: usize = 60;

/// The values of a JSON text, each before those in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// How deep it lies; the whole text is at 0.
    pub depth: usize,
    /// What leads to it.
    pub step: Step,
    /// What it is.
    pub value: Value,
    /// It as JSON, as it was written.
    pub text: String,
    /// The value that it lies in.
    pub parent: Option<usize>,
    /// How many values lie in it, at any depth.
    below: usize,
}

/// What leads from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing: it is the whole text.
    Root,
    /// The name of a member.
    Member(String),
    /// The index of an item.
    Item(usize),
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An object with so many members.
    Object(usize),
    /// An array of so many items.
    Array(usize),
    /// What a string says.
    String(String),
    /// A number, as it was written.
    Number,
    /// `true`, `false`, `null`, and what is nested too deeply.
    Word,
}

impl Tree {
    /// Reads a JSON text; nothing when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let raw: Box<RawValue> = serde_json::from_str(text).ok()?;
        let mut tree = Self::default();
        tree.add(Source::new(&raw), Step::Root, None);
        Some(tree)
    }

    /// The values, each before those in it.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Where a value is: `content[0].text`. Nothing for the whole text.
    pub fn path(&self, index: usize) -> String {
        let mut steps = Vec::new();
        let mut at = self.nodes.get(index);
        while let Some(node) = at {
            steps.push(&node.step);
            at = node.parent.and_then(|parent| self.nodes.get(parent));
        }
        let mut path = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Root => {}
                Step::Item(index) => bracket(&mut path, &index.to_string()),
                Step::Member(name) if is_plain(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Step::Member(name) => bracket(&mut path, &serde_json::Value::from(name.as_str()).to_string()),
            }
        }
        path
    }

    /// Whether a value can be folded: something lies in it, or it is a long string.
    pub fn can_fold(&self, index: usize) -> bool {
        self.nodes.get(index).is_some_and(|node| match &node.value {
            Value::Object(count) | Value::Array(count) => *count > 0,
            Value::String(text) => is_long(text),
            Value::Number | Value::Word => false,
        })
    }

    /// Whether a value is unfolded at first.
    pub fn opens(&self, index: usize) -> bool {
        self.nodes.get(index).is_some_and(|node| match &node.value {
            Value::Object(count) | Value::Array(count) => node.depth < DEEP && *count <= MANY,
            Value::String(_) | Value::Number | Value::Word => false,
        })
    }

    /// The values that can be seen when those that `is_open` says so of are unfolded; at most `most`.
    pub fn visible(&self, is_open: impl Fn(usize) -> bool, most: usize) -> Vec<usize> {
        let mut seen = Vec::new();
        let mut index = 0;
        while let Some(node) = self.nodes.get(index).filter(|_| seen.len() < most) {
            seen.push(index);
            index += if is_open(index) { 1 } else { 1 + node.below };
        }
        seen
    }

    fn add(&mut self, json: Source<'_>, step: Step, parent: Option<usize>) {
        let index = self.nodes.len();
        let depth = parent.and_then(|parent| self.nodes.get(parent)).map_or(0, |node| node.depth + 1);
        let text = json.json().to_owned();
        self.nodes.push(Node { depth, step, value: Value::Word, text, parent, below: 0 });
        let value = match json.json().as_bytes().first() {
            Some(b'{') => json.fields().ok().map(|fields| {
                let mut count = 0;
                for (name, value) in fields {
                    self.add(value, Step::Member(name.into_owned()), Some(index));
                    count += 1;
                }
                Value::Object(count)
            }),
            Some(b'[') => json.items().ok().map(|items| {
                let mut count = 0;
                for item in items {
                    self.add(item, Step::Item(count), Some(index));
                    count += 1;
                }
                Value::Array(count)
            }),
            Some(b'"') => json.text().ok().map(|text| Value::String(text.into_owned())),
            Some(b'-' | b'0'..=b'9') => Some(Value::Number),
            _ => None,
        };
        let below = self.nodes.len() - index - 1;
        if let Some(node) = self.nodes.get_mut(index) {
            node.value = value.unwrap_or(Value::Word);
            node.below = below;
        }
    }
}

/// Whether a string is shown on more than one line when it is unfolded.
pub fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().nth(LONG).is_some()
}

fn bracket(path: &mut String, inside: &str) {
    for part in ["[", inside, "]"] {
        path.push_str(part);
    }
}

fn is_plain(name: &str) -> bool {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'));
    starts_well && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"{"type": "x", "content": [{"text": "Hi"}, 1.50, null], "a b": {}, "n": -1e3}"#;

    fn paths(json: &str, is_open: impl Fn(&Tree, usize) -> bool) -> Vec<String> {
        let tree = Tree::parse(json).unwrap();
        tree.visible(|index| is_open(&tree, index), 100).into_iter().map(|index| tree.path(index)).collect()
    }

    fn check(json: &str, expected: &[&str]) {
        assert_eq!(paths(json, |_, _| true), expected, "{json}");
    }

    #[test]
    fn keys_keep_their_order_and_values_their_form() {
        check("1", &[""]);
        check(
            EVENT,
            &["", "type", "content", "content[0]", "content[0].text", "content[1]", "content[2]", r#"["a b"]"#, "n"],
        );
        check(r#"[[1],{"é":2}]"#, &["", "[0]", "[0][0]", "[1]", r#"[1]["é"]"#]);
        let tree = Tree::parse(EVENT).unwrap();
        let texts: Vec<_> = tree.nodes().iter().skip(4).map(|node| node.text.as_str()).collect();
        assert_eq!(texts, ["\"Hi\"", "1.50", "null", "{}", "-1e3"]);
        assert_eq!(tree.nodes().first().map(|node| node.text.as_str()), Some(EVENT));
    }

    #[test]
    fn what_is_folded_hides_what_lies_in_it() {
        assert_eq!(paths(EVENT, |_, _| false), [""]);
        assert_eq!(
            paths(EVENT, |tree, index| tree.path(index) != "content"),
            ["", "type", "content", r#"["a b"]"#, "n"]
        );
        let tree = Tree::parse(EVENT).unwrap();
        assert_eq!(tree.visible(|_| true, 3), [0, 1, 2]);
    }

    #[test]
    fn long_strings_fold_and_nothing_else_without_content() {
        let check = |json: &str, can_fold: bool, opens: bool| {
            let tree = Tree::parse(json).unwrap();
            assert_eq!((tree.can_fold(0), tree.opens(0)), (can_fold, opens), "{json}");
        };
        check("{}", false, true);
        check("[1]", true, true);
        check("\"short\"", false, false);
        check("\"two\\nlines\"", true, false);
        check(&format!("\"{}\"", "x".repeat(121)), true, false);
        check(&format!("[{}1]", "1,".repeat(60)), true, false);
        check("true", false, false);
    }

    #[test]
    fn what_is_no_json_is_no_tree() {
        assert_eq!(Tree::parse("{"), None);
        assert_eq!(Tree::parse(""), None);
        // Deeper than anybody reads: as text.
        let deep = format!("{}{}", "[".repeat(127), "]".repeat(127));
        assert!(Tree::parse(&deep).is_some());
    }
}
