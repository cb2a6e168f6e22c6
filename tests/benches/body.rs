//! Bodies of answers, taken apart as they come and without copies: chunks, then lines.

/// Takes a body out of its chunks, if it has any.
#[derive(Debug)]
pub enum Body {
    /// As it comes.
    Plain,
    /// The digits of a chunk's length.
    Length(usize),
    /// The rest of the line with the length.
    LengthEnd(usize),
    /// Bytes of a chunk that are still to come.
    Chunk(usize),
    /// The line end after a chunk.
    ChunkEnd(usize),
    /// After the last chunk.
    Over,
}

impl Body {
    /// The body below this head.
    pub fn below(head: &str) -> Self {
        let is_chunked = head.lines().any(|line| {
            let line = line.to_ascii_lowercase();
            line.starts_with("transfer-encoding:") && line.contains("chunked")
        });
        if is_chunked { Self::Length(0) } else { Self::Plain }
    }

    /// Whether nothing more will come.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Over)
    }

    /// Takes `bytes` and gives `take` what of them is body.
    pub fn read(&mut self, mut bytes: &[u8], mut take: impl FnMut(&[u8])) {
        while let [first, rest @ ..] = bytes {
            match *self {
                Self::Plain => return take(bytes),
                Self::Over => return,
                Self::Length(length) => {
                    bytes = rest;
                    *self = match char::from(*first).to_digit(16) {
                        Some(digit) => Self::Length(length * 16 + digit as usize),
                        None if *first == b'\n' => Self::begin(length),
                        None => Self::LengthEnd(length),
                    };
                }
                Self::LengthEnd(length) => {
                    bytes = rest;
                    if *first == b'\n' {
                        *self = Self::begin(length);
                    }
                }
                Self::Chunk(length) => {
                    let (now, later) = bytes.split_at(length.min(bytes.len()));
                    take(now);
                    bytes = later;
                    *self = if now.len() == length { Self::ChunkEnd(2) } else { Self::Chunk(length - now.len()) };
                }
                Self::ChunkEnd(length) => {
                    bytes = rest;
                    *self = if length == 1 { Self::Length(0) } else { Self::ChunkEnd(length - 1) };
                }
            }
        }
    }

    fn begin(length: usize) -> Self {
        if length == 0 { Self::Over } else { Self::Chunk(length) }
    }
}

/// Cuts bytes into lines, without their ends.
#[derive(Debug, Default)]
pub struct Lines {
    /// The line that is not finished yet.
    unfinished: Vec<u8>,
}

impl Lines {
    /// Takes `bytes` and gives `take` each line that is complete.
    pub fn read(&mut self, mut bytes: &[u8], mut take: impl FnMut(&[u8])) {
        while let Some(at) = bytes.iter().position(|byte| *byte == b'\n') {
            let (line, rest) = bytes.split_at(at);
            bytes = rest.get(1..).unwrap_or_default();
            if self.unfinished.is_empty() {
                take(line.strip_suffix(b"\r").unwrap_or(line));
            } else {
                self.unfinished.extend_from_slice(line);
                take(self.unfinished.strip_suffix(b"\r").unwrap_or(&self.unfinished));
                self.unfinished.clear();
            }
        }
        self.unfinished.extend_from_slice(bytes);
    }
}
