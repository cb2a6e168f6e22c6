//! What was typed into a form, kept by the tab until it has succeeded.

use leptos::prelude::*;

use crate::dom::storage::{self, Memory};

/// The fields of a form.
#[derive(Debug, Clone, Copy)]
pub struct Draft {
    form: StoredValue<String>,
    fields: StoredValue<Vec<&'static str>>,
}

impl Draft {
    /// The draft of the form with this name.
    pub fn new(form: impl Into<String>) -> Self {
        Self { form: StoredValue::new(form.into()), fields: StoredValue::new(Vec::new()) }
    }

    /// A field: what was typed before, else `default`. Every change is kept.
    pub fn field(&self, name: &'static str, default: &str) -> RwSignal<String> {
        let key = self.key(name);
        let value = RwSignal::new(storage::get(Memory::Tab, &key).unwrap_or_else(|| default.to_owned()));
        self.fields.update_value(|fields| fields.push(name));
        // The storage is the outside world; the first run would only write back what was read.
        Effect::new(move |is_later: Option<bool>| {
            value.with(|value| {
                if is_later.is_some() {
                    storage::set(Memory::Tab, &key, value);
                }
            });
            true
        });
        value
    }

    /// Forgets what was typed, once it has succeeded.
    pub fn forget(&self) {
        self.fields.with_value(|fields| {
            for name in fields {
                storage::remove(Memory::Tab, &self.key(name));
            }
        });
    }

    fn key(&self, name: &str) -> String {
        self.form.with_value(|form| format!("porthole.draft.{form}.{name}"))
    }
}
