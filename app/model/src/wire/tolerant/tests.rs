#![allow(unreachable_pub, reason = "the macros make public types")]

use super::*;
use crate::wire::Timestamp;

open_enum! {
    /// A colour.
    pub enum Colour {
        Red = "red",
        Blue = "blue",
    }
}

object! {
    /// A box.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Size {
        /// May be missing or `null`.
        pub height: Maybe<u64>,
    }
}

tagged! {
    /// A thing.
    pub enum Thing {
        Dot = "dot",
        Box(Size) = "box",
    }
}

#[test]
fn a_missing_key_is_not_null() {
    let check = |text: &str, expected: Maybe<u64>| {
        let size: Size = serde_json::from_str(text).unwrap();
        assert_eq!(size.height, expected, "{text}");
        assert_eq!(serde_json::to_string(&size).unwrap(), text);
    };
    check("{}", Maybe::Absent);
    check(r#"{"height":null}"#, Maybe::Null);
    check(r#"{"height":3}"#, Maybe::Set(3));
    assert_eq!([Maybe::Absent, Maybe::Null, Maybe::Set(3)].map(|maybe| maybe.get()), [None, None, Some(3)]);
}

#[test]
fn an_open_enum_keeps_any_word() {
    let check = |word: &str, expected: Colour| {
        let text = serde_json::to_string(word).unwrap();
        let colour: Colour = serde_json::from_str(&text).unwrap();
        assert_eq!(colour, expected);
        assert_eq!((colour.as_str(), colour.to_string().as_str()), (word, word));
        assert_eq!(serde_json::to_string(&colour).unwrap(), text);
    };
    check("red", Colour::Red);
    check("blue", Colour::Blue);
    check("Red", Colour::Unknown("Red".into()));
    check("", Colour::Unknown("".into()));
    check("\"\\", Colour::Unknown("\"\\".into()));
    assert_eq!(Colour::WORDS, ["red", "blue"]);
}

#[test]
fn a_tagged_enum_is_told_apart_by_type_wherever_it_stands() {
    let check = |text: &str, expected: Thing| {
        assert_eq!(serde_json::from_str::<Thing>(text).unwrap(), expected, "{text}");
        // Also out of a tree and out of a reader, where nothing can be borrowed.
        let tree: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::from_value::<Thing>(tree).unwrap(), expected, "{text}");
        assert_eq!(serde_json::from_reader::<_, Thing>(text.as_bytes()).unwrap(), expected, "{text}");
    };
    check(r#"{"type":"dot"}"#, Thing::Dot);
    check(r#"{"more":[{"type":"box"}],"type":"dot"}"#, Thing::Dot);
    check(r#"{"type":"box"}"#, Thing::Box(Size { height: Maybe::Absent }));
    check(r#"{"height":2,"type":"b\u006fx"}"#, Thing::Box(Size { height: Maybe::Set(2) }));
    assert_eq!(Thing::TYPES, ["dot", "box"]);
}

#[test]
fn a_tagged_enum_writes_its_type_first() {
    let check = |thing: Thing, expected: &str| {
        assert_eq!(serde_json::to_string(&thing).unwrap(), expected);
        let tree: serde_json::Value = serde_json::from_str(expected).unwrap();
        assert_eq!(serde_json::to_value(&thing).unwrap(), tree);
    };
    check(Thing::Dot, r#"{"type":"dot"}"#);
    check(Thing::Box(Size { height: Maybe::Absent }), r#"{"type":"box"}"#);
    check(Thing::Box(Size { height: Maybe::Set(2) }), r#"{"type":"box","height":2}"#);
}

#[test]
fn what_is_unknown_is_kept_and_named() {
    let check = |text: &str, kind: &str, id: Option<&str>| {
        let thing: Thing = serde_json::from_str(text).unwrap();
        assert_eq!(thing.kind(), kind, "{text}");
        assert_eq!(serde_json::to_string(&thing).unwrap(), text);
        let Thing::Unknown(unknown) = thing else { panic!("{text}") };
        assert_eq!(unknown.id(), id, "{text}");
        assert_eq!(unknown.raw().as_str(), text);
    };
    check(r#"{"type":"ball","id":"b1","r":1.50}"#, "ball", Some("b1"));
    check(r#"{"type":"ball","id":7}"#, "ball", None);
    check(r#"{"type":"box","height":"tall"}"#, "box", None);
    check(r#"{"type":null}"#, "", None);
    check(r#"{"id":"b1"}"#, "", Some("b1"));
    check(r#"{"type":"dot","type":"box"}"#, "", None);
    check(r#"["dot"]"#, "", None);
    check(r#""dot""#, "", None);
}

#[test]
fn json_that_is_no_json_is_an_error() {
    for text in ["", "{", r#"{"type":"dot""#, r#"{"type":"dot"} x"#, "\u{FEFF}{}"] {
        assert!(serde_json::from_str::<Thing>(text).is_err(), "{text:?}");
        assert!(Wire::<Thing>::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_word_or_an_object() {
    type Either = WordOr<Colour, Size>;
    let check = |text: &str, expected: Either| {
        let either: Either = serde_json::from_str(text).unwrap();
        assert_eq!(either, expected);
        assert_eq!(serde_json::to_string(&either).unwrap(), text);
    };
    check(r#""red""#, WordOr::Word(Colour::Red));
    check(r#"{"height":1}"#, WordOr::Object(Size { height: Maybe::Set(1) }));
    assert!(serde_json::from_str::<Either>("7").is_err());
}

#[test]
fn the_bytes_of_an_object_are_kept() {
    let text = r#"{ "height" : 1.0e0,  "new":"\u00e9" }"#;
    assert!(Wire::<Size>::parse(text).is_err()); // 1.0e0 is no whole number
    let text = r#"{ "height" : 1,  "new":"\u00e9" }"#;
    let wire = Wire::<Size>::parse(text).unwrap();
    assert_eq!(wire.height, Maybe::Set(1));
    assert_eq!(wire.raw(), text);
    assert_eq!(serde_json::to_string(&[&wire]).unwrap(), format!("[{text}]"));
    let (raw, size) = wire.into_parts();
    assert_eq!((raw.get(), size.height), (text, Maybe::Set(1)));
}

#[test]
fn an_unknown_object_says_when_and_on_which_thread() {
    let text = r#"{"type":"x","processed_at":"1970-01-01T00:00:01Z","session_thread_id":"sthr_1"}"#;
    let Thing::Unknown(unknown) = serde_json::from_str::<Thing>(text).unwrap() else { panic!("{text}") };
    assert_eq!(unknown.processed_at().and_then(Timestamp::micros), Some(1_000_000));
    assert_eq!(unknown.session_thread_id().map(AsRef::as_ref), Some("sthr_1"));
}
