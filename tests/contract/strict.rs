//! The strictest reading: what a type does not model is a failure.

use std::fmt::Debug;

use model::page::Page;
use model::wire::Wire;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Checks that `text` is read as a `T` with nothing unknown, and that
///
/// * the typed value, without the raw copy, is written as the same JSON, so no field is unmodelled;
/// * the raw copy is written byte for byte.
pub fn object<T: DeserializeOwned + Serialize + Debug>(text: &str) -> Result<(), String> {
    let wire = Wire::<T>::parse(text).map_err(|error| error.to_string())?;
    known(wire.value())?;
    same(&serde_json::from_str(text).unwrap(), &serde_json::to_value(wire.value()).unwrap())?;
    bytes(text, &serde_json::to_string(&wire).unwrap())
}

/// [`object`] for a page of `T`s: pages keep their items raw, so these are checked by themselves.
pub fn page<T: DeserializeOwned + Serialize + Debug>(text: &str) -> Result<(), String> {
    let page: Page<T> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if let Some(misfit) = page.misfits().next() {
        return Err(format!("does not fit: {misfit:?}"));
    }
    let mut written = serde_json::to_value(&page).unwrap();
    written["data"] = json!([]);
    for item in page.known() {
        known(item.value())?;
        written["data"].as_array_mut().unwrap().push(serde_json::to_value(item.value()).unwrap());
        if !text.contains(item.raw()) {
            return Err(format!("raw copy changed: {}", item.raw()));
        }
    }
    same(&serde_json::from_str(text).unwrap(), &written)
}

/// Every type that keeps what it does not know calls it `Unknown`, so `Debug` finds it at any depth.
fn known(value: &impl Debug) -> Result<(), String> {
    let text = format!("{value:?}");
    match text.find("Unknown(") {
        Some(at) => Err(format!("not known: {:.300}", &text[at..])),
        None => Ok(()),
    }
}

fn bytes(expected: &str, found: &str) -> Result<(), String> {
    if expected.trim() == found { Ok(()) } else { Err(format!("raw copy changed: {found}")) }
}

/// Equal as JSON, where 60 and 60.0 are one number.
fn same(expected: &Value, found: &Value) -> Result<(), String> {
    let equal = match (expected, found) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.iter().zip(b).try_for_each(|(a, b)| same(a, b))?;
            a.len() == b.len()
        }
        (Value::Object(a), Value::Object(b)) => {
            if let Some(key) = a.keys().find(|key| !b.contains_key(*key)) {
                return Err(format!("`{key}` was lost in {expected}"));
            }
            if let Some(key) = b.keys().find(|key| !a.contains_key(*key)) {
                return Err(format!("`{key}` was invented in {found}"));
            }
            a.iter().try_for_each(|(key, a)| same(a, &b[key]))?;
            true
        }
        (a, b) => a == b,
    };
    if equal { Ok(()) } else { Err(format!("expected {expected}, found {found}")) }
}

/// Fails once, with everything that went wrong.
pub fn report(failures: Vec<String>) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_checks_can_fail() {
    use model::wire::environment::WorkStats;
    use model::wire::event::Event;
    let stats = r#"{"type":"work_queue_stats","depth":1,"pending":0}"#;
    assert_eq!(object::<WorkStats>(stats), Ok(()));
    let check =
        |result: Result<(), String>, why: &str| assert!(result.as_ref().is_err_and(|e| e.contains(why)), "{result:?}");
    check(object::<WorkStats>(r#"{"type":"work_queue_stats","depth":1,"pending":0,"new":1}"#), "`new` was lost");
    check(object::<WorkStats>(r#"{"type":"work_queue_stats","depth":1}"#), "missing field");
    check(object::<Event>(r#"{"type":"new.event","id":"sevt_1"}"#), "not known");
    let word = r#"{"type":"event_start","event":{"type":"agent.new","id":"sevt_1"}}"#;
    check(object::<Event>(word), "not known");
    check(page::<WorkStats>(&format!(r#"{{"data":[{stats},{{}}]}}"#)), "does not fit");
    check(page::<WorkStats>(&format!(r#"{{"data":[{stats}],"new":null}}"#)), "`new` was lost");
    check(same(&json!([1]), &json!([1, 2])), "expected");
    check(same(&json!({}), &json!({"a": 1})), "`a` was invented");
}
