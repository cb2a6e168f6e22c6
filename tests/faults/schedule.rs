//! One schedule: a few hundred things that happen in an order that its seed decides, then peace, then the reckoning.

use std::panic::{AssertUnwindSafe, catch_unwind};

use model::follow::{Failure, Scope, State};
use model::resume::Input;
use relay::feed::Input as ToFeed;
use serde_json::json;

use crate::link::Health;
use crate::oracle;
use crate::upstream::queueable;
use crate::world::{World, failed};

/// After this long a page knows that what it sent was thrown away before anybody saw it.
const LOST_MILLIS: i64 = 20_000;

/// How the session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Not at all.
    GoesOn,
    Terminated,
    Deleted,
}

/// Runs the schedule of a seed; an error says what did not hold.
pub fn run(seed: u64) -> Result<(), String> {
    let outcome = catch_unwind(AssertUnwindSafe(|| play(seed)));
    outcome.map_err(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned())).unwrap_or_default()
    })
}

fn play(seed: u64) {
    let mut world = World::new(seed);
    // Half of the sessions have a history.
    if world.ctx.rng.once_in(2) {
        for _ in 0..world.ctx.rng.below(60) {
            emit(&mut world);
        }
    }
    for at in 0..world.clients.len() {
        world.tell_client(at, Input::Tick);
    }
    for _ in 0..world.ctx.rng.between(20, 260) {
        step(&mut world);
    }
    finish(&mut world);
}

/// Peace: lines stay up, and what was broken is found out. Then everything must be there.
fn finish(world: &mut World) {
    world.ctx.is_troubled = false;
    world.failures.clear();
    let end = match world.ctx.rng.below(12) {
        0 | 1 => End::Terminated,
        2 => End::Deleted,
        _ => End::GoesOn,
    };
    match end {
        End::GoesOn => {}
        End::Terminated => terminate(world),
        End::Deleted => {
            let at = Some(world.upstream.at(world.ctx.now));
            let event = world.upstream.emit("session.deleted", at, String::new());
            world.send(&event);
            world.end_stream(false);
            world.upstream.is_deleted = true;
        }
    }
    for at in 0..world.clients.len() {
        world.clients[at].is_hidden = false;
        world.tell_client(at, Input::Wake);
    }
    let expected = match end {
        End::GoesOn => State::Live,
        End::Terminated => State::Ended,
        End::Deleted => State::Deleted,
    };
    let since = world.ctx.now;
    for _ in 0..600 {
        let is_done = |state: &State| *state == expected || end == End::Deleted && state.is_final();
        for _ in 0..5 {
            world.flow();
        }
        if world.ctx.now > since + LOST_MILLIS && world.is_calm() && world.states().iter().all(is_done) {
            break;
        }
        let millis = world.ctx.rng.between(500, 5_000);
        world.advance(millis, true);
    }
    oracle::check_end(world, expected);
}

/// The session is archived; the last events of it are in the list alone, and not at once.
fn terminate(world: &mut World) {
    let at = Some(world.upstream.at(world.ctx.now));
    let kind =
        if world.scope == Scope::Thread { "session.thread_status_terminated" } else { "session.status_terminated" };
    let event = world.upstream.emit(kind, at, String::new());
    world.upstream.is_terminated = true;
    world.upstream.writing = None;
    world.send(&event);
    world.advance(2_000, true);
    let at = Some(world.upstream.at(world.ctx.now));
    world.upstream.emit("workflow_run.status_ended", at, "late".to_owned());
    if let Some(event) = world.upstream.log.last_mut() {
        event.only_listed = true;
    }
}

fn emit(world: &mut World) {
    let rng = &mut world.ctx.rng;
    let kinds =
        ["agent.tool_use", "agent.tool_result", "session.status_running", "session.status_idle", "new.type_of_2027"];
    let kind = rng.pick(&kinds);
    // Equal times, and now and then a large event.
    if !rng.once_in(4) {
        world.ctx.now += 1;
    }
    let length = if world.ctx.rng.once_in(30) { 2_500 } else { world.ctx.rng.below(60) };
    let text = "é\u{2028}x".repeat(usize::try_from(length).expect("small") / 3);
    let at = Some(world.upstream.at(world.ctx.now));
    let event = world.upstream.emit(kind, at, text);
    world.send(&event);
}

fn step(world: &mut World) {
    let at = usize::try_from(world.ctx.rng.below(world.clients.len() as u64)).expect("an index");
    match world.ctx.rng.below(100) {
        0..18 => emit(world),
        18..24 => queue(world, at),
        24..28 => {
            if let Some(event) = world.upstream.take_up(world.ctx.now) {
                world.send(&event);
            }
        }
        28 => {
            let error = world.upstream.discard(world.ctx.now);
            world.send(&error);
        }
        29..34 => write(world),
        34..48 => world.move_up(false),
        48..62 => world.move_down(at, false),
        62..70 => world.answer(),
        70..74 => world.answer_chunk(at),
        74..79 => {
            let millis = world.ctx.rng.between(1, 900);
            world.advance(millis, false);
        }
        79..81 => {
            let millis = world.ctx.rng.between(1_000, 70_000);
            let is_flowing = !world.ctx.rng.once_in(3);
            world.advance(millis, is_flowing);
        }
        _ => trouble(world, at),
    }
}

/// Somebody sends something that has to wait.
fn queue(world: &mut World, at: usize) {
    if world.scope == Scope::Thread {
        return emit(world);
    }
    let kind = queueable(&mut world.ctx.rng);
    let event = world.upstream.emit(kind, None, "please".to_owned());
    world.send(&event);
    if world.ctx.rng.once_in(2) {
        // This page sent it, and shows what the server answered.
        let stored = model::wire::Wire::parse(&event.raw).expect("an event");
        world.tell_client(at, Input::Sent(vec![stored]));
    }
}

/// A message is begun, goes on, is done, or never is.
fn write(world: &mut World) {
    match world.upstream.writing.clone() {
        None => {
            let id = format!("sevt_w{}", world.upstream.emitted);
            let start = json!({ "type": "event_start", "event": { "type": "agent.message", "id": id } });
            world.send_text(&format!("event: event_start\ndata: {start}\n\n"));
            world.upstream.writing = Some(id);
        }
        Some(id) if world.ctx.rng.once_in(2) => {
            let delta = json!({ "type": "event_delta", "event_id": id,
                "delta": { "type": "content_delta", "index": 0, "content": { "type": "text", "text": "word " } } });
            world.send_text(&format!("event: event_delta\ndata: {delta}\n\n"));
        }
        Some(id) => {
            world.upstream.writing = None;
            let now = Some(world.upstream.at(world.ctx.now));
            if !world.ctx.rng.once_in(3) {
                // Not what was previewed: the whole event rules.
                let event = world.upstream.emit_as(id, "agent.message", now, "another text".to_owned());
                world.send(&event);
            }
            let end = world.upstream.emit("span.model_request_end", now, String::new());
            world.send(&end);
        }
    }
}

/// One of the faults.
fn trouble(world: &mut World, at: usize) {
    match world.ctx.rng.below(19) {
        // 1, 2: the API's stream ends, or is cut anywhere, even inside a character.
        0 | 1 => world.end_stream(false),
        2 | 3 => world.end_stream(true),
        // 3: a line goes silent without an end, on either side.
        4 => {
            if let Some(up) = &mut world.up {
                up.link.health = Health::Silent;
            }
        }
        5 => {
            if let Some(line) = &mut world.clients[at].line {
                line.link.health = Health::Silent;
            }
        }
        // 4: doubled, and a clock that is set back.
        6 => {
            if let Some(event) = world.upstream.log.last().cloned() {
                world.send(&event);
            }
        }
        7 => world.upstream.step_back(&mut world.ctx.rng),
        // 5: pages of another size.
        8 => world.upstream.page_events = usize::try_from(world.ctx.rng.between(1, 9)).expect("small"),
        // 6: refusals, with and without a time to wait.
        9 | 10 => {
            let status = world.ctx.rng.pick(&[429, 500, 502, 503, 529]);
            let retry_after_millis = world.ctx.rng.once_in(2).then(|| 1_000 * world.ctx.rng.below(20));
            for _ in 0..=world.ctx.rng.below(4) {
                world.failures.push_back(Failure { status: Some(status), retry_after_millis });
            }
        }
        11 => {
            for _ in 0..30 {
                world.failures.push_back(failed(503));
            }
            world.advance(300_000, true);
            world.failures.clear();
        }
        // 7: the relay's object is moved; its log is erased, so that places in it mean nothing any more.
        12 | 13 => world.restart_relay(),
        14 => {
            if world.ctx.rng.once_in(3) {
                world.tell_feed(ToFeed::Erase);
            }
        }
        // 8: a page is hidden, or sleeps.
        15 => {
            let input = if world.clients[at].is_hidden { Input::Wake } else { Input::Pause };
            world.clients[at].is_hidden = !world.clients[at].is_hidden;
            world.tell_client(at, input);
        }
        16 => {
            let hours = world.ctx.rng.once_in(6);
            world.advance(if hours { 1_800_000 } else { 60_000 }, true);
        }
        // 11: a burst.
        17 => {
            for _ in 0..40 {
                emit(world);
            }
        }
        // 12: the page's network is another one.
        _ => {
            if let Some(line) = world.clients[at].line.take() {
                world.tell_client(at, Input::Ended(line.stream, Failure::default()));
            }
        }
    }
}
