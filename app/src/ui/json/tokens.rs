//! Indents JSON text without reading its values, so that every number and escape stays as it came.

/// A piece of indented JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    kind: Kind,
    text: String,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Brackets, commas, white space, and text that is no JSON.
    Plain,
    /// The name of a member.
    Key,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
}

impl Token {
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Indents `text` by two spaces a level.
pub(super) fn pretty(text: &str) -> Vec<Token> {
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return vec![Token { kind: Kind::Plain, text: text.to_owned() }];
    }
    let mut out = Printer::default();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        let (piece, tail) = rest.split_at(piece_length(rest, first));
        let tail = tail.trim_start();
        match first {
            '{' | '[' => out.open(piece, tail.starts_with(['}', ']'])),
            '}' | ']' => out.close(piece),
            ',' => out.comma(),
            ':' => out.plain(": "),
            '"' if tail.starts_with(':') => out.push(Kind::Key, piece),
            '"' => out.push(Kind::String, piece),
            '-' | '0'..='9' => out.push(Kind::Number, piece),
            _ => out.push(Kind::Word, piece),
        }
        rest = tail;
    }
    out.tokens
}

/// The bytes of the piece that begins with `first`; the text is known to be JSON.
fn piece_length(text: &str, first: char) -> usize {
    match first {
        '{' | '}' | '[' | ']' | ',' | ':' => 1,
        '"' => {
            let mut escaped = true; // the opening quote does not close
            let end = text.bytes().position(|b| {
                let closes = b == b'"' && !escaped;
                escaped = b == b'\\' && !escaped;
                closes
            });
            end.map_or(text.len(), |end| end + 1)
        }
        _ => text.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(text.len()),
    }
}

#[derive(Default)]
struct Printer {
    tokens: Vec<Token>,
    depth: usize,
    /// The container that was opened last is empty.
    is_empty: bool,
}

impl Printer {
    fn push(&mut self, kind: Kind, text: &str) {
        self.tokens.push(Token { kind, text: text.to_owned() });
    }

    /// Adds to the plain text before, to keep pieces few.
    fn plain(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token { kind: Kind::Plain, text: last }) => last.push_str(text),
            _ => self.push(Kind::Plain, text),
        }
    }

    fn open(&mut self, bracket: &str, is_empty: bool) {
        self.plain(bracket);
        self.is_empty = is_empty;
        self.depth += 1;
        if !is_empty {
            self.new_line();
        }
    }

    fn close(&mut self, bracket: &str) {
        self.depth = self.depth.saturating_sub(1);
        if !std::mem::take(&mut self.is_empty) {
            self.new_line();
        }
        self.plain(bracket);
    }

    fn comma(&mut self) {
        self.plain(",");
        self.new_line();
    }

    fn new_line(&mut self) {
        let indent = "  ".repeat(self.depth);
        self.plain("\n");
        self.plain(&indent);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(input: &str, expected: Expect) {
        expected.assert_eq(&pretty(input).iter().map(Token::text).collect::<String>());
    }

    #[test]
    fn indents() {
        check(
            r#" {"a":[1,-2.50e3 ,{}],"b" : {"c":"d\"},{\\","e":null}, "f":[ ],"g":true}"#,
            expect![[r#"
                {
                  "a": [
                    1,
                    -2.50e3,
                    {}
                  ],
                  "b": {
                    "c": "d\"},{\\",
                    "e": null
                  },
                  "f": [],
                  "g": true
                }"#]],
        );
        check("12345678901234567890.10", expect!["12345678901234567890.10"]);
        check("\"ü\"", expect!["\"ü\""]);
    }

    #[test]
    fn shows_what_is_no_json_as_it_is() {
        check("{\"a\":", expect!["{\"a\":"]);
        check("", expect![""]);
    }

    #[test]
    fn tells_kinds_apart() {
        let tokens = pretty(r#"{"a":"b","c":[1,true]}"#);
        let coloured: Vec<(Kind, &str)> =
            tokens.iter().map(|token| (token.kind(), token.text())).filter(|(kind, _)| *kind != Kind::Plain).collect();
        let expected = [
            (Kind::Key, "\"a\""),
            (Kind::String, "\"b\""),
            (Kind::Key, "\"c\""),
            (Kind::Number, "1"),
            (Kind::Word, "true"),
        ];
        assert_eq!(coloured, expected);
    }

    #[test]
    fn means_the_same_after_indenting() {
        let text = "a, {\"b\": [\\]}\n:";
        let quoted = serde_json::to_string(&[text, "\u{1}\\\""]).unwrap();
        let printed: String = pretty(&quoted).iter().map(Token::text).collect();
        let value: serde_json::Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(value, serde_json::json!([text, "\u{1}\\\""]));
    }
}
