//! A scan of a page that Trunk made: enough HTML to find scripts, styles and attributes.
//!
//! Not a parser for HTML as it comes: the page is ours. What it does not understand stays as it is.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// A page without inline scripts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The page, which now loads them.
    pub(super) html: String,
    /// What was inline before.
    pub(super) scripts: Vec<Script>,
    /// The inline style blocks, which stay.
    pub(super) styles: Vec<String>,
    /// The names of the stylesheets that the page asked for, in their order.
    pub(super) sheets: Vec<String>,
    /// Where in the page the first of them stood.
    first_sheet: usize,
}

/// A script that has left the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Script {
    /// Its file name, with its hash in it.
    pub(super) name: String,
    /// Its text.
    pub(super) source: String,
}

/// Something that no policy of ours can allow.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// `onclick="…"` and the like, or `style="…"`.
    Attribute {
        /// Its element.
        element: String,
        /// Its name.
        name: String,
    },
    /// A tag, comment or element without its end.
    Unfinished(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute { element, name } => {
                write!(f, "<{element}> has the attribute `{name}`")
            }
            Self::Unfinished(what) => write!(f, "{what} has no end"),
        }
    }
}

/// Turns each inline script into a file served below `prefix`, and takes out the stylesheets that are served there.
pub(super) fn externalize(source: &str, prefix: &str) -> Result<Page, Unfit> {
    let mut page = Page::default();
    let mut rest = source;
    while let Some((before, from_tag)) = split_before(rest, "<") {
        page.html.push_str(before);
        rest = page.take(from_tag, prefix)?;
    }
    page.html.push_str(rest);
    Ok(page)
}

impl Page {
    /// Asks for the one stylesheet at `address`, where the first of many was.
    pub(super) fn link_sheet(&mut self, address: &str) {
        self.html.insert_str(self.first_sheet, &format!("<link rel=\"stylesheet\" href=\"{address}\">"));
    }

    /// Copies one comment, tag or element with raw text, and returns what follows it.
    fn take<'a>(&mut self, source: &'a str, prefix: &str) -> Result<&'a str, Unfit> {
        if source.starts_with("<!--") {
            let (comment, rest) = split_after(source, "-->").ok_or(unfinished("a comment"))?;
            self.html.push_str(comment);
            return Ok(rest);
        }
        let tag = Tag::read(source)?;
        tag.check()?;
        if let Some(sheet) = tag.sheet(prefix) {
            if self.sheets.is_empty() {
                self.first_sheet = self.html.len();
            }
            self.sheets.push(sheet.to_owned());
            return Ok(tag.rest.trim_start());
        }
        let raw_text = ["script", "style"].into_iter().find(|name| tag.is(name));
        let Some(element) = raw_text else {
            self.html.push_str(tag.source);
            return Ok(tag.rest);
        };
        let end = format!("</{element}");
        let at = tag.rest.to_ascii_lowercase().find(&end).ok_or_else(|| unfinished(element))?;
        let (text, rest) = tag.rest.split_at_checked(at).ok_or_else(|| unfinished(element))?;
        self.html.push_str(tag.source);
        if element == "style" {
            self.styles.push(text.to_owned());
            self.html.push_str(text);
        } else if tag.is_inline_code() {
            let script = Script::new(text.trim());
            let opened = self.html.len().saturating_sub(1);
            self.html.truncate(opened);
            for part in [" src=\"", prefix, &script.name, "\">"] {
                self.html.push_str(part);
            }
            self.scripts.push(script);
        } else {
            self.html.push_str(text);
        }
        Ok(rest)
    }
}

impl Script {
    fn new(source: &str) -> Self {
        Self { name: hashed_name("inline", source, "js"), source: source.to_owned() }
    }
}

/// A name that changes with the content.
pub(super) fn hashed_name(stem: &str, content: &str, extension: &str) -> String {
    let hash = format!("{:x}", Sha256::digest(content));
    let short: String = hash.chars().take(16).collect();
    format!("{stem}-{short}.{extension}")
}

/// A start or end tag, or a declaration.
struct Tag<'a> {
    source: &'a str,
    name: String,
    attributes: Vec<(String, String)>,
    rest: &'a str,
}

impl<'a> Tag<'a> {
    fn read(source: &'a str) -> Result<Self, Unfit> {
        let end = end_of_tag(source).ok_or_else(|| unfinished("a tag"))?;
        let (tag, rest) = source.split_at_checked(end).ok_or_else(|| unfinished("a tag"))?;
        let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        Ok(Self { source: tag, name: name.to_ascii_lowercase(), attributes: attributes_of(attributes), rest })
    }

    fn is(&self, name: &str) -> bool {
        self.name == name
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn check(&self) -> Result<(), Unfit> {
        let unfit = self.attributes.iter().find(|(name, _)| name == "style" || name.starts_with("on"));
        match unfit {
            None => Ok(()),
            Some((name, _)) => Err(Unfit::Attribute { element: self.name.clone(), name: name.clone() }),
        }
    }

    /// The name of the stylesheet below `prefix` that this asks for, for every medium.
    fn sheet(&self, prefix: &str) -> Option<&str> {
        let asks = self.is("link") && self.attribute("rel") == Some("stylesheet") && self.attribute("media").is_none();
        self.attribute("href").filter(|_| asks)?.strip_prefix(prefix)
    }

    /// Whether the text of this script would run; data blocks are not subject to the policy.
    fn is_inline_code(&self) -> bool {
        let is_code = matches!(self.attribute("type"), None | Some("" | "module" | "text/javascript"));
        is_code && self.attribute("src").is_none()
    }
}

/// Just behind the `>` that is not inside quotes.
fn end_of_tag(source: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in source.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes_of(mut source: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    loop {
        source = source.trim_start();
        let name: String = source.chars().take_while(|c| *c != '=' && !c.is_whitespace()).collect();
        if name.is_empty() {
            return attributes;
        }
        source = source.strip_prefix(name.as_str()).unwrap_or_default().trim_start();
        let mut value = "";
        if let Some(after) = source.strip_prefix('=') {
            let after = after.trim_start();
            let quoted = ['"', '\''].into_iter().find_map(|quote| after.strip_prefix(quote)?.split_once(quote));
            (value, source) = quoted.or_else(|| after.split_once(char::is_whitespace)).unwrap_or((after, ""));
        }
        attributes.push((name.to_ascii_lowercase(), value.to_owned()));
    }
}

fn split_before<'a>(source: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    source.split_at_checked(source.find(mark)?)
}

fn split_after<'a>(source: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    source.split_at_checked(source.find(mark)? + mark.len())
}

fn unfinished(what: &str) -> Unfit {
    Unfit::Unfinished(what.to_owned())
}

#[cfg(test)]
mod tests;
