//! One pass from JSON to JSON: nothing is kept but the printed form and the keys of the open objects.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::MAX_DEPTH;

/// Why a JSON body is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadJson {
    /// It is no JSON in UTF-8.
    NotJson,
    /// It is JSON, but no object.
    NotAnObject,
    /// A key stands twice in one object.
    DuplicateKey,
    /// A key contains NUL.
    NulInKey,
    /// It is nested too deeply.
    TooDeep,
}

impl BadJson {
    /// What to tell the person.
    pub fn message(self) -> &'static str {
        match self {
            Self::NotJson => "The body is not JSON in UTF-8, or has a number that is too large.",
            Self::NotAnObject => "The body must be a JSON object.",
            Self::DuplicateKey => "The body has an object with the same key twice.",
            Self::NulInKey => "The body has a key with a NUL character.",
            Self::TooDeep => "The body is nested too deeply: at most 64 levels are taken.",
        }
    }
}

pub(super) fn reprint(bytes: &[u8]) -> Result<Vec<u8>, BadJson> {
    let mut printer = Printer { out: Vec::with_capacity(bytes.len()), bad: None };
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    let parsed = Value { printer: &mut printer, depth: 0 }.deserialize(&mut parser).and_then(|()| parser.end());
    match (parsed, printer.bad) {
        (_, Some(bad)) => Err(bad),
        (Err(_), None) => Err(BadJson::NotJson),
        (Ok(()), None) if printer.out.first() != Some(&b'{') => Err(BadJson::NotAnObject),
        (Ok(()), None) => Ok(printer.out),
    }
}

struct Printer {
    out: Vec<u8>,
    /// The rule that was broken. serde's own errors carry text only.
    bad: Option<BadJson>,
}

impl Printer {
    fn print<E: Error>(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), E> {
        serde_json::to_writer(&mut self.out, value).map_err(E::custom)
    }

    fn refuse<E: Error>(&mut self, bad: BadJson) -> E {
        self.bad = Some(bad);
        E::custom(bad.message())
    }
}

/// Reads one value and prints it.
struct Value<'a> {
    printer: &'a mut Printer,
    depth: usize,
}

impl Value<'_> {
    fn inner(&mut self) -> Value<'_> {
        Value { printer: self.printer, depth: self.depth + 1 }
    }

    fn open<E: Error>(&mut self, bracket: u8) -> Result<(), E> {
        if self.depth >= MAX_DEPTH {
            return Err(self.printer.refuse(BadJson::TooDeep));
        }
        self.printer.out.push(bracket);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.printer.print(&())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.printer.print(&value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.printer.print(&value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.printer.print(&value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.printer.print(&value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.printer.print(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.open(b'[')?;
        let start = self.printer.out.len();
        loop {
            let end = self.printer.out.len();
            if end > start {
                self.printer.out.push(b',');
            }
            if items.next_element_seed(self.inner())?.is_none() {
                self.printer.out.truncate(end);
                self.printer.out.push(b']');
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        self.open(b'{')?;
        let mut keys = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if key.contains('\0') {
                return Err(self.printer.refuse(BadJson::NulInKey));
            }
            if !keys.is_empty() {
                self.printer.out.push(b',');
            }
            self.printer.print(&key)?;
            self.printer.out.push(b':');
            if !keys.insert(key) {
                return Err(self.printer.refuse(BadJson::DuplicateKey));
            }
            entries.next_value_seed(self.inner())?;
        }
        self.printer.out.push(b'}');
        Ok(())
    }
}
