//! The event list, the send and the stream of a session (§2.3.1).

use model::query::Query;

use super::input;
use super::log::Event;
use super::receive;
use super::rubric;
use super::session::Queued;
use super::thread::{PRIMARY, Status};
use crate::simulator::check;
use crate::simulator::list::{self, Cursor, Order, Range};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::sentinel::Sentinel;
use crate::simulator::streams::Deltas;
use crate::simulator::world::World;

/// Lists the events of the session's view.
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let query = &request.query;
    let order = Order::read(query, Order::Asc)?;
    let session = world.sessions.find_mut(request.id(0)).ok_or_else(|| Refusal::not_found("Session"))?;
    if query.get("page").is_none() && session.sentinels.has(Sentinel::EmptyPage) {
        let seq = if order == Order::Asc { 0 } else { u64::MAX };
        let next = Cursor::after(order, seq, 0).print();
        return Ok(Answer::Printed(format!("{{\"data\":[],\"next_page\":\"{next}\"}}")));
    }
    if query.get("page").is_some() && session.sentinels.has(Sentinel::ExpiredCursor) {
        session.cursors += 1;
        if session.cursors.is_multiple_of(3) {
            return Err(Refusal::invalid("invalid page cursor"));
        }
    }
    let waiting = session.unprocessed.iter().chain(&session.queue).filter(|queued| !queued.is_stored());
    let waiting: Vec<Event> = waiting.map(|queued: &Queued| queued.event(None)).collect();
    page(&session.primary.log, &waiting, query, order)
}

/// A page of a log. What waits stands behind what was processed.
pub(crate) fn page(log: &[Event], waiting: &[Event], query: &Query, order: Order) -> Result<Answer, Refusal> {
    let limit = list::limit(query, 1000, 1000)?;
    let range = Range::read(query)?;
    let types: Vec<&str> = query.all("types[]").collect();
    let cursor = query.get("page").map(|text| Cursor::read(text, order)).transpose()?;
    let wanted = |event: &&Event| {
        (types.is_empty() || types.contains(&event.kind.as_str()))
            && event.at.map_or_else(|| range.is_open(), |at| range.contains(at))
    };
    let edge = cursor.map(|cursor| usize::try_from(cursor.seq()).unwrap_or(usize::MAX));
    // The cursor is the number of processed events before its edge, and how many waiting ones were shown.
    let shown = cursor.map_or(0, |cursor| usize::try_from(cursor.created()).unwrap_or(0));
    let (mut picked, next): (Vec<&Event>, Option<(usize, usize)>) = match order {
        Order::Asc => {
            let start = edge.unwrap_or(0).min(log.len());
            let skip = if start == log.len() { shown } else { 0 };
            let old = log.iter().enumerate().skip(start).map(|(at, event)| (event, (at + 1, 0)));
            let new = waiting.iter().enumerate().skip(skip).map(|(at, event)| (event, (log.len(), at + 1)));
            take(old.chain(new).filter(|(event, _)| wanted(event)), limit)
        }
        Order::Desc => {
            let end = edge.unwrap_or(usize::MAX).min(log.len());
            let unread = if edge.is_none_or(|edge| edge > log.len()) { waiting.len() } else { 0 };
            let new = waiting.iter().take(unread).rev().map(|event| (event, (log.len(), 0)));
            let old = log.iter().enumerate().take(end).rev().map(|(at, event)| (event, (at, 0)));
            take(new.chain(old).filter(|(event, _)| wanted(event)), limit)
        }
    };
    let data: Vec<&str> = picked.drain(..).map(|event| &*event.json).collect();
    let cursor = next.map(|(edge, shown)| Cursor::after(order, edge as u64, i64::try_from(shown).unwrap_or(0)).print());
    let cursor = cursor.map_or_else(|| "null".to_owned(), |cursor| format!("\"{cursor}\""));
    Ok(Answer::Printed(format!("{{\"data\":[{}],\"next_page\":{cursor}}}", data.join(","))))
}

/// The first `limit` events, and the place to go on at when there are more.
fn take<'a, P: Copy>(mut events: impl Iterator<Item = (&'a Event, P)>, limit: usize) -> (Vec<&'a Event>, Option<P>) {
    let mut picked = Vec::new();
    let mut place = None;
    for (event, after) in events.by_ref().take(limit) {
        picked.push(event);
        place = Some(after);
    }
    let is_more = events.next().is_some();
    (picked, place.filter(|_| is_more))
}

/// Sends events.
pub(crate) fn send(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = request.object()?;
    check::only(&body, &["events"])?;
    let events = check::items(&body, "events", 1000)?;
    if events.is_empty() {
        return Err(Refusal::invalid("events: List should have at least 1 item"));
    }
    let mut inputs = input::read_all(events, "events")?;
    rubric::read_files(world, &mut inputs)?;
    let session = world.sessions.named(request)?;
    receive::check(session, &inputs, world.now())?;
    let seq = session.seq;
    let mut stage = world.stage(seq).ok_or_else(Refusal::fault)?;
    let stored = receive::receive(&mut stage, inputs);
    let data: Vec<&str> = stored.iter().map(|event| &*event.json).collect();
    Ok(Answer::Printed(format!("{{\"data\":[{}]}}", data.join(","))))
}

/// Opens the session's stream.
pub(crate) fn stream(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.sessions.named(request)?;
    open(world, request, PRIMARY)
}

/// Opens the stream of a thread.
pub(crate) fn open(world: &mut World, request: &Request, thread: usize) -> Result<Answer, Refusal> {
    let deltas = deltas(&request.query)?;
    let (seq, over) = {
        let session = world.sessions.named(request)?;
        (session.seq, session.status == Status::Terminated)
    };
    let id = world.open_stream(seq, thread, deltas)?;
    if over {
        world.streams.end(seq);
    }
    Ok(Answer::Stream(id))
}

fn deltas(query: &Query) -> Result<Deltas, Refusal> {
    if query.all("event_deltas[]").count() > 100 {
        return Err(Refusal::invalid("event_deltas: List should have at most 100 items"));
    }
    let mut deltas = Deltas::default();
    for name in query.all("event_deltas[]") {
        match name {
            "agent.message" => deltas.message = true,
            "agent.thinking" => deltas.thinking = true,
            _ => return Err(Refusal::invalid("event_deltas: Input should be 'agent.message' or 'agent.thinking'")),
        }
    }
    Ok(deltas)
}
