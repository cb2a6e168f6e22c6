use std::collections::BTreeMap;

use model::endpoint::Method;
use serde_json::Value;

use super::sessions::SESSIONS;
use super::{DAY, fill};
use crate::simulator::sessions::History;
use crate::simulator::time;
use crate::simulator::world::World;

fn seeded() -> World {
    let now = time::parse("2026-11-23T14:15:00Z").unwrap();
    let mut world = World::new(3, now - 30 * DAY, 1.0);
    fill(&mut world, now, false).unwrap();
    world
}

fn get(world: &mut World, path: &str) -> Vec<Value> {
    let answer = world.call(Method::Get, path, &Value::Null).unwrap();
    answer["data"].as_array().unwrap().clone()
}

#[test]
fn titles_are_unique_and_ages_within_a_week() {
    let mut titles = SESSIONS.iter().map(|past| past.title).collect::<Vec<_>>();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), SESSIONS.len());
    assert!(SESSIONS.len() >= 60, "{}", SESSIONS.len());
    for past in SESSIONS {
        assert!((1..7 * 24 * 60).contains(&past.minutes_ago), "{}", past.title);
        assert!(past.deeds.is_sorted_by_key(|(after, _)| after), "{}", past.title);
        let last = past.deeds.last().map_or(0, |(after, _)| *after);
        assert!(last <= past.minutes_ago, "{}: nobody acts in the future", past.title);
    }
}

#[test]
fn the_demonstration_has_sessions_in_every_state() {
    let mut world = seeded();
    let sessions = get(&mut world, "/v1/sessions?limit=100&include_archived=true");
    let mut states = BTreeMap::<String, usize>::new();
    for session in &sessions {
        let id = session["id"].as_str().unwrap();
        let path = format!("/v1/sessions/{id}/events?order=desc&limit=1&types[]=session.status_idle");
        let idle = get(&mut world, &path);
        let status = session["status"].as_str().unwrap();
        let reason = idle.first().and_then(|event| event["stop_reason"]["type"].as_str());
        let state = match (status, reason) {
            ("idle", Some(reason)) => reason,
            ("idle", None) => "never run",
            (status, _) => status,
        };
        *states.entry(state.to_owned()).or_default() += 1;
    }
    let wanted = [
        ("running", 4),
        ("rescheduling", 1),
        ("terminated", 2),
        ("never run", 2),
        ("end_turn", 25),
        ("requires_action", 4),
        ("budget_reached", 1),
        ("retries_exhausted", 1),
        ("refusal", 1),
    ];
    for (state, at_least) in wanted {
        assert!(states.get(state).is_some_and(|count| *count >= at_least), "{state}: {states:?}");
    }
}

#[test]
fn the_running_ones_go_on_for_half_an_hour() {
    let mut world = seeded();
    let started = |world: &mut World| {
        let running = get(world, "/v1/sessions?limit=100&statuses[]=running");
        running.into_iter().map(|session| session["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let at_work = started(&mut world);
    assert!((4..=6).contains(&at_work.len()), "{at_work:?}");
    for _ in 0..10 {
        let newest =
            |world: &mut World, id: &String| get(world, &format!("/v1/sessions/{id}/events?order=desc&limit=1"));
        let before = at_work.iter().map(|id| newest(&mut world, id)).collect::<Vec<_>>();
        let later = world.now() + 3 * time::MINUTE;
        world.advance(later);
        for (id, before) in at_work.iter().zip(before) {
            assert_ne!(newest(&mut world, id), before, "{id}");
        }
    }
    assert_eq!(started(&mut world), at_work);
}

#[test]
fn it_fits_every_moment() {
    for now in ["2026-01-01T00:00:00Z", "2028-02-29T23:59:59Z", "2026-10-25T01:30:00Z"] {
        let now = time::parse(now).unwrap();
        let mut world = World::new(1, now - 30 * DAY, 1.0);
        assert_eq!(fill(&mut world, now, true), Ok(()), "{now}");
        assert_eq!(world.now(), now);
    }
}

#[test]
fn a_broken_rule_is_told() {
    let mut world = seeded();
    let now = world.now();
    assert_eq!(fill(&mut world, now, false).unwrap_err().status, 409, "a skill of that name is there already");
}

#[test]
fn histories_are_as_long_as_asked() {
    let mut world = seeded();
    for events in [10, 57, 1_000] {
        let id = History::begin(&mut world, "Long", events).unwrap().play().finish(&mut world);
        assert_eq!(get(&mut world, &format!("/v1/sessions/{id}/events?limit=1000")).len(), events);
    }
}

#[test]
fn there_are_objects_of_every_kind() {
    let mut world = seeded();
    let check = |world: &mut World, path: &str, at_least: usize| {
        assert!(get(world, path).len() >= at_least, "{path}");
    };
    check(&mut world, "/v1/agents?limit=100", 12);
    check(&mut world, "/v1/environments", 6);
    check(&mut world, "/v1/files", 3);
    check(&mut world, "/v1/vaults", 2);
    check(&mut world, "/v1/memory_stores", 2);
    let house_rules = get(&mut world, "/v1/memory_stores")
        .iter()
        .find(|store| store["name"] == "House rules")
        .map(|store| store["id"].as_str().unwrap().to_owned())
        .unwrap();
    let memories = get(&mut world, &format!("/v1/memory_stores/{house_rules}/memories?view=full"));
    assert!(memories.iter().any(|memory| memory["content"] == ""), "an empty one");
    assert!(
        memories.iter().any(|memory| memory["path"].as_str().unwrap().matches('/').count() == 3),
        "one in a folder"
    );
    check(&mut world, "/v1/skills?source=custom", 1);
    check(&mut world, "/v1/deployments", 2);
    check(&mut world, "/v1/deployment_runs", 2);
    let agents = get(&mut world, "/v1/agents?limit=100");
    let version = |name: &str| agents.iter().find(|agent| agent["name"] == name).unwrap()["version"].clone();
    for (name, expected) in
        [("coder", 7), ("migrator", 3), ("researcher", 12), ("writer", 4), ("analyst", 9), ("importer", 1)]
    {
        assert_eq!(version(name), expected, "{name}");
    }
}
