//! Events that say when they were sent, and how to find that again in whatever wraps them.

use jiff::Timestamp;

/// What an event says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// When it was sent, by [`crate::clock`], in nanoseconds.
    pub sent: u64,
    /// Its number, counted from 0.
    pub number: u64,
}

const START: &[u8] = b"@t=";
/// `@t=`, 15 digits, a comma, 9 digits, `@`.
const LENGTH: usize = 29;

/// An event of the API of about 600 bytes; its text begins with `mark`.
pub fn event(mark: Mark, processed: Timestamp) -> String {
    let Mark { sent, number } = mark;
    let words = "The build is green again; the next step reads the log of the failing job and compares it. ".repeat(5);
    let words = words.get(..430).unwrap_or_default();
    large(&format!("@t={sent:015},{number:09}@ {words}"), number, processed)
}

/// An event of the API with this text, which needs no escapes.
pub fn large(text: &str, number: u64, processed: Timestamp) -> String {
    format!(
        r#"{{"type":"agent.message","id":"{}","processed_at":"{}","content":[{{"type":"text","text":"{text}"}}]}}"#,
        id(number),
        time(processed)
    )
}

/// The id of the event with this number.
pub fn id(number: u64) -> String {
    format!("sevt_01bench{number:016}")
}

/// As the API prints a time: always six digits after the second, so that texts compare as times do.
pub fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

/// The marks in a line, in order.
pub fn marks(line: &[u8]) -> impl Iterator<Item = Mark> {
    let mut rest = line;
    std::iter::from_fn(move || {
        loop {
            let at = rest.iter().position(|byte| *byte == b'@')?;
            rest = rest.get(at..)?;
            let mark = rest.get(..LENGTH).and_then(read);
            rest = rest.get(if mark.is_some() { LENGTH } else { 1 }..)?;
            if mark.is_some() {
                return mark;
            }
        }
    })
}

fn read(bytes: &[u8]) -> Option<Mark> {
    let text = str::from_utf8(bytes.strip_prefix(START)?.strip_suffix(b"@")?).ok()?;
    let (sent, number) = text.split_once(',')?;
    Some(Mark { sent: sent.parse().ok()?, number: number.parse().ok()? })
}
