use super::*;
use model::sse::{Decoder, Item};
use proptest::prelude::*;

fn check(chunks: &[&str], expected: Beat) {
    let mut seam = Seam::default();
    for chunk in chunks {
        seam.pass(chunk.as_bytes());
    }
    assert_eq!(seam.beat(), expected, "{chunks:?}");
}

#[test]
fn writes_only_between_frames() {
    check(&[], Beat::Write);
    check(&["data: 1\n\n"], Beat::Write);
    check(&["data: 1\r\n\r\n"], Beat::Write);
    check(&["data: 1\n", "\n"], Beat::Write);
    check(&[": ping\n\n"], Beat::Write);
    check(&["\n\n\n"], Beat::Write);
    check(&["d"], Beat::Wait);
    check(&["data: 1\n"], Beat::Wait);
    check(&["data: 1\n\ndata"], Beat::Wait);
    check(&["data: 1\r\n"], Beat::Wait);
    check(&["data: 1\r\n\r"], Beat::Wait);
    check(&["data: 1\r\r"], Beat::Wait);
}

#[test]
fn gives_up_on_a_frame_that_does_not_end() {
    let mut seam = Seam::default();
    seam.pass(b"data: half");
    assert_eq!([seam.beat(), seam.beat(), seam.beat()], [Beat::Wait, Beat::Wait, Beat::Cut]);
    seam.pass(b" more");
    assert_eq!(seam.beat(), Beat::Wait);
    seam.pass(b"\n\n");
    assert_eq!(seam.beat(), Beat::Write);
}

/// How many comments are written before a line that says nothing any more is cut.
fn comments_before_the_cut(seam: &mut Seam) -> usize {
    (0..100).take_while(|_| seam.beat() == Beat::Write).count()
}

#[test]
fn does_not_keep_a_dead_line_alive() {
    let mut seam = Seam::default();
    assert_eq!(comments_before_the_cut(&mut seam), 3, "never a word");
    seam.pass(b"data: 1\n\n");
    assert_eq!(comments_before_the_cut(&mut seam), 12, "words after four beats of silence");

    let mut seam = Seam::default();
    for _ in 0..50 {
        assert_eq!(seam.beat(), Beat::Write);
        seam.pass(b": keep-alive\n\n");
    }
    assert_eq!(comments_before_the_cut(&mut seam), 3, "a heartbeat every beat");
}

#[test]
fn drops_a_leading_mark_only() {
    for (chunks, expected) in [
        (vec![&b"\xEF\xBB\xBFdata"[..]], &b"data"[..]),
        (vec![b"\xEF", b"\xBB", b"\xBF", b"data"], b"data"),
        (vec![b"\xEF\xBB", b"data"], b"\xEF\xBBdata"),
        (vec![b"\xEF", b"data"], b"\xEFdata"),
        (vec![b"a\xEF\xBB\xBF"], b"a\xEF\xBB\xBF"),
        (vec![b"", b"\xEF\xBB\xBF\xEF\xBB\xBF"], b"\xEF\xBB\xBF"),
    ] {
        let mut seam = Seam::default();
        let passed: Vec<u8> = chunks.iter().flat_map(|chunk| seam.pass(chunk).into_owned()).collect();
        assert_eq!(passed, expected, "{chunks:?}");
    }
}

fn frames(bytes: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    Decoder::new(1 << 20).push(bytes, |item| items.push(item));
    items.retain(|item| !matches!(item, Item::Comment));
    items
}

proptest! {
    /// Whatever comes in whatever chunks: with a comment before the first byte and at every beat, the frames are the same.
    #[test]
    fn never_tears_a_frame(chunks in prop::collection::vec("(data: [a-c]|id: 1|: c|\n|\r|\r\n|x|\u{feff}){0,6}", 0..12)) {
        let mut seam = Seam::default();
        let mut out = COMMENT.to_vec();
        for chunk in &chunks {
            out.extend_from_slice(&seam.pass(chunk.as_bytes()));
            if seam.beat() == Beat::Write {
                out.extend_from_slice(COMMENT);
            }
        }
        prop_assert_eq!(frames(&out), frames(chunks.concat().as_bytes()));
    }
}
