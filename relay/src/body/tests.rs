use super::*;
use serde_json::Value;

fn check(body: impl AsRef<[u8]>, expected: Result<&str, BadJson>) {
    let body = body.as_ref();
    let found = reprint(body).map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(found, expected.map(str::to_owned), "{}", String::from_utf8_lossy(body));
}

#[test]
fn prints_one_form_in_the_given_order() {
    check("{}", Ok("{}"));
    check(
        " {\"b\" : [ ] , \"a\":[1, -2,0.5,true,null,\"x\\u000a\"]} ",
        Ok(r#"{"b":[],"a":[1,-2,0.5,true,null,"x\n"]}"#),
    );
    check(r#"{"a":{"b":{}},"c":[{},{"d":1}]}"#, Ok(r#"{"a":{"b":{}},"c":[{},{"d":1}]}"#));
    check(r#"{"same":{"same":[{"same":1}]}}"#, Ok(r#"{"same":{"same":[{"same":1}]}}"#));
    check(r#"{"\u0061":"\u00e9\ud83d\ude00"}"#, Ok(r#"{"a":"é😀"}"#));
    check("{\"n\":18446744073709551615}", Ok("{\"n\":18446744073709551615}"));
}

#[test]
fn refuses_what_parsers_read_differently() {
    check(r#"{"a":1,"a":2}"#, Err(BadJson::DuplicateKey));
    check(r#"{"a":1,"\u0061":2}"#, Err(BadJson::DuplicateKey));
    check(r#"{"x":[{"a":1,"b":0,"a":1}]}"#, Err(BadJson::DuplicateKey));
    check("{\"agent\\u0000\":1}", Err(BadJson::NulInKey));
    check("{\"a\":{\"\\u0000\":1}}", Err(BadJson::NulInKey));
}

#[test]
fn refuses_what_is_no_object() {
    for body in ["[]", "1", "null", "\"{}\"", "true"] {
        check(body, Err(BadJson::NotAnObject));
    }
    for body in [
        "",
        "{",
        "{}{}",
        "{} x",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":1e999}",
        "\u{feff}{}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\n\"}",
    ] {
        check(body, Err(BadJson::NotJson));
    }
    check(b"{\"a\":\"\xff\"}", Err(BadJson::NotJson));
    check(b"{\"\xc0\xae\":1}", Err(BadJson::NotJson));
}

#[test]
fn counts_levels() {
    let nested = |levels: usize| format!("{}{}", "{\"a\":".repeat(levels), "1") + &"}".repeat(levels);
    assert!(reprint(nested(MAX_DEPTH).as_bytes()).is_ok());
    check(nested(MAX_DEPTH + 1), Err(BadJson::TooDeep));
    check(format!("{{\"a\":{}", "[".repeat(10_000)), Err(BadJson::TooDeep));
}

#[test]
fn every_call_has_a_rule_that_fits_its_body() {
    for endpoint in model::endpoint::ENDPOINTS {
        let ids = vec!["x"; endpoint.path.matches('{').count()];
        let call = Call::new(endpoint.id, &ids).unwrap();
        let kind = match of_call(&call) {
            Rule::None => Body::Empty,
            Rule::Json(_) => Body::Json,
            Rule::Multipart(_) => Body::Multipart,
        };
        assert_eq!(kind, endpoint.body, "{}", endpoint.path);
    }
}

/// Values without the numbers that no double holds, and without the doubled keys that a map can not have anyway.
fn value() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[^\0]*", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest::proptest! {
    #[test]
    fn means_the_same_after(value in value()) {
        let body = serde_json::json!({ "v": value });
        let printed = reprint(&serde_json::to_vec_pretty(&body).unwrap()).unwrap();
        proptest::prop_assert_eq!(serde_json::from_slice::<Value>(&printed).unwrap(), body);
    }

    #[test]
    fn never_panics(bytes: Vec<u8>) {
        let _ = reprint(&bytes);
    }
}
