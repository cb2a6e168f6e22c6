use super::*;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const SENT: u64 = 1_614_265_330;
const BODY: &str = r#"{"type":"event","id":"whe_1","created_at":"2021-02-25T15:02:10Z","data":{"type":"session.status_idled","id":"sesn_1","organization_id":"org_1","workspace_id":"wrkspc_1"}}"#;

fn sign(secret: &str, id: &str, stamp: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key(secret).unwrap()).unwrap();
    mac.update(format!("{id}.{stamp}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

fn headers(id: &str, stamp: &str, signature: &str) -> Headers {
    let pairs = [("webhook-id", id), ("webhook-timestamp", stamp), ("Webhook-Signature", signature)];
    Headers::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

fn check_at(now: u64, headers: &Headers, body: &str, expected: Result<Option<(&str, Happened)>, Refusal>) {
    let found = verify(headers, body.as_bytes(), &Secret::new(SECRET), now);
    let found = found.map(|delivery| delivery.news.map(|news| (news.session_id, news.kind)));
    assert_eq!(found, expected.map(|news| news.map(|(id, kind)| (id.to_owned(), kind))), "{body}");
}

fn check_body(body: &str, expected: Result<Option<(&str, Happened)>, Refusal>) {
    let stamp = SENT.to_string();
    check_at(SENT, &headers(ID, &stamp, &sign(SECRET, ID, &stamp, body)), body, expected);
}

/// The example of the scheme's own documentation and libraries.
#[test]
fn the_schemes_own_example() {
    let body = r#"{"test": 2432232314}"#;
    let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    let prefix = [ID, ".", "1614265330", "."];
    assert!(is_signed(&prefix, body.as_bytes(), signature, &Secret::new(SECRET)));
    // Right, but no event.
    check_at(SENT, &headers(ID, "1614265330", signature), body, Err(Refusal::Body));
}

#[test]
fn what_is_not_signed_is_refused() {
    let stamp = SENT.to_string();
    let good = sign(SECRET, ID, &stamp, BODY);
    let yes = || Ok(Some(("sesn_1", Happened::Rested)));
    check_at(SENT, &headers(ID, &stamp, &good), BODY, yes());
    // While secrets are exchanged there is one signature for each.
    let other = sign("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ID, &stamp, BODY);
    check_at(SENT, &headers(ID, &stamp, &format!("{other} v2,x {good}")), BODY, yes());

    let no = Err(Refusal::Signature);
    let bare = good.trim_start_matches("v1,").to_owned();
    for wrong in [
        "",
        "v1",
        "v1,",
        "v1,AAAA",
        "v1,=",
        "x",
        &other,
        &bare,
        &good.replace("v1,", "v2,"),
        &good.replace("v1,", "V1,"),
        &good.replace('=', ""),
        &format!("{good}="),
        &format!("v1,{}", bare.split_at(20).0),
        &format!("{good},{good}"),
    ] {
        check_at(SENT, &headers(ID, &stamp, wrong), BODY, no);
    }
    let many = [other.as_str(); MAX_SIGNATURES].join(" ");
    check_at(SENT, &headers(ID, &stamp, &format!("{many} {good}")), BODY, no);
    // Every part is signed.
    check_at(SENT, &headers("msg_other", &stamp, &good), BODY, no);
    check_at(SENT, &headers(ID, &(SENT + 1).to_string(), &good), BODY, no);
    check_at(SENT, &headers(ID, &format!("0{stamp}"), &good), BODY, no);
    check_at(SENT, &headers(ID, &stamp, &good), &BODY.replace("sesn_1", "sesn_2"), no);
    check_at(SENT, &headers(ID, &stamp, &good), &format!("{BODY} "), no);
    // Who cannot sign learns nothing about our clock.
    check_at(SENT + 9_999, &headers(ID, &stamp, &other), BODY, no);
}

#[test]
fn headers_have_one_form() {
    let stamp = SENT.to_string();
    let good = sign(SECRET, ID, &stamp, BODY);
    let no = Err(Refusal::Headers);
    for id in ["", "msg.1", "msg 1", "msg\u{e9}", &"m".repeat(129)] {
        check_at(SENT, &headers(id, &stamp, &sign(SECRET, id, &stamp, BODY)), BODY, no);
    }
    for stamp in ["", "+1614265330", "1614265330.0", " 1614265330", "0x60", "-1", "1614265330000000", "soon"] {
        check_at(SENT, &headers(ID, stamp, &sign(SECRET, ID, stamp, BODY)), BODY, no);
    }
    for missing in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let all = [("webhook-id", ID), ("webhook-timestamp", &stamp), ("webhook-signature", &good)];
        let pairs = |keep: fn(bool) -> usize| {
            let times = |(name, value): (&str, &str)| vec![(name.to_owned(), value.to_owned()); keep(name == missing)];
            Headers::new(all.into_iter().flat_map(times))
        };
        check_at(SENT, &pairs(|is_it| usize::from(!is_it)), BODY, no);
        check_at(SENT, &pairs(|is_it| if is_it { 2 } else { 1 }), BODY, no);
    }
}

#[test]
fn the_time_may_lie_five_minutes_off() {
    let stamp = SENT.to_string();
    let headers = headers(ID, &stamp, &sign(SECRET, ID, &stamp, BODY));
    for (now, is_taken) in [
        (SENT + 300, true),
        (SENT + 301, false),
        (SENT - 300, true),
        (SENT - 301, false),
        (0, false),
        (u64::MAX, false),
    ] {
        let expected = if is_taken { Ok(Some(("sesn_1", Happened::Rested))) } else { Err(Refusal::Time) };
        check_at(now, &headers, BODY, expected);
    }
}

#[test]
fn reads_what_matters_to_a_list() {
    let check = |kind: &str, expected: Option<Happened>| {
        let body = BODY.replace("session.status_idled", kind);
        check_body(&body, Ok(expected.map(|kind| ("sesn_1", kind))));
    };
    for kind in ["session.running", "session.status_run_started", "session.status_rescheduled"] {
        check(kind, Some(Happened::Started));
    }
    for kind in ["session.idled", "session.status_idled", "session.requires_action", "session.budget_reached"] {
        check(kind, Some(Happened::Rested));
    }
    check("session.archived", Some(Happened::Ended));
    check("session.status_terminated", Some(Happened::Ended));
    check("session.deleted", Some(Happened::Deleted));
    for kind in ["session.created", "session.pending", "session.updated", "session.thread_idled", "session.painted"] {
        check(kind, Some(Happened::Changed));
    }
    for kind in ["agent.created", "vault_credential.archived", "deployment_run.failed", "sessions.x", ""] {
        check(kind, None);
    }
    check_body(&BODY.replace("sesn_1", "../agents"), Ok(None));
    check_body(
        r#"{"data":{"type":"session.updated","id":"sesn_1"},"new":[1]}"#,
        Ok(Some(("sesn_1", Happened::Changed))),
    );
    for body in [
        "",
        "{}",
        "[]",
        "{\"data\":{}}",
        "\u{0}",
        r#"{"data":{"type":7,"id":"sesn_1"}}"#,
        r#"{"data":{"type":"session.updated"}}"#,
    ] {
        check_body(body, Err(Refusal::Body));
    }
}

#[test]
fn reads_what_the_worker_writes_to_the_roster() {
    let all = Happened::ALL.map(|kind| Some(News { session_id: "sesn_1".into(), kind }));
    for news in all.into_iter().chain([None]) {
        let delivery = Delivery { id: ID.into(), news };
        assert_eq!(Delivery::parse(&delivery.print()), Some(delivery));
    }
    for text in ["", " started s", "a.b", "a started", "a began s", "a started s x", "a "] {
        assert_eq!(Delivery::parse(text), None, "{text}");
    }
}

#[test]
fn secrets_are_long_enough() {
    for (text, expected) in [
        (SECRET, true),
        ("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", true),
        ("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", false),
        ("whsec_", false),
        ("whsec_short", false),
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa_w", false),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS w", false),
        ("", false),
    ] {
        assert_eq!(is_secret(text), expected, "{text}");
    }
}
