use super::*;
use proptest::prelude::*;

fn call(id: EndpointId) -> Call {
    let ids = vec!["x"; endpoint::Endpoint::get(id).path.matches('{').count()];
    Call::new(id, &ids).unwrap()
}

#[test]
fn only_interrupts_are_interrupts() {
    let check = |id, body: &str, expected| assert_eq!(Purpose::of(&call(id), body.as_bytes()), expected, "{body}");
    let one = r#"{"events":[{"type":"user.interrupt"}]}"#;
    check(EndpointId::EventSend, one, Purpose::Interrupt);
    check(
        EndpointId::EventSend,
        r#"{"events":[{"type":"user.interrupt","session_thread_id":"sthr_1"},{"type":"user.interrupt"}]}"#,
        Purpose::Interrupt,
    );
    for body in [
        r#"{"events":[{"type":"user.interrupt"},{"type":"user.message","content":[]}]}"#,
        r#"{"events":[{"type":"user.message","content":[{"type":"user.interrupt"}]}]}"#,
        r#"{"events":[{"type":"user.interrupts"}]}"#,
        r#"{"events":[{"type":["user.interrupt"]}]}"#,
        r#"{"events":[{}]}"#,
        r#"{"events":[]}"#,
        r#"{"events":{"type":"user.interrupt"}}"#,
        r#"{"type":"user.interrupt"}"#,
        "{}",
        "",
    ] {
        check(EndpointId::EventSend, body, Purpose::Interactive);
    }
    check(EndpointId::SessionCreate, one, Purpose::Interactive);
    let padding = format!("{{\"a\":\"{}\",", "x".repeat(MOST_INTERRUPT_BYTES));
    let padded = one.replacen('{', &padding, 1);
    check(EndpointId::EventSend, &padded, Purpose::Interactive);
}

#[test]
fn a_stream_is_a_read() {
    assert_eq!(Class::of(&call(EndpointId::EventStream)), Class::Read);
    assert_eq!(Class::of(&call(EndpointId::SessionList)), Class::Read);
    assert_eq!(Class::of(&call(EndpointId::EventSend)), Class::Create);
}

#[test]
fn messages_have_one_form() {
    let caller = Caller::parse("0123456789abcdef").unwrap();
    let standing = Standing::new(600, 412);
    for (message, path) in [
        (
            Message::Ask(Ask { class: Class::Read, caller, purpose: Purpose::Backfill }),
            "/ask/read/backfill/0123456789abcdef",
        ),
        (Message::Report(Report { class: Class::Create, standing, closed_for: None }), "/report/create/600/412/-"),
        (
            Message::Report(Report { class: Class::Read, standing: None, closed_for: Some(1_500) }),
            "/report/read/-/-/1500",
        ),
        (Message::Limits(caller), "/limits/0123456789abcdef"),
    ] {
        assert_eq!(message.print(), path);
        assert_eq!(Message::parse(path), Some(message));
    }
    for path in [
        "",
        "/",
        "ask/read/backfill/0123456789abcdef",
        "/ask/read/backfill/0123456789abcdef/",
        "/ask/read/backfill",
        "/ask/Read/backfill/0123456789abcdef",
        "/ask/stream/backfill/0123456789abcdef",
        "/ask/read/urgent/0123456789abcdef",
        "/ask/read/backfill/0123456789ABCDEFG",
        "/report/read/-/412/-",
        "/report/read/600/601/-",
        "/report/read/0/0/-",
        "/report/read/+600/1/-",
        "/report/read/600/1/-5",
        "/report/read/600/1",
        "/limits",
        "/limits/",
        "/erase",
    ] {
        assert_eq!(Message::parse(path), None, "{path}");
    }
}

#[test]
fn answers_have_one_form() {
    for (answer, text) in
        [(Answer::Pass { reported: 0, left: 599 }, "pass 0 599"), (Answer::Wait { millis: 100 }, "wait 100")]
    {
        assert_eq!(answer.print(), text);
        assert_eq!(Answer::parse(text), Some(answer));
    }
    for text in ["", "pass", "pass 1", "pass 1 2 3", "pass -1 2", "wait", "wait 0", "wait 1s", "wait 99999999999", "no"]
    {
        assert_eq!(Answer::parse(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_what_was_printed(path in "/(ask|report|limits)(/(read|create|backfill|[0-9a-f-]{1,17})){0,4}") {
        if let Some(message) = Message::parse(&path) {
            prop_assert_eq!(message.print(), path);
        }
    }
}

mod reports {
    use super::*;
    use crate::headers::Headers;

    const NOW: i64 = 1_790_000_000_000;
    /// A second after [`NOW`].
    const RESET: &str = "2026-09-21T14:13:21Z";

    /// The limit and what remains of it, and for how long all is closed.
    type Found = (Option<(u32, u32)>, Option<i64>);

    fn check(status: u16, pairs: &[(&str, &str)], expected: Option<Found>) {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = match *name {
                "limit" | "remaining" | "reset" => format!("anthropic-ratelimit-requests-{name}"),
                other => other.to_owned(),
            };
            (name, (*value).to_owned())
        });
        let headers = Headers::new(pairs.collect::<Vec<_>>());
        let found = Report::read(Class::Read, status, &headers, NOW)
            .map(|it| (it.standing.map(|it| (it.limit, it.remaining)), it.closed_for));
        assert_eq!(found, expected);
    }

    #[test]
    fn read_what_the_api_says() {
        let (limit, remaining, none) = (("limit", "600"), ("remaining", "412"), ("remaining", "0"));
        check(200, &[limit, remaining], Some((Some((600, 412)), None)));
        check(404, &[limit, remaining, ("reset", RESET)], Some((Some((600, 412)), None)));
        check(200, &[limit, none, ("retry-after", "5")], Some((Some((600, 0)), None)));
        check(429, &[limit, none, ("retry-after", "5")], Some((Some((600, 0)), Some(5_000))));
        check(429, &[("retry-after", "5")], Some((None, Some(5_000))));
        check(429, &[("retry-after", "5"), ("retry-after-ms", "1200")], Some((None, Some(1_200))));
        check(429, &[("retry-after", "86400")], Some((None, Some(600_000))));
        check(429, &[limit, none, ("reset", RESET)], Some((Some((600, 0)), Some(1_000))));
    }

    #[test]
    fn a_refusal_for_another_reason_closes_nothing() {
        check(429, &[("limit", "600"), ("remaining", "412"), ("retry-after", "5")], Some((Some((600, 412)), None)));
        check(429, &[], None);
        check(503, &[("retry-after", "5")], None);
    }

    #[test]
    fn nothing_is_read_into_what_is_not_whole() {
        for pairs in [
            &[][..],
            &[("limit", "5")],
            &[("remaining", "5")],
            &[("limit", "5"), ("remaining", "6")],
            &[("limit", "0"), ("remaining", "0")],
            &[("limit", "1e3"), ("remaining", "6")],
            &[("limit", "-600"), ("remaining", "6")],
            &[("limit", "600"), ("limit", "600"), ("remaining", "6")],
            &[("limit", "1000001"), ("remaining", "6")],
        ] {
            check(200, pairs, None);
        }
        for wait in ["-1", "0", "soon", "1.5", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            check(429, &[("retry-after", wait)], None);
        }
    }
}
