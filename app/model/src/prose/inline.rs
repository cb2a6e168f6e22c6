//! What stands inside a line: bold, code, links.

/// Characters of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// Whether they are bold.
    pub strong: bool,
    /// What they are.
    pub face: Face,
}

/// What characters are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Face {
    /// Words.
    Plain,
    /// What a machine says.
    Code,
    /// The words of a link. Nobody follows it from here, so that an agent's text cannot lead people astray.
    Link {
        /// Where it leads, whole.
        address: String,
        /// The host, which tells whose it is.
        host: String,
    },
}

/// A mark in a line, or what stands between marks.
enum Token<'a> {
    Plain(&'a str),
    Code(&'a str),
    Link(&'a str, &'a str),
    Stars { opens: bool, closes: bool },
}

const STARS: &str = "**";

/// The spans of a line.
pub(super) fn read(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    go_on_with(&mut spans, line);
    spans
}

/// Adds a line to what came before it.
pub(super) fn go_on(spans: &mut Vec<Span>, line: &str) {
    push(spans, "\n", false, Face::Plain);
    go_on_with(spans, line);
}

fn go_on_with(spans: &mut Vec<Span>, line: &str) {
    let tokens = tokens(line);
    let strong = pairs(&tokens);
    let mut is_strong = false;
    for (token, is_mark) in tokens.into_iter().zip(strong) {
        match token {
            Token::Stars { .. } if is_mark => is_strong = !is_strong,
            Token::Stars { .. } => push(spans, STARS, is_strong, Face::Plain),
            Token::Plain(text) => push(spans, text, is_strong, Face::Plain),
            Token::Code(text) => push(spans, text, is_strong, Face::Code),
            Token::Link(text, address) => {
                let link = Face::Link { address: address.to_owned(), host: host(address).to_owned() };
                push(spans, text, is_strong, link);
            }
        }
    }
}

fn push(spans: &mut Vec<Span>, text: &str, strong: bool, face: Face) {
    match spans.last_mut() {
        Some(last) if last.strong == strong && last.face == Face::Plain && face == Face::Plain => {
            last.text.push_str(text);
        }
        _ => spans.push(Span { text: text.to_owned(), strong, face }),
    }
}

/// Which tokens are stars that have a partner.
fn pairs(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut open = None;
    for (at, token) in tokens.iter().enumerate() {
        let Token::Stars { opens, closes } = token else { continue };
        match open {
            Some(start) if *closes => {
                for mark in [start, at] {
                    if let Some(paired) = paired.get_mut(mark) {
                        *paired = true;
                    }
                }
                open = None;
            }
            None if *opens => open = Some(at),
            _ => {}
        }
    }
    paired
}

/// Each step goes on where the last one ended, and looks ahead only for what it then takes,
/// or once for what the rest of the line does not have.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = line;
    let mut before = None;
    let mut has_partner = [true; 2];
    while let Some(at) = rest.find(['`', '*', '[']) {
        let (plain, marked) = rest.split_at(at);
        if !plain.is_empty() {
            tokens.push(Token::Plain(plain));
            before = plain.chars().next_back();
        }
        let taken = if marked.starts_with('`') {
            code(marked, &mut has_partner)
        } else if marked.starts_with('[') {
            link(marked)
        } else {
            stars(marked, before)
        };
        let (token, length) = taken.unwrap_or_else(|length| (Token::Plain(head(marked, length)), length));
        tokens.push(token);
        before = head(marked, length).chars().next_back();
        rest = marked.get(length..).unwrap_or_default();
    }
    if !rest.is_empty() {
        tokens.push(Token::Plain(rest));
    }
    tokens
}

type Taken<'a> = Result<(Token<'a>, usize), usize>;

/// Stars, or how many characters stand for themselves.
fn stars(marked: &str, before: Option<char>) -> Taken<'_> {
    let rest = marked.trim_start_matches('*');
    let length = marked.len() - rest.len();
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    if length != STARS.len() {
        return Err(length);
    }
    Ok((Token::Stars { opens: is_word(rest.chars().next()), closes: is_word(before) }, length))
}

/// Code between one or two backticks on each side.
fn code<'a>(marked: &'a str, has_partner: &mut [bool; 2]) -> Taken<'a> {
    let inside = marked.trim_start_matches('`');
    let length = marked.len() - inside.len();
    let Some(has_partner) = length.checked_sub(1).and_then(|index| has_partner.get_mut(index)).filter(|has| **has)
    else {
        return Err(length);
    };
    let mut from = 0;
    while let Some(run) = inside.get(from..).and_then(|rest| rest.find('`')).map(|at| from + at) {
        let tail = inside.get(run..).unwrap_or_default();
        let closing = tail.len() - tail.trim_start_matches('`').len();
        if closing == length {
            return Ok((Token::Code(head(inside, run)), length + run + closing));
        }
        from = run + closing;
    }
    *has_partner = false;
    Err(length)
}

/// `[words](https://…)`.
fn link(marked: &str) -> Taken<'_> {
    let is_end = |c: char| matches!(c, '[' | ']' | '`');
    let inside = marked.get(1..).unwrap_or_default();
    let end = inside.find(is_end).unwrap_or(inside.len());
    let (words, rest) = inside.split_at(end);
    let plain = Err(1 + end);
    let Some(target) = rest.strip_prefix("](").filter(|_| !words.is_empty()) else { return plain };
    let end = target.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | '`')).unwrap_or(target.len());
    let (address, rest) = target.split_at(end);
    if !rest.starts_with(')') || host(address).is_empty() {
        return plain;
    }
    Ok((Token::Link(words, address), 1 + words.len() + 2 + address.len() + 1))
}

/// The host of a web address; nothing of any other.
fn host(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

fn head(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}
