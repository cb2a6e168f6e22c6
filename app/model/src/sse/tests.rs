use proptest::prelude::*;

use super::*;

const CAPTURES: [&[u8]; 5] = [
    include_bytes!("../../../../tests/fixtures/streams/extra-child-thread.sse"),
    include_bytes!("../../../../tests/fixtures/streams/extra-workflow-run.sse"),
    include_bytes!("../../../../tests/fixtures/streams/multi-agent-errors-deltas.sse"),
    include_bytes!("../../../../tests/fixtures/streams/simple-session.sse"),
    include_bytes!("../../../../tests/fixtures/streams/tool-confirmation-interrupt.sse"),
];

const ROOMY: usize = 1 << 20;

/// What a decoder says about these chunks.
fn decode<'a>(max: usize, chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Item> {
    let mut decoder = Decoder::new(max);
    let mut items = Vec::new();
    for chunk in chunks {
        decoder.push(chunk, |item| items.push(item));
        assert!(decoder.held() <= 8 * max + 64, "{} bytes are held", decoder.held());
    }
    items
}

fn frame(event: &str, data: &str, id: &str) -> Item {
    Item::Frame(Frame { event: event.into(), data: data.into(), last_event_id: id.into() })
}

#[test]
fn follows_the_standard() {
    let check = |bytes: &[u8], expected: &[Item]| {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(decode(ROOMY, [bytes]), expected, "{shown:?} at once");
        assert_eq!(decode(ROOMY, bytes.chunks(1)), expected, "{shown:?} byte by byte");
        assert_eq!(reference(bytes), expected, "{shown:?} by the reference");
    };
    let data = |text| frame("", text, "");

    // Line ends: LF, CR, CRLF, and all of them.
    check(b"data: a\n\ndata: b\n\n", &[data("a"), data("b")]);
    check(b"data: a\r\rdata: b\r\r", &[data("a"), data("b")]);
    check(b"data: a\r\n\r\ndata: b\r\n\r\n", &[data("a"), data("b")]);
    check(b"data: a\n\rdata: b\r\n\n", &[data("a"), data("b")]);
    check(b"data: a\r\ndata: b\r\n\r\n", &[data("a\nb")]);
    // A byte-order mark counts once, at the very start.
    check(b"\xEF\xBB\xBFdata: a\n\n", &[data("a")]);
    check(b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\n", &[]);
    check(b"\n\xEF\xBB\xBFdata: a\n\n", &[]);
    check(b"\xEF\xBB\xBF\n\ndata: a\n\n", &[data("a")]);
    // Data over several lines; empty data is data, none is not.
    check(b"data: a\ndata\ndata: b\n\n", &[data("a\n\nb")]);
    check(b"data\n\n", &[data("")]);
    check(b"data:\n\n", &[data("")]);
    check(b"data\ndata\n\n", &[data("\n")]);
    check(b"event: x\n\ndata: a\n\n", &[data("a")]);
    check(b"\n\n\n", &[]);
    // One space after the colon goes, no more; a tab and later colons stay.
    check(b"data:a\n\ndata:  a\n\ndata:\ta\n\ndata: a: b\n\n", &[data("a"), data(" a"), data("\ta"), data("a: b")]);
    check(b" data: a\n\n", &[]);
    // Names are case-sensitive; unknown ones say nothing.
    check(b"Data: a\nother: b\nfoo\n\n", &[]);
    check(b"event: x\nevent: y\ndata: a\n\ndata: b\n\n", &[frame("y", "a", ""), data("b")]);
    // Comments.
    check(b": hello\ndata: a\n:\n\n", &[Item::Comment, Item::Comment, data("a")]);
    // Ids stay until the next one; one with NUL says nothing; an empty one takes the id away.
    check(
        b"id: 1\ndata: a\n\ndata: b\n\nid: 2\0\ndata: c\n\nid\ndata: d\n\n",
        &[frame("", "a", "1"), frame("", "b", "1"), frame("", "c", "1"), data("d")],
    );
    check(b"id: 1\n\ndata: a\n\n", &[frame("", "a", "1")]);
    // Times to wait: digits only, and no more than fit.
    check(b"retry: 1500\nretry: 1.5\nretry: -1\nretry: +1\nretry:\n", &[Item::Retry(1500)]);
    check(b"retry: 99999999999999999999999\n", &[]);
    // What is not finished is not said.
    check(b"data: a", &[]);
    check(b"data: a\n", &[]);
    check(b"data: a\n\ndata: b\n", &[data("a")]);
    check(b": half a comment", &[]);
    // Broken UTF-8 ends with its line.
    check(b"data: \xF0\x9F\ndata: \x80\n\n", &[data("\u{FFFD}\n\u{FFFD}")]);
    check("data: 🦀é\n\n".as_bytes(), &[data("🦀é")]);
}

#[test]
fn every_split_of_every_capture_gives_the_same() {
    for capture in CAPTURES {
        let whole = decode(ROOMY, [capture]);
        assert!(whole.len() > 10);
        assert_eq!(whole, reference(capture));
        assert_eq!(whole, decode(ROOMY, capture.chunks(1)));
        for at in 0..=capture.len() {
            let (head, tail) = capture.split_at(at);
            assert_eq!(whole, decode(ROOMY, [head, tail]), "split at {at}");
        }
    }
}

#[test]
fn line_ends_do_not_matter_to_a_capture() {
    for capture in CAPTURES {
        let whole = decode(ROOMY, [capture]);
        let text = std::str::from_utf8(capture).unwrap();
        assert_eq!(whole, decode(ROOMY, text.replace('\n', "\r\n").as_bytes().chunks(7)));
        assert_eq!(whole, decode(ROOMY, text.replace('\n', "\r").as_bytes().chunks(7)));
    }
}

#[test]
fn a_frame_that_is_too_large_is_skipped_and_the_rest_is_read() {
    let check = |bytes: &[u8], expected: &[Item]| {
        for size in 1..=bytes.len() {
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(decode(16, bytes.chunks(size)), expected, "{shown:?} by {size}");
        }
    };
    let after = frame("", "b", "");
    check(b"data: 0123456789\n\ndata: b\n\n", &[frame("", "0123456789", ""), after.clone()]);
    check(b"data: 0123456789A\n\ndata: b\n\n", &[Item::TooLarge, after.clone()]);
    check(b"data: 0123456789A\r\n\r\ndata: b\r\n\r\n", &[Item::TooLarge, after.clone()]);
    // Many lines of one frame count together, and the whole frame goes.
    check(b"data: 0\ndata: 1\ndata: 2\nevent: x\n\ndata: b\n\n", &[Item::TooLarge, after.clone()]);
    check(b"data: 0123456789A\ndata: c\n: d\n\ndata: b\n\n", &[Item::TooLarge, after.clone()]);
    // Each too large frame is told once.
    check(b"data: 0123456789A\n\ndata: 0123456789B\n\ndata: b\n\n", &[Item::TooLarge, Item::TooLarge, after.clone()]);
    // Comments are not held, so they do not add up.
    check(b": 0123456\n: 0123456\n: 0123456\ndata: b\n\n", &[Item::Comment, Item::Comment, Item::Comment, after]);
}

#[test]
fn a_line_without_end_takes_no_memory() {
    let max = 1 << 10;
    let mut decoder = Decoder::new(max);
    let mut items = Vec::new();
    decoder.push(b"data: ", |item| items.push(item));
    for _ in 0..10_000 {
        decoder.push(&[b'x'; 1 << 10], |item| items.push(item));
        assert!(decoder.held() <= 4 * max, "{} bytes are held", decoder.held());
    }
    assert_eq!(items, [Item::TooLarge]);
    decoder.push(b"\n\ndata: b\n\n", |item| items.push(item));
    assert_eq!(items, [Item::TooLarge, frame("", "b", "")]);
}

#[test]
fn tells_where_a_comment_may_be_written() {
    let check = |bytes: &[u8], expected: bool| {
        let mut decoder = Decoder::new(16);
        decoder.push(bytes, |_| {});
        assert_eq!(decoder.is_between_frames(), expected, "{:?}", String::from_utf8_lossy(bytes));
    };
    check(b"", true);
    check(b"data: a\n\n", true);
    check(b": hello\n", true);
    check(b"data: a\r\n\r\n", true);
    check(b"d", false);
    check(b"data: a\n", false);
    check(b"event: a\n", false);
    check(b"data: a\r\r", false); // an LF may follow
    check(b": hel", false);
    check(b"data: 0123456789A\n", false); // being skipped
    check(b"data: 0123456789A\n\n", true);
}

/// The standard, read naively: the whole text at once, line by line.
fn reference(bytes: &[u8]) -> Vec<Item> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.pop(); // not ended
    let (mut items, mut data, mut event, mut id) = (Vec::new(), Vec::new(), "", "");
    for line in lines {
        if line.is_empty() {
            if !data.is_empty() {
                items.push(frame(event, &data.join("\n"), id));
            }
            (data, event) = (Vec::new(), "");
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "" => items.push(Item::Comment),
            "data" => data.push(value),
            "event" => event = value,
            "id" if !value.contains('\0') => id = value,
            "retry" if value.chars().all(|c| c.is_ascii_digit()) => {
                items.extend(value.parse().map(Item::Retry));
            }
            _ => {}
        }
    }
    items
}

/// Bytes that are nearly a stream: pieces of the grammar in any order, some broken.
fn nearly_a_stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            &b"data: "[..], b"data:", b"data", b"event: ", b"event", b"id: ", b"id:", b"retry: 7", b"retry:", b":", b" ",
            b"\n", b"\n", b"\n\n", b"\r", b"\r\n", b"\r\n\r\n", b"\0", b"\xEF\xBB\xBF", b"\xF0\x9F\xA6\x80", b"\xF0\x9F",
            b"\x80", b"a", b"{\"type\":\"x\"}", b"a rather long piece of text",
        ]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Cuts `bytes` at the given places.
fn cut<'a>(bytes: &'a [u8], places: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<usize> = places.iter().map(|place| place.index(bytes.len() + 1)).collect();
    places.sort_unstable();
    let mut chunks = Vec::new();
    let mut from = 0;
    for to in places {
        chunks.push(&bytes[from..to]);
        from = to;
    }
    chunks.push(&bytes[from..]);
    chunks
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn agrees_with_the_reference(
        bytes in nearly_a_stream(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        prop_assert_eq!(decode(ROOMY, cut(&bytes, &places)), reference(&bytes));
    }

    #[test]
    fn splits_do_not_matter_under_a_small_limit_either(
        bytes in nearly_a_stream(),
        max in 0_usize..40,
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        prop_assert_eq!(decode(max, cut(&bytes, &places)), decode(max, [&bytes[..]]));
    }

    /// A limit takes frames away and changes no other.
    #[test]
    fn a_limit_only_takes_away(bytes in nearly_a_stream(), max in 0_usize..40) {
        let all: Vec<String> = reference(&bytes).into_iter().filter_map(data).collect();
        let mut rest = all.iter();
        for found in decode(max, [&bytes[..]]).into_iter().filter_map(data) {
            prop_assert!(rest.any(|expected| *expected == found), "{:?} is not among {:?}", found, all);
        }
    }

    #[test]
    fn many_splits_of_a_capture_give_the_same(
        which in 0..CAPTURES.len(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 0..200),
    ) {
        prop_assert_eq!(decode(ROOMY, cut(CAPTURES[which], &places)), reference(CAPTURES[which]));
    }
}

fn data(item: Item) -> Option<String> {
    match item {
        Item::Frame(frame) => Some(frame.data),
        _ => None,
    }
}
