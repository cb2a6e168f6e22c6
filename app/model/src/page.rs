//! Pages of lists.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::wire::tolerant::{Json, Maybe, ToJson, Wire, field, serialize};

/// One page of a list.
///
/// Lists differ in how they page on; all their ways are here, and each list uses some of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "RawPage", bound(deserialize = "T: for<'a> Deserialize<'a>"))]
pub struct Page<T> {
    /// What is on it. A page can be empty and still not be the last.
    pub data: Vec<Item<T>>,
    /// The cursor of the page after this one.
    pub next_page: Maybe<String>,
    /// The cursor of the page before this one; only of sessions.
    pub prev_page: Maybe<String>,
    /// Whether there are more; lists that page by id, and older ones.
    pub has_more: Maybe<bool>,
    /// Where the page before this one ends; lists that page by id.
    pub first_id: Maybe<String>,
    /// Where the page after this one begins; lists that page by id.
    pub last_id: Maybe<String>,
}

/// Something on a page. One that cannot be read does not hide the others.
#[derive(Debug, Clone)]
pub enum Item<T> {
    /// It was understood.
    Known(Wire<T>),
    /// It has another shape than known.
    Misfit(Json),
}

impl<T> Page<T> {
    /// The cursor of the next page; a missing one, `null` and an empty one all mean that this is the last.
    pub fn next(&self) -> Option<&str> {
        self.next_page.as_str().filter(|cursor| !cursor.is_empty())
    }

    /// The cursor of the page before.
    pub fn previous(&self) -> Option<&str> {
        self.prev_page.as_str().filter(|cursor| !cursor.is_empty())
    }

    /// What was understood.
    pub fn known(&self) -> impl Iterator<Item = &Wire<T>> {
        self.data.iter().filter_map(|item| match item {
            Item::Known(wire) => Some(wire),
            Item::Misfit(_) => None,
        })
    }

    /// Takes what was understood.
    pub fn into_known(self) -> impl Iterator<Item = Wire<T>> {
        self.data.into_iter().filter_map(|item| match item {
            Item::Known(wire) => Some(wire),
            Item::Misfit(_) => None,
        })
    }

    /// What was not understood; show it as it is.
    pub fn misfits(&self) -> impl Iterator<Item = &Json> {
        self.data.iter().filter_map(|item| match item {
            Item::Known(_) => None,
            Item::Misfit(json) => Some(json),
        })
    }
}

impl<T> Item<T> {
    /// The JSON text as it came.
    pub fn raw(&self) -> &str {
        match self {
            Self::Known(wire) => wire.raw(),
            Self::Misfit(json) => json.as_str(),
        }
    }
}

/// Equal when the bytes are.
impl<T> PartialEq for Item<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw()
    }
}

/// A page before its items are read. It takes most of the time and is the same for all lists.
#[derive(Deserialize)]
struct RawPage {
    data: Vec<Box<RawValue>>,
    #[serde(default)]
    next_page: Maybe<String>,
    #[serde(default)]
    prev_page: Maybe<String>,
    #[serde(default)]
    has_more: Maybe<bool>,
    #[serde(default)]
    first_id: Maybe<String>,
    #[serde(default)]
    last_id: Maybe<String>,
}

impl<T: for<'a> Deserialize<'a>> From<RawPage> for Page<T> {
    fn from(page: RawPage) -> Self {
        Self {
            data: page.data.into_iter().map(Item::read).collect(),
            next_page: page.next_page,
            prev_page: page.prev_page,
            has_more: page.has_more,
            first_id: page.first_id,
            last_id: page.last_id,
        }
    }
}

impl<T: for<'a> Deserialize<'a>> Item<T> {
    fn read(raw: Box<RawValue>) -> Self {
        match T::deserialize(&*raw) {
            Ok(value) => Self::Known(Wire::new(raw, value)),
            Err(_) => Self::Misfit(raw.into()),
        }
    }
}

impl<T> ToJson for Page<T> {
    fn to_json(&self, out: &mut String) {
        out.push('{');
        field(out, "data", &self.data);
        field(out, "next_page", &self.next_page);
        field(out, "prev_page", &self.prev_page);
        field(out, "has_more", &self.has_more);
        field(out, "first_id", &self.first_id);
        field(out, "last_id", &self.last_id);
        out.push('}');
    }
}

impl<T> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<T> ToJson for Item<T> {
    fn to_json(&self, out: &mut String) {
        out.push_str(self.raw());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Numbers = Page<u64>;

    #[test]
    fn the_last_page_has_no_cursor_of_any_kind() {
        let check = |text: &str, next: Option<&str>| {
            let page: Numbers = serde_json::from_str(text).unwrap();
            assert_eq!(page.next(), next, "{text}");
            assert_eq!(serde_json::to_string(&page).unwrap(), text);
        };
        check(r#"{"data":[]}"#, None);
        check(r#"{"data":[],"next_page":null}"#, None);
        check(r#"{"data":[],"next_page":""}"#, None);
        check(r#"{"data":[],"next_page":"page_1"}"#, Some("page_1"));
        check(r#"{"data":[1],"next_page":null,"prev_page":"page_0"}"#, None);
        check(r#"{"data":[1],"has_more":false,"first_id":"a","last_id":"b"}"#, None);
    }

    #[test]
    fn an_item_that_does_not_fit_hides_no_other() {
        let text = r#"{"data":[1,"two",3]}"#;
        let page: Numbers = serde_json::from_str(text).unwrap();
        assert_eq!(page.known().map(|n| **n).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(page.misfits().map(Json::as_str).collect::<Vec<_>>(), [r#""two""#]);
        assert_eq!(serde_json::to_string(&page).unwrap(), text);
    }
}
