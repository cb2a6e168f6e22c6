//! Pages of lists.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::wire::tolerant::{Json, Maybe, Wire};

/// One page of a list.
///
/// Lists differ in how they page on; all their ways are here, and each list uses some of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: for<'a> Deserialize<'a>"))]
pub struct Page<T> {
    /// What is on it. A page can be empty and still not be the last.
    pub data: Vec<Item<T>>,
    /// The cursor of the page after this one.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub next_page: Maybe<String>,
    /// The cursor of the page before this one; only of sessions.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub prev_page: Maybe<String>,
    /// Whether there are more; lists that page by id, and older ones.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub has_more: Maybe<bool>,
    /// Where the page before this one ends; lists that page by id.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub first_id: Maybe<String>,
    /// Where the page after this one begins; lists that page by id.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
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

impl<'de, T: for<'a> Deserialize<'a>> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match serde_json::from_str(raw.get()) {
            Ok(value) => Ok(Self::Known(Wire::new(raw, value))),
            Err(error) if error.is_data() => Ok(Self::Misfit(raw.into())),
            Err(error) => Err(D::Error::custom(error)),
        }
    }
}

impl<T> Serialize for Item<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(wire) => wire.serialize(serializer),
            Self::Misfit(json) => json.serialize(serializer),
        }
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
