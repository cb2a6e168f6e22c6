//! Server-sent events, decoded byte for byte as the WHATWG HTML standard says (§9.2.6), from chunks of any size.
//!
//! Two additions: comments are reported, because a heartbeat is news, and a frame has a largest size,
//! because a line without end must not take the page's memory.

/// One thing that a stream said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A dispatched event.
    Frame(Frame),
    /// A line that began with a colon.
    Comment,
    /// `retry:` with a time in milliseconds.
    Retry(u64),
    /// A frame grew beyond the limit; it was skipped up to its end.
    TooLarge,
}

/// A dispatched event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The `event:` field; empty means `message`.
    pub event: String,
    /// The `data:` lines, joined by LF.
    pub data: String,
    /// The last `id:` seen on this stream.
    pub last_event_id: String,
}

/// Turns chunks of bytes into [`Item`]s.
///
/// What stands in an unfinished last frame is never reported: it has to be fetched again.
#[derive(Debug)]
pub struct Decoder {
    max_frame_bytes: usize,
    /// Bytes of the line that is not finished yet.
    line: Vec<u8>,
    frame: Frame,
    has_data: bool,
    /// Bytes that the current frame has taken.
    taken: usize,
    state: State,
    /// The last byte was CR: an LF that follows belongs to it.
    after_cr: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing but a possible byte-order mark was seen.
    Start,
    Reading,
    /// The frame is too large; lines are dropped until it ends.
    Skipping,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Decoder {
    /// A decoder that skips frames of more than `max_frame_bytes`.
    pub fn new(max_frame_bytes: usize) -> Self {
        Self {
            max_frame_bytes,
            line: Vec::new(),
            frame: Frame::default(),
            has_data: false,
            taken: 0,
            state: State::Start,
            after_cr: false,
        }
    }

    /// Reads a chunk and gives what it completed to `on_item`, in order.
    pub fn push(&mut self, chunk: &[u8], mut on_item: impl FnMut(Item)) {
        let mut rest = chunk;
        while let Some((&first, tail)) = rest.split_first() {
            if std::mem::take(&mut self.after_cr) && first == b'\n' {
                rest = tail;
                continue;
            }
            let end = rest.iter().position(|&b| b == b'\n' || b == b'\r');
            let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.extend_line(text, &mut on_item);
            let Some((&ending, after)) = after.split_first() else {
                return;
            };
            self.after_cr = ending == b'\r';
            rest = after;
            self.finish_line(&mut on_item);
        }
    }

    /// Whether the bytes so far end between frames, so that a comment may be written here.
    pub fn is_between_frames(&self) -> bool {
        self.line.is_empty() && self.taken == 0 && self.state != State::Skipping && !self.after_cr
    }

    /// Bytes of memory taken.
    #[cfg(test)]
    fn held(&self) -> usize {
        let frame = &self.frame;
        let texts = [&frame.event, &frame.data, &frame.last_event_id];
        self.line.capacity() + texts.map(String::capacity).iter().sum::<usize>()
    }

    fn extend_line(&mut self, text: &[u8], on_item: &mut impl FnMut(Item)) {
        self.taken = self.taken.saturating_add(text.len());
        if self.state != State::Skipping && self.taken > self.max_frame_bytes {
            self.state = State::Skipping;
            self.clear_frame();
            self.line = Vec::new();
            on_item(Item::TooLarge);
        }
        if self.state == State::Skipping {
            // Only whether the line is empty matters now.
            if self.line.is_empty() {
                self.line.extend(text.first());
            }
        } else {
            self.line.extend_from_slice(text);
        }
    }

    fn finish_line(&mut self, on_item: &mut impl FnMut(Item)) {
        let mut line = std::mem::take(&mut self.line);
        if self.state == State::Start {
            self.state = State::Reading;
            if line.starts_with(BYTE_ORDER_MARK) {
                line.drain(..BYTE_ORDER_MARK.len());
            }
        }
        if line.is_empty() {
            if self.state == State::Skipping {
                self.state = State::Reading;
                self.clear_frame();
            } else {
                self.dispatch(on_item);
            }
            self.taken = 0;
        } else if self.state == State::Reading {
            // Line ends are ASCII, so a broken sequence can not reach over one: replacing by line is replacing by stream.
            self.read_field(&String::from_utf8_lossy(&line), line.len(), on_item);
        }
        line.clear();
        self.line = line;
    }

    /// `length` is how many bytes the line had as it came.
    fn read_field(&mut self, line: &str, length: usize, on_item: &mut impl FnMut(Item)) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "" => {
                // Nothing of a comment is held, so heartbeats without a blank line never add up.
                self.taken = self.taken.saturating_sub(length);
                on_item(Item::Comment);
            }
            "event" => value.clone_into(&mut self.frame.event),
            "data" => {
                self.frame.data.push_str(value);
                self.frame.data.push('\n');
                self.has_data = true;
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.frame.last_event_id),
            "retry" if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    on_item(Item::Retry(milliseconds));
                }
            }
            _ => {}
        }
    }

    fn dispatch(&mut self, on_item: &mut impl FnMut(Item)) {
        if self.has_data {
            let mut data = std::mem::take(&mut self.frame.data);
            data.pop();
            on_item(Item::Frame(Frame {
                event: std::mem::take(&mut self.frame.event),
                data,
                last_event_id: self.frame.last_event_id.clone(),
            }));
        }
        self.clear_frame();
    }

    /// The last event id is of the stream and stays.
    fn clear_frame(&mut self) {
        self.frame.event.clear();
        self.frame.data.clear();
        self.has_data = false;
    }
}

#[cfg(test)]
mod tests;
