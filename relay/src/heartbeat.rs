//! Where a comment may be written into a stream that is passed through byte by byte.
//!
//! A quiet upstream hides that a viewer has left: only a write finds out. So the relay writes a comment whenever
//! nothing came for a while, but never into the middle of a frame, which it would tear.

use std::borrow::Cow;
use std::time::Duration;

/// The comment. Viewers ignore it, and so know that the line is alive.
pub const COMMENT: &[u8] = b": hb\n\n";

/// How long nothing may come before a comment is written.
pub const INTERVAL: Duration = Duration::from_secs(10);

/// How many beats an upstream may be silent inside a frame; after that it counts as lost.
const PATIENCE_INSIDE: u8 = 3;

/// The same between frames, where the API's own heartbeats break the silence (design §3: 35 s, in whole beats).
const PATIENCE_BETWEEN: u8 = 4;

/// What to do when nothing came for an [`INTERVAL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// Write the [`COMMENT`].
    Write,
    /// Inside a frame: wait for its rest.
    Wait,
    /// Nothing comes any more: end the stream, so that the viewer opens it again. Comments into a dead line would
    /// let the viewer believe that it is live.
    Cut,
}

/// Follows the lines of a stream, without keeping any of it.
#[derive(Debug, Default)]
pub struct Seam {
    /// How much of a byte-order mark the stream has begun with; `None` once that is decided.
    mark: Mark,
    /// The current line has bytes.
    in_line: bool,
    /// The current frame has lines.
    in_frame: bool,
    /// The last byte was CR: an LF that follows belongs to it.
    after_cr: bool,
    /// Beats since the last byte.
    silent_beats: u8,
    /// The longest silence that ended, in beats.
    longest_silence: u8,
}

#[derive(Debug, Clone, Copy, Default)]
enum Mark {
    #[default]
    Seen0,
    Seen1,
    Seen2,
    Decided,
}

impl Seam {
    /// Takes the next chunk and gives what to pass on: all of it, but for a byte-order mark at the start of the stream,
    /// which is no longer first behind the relay's own comment and would hide the first field.
    pub fn pass<'a>(&mut self, chunk: &'a [u8]) -> Cow<'a, [u8]> {
        self.longest_silence = self.longest_silence.max(std::mem::take(&mut self.silent_beats));
        let passed = self.without_mark(chunk);
        for &byte in passed.iter() {
            match byte {
                b'\n' if std::mem::take(&mut self.after_cr) => {}
                b'\n' | b'\r' => {
                    self.after_cr = byte == b'\r';
                    self.in_frame = self.in_line;
                    self.in_line = false;
                }
                _ => {
                    self.after_cr = false;
                    self.in_line = true;
                }
            }
        }
        passed
    }

    /// Nothing came for an [`INTERVAL`].
    pub fn beat(&mut self) -> Beat {
        self.silent_beats = self.silent_beats.saturating_add(1);
        let is_between = self.is_between_frames();
        let patience = if is_between { self.patience_between() } else { PATIENCE_INSIDE };
        match self.silent_beats {
            beats if beats >= patience => Beat::Cut,
            _ if is_between => Beat::Write,
            _ => Beat::Wait,
        }
    }

    /// About three times what this upstream was seen to take, if that is more.
    fn patience_between(&self) -> u8 {
        PATIENCE_BETWEEN.max(self.longest_silence.saturating_mul(3).saturating_add(1))
    }

    fn is_between_frames(&self) -> bool {
        !self.in_line && !self.in_frame && !self.after_cr && !matches!(self.mark, Mark::Seen1 | Mark::Seen2)
    }

    fn without_mark<'a>(&mut self, chunk: &'a [u8]) -> Cow<'a, [u8]> {
        let mut rest = chunk;
        while let Some((&byte, tail)) = rest.split_first() {
            let held: &[u8] = match (self.mark, byte) {
                (Mark::Decided, _) => break,
                (Mark::Seen0, 0xEF) => {
                    self.mark = Mark::Seen1;
                    rest = tail;
                    continue;
                }
                (Mark::Seen1, 0xBB) => {
                    self.mark = Mark::Seen2;
                    rest = tail;
                    continue;
                }
                (Mark::Seen2, 0xBF) => {
                    self.mark = Mark::Decided;
                    return Cow::Borrowed(tail);
                }
                (Mark::Seen0, _) => &[],
                (Mark::Seen1, _) => &[0xEF],
                (Mark::Seen2, _) => &[0xEF, 0xBB],
            };
            self.mark = Mark::Decided;
            if !held.is_empty() {
                return Cow::Owned([held, rest].concat());
            }
        }
        Cow::Borrowed(rest)
    }
}

#[cfg(test)]
mod tests;
