//! What a feed says of itself.

use serde::{Deserialize, Serialize};

use crate::follow::State;

/// What a feed says of itself between events. Absent fields say nothing new.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notice {
    /// `ping`: the API's clients skip it.
    #[serde(rename = "type")]
    pub kind: String,
    /// How the feed stands to the API.
    pub standing: Standing,
    /// Since when nothing was heard of the API (milliseconds since 1970), if it is `stale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// How many entries the log has.
    pub entries: u64,
    /// Everything up to this cursor was sent before this notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The first chunk that the stream itself sends; older ones have to be fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins: Option<i64>,
    /// The oldest chunk there is so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest: Option<i64>,
    /// Whether no older one will come.
    pub complete: bool,
    /// The reader has fallen behind: what it has not got yet follows, at its own pace.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub behind: bool,
    /// The stream ends now, and can be opened again at once behind its last cursor.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reopen: bool,
    /// A queued event that the API threw away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discarded: Option<String>,
}

/// How a feed stands to the API.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Something is still being listed.
    CatchingUp,
    /// Nothing is missing.
    Live,
    /// What is missing can not be had.
    Gap,
    /// The line to the API is being reopened.
    Reconnecting,
    /// Reopening it keeps failing.
    Stale,
    /// No more will come.
    Ended,
    /// Nothing came yet; also what an unknown word is taken for.
    #[default]
    #[serde(other)]
    Connecting,
}

impl Standing {
    /// The part of a follower's state that readers are told; the others end their streams.
    pub fn of(state: State) -> (Self, Option<i64>) {
        match state {
            State::CatchingUp => (Self::CatchingUp, None),
            State::Live => (Self::Live, None),
            State::Gap => (Self::Gap, None),
            State::Reconnecting => (Self::Reconnecting, None),
            State::Stale(since) => (Self::Stale, Some(since)),
            State::Ended => (Self::Ended, None),
            State::Connecting | State::Queued | State::Deleted | State::NotFound | State::Refused(_) => {
                (Self::Connecting, None)
            }
        }
    }
}

impl Notice {
    /// As it is sent.
    pub fn print(&self) -> String {
        // This type always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the data of a `ping`; one of the API's own says nothing.
    pub fn parse(data: &str) -> Option<Self> {
        // A keep-alive of the API has no standing.
        serde_json::from_str(data).ok().filter(|_| data.contains("\"standing\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints_and_skips_the_apis_own() {
        let notice = Notice {
            kind: "ping".into(),
            standing: Standing::Stale,
            since: Some(5),
            entries: 7,
            cursor: Some("1.2".into()),
            begins: Some(-1),
            oldest: Some(-9),
            complete: true,
            behind: true,
            reopen: true,
            discarded: None,
        };
        assert_eq!(Notice::parse(&notice.print()), Some(notice));
        assert_eq!(Notice::parse(r#"{"type":"ping"}"#), None);
        assert_eq!(Notice::parse(""), None);
        let newer = Notice::parse(r#"{"type":"ping","standing":"levitating","more":1}"#);
        assert_eq!(newer.map(|notice| notice.standing), Some(Standing::Connecting));
    }
}
