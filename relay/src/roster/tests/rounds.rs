//! What is asked when, and what viewers are told.

use super::*;
use crate::roster::wanted::{LEFT_A_ROUND, SETTLE};

#[test]
fn nothing_is_asked_while_nobody_looks() {
    let mut bench = Bench::new();
    bench.act(Input::Tick);
    bench.act(news("a", Happened::Started));
    assert_eq!((bench.asks(), bench.roster.wake_at(bench.now)), (vec![], None));
    bench.act(Input::Watched);
    assert_eq!(bench.asks(), ["newest"]);
    bench.answer("newest", Ok(page(&[object("a", "idle", "1")])));
    assert_eq!(bench.asks(), ["stop a 1"]);
    bench.act(Input::Unwatched);
    bench.answer("stop a 1", Ok(idle("end_turn")));
    assert_eq!(bench.roster.wake_at(bench.now), None);
    bench.now += 10 * ROUND;
    bench.act(Input::Tick);
    assert_eq!(bench.asks(), [""; 0]);
}

#[test]
fn one_list_a_round_and_every_fourth_the_newest() {
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    let mut lists = Vec::new();
    for _ in 0..8 {
        let asks = bench.asks();
        assert_eq!(asks.len(), 1, "{asks:?}");
        bench.answer(&asks[0], Ok(page(&[])));
        lists.extend(asks);
        // Whoever comes and goes changes nothing.
        bench.act(Input::Unwatched);
        bench.act(Input::Watched);
        bench.pass(ROUND - 1);
        assert_eq!(bench.asks(), [""; 0]);
        bench.pass(1);
    }
    let newest_then = |rest: usize| ["newest"].into_iter().chain(["at work"; 3]).take(rest);
    assert_eq!(lists, newest_then(4).chain(newest_then(4)).collect::<Vec<_>>());
}

#[test]
fn a_list_that_takes_long_is_not_asked_for_again() {
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    bench.pass(4 * ROUND);
    assert_eq!(bench.asks(), ["newest"]);
}

#[test]
fn the_list_is_told_whole_and_then_what_changes() {
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    assert_eq!(bench.roster.snapshot(), None);
    bench.answer("newest", Ok(page(&[object("a", "running", "1"), object("bb", "idle", "1")])));
    bench.answer("stop bb 1", Ok(idle("requires_action")));
    assert_eq!(bench.told(), ["a running poll", "bb idle poll", "checked poll", "bb idle requires_action poll"]);
    let snapshot = bench.roster.snapshot().unwrap();
    assert_eq!(snapshot.len(), 1);
    let data = snapshot[0].strip_prefix("event: roster\ndata: ").unwrap();
    let read: model::roster::Frame = serde_json::from_str(data).unwrap();
    assert_eq!((read.sessions.as_slice().len(), read.more.is_set(), read.source.as_str()), (2, false, "poll"));
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["type"], "roster");
    assert_eq!(data["sessions"][0]["session"], object("bb", "idle", "1"), "the newest first, as it came");
    assert_eq!(data["sessions"][0]["waits"], json!({ "type": "requires_action" }));
    assert_eq!(data["sessions"][1], json!({ "session": object("a", "running", "1"), "waits": null }));
    assert_eq!((&data["checked_at"], &data["source"]), (&json!("2026-11-20T14:03:02.000000Z"), &json!("poll")));
    assert_eq!(data.get("more"), None);

    bench.pass(ROUND);
    bench.answer("at work", Ok(page(&[object("a", "running", "2")])));
    bench.pass(ROUND);
    bench.answer("at work", Ok(page(&[object("a", "running", "2")])));
    assert_eq!(bench.told(), ["a running poll", "checked poll", "checked poll"]);
}

#[test]
fn a_large_list_comes_in_pieces() {
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    let mut sessions: Vec<Value> = (0..40).map(|n| object(&format!("s{n}"), "running", "1")).collect();
    for session in &mut sessions {
        session["agent"] = "x".repeat(10_000).into();
    }
    bench.answer("newest", Ok(page(&sessions)));
    let snapshot = bench.roster.snapshot().unwrap();
    let pieces: Vec<Value> = snapshot
        .iter()
        .map(|text| serde_json::from_str(text.strip_prefix("event: roster\ndata: ").unwrap()).unwrap())
        .collect();
    assert!(pieces.len() > 5 && snapshot.iter().all(|piece| piece.len() < 64 << 10));
    let held: usize = pieces.iter().map(|piece| piece["sessions"].as_array().unwrap().len()).sum();
    let more: Vec<bool> = pieces.iter().map(|piece| piece["more"] == true).collect();
    assert_eq!((held, more.iter().filter(|more| !**more).count(), more.last()), (40, 1, Some(&false)));
}

#[test]
fn those_that_left_are_asked_for_one_by_one() {
    let sessions: Vec<Value> = (0..7).map(|n| object(&format!("s{n}"), "running", "1")).collect();
    let mut bench = Bench::with(&sessions);
    bench.pass(ROUND);
    bench.answer("at work", Ok(page(&[])));
    let mut seen = Vec::new();
    while let Some(ask) = bench.asks().first().cloned() {
        let id = ask.strip_prefix("session ").unwrap_or_else(|| panic!("{ask}")).to_owned();
        bench.answer(&ask, Ok(object(&id, "terminated", "2").to_string()));
        seen.push(id);
    }
    assert_eq!(seen.len(), usize::from(LEFT_A_ROUND));
    bench.pass(ROUND);
    bench.answer("at work", Ok(page(&[])));
    assert_eq!(bench.asks(), ["session s5", "session s6"]);
    bench.answer("session s5", Err(failure(404, None)));
    assert_eq!(bench.told().last().unwrap(), "gone s5 poll");
    assert!(bench.roster.known.get("s5").is_none());
}

#[test]
fn a_full_page_says_nothing_about_older_ones() {
    let mut bench = Bench::with(&[object("a", "running", "1"), object("bbb", "running", "1")]);
    bench.pass(ROUND);
    let more = json!({ "data": [object("bb", "running", "1")], "next_page": "p" }).to_string();
    bench.answer("at work", Ok(more));
    // "a" is older than all of the page, "bbb" would have to be on it.
    assert_eq!(bench.asks(), ["session bbb"]);
}

#[test]
fn why_it_rests_is_learnt_once_for_each_rest() {
    let sessions: Vec<Value> = (0..7).map(|n| object(&format!("s{n}"), "idle", &n.to_string())).collect();
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    bench.answer("newest", Ok(page(&sessions)));
    let learn = |bench: &mut Bench| {
        let mut seen = Vec::new();
        while let Some(ask) = bench.asks().into_iter().find(|ask| ask.starts_with("stop")) {
            bench.answer(&ask, Ok(idle("end_turn")));
            seen.push(ask);
        }
        seen
    };
    assert_eq!(learn(&mut bench), ["stop s6 6", "stop s5 5", "stop s4 4", "stop s3 3", "stop s2 2"]);
    bench.pass(ROUND);
    assert_eq!(learn(&mut bench), ["stop s1 1", "stop s0 0"]);
    for _ in 0..8 {
        let asks = bench.asks();
        bench.answer(&asks[0], Ok(page(if asks[0] == "newest" { &sessions } else { &[] })));
        assert_eq!(learn(&mut bench), [""; 0]);
        bench.pass(ROUND);
    }
    let asks = bench.asks();
    let changed = [object("s3", "idle", "9")];
    bench.answer(&asks[0], Ok(page(&changed)));
    assert_eq!(learn(&mut bench), ["stop s3 9"]);

    // It is remembered over a pause, in which everything else is forgotten.
    bench.act(Input::Unwatched);
    bench.now += FORGET;
    bench.act(Input::Watched);
    assert_eq!(bench.roster.snapshot(), None);
    bench.answer("newest", Ok(page(&[object("s3", "idle", "9"), object("s2", "idle", "7")])));
    assert_eq!(learn(&mut bench), ["stop s2 7"]);
}

#[test]
fn one_that_never_ran_waits_for_nobody() {
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    bench.answer("newest", Ok(page(&[object("a", "idle", "1")])));
    bench.answer("stop a 1", Ok(page(&[])));
    bench.pass(ROUND);
    assert_eq!(bench.asks(), ["at work"]);
}

#[test]
fn trouble_is_told_and_the_api_left_alone() {
    let mut bench = Bench::new();
    bench.act(Input::Watched);
    let mut waits = Vec::new();
    for _ in 0..7 {
        let began = bench.now;
        bench.answer("newest", Err(failure(529, None)));
        assert_eq!(bench.told(), ["trouble 529"]);
        assert!(bench.roster.trouble().is_some() && bench.roster.snapshot().is_none());
        while bench.asks().is_empty() {
            bench.pass(1_000);
        }
        waits.push((bench.now - began) / 1_000);
    }
    assert_eq!(waits, [15, 30, 60, 120, 240, 300, 300]);
    bench.answer("newest", Err(failure(429, Some(400_000))));
    bench.told();
    bench.act(news("a", Happened::Started));
    bench.pass(399_999);
    assert_eq!(bench.asks(), [""; 0], "as long as it asked for, for webhooks too");
    bench.pass(1);
    assert!(bench.asks().contains(&"newest".to_owned()));
    bench.answer("newest", Ok(page(&[])));
    assert_eq!(bench.told(), ["checked poll"]);
    assert!(bench.roster.trouble().is_none() && bench.roster.snapshot().is_some());
    bench.pass(ROUND);
    bench.answer("at work", Ok("<html>".to_owned()));
    assert_eq!(bench.told(), ["trouble null"], "what is no list is trouble, too");
}

#[test]
fn a_single_refusal_holds_up_everything_for_a_moment_only() {
    for (failed, wait) in [(failure(529, None), 1_000), (failure(429, Some(3_000)), 3_000), (failure(500, None), 0)] {
        let mut bench = Bench::with(&[]);
        bench.act(news("a", Happened::Changed));
        bench.pass(SETTLE);
        bench.answer("session a", Err(failed));
        bench.act(news("b", Happened::Changed));
        bench.pass(SETTLE.max(wait) - 1);
        assert_eq!(bench.asks(), [""; 0], "{wait}");
        bench.pass(1);
        assert_eq!(bench.asks(), ["session b"], "{wait}");
    }
}

#[test]
fn a_session_that_is_refused_is_tried_a_few_times() {
    let mut bench = Bench::with(&[]);
    bench.act(news("a", Happened::Changed));
    bench.pass(SETTLE);
    for _ in 0..3 {
        bench.answer("session a", Err(failure(500, None)));
        bench.pass(ROUND);
        bench.asked.retain(|(_, ask)| !ask.is_list());
    }
    assert_eq!((bench.asks(), bench.told()), (vec![], vec![]), "others are told of no trouble");
}
