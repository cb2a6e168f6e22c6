//! Where objects are kept: as the JSON that is answered, in order of creation.

use serde_json::Value;

use super::set;
use crate::simulator::list::{self, Item, Order};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time::{self, Micros};

/// The objects of one kind.
#[derive(Debug)]
pub(crate) struct Store {
    noun: &'static str,
    records: Vec<Record>,
}

/// An object with its place in the order of creation.
#[derive(Debug)]
pub(crate) struct Record {
    seq: u64,
    created: Micros,
    value: Value,
}

/// How long a page is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageSize {
    /// Without `limit`.
    pub(crate) default: usize,
    /// The largest `limit`.
    pub(crate) max: usize,
}

impl PageSize {
    /// Most lists.
    pub(crate) const HUNDRED: Self = Self { default: 20, max: 100 };
    /// Lists of small objects.
    pub(crate) const THOUSAND: Self = Self { default: 20, max: 1000 };
}

impl Store {
    /// An empty store of things that refusals call `noun`.
    pub(crate) fn of(noun: &'static str) -> Self {
        Self { noun, records: Vec::new() }
    }

    /// Adds an object that was created at `created`.
    pub(crate) fn add(&mut self, seq: u64, created: Micros, value: Value) {
        self.records.push(Record { seq, created, value });
    }

    /// The object with this id.
    pub(crate) fn find(&self, id: &str) -> Option<&Value> {
        self.values().find(|value| text(value, "id") == id)
    }

    /// The object with this id, or 404.
    pub(crate) fn get(&self, id: &str) -> Result<&Value, Refusal> {
        self.find(id).ok_or_else(|| Refusal::not_found(self.noun))
    }

    /// The object with this id, to change it, or 404.
    pub(crate) fn get_mut(&mut self, id: &str) -> Result<&mut Value, Refusal> {
        let noun = self.noun;
        self.values_mut().find(|value| text(value, "id") == id).ok_or_else(|| Refusal::not_found(noun))
    }

    /// The object with this id, to change it, unless it is archived.
    pub(crate) fn active(&mut self, id: &str) -> Result<&mut Value, Refusal> {
        let message = format!("Cannot modify archived {}", self.noun.to_lowercase());
        let value = self.get_mut(id)?;
        if is_archived(value) { Err(Refusal::invalid(message)) } else { Ok(value) }
    }

    /// All objects, oldest first.
    pub(crate) fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.records.iter().map(|record| &record.value)
    }

    /// All objects, oldest first, to change them.
    pub(crate) fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Value> {
        self.records.iter_mut().map(|record| &mut record.value)
    }

    /// Sets `archived_at` once and for all; answers the object.
    pub(crate) fn archive(&mut self, id: &str, at: Micros) -> Result<&mut Value, Refusal> {
        let value = self.get_mut(id)?;
        archive(value, at);
        Ok(value)
    }

    /// Removes the object, or 404.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), Refusal> {
        self.get(id)?;
        self.retain(|value| text(value, "id") != id);
        Ok(())
    }

    /// Keeps the objects that `keep` wants.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Value) -> bool) {
        self.records.retain(|record| keep(&record.value));
    }

    /// The page of the objects that `keep` wants, newest first, as `print` shows them.
    pub(crate) fn page(
        &self,
        request: &Request,
        size: PageSize,
        keep: impl Fn(&Value) -> bool,
        print: impl Fn(&Value) -> Value,
    ) -> Result<Answer, Refusal> {
        let limit = list::limit(&request.query, size.default, size.max)?;
        let kept = self.records.iter().filter(|record| keep(&record.value));
        let page = list::page(kept, &request.query, Order::Desc, limit)?;
        Ok(page.answer(|record| print(&record.value)))
    }
}

impl Item for Record {
    fn seq(&self) -> u64 {
        self.seq
    }

    fn created(&self) -> Micros {
        self.created
    }

    fn is_archived(&self) -> bool {
        is_archived(&self.value)
    }
}

/// Whether the object is archived.
pub(crate) fn is_archived(value: &Value) -> bool {
    value.get("archived_at").is_some_and(|at| !at.is_null())
}

/// Sets `archived_at` and `updated_at`, unless the object is archived already.
pub(crate) fn archive(value: &mut Value, at: Micros) {
    if !is_archived(value) {
        set(value, "archived_at", time::print(at));
        set(value, "updated_at", time::print(at));
    }
}

/// The string at `key`, or "".
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
