//! Words of programs by what they are, as far as that can be told without a grammar.
//!
//! Four things in five families of languages: comments, strings, numbers and key words. What is not sure is plain.

/// Texts in quotes of more characters are not looked for.
const LONGEST: usize = 4_000;

/// How a family of languages is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    line_comment: &'static str,
    /// Comments of several lines are written as in C.
    has_blocks: bool,
    quotes: &'static str,
    keywords: &'static str,
}

/// Some characters of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What they are.
    pub kind: Kind,
    /// Which.
    pub text: &'a str,
}

/// What characters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything else.
    Plain,
    /// For readers.
    Comment,
    /// A text.
    String,
    /// A number.
    Number,
    /// A word of the language.
    Keyword,
}

const C: Language = Language {
    line_comment: "//",
    has_blocks: true,
    quotes: "\"'`",
    keywords: "abstract as async await break case catch class const continue default delete do else enum export extends \
        false final finally for from func function go if implements import in instanceof int interface let map module \
        namespace new nil null of package private protected public range return static struct super switch this throw \
        true try type typeof undefined using var void while yield",
};

const RUST: Language = Language {
    // A single quote also begins the name of a lifetime.
    quotes: "\"",
    keywords: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod \
        move mut pub ref return self Self static struct super trait true type unsafe use where while",
    ..C
};

const PYTHON: Language = Language {
    line_comment: "#",
    has_blocks: false,
    quotes: "\"'",
    keywords: "and as assert async await break class continue def del elif else except False finally for from global if \
        import in is lambda None nonlocal not or pass raise return True try while with yield",
};

const SHELL: Language = Language {
    keywords: "case do done elif else esac export false fi for function if in local return then true while null",
    ..PYTHON
};

const SQL: Language = Language {
    line_comment: "--",
    has_blocks: true,
    quotes: "'",
    keywords: "ALTER AND AS BY CREATE DELETE DESC DROP EXISTS FROM GROUP HAVING IN INDEX INNER INSERT INTO IS JOIN LEFT \
        LIMIT NOT NULL ON OR ORDER PRIMARY SELECT SET TABLE TRUNCATE UNION UPDATE VALUES WHERE WITH",
};

/// The language of a block by its label, or of a file by the ending of its name.
pub fn language(name: &str) -> Option<Language> {
    let ending = name.rsplit(['.', '/']).next().unwrap_or_default();
    Some(match ending.to_ascii_lowercase().as_str() {
        "c" | "cc" | "cpp" | "cs" | "css" | "dart" | "go" | "h" | "hpp" | "java" | "javascript" | "js" | "json"
        | "jsonc" | "jsx" | "kotlin" | "kt" | "mjs" | "scala" | "swift" | "ts" | "tsx" | "typescript" => C,
        "rs" | "rust" => RUST,
        "py" | "python" => PYTHON,
        "bash" | "dockerfile" | "rb" | "ruby" | "sh" | "shell" | "toml" | "yaml" | "yml" | "zsh" => SHELL,
        "sql" => SQL,
        _ => return None,
    })
}

/// The characters of a text by what they are; together they are the text.
pub fn tokens(text: &str, language: Language) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    // Where the plain characters before `rest` begin.
    let mut plain = text;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = token(rest, first, before, language);
        let (taken, after) = rest.split_at(length);
        if kind != Kind::Plain {
            let head = plain.get(..plain.len() - rest.len()).unwrap_or_default();
            if !head.is_empty() {
                tokens.push(Token { kind: Kind::Plain, text: head });
            }
            tokens.push(Token { kind, text: taken });
            plain = after;
        }
        before = taken.chars().next_back();
        rest = after;
    }
    if !plain.is_empty() {
        tokens.push(Token { kind: Kind::Plain, text: plain });
    }
    tokens
}

/// What begins here, and how long it is.
fn token(rest: &str, first: char, before: Option<char>, language: Language) -> (Kind, usize) {
    let is_free = before.is_none_or(|c| c.is_whitespace() || "(){}[];,".contains(c));
    let line = rest.find('\n').unwrap_or(rest.len());
    if rest.starts_with(language.line_comment) && (is_free || language.line_comment != "#") && before != Some(':') {
        return (Kind::Comment, line);
    }
    if language.has_blocks && rest.starts_with("/*") {
        let end = rest.get(2..).and_then(|inside| inside.find("*/")).map(|at| at + 4);
        return (Kind::Comment, end.unwrap_or(rest.len()));
    }
    if language.quotes.contains(first) {
        // A quote without a partner is an apostrophe.
        let end = quoted(rest, first, line);
        return end.map_or((Kind::Plain, first.len_utf8()), |end| (Kind::String, end));
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    if first.is_ascii_digit() {
        let length = rest.find(|c: char| !is_word(c) && c != '.').unwrap_or(rest.len());
        return (Kind::Number, length);
    }
    let word = rest.get(..length).unwrap_or_default();
    let is_keyword = !word.is_empty() && before != Some('.') && language.keywords.split(' ').any(|known| known == word);
    (if is_keyword { Kind::Keyword } else { Kind::Plain }, length.max(first.len_utf8()))
}

/// How long a text in quotes is; some go over several lines.
fn quoted(rest: &str, quote: char, line: usize) -> Option<usize> {
    let triple: String = std::iter::repeat_n(quote, 3).collect();
    if quote != '`' && rest.starts_with(&triple) {
        let inside = rest.get(3..)?;
        return Some(inside.find(&triple).map_or(rest.len(), |at| at + 6));
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1).take(LONGEST) {
        if at >= line && quote != '`' {
            return None;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, name: &str) -> String {
        let tokens = tokens(text, language(name).unwrap());
        tokens
            .iter()
            .map(|Token { kind, text }| match kind {
                Kind::Plain => (*text).to_owned(),
                Kind::Comment => format!("<c {text}>"),
                Kind::String => format!("<s {text}>"),
                Kind::Number => format!("<n {text}>"),
                Kind::Keyword => format!("<k {text}>"),
            })
            .collect()
    }

    #[track_caller]
    fn check(name: &str, text: &str, expected: &str) {
        assert_eq!(shown(text, name), expected, "{text}");
    }

    #[test]
    fn words_of_programs() {
        check(
            "a.ts",
            "const x = 'it\\'s' // why\nreturn 1.5",
            "<k const> x = <s 'it\\'s'> <c // why>\n<k return> <n 1.5>",
        );
        check("ts", "a.type = `b\n${c}`; /* d\n */ e1 x2", "a.type = <s `b\n${c}`>; <c /* d\n */> e1 x2");
        check("src/lib.rs", "fn f<'a>(x: &'a str) {} // 'b", "<k fn> f<'a>(x: &'a str) {} <c // 'b>");
        check(
            "python",
            "def f():\n  \"\"\"a\n  b\"\"\"\n  return None # c",
            "<k def> f():\n  <s \"\"\"a\n  b\"\"\">\n  <k return> <k None> <c # c>",
        );
        check("sh", "echo \"a # b\" don't $# x#y # z", "echo <s \"a # b\"> don't $# x#y <c # z>");
        check("json", "{\"a\": [true, -2e9]}", "{<s \"a\">: [<k true>, -<n 2e9>]}");
        check("sql", "SELECT 'a' FROM b -- c", "<k SELECT> <s 'a'> <k FROM> b <c -- c>");
        check("js", "fetch(https://x)", "fetch(https://x)");
        check("js", "`never closed\nif", "`never closed\n<k if>");
        assert_eq!(language("README.md"), None);
        assert_eq!(language(""), None);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[ab1 .'\"`/*#\\\\\n-]{0,60}", at in 0usize..5) {
            let language = language(["ts", "rs", "py", "sh", "sql"][at]).unwrap();
            let joined: String = tokens(&text, language).iter().map(|token| token.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
