//! JSON text, cut into the pieces that types are read from.
//!
//! The text was checked before: serde gives it as a raw value. So these cuts need not find faults again, and are quick.

use std::borrow::Cow;

use memchr::memchr2;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::value::RawValue;
use serde_json::{Error, Result};

use super::FromJson;

/// How deep values are read. Some types hold their own kind, and the stack of a page is small.
const MAX_DEPTH: u8 = 128;

/// A JSON value as text, without space around it, and how deep it lies.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    json: &'a str,
    depth: u8,
}

impl<'a> Source<'a> {
    /// A whole value.
    pub(crate) fn new(raw: &'a RawValue) -> Self {
        Self { json: raw.get(), depth: 0 }
    }

    /// The JSON.
    pub(crate) fn json(self) -> &'a str {
        self.json
    }

    /// What it says, if it is a string.
    pub(crate) fn text(self) -> Result<Cow<'a, str>> {
        let quoted = self.json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match quoted {
            Some(plain) if !plain.contains('\\') => Ok(Cow::Borrowed(plain)),
            _ => self.scalar::<String>().map(Cow::Owned),
        }
    }

    /// What serde reads it as.
    pub(crate) fn scalar<T: DeserializeOwned>(self) -> Result<T> {
        serde_json::from_str(self.json)
    }

    /// Its fields, if it is an object.
    pub(crate) fn fields(self) -> Result<Fields<'a>> {
        let mut cutter = self.open('{', "expected an object")?;
        let mut fields = Vec::new();
        while let Some(key) = cutter.next() {
            fields.push((key.text()?, cutter.next().ok_or_else(|| Error::custom("expected a value"))?));
        }
        Ok(Fields(fields))
    }

    /// Its items, if it is an array.
    pub(crate) fn items(self) -> Result<impl Iterator<Item = Self>> {
        self.open('[', "expected an array")
    }

    fn open(self, bracket: char, expected: &str) -> Result<Cutter<'a>> {
        let rest = self.json.strip_prefix(bracket).ok_or_else(|| Error::custom(expected))?;
        let depth = self.depth + 1;
        if depth > MAX_DEPTH { Err(Error::custom("nested too deeply")) } else { Ok(Cutter { rest, depth }) }
    }
}

/// The fields of an object.
#[derive(Default)]
pub(crate) struct Fields<'a>(Vec<(Cow<'a, str>, Source<'a>)>);

impl<'a> Fields<'a> {
    /// Reads a field. A key that is there twice has no value.
    pub(crate) fn read<T: FromJson>(&self, key: &'static str) -> Result<T> {
        match self.find(key)? {
            Some(json) => T::from_json(json),
            None => T::missing(key),
        }
    }

    /// What a field says, if it is there and a string.
    pub(crate) fn text(&self, key: &'static str) -> Option<Cow<'a, str>> {
        self.find(key).ok()??.text().ok()
    }

    fn find(&self, key: &'static str) -> Result<Option<Source<'a>>> {
        let mut found = self.0.iter().filter(|(name, _)| name == key);
        let first = found.next().map(|(_, json)| *json);
        if found.next().is_none() { Ok(first) } else { Err(Error::duplicate_field(key)) }
    }
}

impl<'a> IntoIterator for Fields<'a> {
    type Item = (Cow<'a, str>, Source<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Takes one value after the other off the inside of an array or an object (there, keys are values, too).
struct Cutter<'a> {
    rest: &'a str,
    depth: u8,
}

impl<'a> Iterator for Cutter<'a> {
    type Item = Source<'a>;

    fn next(&mut self) -> Option<Source<'a>> {
        let start = self.rest.bytes().position(|byte| !is_between(byte))?;
        let (_, value) = self.rest.split_at_checked(start)?;
        let (json, rest) = value.split_at_checked(length(value.as_bytes()))?;
        self.rest = rest;
        (!json.is_empty()).then_some(Source { json, depth: self.depth })
    }
}

/// Whether it stands between values, and never in a value but in strings.
fn is_between(byte: u8) -> bool {
    matches!(byte, b',' | b':' | b' ' | b'\n' | b'\r' | b'\t')
}

/// The length of the value at the start of `text`: none before a closing bracket.
fn length(text: &[u8]) -> usize {
    let mut at = 0;
    let mut open = 0_usize;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at += string_length(text.get(at..).unwrap_or_default()),
            b'{' | b'[' => (at, open) = (at + 1, open + 1),
            b'}' | b']' if open > 0 => (at, open) = (at + 1, open - 1),
            // A number or a word, which nothing else ends than what follows it.
            _ if open == 0 => {
                let ends = |byte: &u8| is_between(*byte) || matches!(byte, b'}' | b']');
                return text.iter().position(ends).unwrap_or(text.len());
            }
            _ => at += 1,
        }
        if open == 0 {
            break;
        }
    }
    at.min(text.len())
}

/// The length of the string at the start of `text`, quotes included. Most of every event is strings, so they are
/// searched and not walked through.
fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        match text.get(at) {
            Some(b'"') => return at + 1,
            _ => at += 2,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests;
