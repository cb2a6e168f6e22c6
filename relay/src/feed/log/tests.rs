use super::*;
use crate::feed::tests::{Memory, entry};

const SMALL: usize = 400;

fn log() -> Log {
    let mut log = Log::new(7, SMALL);
    log.reserve();
    log
}

fn seqs(appended: &[Appended]) -> Vec<i64> {
    appended.iter().map(|entry| entry.seq).collect()
}

/// All numbers behind `after`, piece by piece.
fn read(log: &mut Log, memory: &mut Memory, mut after: i64) -> Vec<Vec<i64>> {
    let mut pieces = Vec::new();
    while let Some(piece) = log.piece(after, memory).unwrap() {
        pieces.push(frame::split(&piece.bytes).map(|(seq, _)| seq).collect());
        after = piece.last;
    }
    pieces
}

#[test]
fn copies_that_say_nothing_new_are_left_out() {
    let mut log = log();
    assert_eq!(log.append(&entry("a", 1)).map(|entry| entry.seq), Some(1));
    assert_eq!(log.append(&entry("a", 1)), None);
    let queued = Entry::parse(r#"{"id":"q","type":"user.message","processed_at":null}"#).unwrap();
    assert_eq!(log.append(&queued).map(|entry| entry.seq), Some(2));
    assert_eq!(log.append(&entry("q", 5)).map(|entry| entry.seq), Some(3), "it has a time now");
    assert_eq!(log.append(&queued), None, "a late copy from before");
    assert!(log.has(&queued) && !log.has(&entry("b", 1)));
    assert_eq!(log.entries(), 3);
    let gone = log.discard("q", Standing::Live);
    assert_eq!(gone.seq, 4);
    assert!(log.append(&queued).is_some(), "should it come again after all, that is news");
}

#[test]
fn history_counts_down_and_pieces_count_up() {
    let (mut log, mut memory) = (log(), Memory::default());
    log.append(&entry("new", 100));
    assert_eq!(log.prepend(&[entry("d", 7), entry("e", 8), entry("f", 9)]), []);
    assert_eq!(log.prepend(&[entry("a", 4), entry("b", 5), entry("c", 6)]), []);
    assert_eq!(log.oldest(), Some(-2));
    memory.keep(log.batch(Tail::default(), None)).unwrap();
    assert_eq!(read(&mut log, &mut memory, i64::MIN), [vec![-5, -4, -3], vec![-2, -1, 0], vec![1]]);
    assert_eq!(read(&mut log, &mut memory, -4), [vec![-3], vec![-2, -1, 0], vec![1]]);
    assert_eq!(read(&mut log, &mut memory, 1), [[0; 0]; 0]);
}

#[test]
fn a_better_copy_of_what_is_known_goes_to_the_end() {
    let mut log = log();
    log.append(&Entry::parse(r#"{"id":"q","type":"user.message","processed_at":null}"#).unwrap());
    let appended = log.prepend(&[entry("a", 1), entry("q", 2)]);
    assert_eq!(seqs(&appended), [2]);
    assert_eq!(log.prepend(&[entry("a", 1)]), [], "known, and no better");
    assert_eq!(log.entries(), 3);
}

#[test]
fn streams_begin_where_they_are_told_to() {
    let (mut log, mut memory) = (log(), Memory::default());
    let check = |log: &Log, after: &str, expected: Option<(i64, i64)>| {
        let begin = log.begin(After::parse(after).unwrap()).map(|begin| (begin.after, begin.chunk));
        assert_eq!(begin, expected, "{after}");
    };
    check(&log, "-5", Some((0, 0)));
    check(&log, "7.0", Some((0, 0)));
    check(&log, "7.1", None);
    check(&log, "8.0", None);
    log.prepend(&[entry("a", 1), entry("b", 2)]);
    for at in 0..6 {
        log.append(&entry(&format!("n{at}"), 10 + at));
    }
    memory.keep(log.batch(Tail::default(), None)).unwrap();
    let pieces = read(&mut log, &mut memory, i64::MIN);
    assert_eq!(pieces, [vec![-1, 0], vec![1, 2, 3, 4], vec![5, 6]], "a chunk takes four of these");
    check(&log, "-1", Some((4, 1)));
    check(&log, "-2", Some((4, 1)));
    check(&log, "-3", Some((0, 0)));
    check(&log, "-7", Some((-2, -1)));
    check(&log, "-900", Some((-2, -1)));
    check(&log, "start", Some((i64::MIN, -1)));
    check(&log, "7.-1", Some((-1, -1)));
    assert!(log.is_full(-1) && log.is_full(0) && !log.is_full(1) && !log.is_full(-2));
}

#[test]
fn numbers_are_not_used_again_after_a_restart() {
    let (mut log, mut memory) = (log(), Memory::default());
    log.append(&entry("a", 1));
    log.prepend(&[entry("z", 0)]);
    memory.keep(log.batch(Tail::default(), None)).unwrap();
    log.append(&entry("b", 2));
    let lost = log.end();
    let mut again = Log::restore(&memory.load().unwrap().unwrap(), SMALL);
    assert_eq!(again.entries(), 2);
    assert!(again.has(&entry("a", 1)) && again.has(&entry("z", 0)) && !again.has(&entry("b", 2)));
    assert!(again.begin(After::Cursor(lost)).is_some(), "who saw what was lost goes on");
    assert!(again.reserve());
    let appended = again.append(&entry("b", 2)).unwrap();
    assert!(appended.seq > lost.seq);
    assert_eq!(again.prepend(&[entry("y", -1)]), []);
    memory.keep(again.batch(Tail::default(), None)).unwrap();
    assert_eq!(read(&mut again, &mut memory, i64::MIN), [vec![-1], vec![0], vec![1], vec![appended.seq]]);
}

#[test]
fn a_batch_rewrites_only_the_row_that_grew() {
    let mut log = Log::new(7, 1 << 20);
    log.reserve();
    let large = entry(&"x".repeat(100_000), 1);
    log.append(&large);
    let first = log.batch(Tail::default(), None);
    assert_eq!(first.chunks[0].parts.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [0, 1]);
    log.append(&entry("b", 2));
    let second = log.batch(Tail::default(), None);
    assert_eq!(second.chunks[0].parts.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [1]);
    assert_eq!(log.batch(Tail::default(), None).chunks, []);
}
