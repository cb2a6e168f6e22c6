//! Reads a request body field by field and words what is wrong as the API does.
//!
//! What cannot be read is "Failed to parse request: tools[0].name: …", with brackets; what can be read but is not
//! allowed is "tools.0.custom.name: …", with dots and the name of the variant. Both are 400 `invalid_request_error`.

use std::ops::RangeInclusive;

use serde_json::Value;

use crate::simulator::check::{self, Object};
use crate::simulator::request::Refusal;

/// A place in a request body and what stands there.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    value: Option<&'a Value>,
    bracketed: String,
    dotted: String,
}

/// What an update says about a field that can be cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Patch<T> {
    /// Not mentioned.
    Keep,
    /// `null`.
    Clear,
    /// A new value.
    Set(T),
}

impl<'a> Field<'a> {
    /// The body itself.
    pub(crate) fn root(body: &'a Value) -> Self {
        Self::at("", body)
    }

    /// A part of a body that stands at `place`.
    pub(crate) fn at(place: &str, value: &'a Value) -> Self {
        Self { value: Some(value), bracketed: place.to_owned(), dotted: place.to_owned() }
    }

    /// The member `name`, present or not.
    pub(crate) fn key(&self, name: &str) -> Field<'a> {
        let join = |place: &str| {
            if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
        };
        Field {
            value: self.value.and_then(|v| v.get(name)),
            bracketed: join(&self.bracketed),
            dotted: join(&self.dotted),
        }
    }

    /// The same place with the name of its variant, which shows in dotted form only.
    pub(crate) fn variant(&self, name: &str) -> Field<'a> {
        Field { value: self.value, bracketed: self.bracketed.clone(), dotted: format!("{}.{name}", self.dotted) }
    }

    /// The value, unless it is absent or `null`.
    pub(crate) fn given(&self) -> Option<&'a Value> {
        self.value.filter(|v| !v.is_null())
    }

    /// Whether the body says nothing about it.
    pub(crate) fn is_absent(&self) -> bool {
        self.value.is_none()
    }

    /// The refusal of a value that cannot be read.
    pub(crate) fn unreadable(&self, why: &str) -> Refusal {
        Refusal::unparsed(&format!("{}: {why}", self.bracketed))
    }

    /// The refusal of a value that is not allowed.
    pub(crate) fn invalid(&self, why: &str) -> Refusal {
        Refusal::invalid(format!("{}: {why}", self.dotted))
    }

    /// The refusal of a word that is none of the known ones.
    pub(crate) fn unknown_word(&self, word: &str) -> Refusal {
        self.unreadable(&format!("\"{word}\" is not a valid value"))
    }

    /// `found`, or the refusal that the field is missing.
    pub(crate) fn require<T>(&self, found: Option<T>) -> Result<T, Refusal> {
        found.ok_or_else(|| self.invalid("Field required"))
    }

    /// A string.
    pub(crate) fn text(&self) -> Result<Option<&'a str>, Refusal> {
        self.read(Value::as_str, "expected a string")
    }

    /// A string that has to be there, of a length in characters.
    pub(crate) fn required_text(&self, length: RangeInclusive<usize>) -> Result<String, Refusal> {
        let text = self.require(self.text()?)?;
        self.check_length(text, &length)?;
        Ok(text.to_owned())
    }

    /// A string of at most `max` characters.
    pub(crate) fn text_within(&self, max: usize) -> Result<Option<String>, Refusal> {
        let Some(text) = self.text()? else {
            return Ok(None);
        };
        self.check_length(text, &(0..=max))?;
        Ok(Some(text.to_owned()))
    }

    /// A string that `null` clears.
    pub(crate) fn patch_text(&self, max: usize) -> Result<Patch<String>, Refusal> {
        Ok(match self.text_within(max)? {
            Some(text) => Patch::Set(text),
            None if self.is_absent() => Patch::Keep,
            None => Patch::Clear,
        })
    }

    /// A string that an update may replace but not clear.
    pub(crate) fn replaced_text(&self, length: RangeInclusive<usize>) -> Result<Option<String>, Refusal> {
        if self.is_absent() { Ok(None) } else { self.required_text(length).map(Some) }
    }

    /// One of the known words; the refusal lists them.
    pub(crate) fn word(&self, known: &[&'static str]) -> Result<Option<&'static str>, Refusal> {
        let Some(text) = self.text()? else {
            return Ok(None);
        };
        known.iter().find(|k| **k == text).copied().map(Some).ok_or_else(|| {
            self.unreadable(&format!("\"{text}\" is not a valid value; expected one of {}", known.join(", ")))
        })
    }

    /// The `type` member, which has to be one of the known words.
    pub(crate) fn kind(&self, known: &[&'static str]) -> Result<&'static str, Refusal> {
        self.members()?;
        let field = self.key("type");
        field.require(field.word(known)?)
    }

    /// Refuses members that are not `known`.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        match self.members()?.and_then(|members| check::unknown(members, known)) {
            Some(name) => Err(self.key(name).invalid("Extra inputs are not permitted")),
            None => Ok(()),
        }
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self) -> Result<Option<bool>, Refusal> {
        self.read(Value::as_bool, "expected a boolean")
    }

    /// A whole number from zero.
    pub(crate) fn number(&self) -> Result<Option<u64>, Refusal> {
        self.read(Value::as_u64, "expected a whole number")
    }

    /// An object.
    pub(crate) fn members(&self) -> Result<Option<&'a Object>, Refusal> {
        self.read(Value::as_object, "expected an object")
    }

    /// The places of a list of at most `max` entries; empty when the list is absent or `null`.
    pub(crate) fn items(&self, max: usize) -> Result<Vec<Field<'a>>, Refusal> {
        let Some(values) = self.read(Value::as_array, "expected a list")? else {
            return Ok(Vec::new());
        };
        if values.len() > max {
            return Err(self.invalid(&format!("List should have at most {max} items")));
        }
        Ok(values
            .iter()
            .enumerate()
            .map(|(at, value)| Field {
                value: Some(value),
                bracketed: format!("{}[{at}]", self.bracketed),
                dotted: format!("{}.{at}", self.dotted),
            })
            .collect())
    }

    /// A list of strings.
    pub(crate) fn texts(&self, max: usize) -> Result<Vec<String>, Refusal> {
        self.items(max)?.iter().map(|item| item.required_text(1..=2048)).collect()
    }

    /// The `metadata` of a create, of which this is the body.
    pub(crate) fn metadata(&self) -> Result<Object, Refusal> {
        self.patched_metadata(&Object::new())
    }

    /// `kept` after the `metadata` of an update, of which this is the body.
    pub(crate) fn patched_metadata(&self, kept: &Object) -> Result<Object, Refusal> {
        let mut next = kept.clone();
        if let Some(body) = self.members()? {
            check::patch_metadata(&mut next, body)?;
        }
        Ok(next)
    }

    fn read<T>(&self, reader: impl Fn(&'a Value) -> Option<T>, expected: &str) -> Result<Option<T>, Refusal> {
        self.given().map(|value| reader(value).ok_or_else(|| self.unreadable(expected))).transpose()
    }

    fn check_length(&self, text: &str, length: &RangeInclusive<usize>) -> Result<(), Refusal> {
        let count = text.chars().count();
        if count < *length.start() {
            return Err(self.invalid(&format!("String should have at least {} characters", length.start())));
        }
        if count > *length.end() {
            return Err(self.invalid(&format!("String should have at most {} characters", length.end())));
        }
        Ok(())
    }
}

impl<T> Patch<T> {
    /// The new value of a field that is now `old`.
    pub(crate) fn over(self, old: Option<T>) -> Option<T> {
        match self {
            Self::Keep => old,
            Self::Clear => None,
            Self::Set(new) => Some(new),
        }
    }
}
