//! What is being written right now: for those who join in the middle of it.

use serde::Deserialize;

/// The most text that is kept of one message, in bytes. Who joins a longer one gets it when it is whole.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// The open previews of a stream, in the order they began.
///
/// They are decoration: the whole event replaces its preview, the end of its model request closes it,
/// and so does the end of the stream that it came on.
#[derive(Debug, Default)]
pub struct Previews(Vec<Pieces>);

/// One event that is being written, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// Its id.
    pub id: String,
    /// Its type, in the API's word.
    pub kind: String,
    /// The text of each block so far.
    pub texts: Vec<String>,
}

/// A preview event, as far as it is understood. Read without the types of all events, which a relay has no use for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An event is begun.
    Start {
        /// Its id.
        id: String,
        /// Its type, in the API's word.
        kind: String,
    },
    /// Text of an event.
    Text {
        /// The event's id.
        id: String,
        /// Which block it belongs to.
        block: usize,
        /// What to append.
        text: String,
    },
}

impl Piece {
    /// Reads the JSON of a preview event; `None` when it is none that is known.
    pub fn parse(json: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Raw {
            event: Option<Begun>,
            event_id: Option<String>,
            delta: Option<Delta>,
        }
        #[derive(Deserialize)]
        struct Begun {
            id: String,
            #[serde(rename = "type")]
            kind: String,
        }
        #[derive(Deserialize)]
        struct Delta {
            index: Option<usize>,
            content: Content,
        }
        #[derive(Deserialize)]
        struct Content {
            #[serde(default)]
            text: String,
        }
        match serde_json::from_str(json).ok()? {
            Raw { event: Some(Begun { id, kind }), .. } => Some(Self::Start { id, kind }),
            Raw { event_id: Some(id), delta: Some(Delta { index, content }), .. } => {
                Some(Self::Text { id, block: index.unwrap_or(0), text: content.text })
            }
            Raw { .. } => None,
        }
    }

    /// The id of its event.
    pub fn id(&self) -> &str {
        match self {
            Self::Start { id, .. } | Self::Text { id, .. } => id,
        }
    }
}

impl Previews {
    /// Takes a piece. One of an event whose beginning was not seen may be any part of the text, and is left out.
    pub fn take(&mut self, piece: &Piece) {
        match piece {
            Piece::Start { id, kind } => {
                if self.0.iter().all(|open| open.id != *id) {
                    self.0.push(Pieces { id: id.clone(), kind: kind.clone(), texts: Vec::new() });
                }
            }
            Piece::Text { id, block, text } => {
                let Some(at) = self.0.iter().position(|open| open.id == *id) else { return };
                let is_whole = self.0.get_mut(at).is_some_and(|open| open.push(*block, text));
                if !is_whole {
                    self.0.remove(at);
                }
            }
        }
    }

    /// A stored event came: its own preview is replaced, and the end of a model request closes every one.
    pub fn stored(&mut self, kind: &str, id: &str) {
        if kind == "span.model_request_end" {
            self.clear();
        } else {
            self.0.retain(|open| open.id != id);
        }
    }

    /// The stream that they came on is over.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The open ones.
    pub fn open(&self) -> &[Pieces] {
        &self.0
    }
}

impl Pieces {
    /// Appends to a block; false when it does not fit to what is known, or is too much to keep.
    fn push(&mut self, index: usize, text: &str) -> bool {
        let kept: usize = self.texts.iter().map(String::len).sum();
        if index > self.texts.len() || kept + text.len() > MAX_TEXT_BYTES {
            return false;
        }
        if index == self.texts.len() {
            self.texts.push(String::new());
        }
        if let Some(block) = self.texts.get_mut(index) {
            block.push_str(text);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(previews: &Previews) -> Vec<(&str, Vec<&str>)> {
        previews.open().iter().map(|p| (p.id.as_str(), p.texts.iter().map(String::as_str).collect())).collect()
    }

    fn take(previews: &mut Previews, json: &str) {
        previews.take(&Piece::parse(json).unwrap());
    }

    const START: &str = r#"{"type":"event_start","event":{"type":"agent.message","id":"sevt_1"}}"#;

    fn delta(index: u64, text: &str) -> String {
        format!(
            r#"{{"type":"event_delta","event_id":"sevt_1","delta":{{"type":"content_delta","index":{index},"content":{{"type":"text","text":"{text}"}}}}}}"#
        )
    }

    #[test]
    fn keeps_the_text_so_far() {
        let mut previews = Previews::default();
        take(&mut previews, &delta(0, "lost"));
        assert_eq!(texts(&previews), []);
        take(&mut previews, START);
        take(&mut previews, &delta(0, "Hel"));
        take(&mut previews, &delta(0, "lo"));
        take(&mut previews, START);
        take(&mut previews, &delta(1, "!"));
        assert_eq!(texts(&previews), [("sevt_1", vec!["Hello", "!"])]);
        take(&mut previews, &delta(7, "out of place"));
        assert_eq!(texts(&previews), []);
    }

    #[test]
    fn what_is_no_preview_is_no_piece() {
        for json in ["", "{}", r#"{"type":"event_start"}"#, r#"{"type":"event_delta","event_id":"a"}"#, "[]"] {
            assert_eq!(Piece::parse(json), None, "{json}");
        }
        assert_eq!(Piece::parse(START).map(|piece| piece.id().to_owned()).as_deref(), Some("sevt_1"));
    }

    #[test]
    fn ends_with_the_event_or_with_its_request() {
        for (kind, id, open) in
            [("agent.message", "sevt_1", 0), ("agent.message", "sevt_2", 1), ("span.model_request_end", "sevt_3", 0)]
        {
            let mut previews = Previews::default();
            take(&mut previews, START);
            previews.stored(kind, id);
            assert_eq!(previews.open().len(), open, "{kind} {id}");
        }
    }
}
