//! What the Worker asks a feed's object, and how that is written between the two.
//!
//! Only the Worker can reach the object; what it writes is still read strictly.

use model::endpoint::{Call, EndpointId, NoCall, is_id};
use model::feed::{AFTER, After, ChunkId, Cursor};
use model::follow::Scope;
use model::query::Query;

use super::viewer::Wish;
use crate::auth::Caller;

/// Which log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogName {
    /// Of which session.
    pub session: String,
    /// Of which of its threads; `None` is the session's own, which is also its primary thread's.
    pub thread: Option<String>,
}

/// What is asked of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A stream, on the account of this caller.
    Attach(Wish, Caller),
    /// A chunk of history.
    Chunk(ChunkId),
    /// Forget the log: the session is deleted.
    Erase,
}

impl LogName {
    /// The name of its object.
    pub fn object(&self) -> String {
        match &self.thread {
            Some(thread) => format!("{}/{thread}", self.session),
            None => self.session.clone(),
        }
    }

    /// How it is followed.
    pub fn scope(&self) -> Scope {
        if self.thread.is_some() { Scope::Thread } else { Scope::Session }
    }

    /// The call that opens its stream.
    pub fn stream(&self) -> Result<Call, NoCall> {
        self.call(EndpointId::EventStream, EndpointId::ThreadStream)
    }

    /// The call that lists it.
    pub fn list(&self) -> Result<Call, NoCall> {
        self.call(EndpointId::EventList, EndpointId::ThreadEventList)
    }

    /// The call that says whether it is there.
    pub fn retrieve(&self) -> Result<Call, NoCall> {
        self.call(EndpointId::SessionRetrieve, EndpointId::ThreadRetrieve)
    }

    /// The log that a call streams.
    pub fn of_stream(call: &Call) -> Option<Self> {
        let mut ids = call.params().iter().cloned();
        match call.endpoint().id {
            EndpointId::EventStream => Some(Self { session: ids.next()?, thread: None }),
            EndpointId::ThreadStream => Some(Self { session: ids.next()?, thread: Some(ids.next()?) }),
            _ => None,
        }
    }

    fn call(&self, session: EndpointId, thread: EndpointId) -> Result<Call, NoCall> {
        match &self.thread {
            Some(id) => Call::new(thread, &[&self.session, id]),
            None => Call::new(session, &[&self.session]),
        }
    }
}

/// The address names a place, and it is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadPlace;

/// Where a stream begins: a browser that reopens one says so in a header, whatever the address says.
pub fn place(query: &Query, last_event_id: Option<&str>) -> Result<Option<After>, BadPlace> {
    // Other clients send other things there; what is no cursor is none of ours.
    let resumed = last_event_id.and_then(Cursor::parse).map(After::Cursor);
    match query.get(AFTER) {
        None => Ok(resumed),
        Some(text) => After::parse(text).map(|after| resumed.or(Some(after))).ok_or(BadPlace),
    }
}

/// What is asked, as an address.
pub fn print(log: &LogName, ask: Ask, request_id: &str) -> String {
    let query = Query::default().with("session", log.session.as_str()).with("request_id", request_id);
    let query = match &log.thread {
        Some(thread) => query.with("thread", thread.as_str()),
        None => query,
    };
    let (what, query) = match ask {
        Ask::Attach(wish, caller) => {
            let mut query = query.with("caller", caller.print());
            if let Some(after) = wish.after {
                query = query.with(AFTER, after.to_string());
            }
            if let Some(expires) = wish.expires {
                query = query.with("expires", expires.to_string());
            }
            let query = if wish.messages { query.with("messages", "1") } else { query };
            ("attach", if wish.thoughts { query.with("thoughts", "1") } else { query })
        }
        Ask::Chunk(chunk) => ("chunk", query.with("chunk", chunk.to_string())),
        Ask::Erase => ("erase", query),
    };
    format!("https://feed.invalid/{what}{}", query.print())
}

/// Reads what [`print`] wrote: the log, what is asked, and the id of the request.
pub fn parse(address: &str) -> Option<(LogName, Ask, String)> {
    let (what, query) = address.strip_prefix("https://feed.invalid/")?.split_once('?')?;
    let query = Query::parse(query).ok()?;
    let id = |name| query.get(name).filter(|id| is_id(id)).map(str::to_owned);
    let log = LogName { session: id("session")?, thread: id("thread") };
    let ask = match what {
        "attach" => {
            let wish = Wish {
                after: query.get(AFTER).and_then(After::parse),
                messages: query.get("messages").is_some(),
                thoughts: query.get("thoughts").is_some(),
                expires: query.get("expires").and_then(|text| text.parse().ok()),
            };
            Ask::Attach(wish, Caller::parse(query.get("caller")?)?)
        }
        "chunk" => Ask::Chunk(ChunkId::parse(query.get("chunk")?)?),
        "erase" => Ask::Erase,
        _ => return None,
    };
    Some((log, ask, query.get("request_id")?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(thread: Option<&str>) -> LogName {
        LogName { session: "sesn_01".into(), thread: thread.map(str::to_owned) }
    }

    #[test]
    fn reads_what_it_prints() {
        let cursor = Cursor { epoch: 7, seq: -3 };
        let full = Wish { after: Some(After::Cursor(cursor)), messages: true, thoughts: true, expires: Some(9) };
        for ask in [
            Ask::Attach(Wish::default(), Caller::of("a")),
            Ask::Attach(full, Caller::of("b")),
            Ask::Chunk(ChunkId { epoch: 7, number: -1 }),
            Ask::Erase,
        ] {
            for log in [log(None), log(Some("sthr_01"))] {
                assert_eq!(parse(&print(&log, ask, "req_1")), Some((log, ask, "req_1".to_owned())));
            }
        }
        for address in [
            "",
            "https://feed.invalid/",
            "https://feed.invalid/attach?session=a",
            "https://elsewhere/erase?session=a&request_id=b",
        ] {
            assert_eq!(parse(address), None, "{address}");
        }
    }

    #[test]
    fn names_the_calls_of_a_log() {
        for (log, stream, list, object) in [
            (log(None), "/v1/sessions/sesn_01/events/stream", "/v1/sessions/sesn_01/events", "sesn_01"),
            (
                log(Some("sthr_01")),
                "/v1/sessions/sesn_01/threads/sthr_01/stream",
                "/v1/sessions/sesn_01/threads/sthr_01/events",
                "sesn_01/sthr_01",
            ),
        ] {
            let call = log.stream().unwrap();
            assert_eq!((call.path().as_str(), log.list().unwrap().path().as_str()), (stream, list));
            assert_eq!(LogName::of_stream(&call), Some(log.clone()));
            assert_eq!(log.object(), object);
        }
    }

    #[test]
    fn a_header_goes_before_the_address() {
        let query = |text: &str| Query::parse(text).unwrap();
        let cursor = Some(After::Cursor(Cursor { epoch: 1, seq: 2 }));
        assert_eq!(place(&query("after=-200"), Some("1.2")), Ok(cursor));
        assert_eq!(place(&query("after=-200"), Some("sevt_1")), Ok(Some(After::Newest(200))));
        assert_eq!(place(&query(""), Some("1.2")), Ok(cursor));
        assert_eq!(place(&query(""), Some("-1")), Ok(None));
        assert_eq!(place(&query("after=soon"), Some("1.2")), Err(BadPlace));
    }
}
