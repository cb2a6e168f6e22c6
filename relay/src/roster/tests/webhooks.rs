//! What webhooks cause.

use super::*;
use crate::roster::wanted::SETTLE;

#[test]
fn a_webhook_has_its_session_asked_for_at_once() {
    let mut bench = Bench::with(&[object("a", "idle", "1")]);
    for kind in [Happened::Changed, Happened::Started, Happened::Changed] {
        bench.act(news("a", kind));
    }
    assert_eq!(bench.asks(), [""; 0]);
    bench.pass(SETTLE);
    assert_eq!(bench.asks(), ["session a"], "several for one change are one question");
    // The API lags: it still says what was before.
    bench.answer("session a", Ok(object("a", "idle", "1").to_string()));
    assert_eq!((bench.asks(), bench.told()), (vec![], vec![]));
    bench.pass(2_000);
    bench.answer("session a", Ok(object("a", "running", "2").to_string()));
    assert_eq!(bench.told(), ["a running webhook"]);
    // What is said while the answer is on its way is asked for again.
    bench.act(news("a", Happened::Changed));
    bench.pass(SETTLE);
    bench.act(news("a", Happened::Rested));
    bench.answer("session a", Ok(object("a", "running", "2").to_string()));
    bench.pass(SETTLE);
    bench.answer("session a", Ok(object("a", "idle", "3").to_string()));
    bench.answer("stop a 3", Ok(idle("requires_action")));
    assert_eq!(bench.told(), ["checked webhook", "a idle webhook", "a idle requires_action webhook"]);
    // A rest that has the same time as one before is another one all the same.
    bench.act(news("a", Happened::Rested));
    bench.pass(SETTLE);
    bench.answer("session a", Ok(object("a", "idle", "3").to_string()));
    assert_eq!(bench.asks(), ["stop a 3"]);
}

#[test]
fn one_that_is_deleted_is_gone_and_stays_so() {
    let mut bench = Bench::with(&[object("a", "running", "1")]);
    bench.pass(ROUND);
    assert_eq!(bench.asks(), ["at work"]);
    bench.act(news("a", Happened::Deleted));
    assert_eq!(bench.told(), ["gone a webhook"]);
    // The list was asked for before.
    bench.answer("at work", Ok(page(&[object("a", "running", "1")])));
    assert_eq!((bench.told(), bench.asks()), (vec!["checked poll".to_owned()], vec![]));
}

#[test]
fn an_answer_to_an_earlier_question_is_overtaken() {
    let mut bench = Bench::with(&[object("a", "running", "1")]);
    bench.pass(ROUND);
    bench.act(news("a", Happened::Rested));
    bench.pass(SETTLE);
    bench.answer("session a", Ok(object("a", "idle", "2").to_string()));
    bench.answer("stop a 2", Ok(idle("end_turn")));
    bench.told();
    bench.answer("at work", Ok(page(&[object("a", "running", "1")])));
    assert_eq!(bench.told(), ["checked poll"]);
    assert!(!bench.roster.known.get("a").unwrap().is_at_work());
}

/// Goal: with webhooks, one list every five minutes; as soon as one is missed, every 15 s again.
#[test]
fn webhooks_that_arrive_make_lists_rare() {
    let mut bench = Bench::with(&[object("a", "idle", "1")]);
    let lists = |bench: &mut Bench, at_work: &[Value], rounds: i64| {
        let mut count = 0;
        for _ in 0..rounds {
            bench.pass(ROUND);
            for ask in bench.asks() {
                let answer = if ask == "newest" || ask == "at work" {
                    count += 1;
                    page(at_work)
                } else if ask.starts_with("stop") {
                    idle("end_turn")
                } else {
                    object("a", "running", "2").to_string()
                };
                bench.answer(&ask, Ok(answer));
            }
        }
        count
    };
    assert_eq!(lists(&mut bench, &[], 20), 20);
    bench.act(news("a", Happened::Started));
    assert_eq!(lists(&mut bench, &[object("a", "running", "2")], 20), 20, "a start alone proves nothing");
    bench.told();
    bench.act(news("zz", Happened::Rested));
    assert_eq!(bench.told(), ["checked webhook"], "it is said");
    let running = [object("a", "running", "2")];
    assert_eq!(lists(&mut bench, &running, 80), 4);
    // One that no webhook told of.
    let more = [object("a", "running", "2"), object("bb", "running", "1")];
    bench.told();
    assert_eq!(lists(&mut bench, &more, 20), 1);
    assert!(bench.told().contains(&"bb running poll".to_owned()));
    assert_eq!(lists(&mut bench, &more, 22), 21, "after its patience every round again");
    assert!(bench.told().contains(&"checked poll".to_owned()));
}
