use super::*;
use crate::routes;
use expect_test::expect;
use model::endpoint::{Call, ENDPOINTS};

fn everyone() -> [Option<Role>; 4] {
    let [viewer, runner, operator] = Role::ALL.map(Some);
    [None, viewer, runner, operator]
}

fn row(route: &Route) -> String {
    everyone()
        .map(|role| match verdict(route, role) {
            Verdict::Allowed => "yes",
            Verdict::SignInFirst => "401",
            Verdict::Refused => "403",
        })
        .join(" ")
}

fn calls() -> impl Iterator<Item = Route> {
    ENDPOINTS.iter().map(|endpoint| {
        let ids = vec!["x"; endpoint.path.matches('{').count()];
        Route::Call(Call::new(endpoint.id, &ids).unwrap())
    })
}

#[test]
fn own_routes() {
    let rows: String = [
        ("GET", "/api/session"),
        ("POST", "/api/session"),
        ("DELETE", "/api/session"),
        ("GET", "/api/limits"),
        ("GET", "/api/sessions/live"),
        ("POST", "/hooks/anthropic"),
        ("GET", "/api/health"),
        ("GET", "/"),
        ("GET", "/favicon.svg"),
    ]
    .map(|(method, path)| format!("{method:6} {path:18}  {}\n", row(&routes::parse(method, path).unwrap())))
    .concat();
    expect![[r"
        GET    /api/session        401 yes yes yes
        POST   /api/session        yes yes yes yes
        DELETE /api/session        yes yes yes yes
        GET    /api/limits         401 yes 403 yes
        GET    /api/sessions/live  401 yes 403 yes
        POST   /hooks/anthropic    yes yes yes yes
        GET    /api/health         yes yes yes yes
        GET    /                   yes yes yes yes
        GET    /favicon.svg        yes yes yes yes
    "]]
    .assert_eq(&rows);
}

#[test]
fn every_call_is_for_viewers_and_operators_or_for_operators() {
    for (route, endpoint) in calls().zip(ENDPOINTS) {
        let expected = match endpoint.access {
            Access::Viewer => "401 yes 403 yes",
            Access::Operator => "401 403 403 yes",
        };
        assert_eq!(row(&route), expected, "{}", endpoint.path);
    }
}

#[test]
fn nobody_reaches_the_api() {
    assert!(calls().all(|route| verdict(&route, None) == Verdict::SignInFirst));
}
