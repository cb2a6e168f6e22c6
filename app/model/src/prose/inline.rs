//! What stands inside a line: bold, slanted, struck, code, links.

/// Characters of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// How they stand out.
    pub look: Look,
    /// What they are.
    pub face: Face,
}

/// How characters stand out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold.
    pub strong: bool,
    /// Slanted.
    pub slanted: bool,
    /// With a line through them.
    pub struck: bool,
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
    Mark(Mark<'a>),
}

/// A mark that needs a partner.
struct Mark<'a> {
    text: &'a str,
    kind: usize,
    opens: bool,
    closes: bool,
}

/// The kinds of marks.
const STRONG: usize = 0;
const SLANTED: usize = 1;
const STRUCK: usize = 2;

/// The spans of a line.
pub(super) fn read(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    go_on_with(&mut spans, line);
    spans
}

/// Adds a line to what came before it.
pub(super) fn go_on(spans: &mut Vec<Span>, line: &str) {
    push(spans, "\n", Look::default(), Face::Plain);
    go_on_with(spans, line);
}

fn go_on_with(spans: &mut Vec<Span>, line: &str) {
    let tokens = tokens(line);
    let paired = pairs(&tokens);
    let mut look = Look::default();
    for (token, is_paired) in tokens.into_iter().zip(paired) {
        match token {
            Token::Mark(mark) if is_paired => {
                let set = match mark.kind {
                    STRONG => &mut look.strong,
                    SLANTED => &mut look.slanted,
                    _ => &mut look.struck,
                };
                *set = !*set;
            }
            Token::Mark(Mark { text, .. }) | Token::Plain(text) => push(spans, text, look, Face::Plain),
            Token::Code(text) => push(spans, text, look, Face::Code),
            Token::Link(text, address) => {
                let link = Face::Link { address: address.to_owned(), host: host(address).to_owned() };
                push(spans, text, look, link);
            }
        }
    }
}

fn push(spans: &mut Vec<Span>, text: &str, look: Look, face: Face) {
    match spans.last_mut() {
        Some(last) if last.look == look && last.face == Face::Plain && face == Face::Plain => {
            last.text.push_str(text);
        }
        _ => spans.push(Span { text: text.to_owned(), look, face }),
    }
}

/// Which tokens are marks that have a partner.
fn pairs(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut opened = [None; 3];
    for (at, token) in tokens.iter().enumerate() {
        let Token::Mark(mark) = token else { continue };
        let Some(open) = opened.get_mut(mark.kind) else { continue };
        match *open {
            Some(start) if mark.closes => {
                for mark in [start, at] {
                    if let Some(paired) = paired.get_mut(mark) {
                        *paired = true;
                    }
                }
                *open = None;
            }
            None if mark.opens => *open = Some(at),
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
    while let Some(at) = rest.find(['`', '*', '[', '~', '_']) {
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
            Err(marks(marked, before, &mut tokens))
        };
        let length = match taken {
            Ok((token, length)) => {
                tokens.push(token);
                length
            }
            // Marks are tokens already; what else is not taken stands for itself.
            Err(length) => {
                if marked.starts_with(['`', '[']) {
                    tokens.push(Token::Plain(head(marked, length)));
                }
                length
            }
        };
        before = head(marked, length).chars().next_back();
        rest = marked.get(length..).unwrap_or_default();
    }
    if !rest.is_empty() {
        tokens.push(Token::Plain(rest));
    }
    tokens
}

type Taken<'a> = Result<(Token<'a>, usize), usize>;

/// Takes stars, waves or a line below: what they are, and how long.
///
/// One star or line only counts at the edge of words, so that patterns and names of files stay as they are.
fn marks<'a>(marked: &'a str, before: Option<char>, tokens: &mut Vec<Token<'a>>) -> usize {
    let sign = marked.chars().next().unwrap_or_default();
    let rest = marked.trim_start_matches(sign);
    let length = marked.len() - rest.len();
    let after = rest.chars().next();
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([{\"'“‘*_~—".contains(c));
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"/.*_".contains(c) || c == '.');
    let begins = after.is_some_and(|c| c.is_alphanumeric() || "\"'“‘(`[*~".contains(c));
    let (opens, closes) = (is_word(after), is_word(before));
    let (opens_one, closes_one) = (is_edge(before) && begins, closes && is_end(after));
    let mut mark = |from: usize, to: usize, kind, opens, closes| {
        let text = marked.get(from..to).unwrap_or_default();
        tokens.push(Token::Mark(Mark { text, kind, opens, closes }));
    };
    match (sign, length) {
        ('*', 2) => mark(0, 2, STRONG, opens, closes),
        ('~', 2) => mark(0, 2, STRUCK, opens, closes),
        ('*' | '_', 1) => mark(0, 1, SLANTED, opens_one, closes_one),
        ('*', 3) => {
            mark(0, 2, STRONG, opens, closes);
            mark(2, 3, SLANTED, opens, closes);
        }
        _ => tokens.push(Token::Plain(head(marked, length))),
    }
    length
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
pub(super) fn host(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

fn head(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}
