use expect_test::expect;
use model::time::Time;
use model::timeline::strip::{Scale, Span};
use model::timeline::{Filter, Level, Sort};

use super::*;

fn session(event: Option<&str>, tab: Option<PanelTab>, find: Find) -> Route {
    let view = SessionView { event: event.map(str::to_owned), tab, find, ..SessionView::default() };
    Route::Session { id: "sesn_01".into(), view }
}

/// Every kind of place, each with everything its address can say.
fn places() -> Vec<Route> {
    let sessions = SessionsView {
        statuses: vec![StatusFilter::Running, StatusFilter::Idle],
        agent: Some("agent_01".into()),
        created: Created::LastDays(7),
        archived: true,
        order: Order::Oldest,
        page: Some("page_a+b/c==".into()),
        new: true,
    };
    let list = ListView { archived: true, page: Some("page_2".into()), new: true };
    let days = Created::Between { from: Some("2026-11-01".into()), to: None };
    let filter = Filter {
        sorts: vec![Sort::Message, Sort::Mcp],
        tool: Some("web_search".into()),
        thread: Some("sthr_01".into()),
        failed: true,
        waiting: true,
    };
    let find = Find { text: "say \"hi\" & go".into(), filter, level: Level::Story };
    let strip = StripPlace {
        scale: Scale::Step,
        shown: Some(Span::new(Time::from_micros(1_764_152_345_000_001), Time::from_micros(1_764_152_346_000_000))),
        pinned: vec![Some("sthr_02".into()), None],
        muted: vec![Some("sthr_01".into())],
    };
    let strip = SessionView { strip, ..SessionView::default() };
    vec![
        Route::Home,
        Route::Sessions(SessionsView::default()),
        Route::Sessions(SessionsView { created: days, ..SessionsView::default() }),
        Route::Sessions(sessions),
        Route::session("sesn_01"),
        session(Some("sevt_02"), None, Find::default()),
        session(Some("sevt_02"), Some(PanelTab::Tools), Find::default()),
        session(None, Some(PanelTab::Threads), Find::default()),
        session(None, None, find),
        Route::Session { id: "sesn_01".into(), view: strip },
        Route::Agents(ListView::default()),
        Route::Agents(list.clone()),
        Route::agent("agent_01"),
        Route::Agent { id: "agent_01".into(), version: Some(3) },
        Route::Environments(list),
        Route::environment("env_01"),
    ]
}

#[test]
fn prints_every_address() {
    let printed: Vec<String> = places().iter().map(Route::path).collect();
    expect![[r"
        /
        /sessions
        /sessions?created=2026-11-01..
        /sessions?status=running&status=idle&agent=agent_01&created=7d&archived=1&order=oldest&page=page_a%2Bb%2Fc%3D%3D&new=1
        /sessions/sesn_01
        /sessions/sesn_01?event=sevt_02
        /sessions/sesn_01?event=sevt_02&tab=tools
        /sessions/sesn_01?tab=threads
        /sessions/sesn_01?q=say%20%22hi%22%20%26%20go&show=messages&show=mcp&show=failed&show=waiting&tool=web_search&thread=sthr_01&level=story
        /sessions/sesn_01?axis=step&zoom=1764152345000001-1764152346000000&pin=sthr_02&pin=main&mute=sthr_01
        /agents
        /agents?archived=1&page=page_2&new=1
        /agents/agent_01
        /agents/agent_01?version=3
        /environments?archived=1&page=page_2&new=1
        /environments/env_01"]]
    .assert_eq(&printed.join("\n"));
}

#[test]
fn parses_what_it_prints() {
    for place in places() {
        let address = place.path();
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        assert_eq!(Route::parse(path, query), place, "{address}");
    }
}

fn check(path: &str, query: &str, expected: Route) {
    assert_eq!(Route::parse(path, query), expected, "{path}?{query}");
}

#[test]
fn unknown_paths_are_not_found() {
    for path in ["/x", "/sessions/", "/sessions/a/b", "/sessions/..", "/sessions/%2e", "/agents/<b>", "//", ""] {
        check(path, "", Route::NotFound);
    }
}

#[test]
fn a_wrong_query_says_nothing() {
    check(
        "/sessions",
        "status=happy&created=never&created=0d&order=up&agent=a/b&page=",
        Route::Sessions(SessionsView::default()),
    );
    check("/sessions", "created=2026-1-1..", Route::Sessions(SessionsView::default()));
    check("/sessions", "%ff=%ff", Route::Sessions(SessionsView::default()));
    check("/agents/agent_01", "version=-1", Route::agent("agent_01"));
    check("/sessions/sesn_01", "event=%3Cb%3E&tab=secrets", Route::session("sesn_01"));
    check("/sessions/sesn_01", "q=&show=all&tool=&thread=a/b&level=full", Route::session("sesn_01"));
}

#[test]
fn asks_the_api_for_what_the_address_says() {
    let Some(Route::Sessions(view)) = places().into_iter().nth(3) else { panic!("the list moved") };
    let ask = |view: &SessionsView| {
        view.to_api(50, |day, plus| Some(format!("{day}+{plus}")), |days| format!("now-{days}d"))
            .pairs()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    expect![[r"
        limit=50
        statuses[]=running
        statuses[]=idle
        agent_id=agent_01
        created_at[gte]=now-7d
        include_archived=true
        order=asc
        page=page_a+b/c=="]]
    .assert_eq(&ask(&view));
    let created = Created::Between { from: Some("2026-11-01".into()), to: Some("2026-11-05".into()) };
    expect![[r"
        limit=50
        created_at[gte]=2026-11-01+0
        created_at[lt]=2026-11-05+1"]]
    .assert_eq(&ask(&SessionsView { created, ..SessionsView::default() }));
}
