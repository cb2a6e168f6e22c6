//! The list of sessions as the relay tells it: once as it is, and then whatever changes.

use futures_util::future::LocalBoxFuture;
use model::roster::{Born, Entry, Frame};
use model::sse::Item;
use model::time::Time;
use model::wire::event::StopReason;
use model::wire::{Json, Maybe};

use super::Error;
use super::stream::EventStream;
use crate::dom::clock::{Millis, millis};
use crate::dom::line::Line;

const PATH: &str = "/api/sessions/live";

/// A session that was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its id.
    pub id: String,
    /// The object and why it rests; nothing when it is gone.
    pub state: Option<State>,
}

/// How a session is.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// When it was made, in microseconds since 1970.
    pub created: i64,
    /// The object, as the API sent it.
    pub json: Json,
    /// Why it rests, if it does and that is known.
    pub stop: Option<StopReason>,
}

/// What the relay tells.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// Sessions as they are.
    List {
        /// Which.
        sessions: Vec<Told>,
        /// More of them follow.
        more: bool,
        /// When the API said so.
        checked: Checked,
    },
    /// One that is new, has changed or is gone.
    Change(Told),
    /// All of it still holds.
    Checked(Checked),
    /// It cannot be known whether it holds.
    Trouble(Error),
}

/// When the list was looked at, and how the relay comes by its news.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Checked {
    /// When.
    pub at: Millis,
    /// The API tells of changes by itself.
    pub by_webhook: bool,
}

/// Opens the stream.
pub fn open() -> LocalBoxFuture<'static, Result<EventStream, Error>> {
    Box::pin(async { EventStream::open(PATH, Line::take().await).await })
}

/// Reads what the stream said. What is not known is left out: it says nothing of the list.
pub fn read(item: Item) -> Option<News> {
    let Item::Frame(frame) = item else { return None };
    if frame.event == "trouble" {
        return Some(News::Trouble(Error::from_frame(&frame.data)));
    }
    let data: Frame = serde_json::from_str(&frame.data).ok()?;
    let checked = Checked { at: millis(&data.checked_at)?, by_webhook: data.source == "webhook" };
    Some(match (frame.event.as_str(), data.removed.as_ref(), data.session) {
        ("roster", ..) => {
            let sessions = data.sessions.into_option().unwrap_or_default();
            let sessions = sessions.into_iter().filter_map(|Entry { session, waits }| told(session, waits)).collect();
            News::List { sessions, more: data.more == Maybe::Set(true), checked }
        }
        ("change", Some(id), _) => News::Change(Told { id: id.to_string(), state: None }),
        ("change", None, Maybe::Set(session)) => News::Change(told(session, data.waits)?),
        ("checked", ..) => News::Checked(checked),
        _ => return None,
    })
}

fn told(json: Json, waits: Maybe<StopReason>) -> Option<Told> {
    let Born { id, created_at } = json.read().ok()?;
    let created = Time::of(&created_at).map_or(0, Time::micros);
    Some(Told { id: id.to_string(), state: Some(State { created, json, stop: waits.into_option() }) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::sse;
    use serde_json::value::RawValue;

    const TIME: &str = "2026-11-20T14:03:02.900000Z";

    fn news(event: &str, data: &str) -> Option<News> {
        let data = data.replace("TIME", &format!("\"checked_at\":\"{TIME}\",\"source\":\"webhook\""));
        read(Item::Frame(sse::Frame { event: event.to_owned(), data, ..sse::Frame::default() }))
    }

    fn session(id: &str) -> String {
        format!(r#"{{"id":"{id}","created_at":"1970-01-01T00:00:01Z","new":[1, 2]}}"#)
    }

    fn told(id: &str, stop: Option<&str>) -> Told {
        let stop = stop.map(|stop| serde_json::from_str(stop).unwrap());
        let state = State { created: 1_000_000, json: RawValue::from_string(session(id)).unwrap().into(), stop };
        Told { id: id.to_owned(), state: Some(state) }
    }

    #[test]
    fn reads_what_the_relay_tells() {
        let checked = Checked { at: 1_795_183_382_900.0, by_webhook: true };
        let (a, b) = (session("a"), session("b"));
        let entries = format!(
            r#"{{"session":{a},"waits":{{"type":"requires_action","event_ids":["x"]}}}},{{"session":{b},"waits":null}}"#
        );
        assert_eq!(
            news("roster", &format!(r#"{{"type":"roster","sessions":[{entries}],TIME,"more":true}}"#)),
            Some(News::List {
                sessions: vec![told("a", Some(r#"{"type":"requires_action","event_ids":["x"]}"#)), told("b", None)],
                more: true,
                checked
            })
        );
        let change = format!(r#"{{"type":"change","session":{a},"waits":{{"type":"end_turn"}},TIME}}"#);
        assert_eq!(news("change", &change), Some(News::Change(told("a", Some(r#"{"type":"end_turn"}"#)))));
        let gone = Told { id: "a".into(), state: None };
        assert_eq!(news("change", r#"{"type":"change","removed":"a",TIME}"#), Some(News::Change(gone)));
        assert_eq!(news("checked", r#"{"type":"checked",TIME}"#), Some(News::Checked(checked)));
    }

    #[test]
    fn trouble_is_an_error_of_the_api() {
        let check = |kind: &str, status: u16| {
            let body =
                format!(r#"{{"type":"error","error":{{"type":"{kind}","message":"No."}},"request_id":"req_1"}}"#);
            let Some(News::Trouble(error)) = news("trouble", &body) else { panic!("{body}") };
            assert_eq!((error.status(), error.request_id()), (Some(status), Some("req_1")));
        };
        check("overloaded_error", 529);
        check("rate_limit_error", 429);
        check("api_error", 502);
    }

    #[test]
    fn what_is_not_known_says_nothing() {
        for (event, data) in [
            ("roster", "[]"),
            ("roster", r#"{"sessions":[]}"#),
            ("change", "{TIME}"),
            ("change", r#"{"session":{"id":7},TIME}"#),
            ("checked", r#"{"checked_at":"soon"}"#),
            ("greeting", "{TIME}"),
        ] {
            assert_eq!(news(event, data), None, "{event} {data}");
        }
        assert_eq!(read(Item::Comment), None);
    }
}
