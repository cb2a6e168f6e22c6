//! Client, relay and simulator know the same calls, because all three read one table.
//!
//! The client's part is that it has no path of its own: `checks` finds any that is written down outside the table.

use model::endpoint::{Body, Call, ENDPOINTS, Endpoint, Method};
use porthole::simulator::{DEFAULT_API_KEY, Options, Simulator};
use relay::routes::{self, NoRoute, Route};

#[tokio::test]
async fn every_row_is_forwarded_by_the_relay_and_served_by_the_simulator() {
    let simulator = Simulator::start(Options { seeded: false, ..Options::default() }).await.unwrap();
    let nowhere = ask(&simulator, Method::Get, "/v1/nothing_of_the_kind", None).await;
    assert_eq!(nowhere.0, 404, "an unknown path is told from an unknown id");
    for endpoint in ENDPOINTS {
        let call = call(endpoint);
        assert_eq!(
            routes::parse(endpoint.method.as_str(), &call.path()),
            Ok(Route::Call(call.clone())),
            "relay: {}",
            endpoint.path
        );
        let answer = ask(&simulator, endpoint.method, &call.path(), Some(endpoint)).await;
        assert_ne!(answer, nowhere, "simulator: {}", endpoint.path);
        assert!(![405, 500, 501].contains(&answer.0), "simulator: {} answers {answer:?}", endpoint.path);
    }
}

#[tokio::test]
async fn what_the_table_does_not_have_is_refused_by_both() {
    let simulator = Simulator::start(Options { seeded: false, ..Options::default() }).await.unwrap();
    for path in ["/v1/messages", "/v1/organizations/api_keys", "/v1/sessions/s/nothing", "/v1/environments/e/work/poll"]
    {
        assert_eq!(routes::parse("GET", path), Err(NoRoute::UnknownPath), "{path}");
        assert_eq!(ask(&simulator, Method::Get, path, None).await.0, 404, "{path}");
    }
}

/// The call with ids that name nothing.
fn call(endpoint: &Endpoint) -> Call {
    let ids = vec!["none_01"; endpoint.path.matches('{').count()];
    Call::new(endpoint.id, &ids).unwrap()
}

/// Status and message of the answer to an empty body, with the headers that the row asks for.
async fn ask(simulator: &Simulator, method: Method, path: &str, endpoint: Option<&Endpoint>) -> (u16, String) {
    let beta = endpoint.map_or(Some("managed-agents-2026-04-01"), |endpoint| endpoint.beta.header());
    let mut request = reqwest::Client::new()
        .request(method.as_str().parse().unwrap(), format!("{}{path}", simulator.url()))
        .header("x-api-key", DEFAULT_API_KEY)
        .header("anthropic-version", "2026-10-21");
    if let Some(beta) = beta {
        request = request.header("anthropic-beta", beta);
    }
    match endpoint.map(|endpoint| endpoint.body) {
        Some(Body::Json) => request = request.json(&serde_json::json!({})),
        Some(Body::Multipart) => request = request.multipart(reqwest::multipart::Form::new()),
        Some(Body::Empty) | None => {}
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let body: serde_json::Value = answer.json().await.unwrap_or_default();
    (status, body["error"]["message"].as_str().unwrap_or_default().to_owned())
}
