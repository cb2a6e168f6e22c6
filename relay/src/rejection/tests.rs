use super::*;
use crate::config::names;
use expect_test::expect;

fn all() -> Vec<Rejection> {
    use Rejection as R;
    vec![
        R::BadPath,
        R::UnknownPath,
        R::WrongMethod("GET"),
        R::Misconfigured(Misconfigured::ApiKey),
        R::SignInFirst,
        R::WrongKey,
        R::NotAllowed,
        R::CrossSite,
        R::BadQuery,
        R::WrongContentType("application/json"),
        R::BadBody(BadJson::TooDeep),
        R::BodyCutShort,
        R::TooLarge(1024),
        R::LengthRequired,
        R::TooMany { retry_after_millis: 1_001 },
        R::MeterSilent,
        R::Webhook(webhook::Refusal::Headers),
        R::Webhook(webhook::Refusal::Signature),
        R::Webhook(webhook::Refusal::Time),
        R::Webhook(webhook::Refusal::Body),
        R::Webhook(webhook::Refusal::Replay),
        R::Crowded,
        R::Unreachable { retry: true },
        R::Unreachable { retry: false },
        R::Redirected,
        R::KeyRefused,
        R::Nonsense,
        R::Upstream(529),
        R::Internal,
    ]
}

#[test]
fn each_has_its_status_class_and_advice_on_repeating() {
    let lines: Vec<String> = all()
        .iter()
        .map(|rejection| {
            let retry = rejection.retry().map(|retry| format!(" retry={retry}")).unwrap_or_default();
            format!("{} {} {}{retry}", rejection.status(), rejection.class(), rejection.code())
        })
        .collect();
    expect![[r"
        400 invalid_request_error porthole_bad_path
        404 not_found_error porthole_unknown_path
        405 invalid_request_error porthole_wrong_method
        503 api_error porthole_misconfigured retry=false
        401 authentication_error porthole_sign_in_first
        401 authentication_error porthole_wrong_key
        403 permission_error porthole_not_allowed
        403 permission_error porthole_cross_site
        400 invalid_request_error porthole_bad_query
        400 invalid_request_error porthole_wrong_content_type
        400 invalid_request_error porthole_bad_body
        400 invalid_request_error porthole_body_cut_short
        413 request_too_large porthole_too_large
        411 invalid_request_error porthole_length_required
        429 rate_limit_error porthole_quota
        503 api_error porthole_meter_silent retry=true
        400 invalid_request_error porthole_webhook_headers
        401 authentication_error porthole_webhook_unsigned
        401 authentication_error porthole_webhook_expired
        400 invalid_request_error porthole_webhook_body
        409 conflict_error porthole_webhook_replayed
        503 api_error porthole_crowded retry=true
        502 api_error porthole_api_unreachable retry=true
        502 api_error porthole_api_unreachable retry=false
        502 api_error porthole_api_redirected retry=false
        502 api_error porthole_api_key_refused retry=false
        502 api_error porthole_api_nonsense retry=false
        529 overloaded_error porthole_api_error
        500 api_error porthole_internal retry=false
    "]]
    .assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn has_the_form_of_the_api() {
    let reply = Rejection::WrongMethod("GET, POST").reply("req_porthole_1");
    expect![[r#"{"type":"error","error":{"type":"invalid_request_error","message":"This address takes only GET, POST.","details":{"error_code":"porthole_wrong_method"}},"request_id":"req_porthole_1"}"#]]
        .assert_eq(&reply.body);
    let get = |name| reply.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
    assert_eq!(get("request-id"), Some("req_porthole_1"));
    assert_eq!(get("allow"), Some("GET, POST"));
    assert_eq!(get("content-type"), Some("application/json"));
    assert_eq!(get("cache-control"), Some("private, no-store"));
}

#[test]
fn says_what_to_do_in_a_sentence() {
    for rejection in all() {
        let message = rejection.message();
        assert!(message.ends_with('.') && message.starts_with(char::is_uppercase), "{message}");
    }
}

#[test]
fn names_the_setting_never_its_value() {
    for (setting, name) in [
        (Misconfigured::BaseUrl, names::BASE_URL),
        (Misconfigured::ApiKey, names::API_KEY),
        (Misconfigured::OperatorKeyMissing, names::OPERATOR_KEY),
        (Misconfigured::OperatorKeyShort, names::OPERATOR_KEY),
        (Misconfigured::PerMinute(names::READ_PER_MINUTE), names::READ_PER_MINUTE),
        (Misconfigured::WebhookSecret, names::WEBHOOK_SECRET),
    ] {
        assert!(Rejection::Misconfigured(setting).message().contains(name));
    }
}

#[test]
fn says_when_to_come_back() {
    for (millis, seconds, words) in
        [(1, "1", "in 1 second."), (1_000, "1", "in 1 second."), (1_001, "2", "in 2 seconds.")]
    {
        let rejection = Rejection::TooMany { retry_after_millis: millis };
        let reply = rejection.reply("req_porthole_1");
        let get = |name| reply.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
        assert_eq!(get("retry-after"), Some(seconds));
        assert_eq!(get("retry-after-ms"), Some(millis.to_string().as_str()));
        assert!(rejection.message().ends_with(words), "{}", rejection.message());
    }
    let silent = Rejection::MeterSilent.reply("req_porthole_1");
    assert!(silent.headers.contains(&("retry-after", "1".to_owned())));
    assert!(silent.headers.contains(&("x-should-retry", "true".to_owned())));
}

#[test]
fn request_ids_are_of_the_given_bytes() {
    assert_eq!(request_id([0xab; 12]), "req_porthole_abababababababababababab");
}
