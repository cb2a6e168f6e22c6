//! What has to hold, whatever happened.

use std::collections::BTreeMap;

use model::follow::State;
use relay::feed::entry::Entry;

use crate::link::Health;
use crate::world::World;

/// A page that says live, and whose line brings nothing more, lacks nothing but what is on its way to the relay.
pub fn check_live(world: &World, at: usize) {
    let client = &world.clients[at];
    let Some(line) = &client.line else { panic!("live without a line") };
    let is_current = line.link.is_empty()
        && !line.link.is_closed
        && line.link.health == Health::Good
        && world
            .relay
            .object
            .queues
            .get(&line.viewer)
            .is_some_and(|queue| queue.pieces.is_empty() && !queue.wants_pull && !queue.is_ended);
    if !is_current {
        return;
    }
    assert_eq!(world.relay.feed.state(), State::Live, "the page says live, and the relay does not");
    let shown = client.shown();
    for event in &world.upstream.log {
        let raw = event.raw.as_str();
        if shown.get(event.id.as_str()) == Some(&raw) || event.only_listed {
            continue;
        }
        let entry = Entry::parse(raw).expect("an event");
        let is_in_relay = world.relay.feed.log().has(&entry);
        let is_on_its_way = world.up.as_ref().is_some_and(|up| event.emitted >= up.since);
        assert!(is_in_relay || is_on_its_way, "page {at} says live and lacks {raw}");
    }
}

/// In the end every page shows what the API lists: the same events, with their final values, once.
pub fn check_end(world: &World, expected: State) {
    for (at, client) in world.clients.iter().enumerate() {
        let state = client.resume.state();
        if expected == State::Deleted {
            assert!(matches!(state, State::Deleted | State::NotFound), "page {at}: {state:?}");
            continue;
        }
        assert_eq!(state, expected, "page {at}");
        let truth: BTreeMap<&str, &str> =
            world.upstream.log.iter().map(|event| (event.id.as_str(), event.raw.as_str())).collect();
        let shown = client.shown();
        for (id, raw) in &truth {
            assert_eq!(shown.get(id), Some(raw), "page {at} and {id}");
        }
        for (id, raw) in &shown {
            assert!(truth.contains_key(id), "page {at} shows {raw}, which is gone");
        }
        assert_eq!(order(client), world.upstream.sorted().iter().map(|event| event.at).collect::<Vec<_>>(), "order");
        let open: Vec<&String> = client.previews.iter().collect();
        let writing: Vec<&String> = world.upstream.writing.iter().collect();
        assert!(open.is_empty() || open == writing, "page {at} still shows {open:?} being written");
    }
}

/// The times of what a page shows, in the order in which it shows them.
fn order(client: &crate::client::Client) -> Vec<Option<i64>> {
    let shown = client.shown();
    let mut rows: Vec<(i64, i64, Option<i64>)> = client
        .held
        .iter()
        .filter(|(id, _)| shown.contains_key(id.as_str()))
        .map(|(_, (_, place, raw))| {
            let entry = Entry::parse(raw).expect("an event");
            let at = model::follow::Entry::processed_at(&entry).map(model::time::Time::micros);
            (at.unwrap_or(i64::MAX), *place, at)
        })
        .collect();
    rows.sort_unstable();
    rows.into_iter().map(|(_, _, at)| at).collect()
}
