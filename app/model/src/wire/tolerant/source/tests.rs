use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::wire::Json;
use crate::wire::content::Block;

fn read<T: FromJson>(text: &str) -> Result<T> {
    T::from_json(Source::new(&serde_json::from_str::<Box<RawValue>>(text).unwrap()))
}

#[test]
fn text_is_what_it_says() {
    let check =
        |text: &str, expected: Option<&str>| assert_eq!(read::<String>(text).ok().as_deref(), expected, "{text}");
    check(r#""""#, Some(""));
    check(r#""ünï ""#, Some("ünï "));
    check(r#""\"a\\\" \u00e9 \ud83d\ude00""#, Some("\"a\\\" é 😀"));
    check(r#""\ud800""#, None); // half of a character
    check("null", None);
    check("7", None);
    check("{}", None);
}

#[test]
fn numbers_are_exact_and_of_their_type() {
    let check = |text: &str, whole: Option<u64>, any: Option<f64>| {
        assert_eq!(read::<u64>(text).ok(), whole, "{text}");
        assert_eq!(read::<f64>(text).ok(), any, "{text}");
    };
    check("18446744073709551615", Some(u64::MAX), Some(18_446_744_073_709_551_615.0));
    check("9007199254740993", Some(9_007_199_254_740_993), Some(9_007_199_254_740_992.0));
    check("1.0", None, Some(1.0));
    check("1e2", None, Some(100.0));
    check("-1", None, Some(-1.0));
    check("1e400", None, None);
    check("\"1\"", None, None);
    check("true", None, None);
    assert_eq!(read::<u16>("65536").ok(), None);
    assert_eq!(read::<bool>("true").ok(), Some(true));
    assert_eq!(read::<bool>("\"true\"").ok(), None);
}

#[test]
fn keys_may_be_written_in_any_way_but_only_once() {
    let check = |text: &str, expected: Option<u64>| {
        let raw: Box<RawValue> = serde_json::from_str(text).unwrap();
        let read = Source::new(&raw).fields().and_then(|fields| fields.read::<u64>("key"));
        assert_eq!(read.ok(), expected, "{text}");
    };
    check(r#"{"key":1}"#, Some(1));
    check("{ \"a\" : { \"key\" : 2 } ,\r\n\t\"key\" : 1 }", Some(1));
    check(r#"{"k\u0065y":1,"Key":2,"":3}"#, Some(1));
    check(r#"{"a":2,"a":3,"key":1}"#, Some(1));
    check(r#"{"key":1,"key":1}"#, None);
    check(r#"{"key":null}"#, None);
    check("{}", None);
    check(r#"["key",1]"#, None);
}

#[test]
fn what_lies_too_deep_is_kept_unread() {
    let depth = 10_000;
    let open = r#"{"type":"search_result","source":"s","title":"t","content":["#;
    let text = format!(r#"{}{{"type":"redacted"}}{}"#, open.repeat(depth), "]}".repeat(depth));
    let mut block = &read::<Block>(&text).unwrap();
    let mut known = 0;
    while let Block::SearchResult(result) = block {
        known += 1;
        block = &result.content[0];
    }
    assert!(matches!(block, Block::Unknown(_)));
    assert_eq!(known, usize::from(MAX_DEPTH) / 2);
    // What is not read can lie at any depth.
    let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read::<Json>(&text).unwrap().as_str(), text);
}

/// JSON of any shape.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        r#"[\\"{}\[\],: ]*"#.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|fields| fields.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn cuts_where_serde_cuts(value in any_json()) {
        for text in [value.to_string(), format!("{value:#}")] {
            let fields = serde_json::from_str::<BTreeMap<String, &RawValue>>(&text).ok();
            let cut = read::<BTreeMap<String, Json>>(&text).ok();
            prop_assert_eq!(cut.as_ref().map(BTreeMap::len), fields.as_ref().map(BTreeMap::len), "{}", text);
            for ((key, cut), (name, raw)) in cut.iter().flatten().zip(fields.iter().flatten()) {
                prop_assert_eq!((key, cut.as_str()), (name, raw.get()), "{}", text);
            }
            let items = serde_json::from_str::<Vec<&RawValue>>(&text).ok();
            let cut = read::<Vec<Json>>(&text).ok();
            let cut = cut.as_ref().map(|cut| cut.iter().map(Json::as_str).collect::<Vec<_>>());
            prop_assert_eq!(cut, items.map(|items| items.into_iter().map(RawValue::get).collect()), "{}", text);
        }
    }
}
