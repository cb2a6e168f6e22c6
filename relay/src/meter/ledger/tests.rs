use super::*;
use crate::meter::{Report, Standing};
use expect_test::expect;
use proptest::prelude::*;
use std::collections::BTreeSet;

const START: i64 = 1_790_000_000_000;
const SECOND: i64 = 1_000;

/// A ledger with a clock, and callers by name.
#[derive(Clone)]
struct Books {
    ledger: Ledger,
    now: i64,
}

impl Books {
    /// With half-full buckets.
    fn open(create: Option<u32>, read: Option<u32>) -> Self {
        Self { ledger: Ledger::new(Quota { create, read }, START), now: START }
    }

    /// With full ones.
    fn full(per_minute: u32) -> Self {
        let mut books = Self::open(Some(per_minute), Some(per_minute));
        books.now += MINUTE;
        books
    }

    fn ask_for(&mut self, who: &str, class: Class, purpose: Purpose) -> Result<(), u32> {
        match self.ledger.ask(Ask { class, caller: Caller::of(who), purpose }, self.now) {
            Answer::Pass { .. } => Ok(()),
            Answer::Wait { millis } => Err(millis),
        }
    }

    fn ask(&mut self, who: &str, purpose: Purpose) -> Result<(), u32> {
        self.ask_for(who, Class::Read, purpose)
    }

    /// How many pass before one does not, and how long that has to wait.
    fn burn(&mut self, who: &str, purpose: Purpose) -> (u32, u32) {
        let mut passed = 0;
        loop {
            match self.ask(who, purpose) {
                Ok(()) => passed += 1,
                Err(millis) => return (passed, millis),
            }
            assert!(passed < 10_000, "no end");
        }
    }

    fn report(&mut self, standing: Option<(u32, u32)>, closed_for: Option<i64>) {
        let standing = standing.map(|(limit, remaining)| Standing { limit, remaining });
        self.ledger.report(&Report { class: Class::Read, standing, closed_for }, self.now);
    }

    fn left(&mut self) -> u32 {
        let text = self.ledger.limits(Caller::of("looks"), self.now).print();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        u32::try_from(value.pointer("/read/left").unwrap().as_u64().unwrap()).unwrap()
    }
}

#[test]
fn starts_half_full_and_fills_within_a_minute() {
    let mut books = Books::open(None, None);
    // 300 of 600, less a tenth for interrupts and a tenth for those who took little.
    assert_eq!(books.burn("a", Purpose::Interactive).0, 180);
    let mut books = Books::open(None, None);
    books.now += 10 * MINUTE;
    assert_eq!(books.burn("a", Purpose::Interactive).0, 480);
    let mut books = Books::open(None, None);
    let passes = |_: &u32| books.ask_for("a", Class::Create, Purpose::Interactive).is_ok();
    assert_eq!((0..1_000).take_while(passes).count(), 90);
    assert_eq!(books.burn("a", Purpose::Interactive).0, 180, "reads are counted apart");
}

/// Who takes all he gets, what that is for, and what the next one still finds.
#[test]
fn each_purpose_leaves_something_to_those_before_it() {
    let mut books = Books::full(100);
    assert_eq!(books.burn("a", Purpose::Background).0, 70);
    assert_eq!(books.burn("a", Purpose::Interactive).0, 10, "what somebody waits for goes before");
    assert_eq!(books.burn("b", Purpose::Interactive).0, 5, "a tenth of a share is there for who took little");
    assert_eq!(books.burn("b", Purpose::Interrupt).0, 3, "a third of the reserve: two callers, and one to come");
    assert_eq!(books.left(), 12);
}

#[test]
fn a_caller_gets_two_pages_of_history_at_a_time() {
    let mut books = Books::full(6_000);
    assert_eq!(books.burn("a", Purpose::Backfill), (2, 125));
    assert_eq!(books.burn("b", Purpose::Backfill), (2, 125), "each caller");
    books.now += 125;
    assert_eq!(books.burn("a", Purpose::Backfill), (1, 125));
    books.now += MINUTE / 2;
    assert_eq!(books.burn("a", Purpose::Backfill), (2, 125));
    assert_eq!(books.ask("a", Purpose::Interactive), Ok(()), "nothing else waits for it");

    let mut books = Books::full(100);
    let passed: u32 = (0..100).map(|n| books.burn(&n.to_string(), Purpose::Backfill).0).sum();
    assert_eq!(passed, 60, "the rest is for what is looked at");
    assert_eq!(books.ask("a", Purpose::Background), Ok(()));
}

#[test]
fn a_refusal_says_exactly_when_to_come_back() {
    for purpose in Purpose::ALL {
        let mut books = Books::full(7);
        for who in ["b", "c"] {
            assert_eq!(books.ask(who, Purpose::Interactive), Ok(()));
        }
        let (_, millis) = books.burn("a", purpose);
        let mut early = books.clone();
        early.now += i64::from(millis) - 1;
        assert!(early.ask("a", purpose).is_err(), "{purpose:?}");
        books.now += i64::from(millis);
        assert_eq!(books.ask("a", purpose), Ok(()), "{purpose:?}");
    }
}

/// A thousand requests a second from one, two a second from another, for three minutes.
#[test]
fn one_who_hammers_takes_nothing_from_others() {
    let mut books = Books::full(600);
    let (mut greedy, mut modest) = (0, 0);
    for milli in 0..3 * MINUTE {
        greedy += i64::from(books.ask("greedy", Purpose::Interactive).is_ok());
        if milli % 500 == 0 {
            books.ask("modest", Purpose::Interactive).expect("this one always gets through");
            modest += 1;
        }
        books.now += 1;
    }
    assert_eq!(modest, 360);
    // 300 a minute, and what was in the bucket of the share at the start.
    assert!((900..=1_380).contains(&greedy), "{greedy}");
}

#[test]
fn shares_follow_who_is_there() {
    let mut books = Books::full(600);
    books.burn("a", Purpose::Interactive);
    for who in ["b", "c", "d"] {
        assert_eq!(books.ask(who, Purpose::Interactive), Ok(()));
    }
    let view = |books: &mut Books, who: &str| {
        let text = books.ledger.limits(Caller::of(who), books.now).print();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        (value["active_callers"].as_i64(), value["read"]["share"]["per_minute"].as_i64())
    };
    assert_eq!(view(&mut books, "a"), (Some(4), Some(150)));
    assert_eq!(view(&mut books, "e"), (Some(5), Some(120)), "who looks is counted for himself alone");
    assert_eq!(view(&mut books, "a"), (Some(4), Some(150)));
    books.now += MINUTE;
    assert_eq!(view(&mut books, "a"), (Some(1), Some(600)));
}

/// Else somebody who was alone, and took what was there, would be kept out for minutes once others came.
#[test]
fn nobody_pays_for_what_was_his_share_when_he_took_it() {
    let mut books = Books::full(600);
    assert_eq!(books.burn("a", Purpose::Interactive).0, 480);
    for who in ["b", "c", "d", "e", "f"] {
        assert_eq!(books.ask(who, Purpose::Interactive), Ok(()));
    }
    let (_, millis) = books.burn("a", Purpose::Interactive);
    assert!(millis <= 10_000, "{millis}");
}

#[test]
fn an_interrupt_waits_for_nothing_but_its_own_kind() {
    let mut books = Books::full(100);
    books.burn("a", Purpose::Interactive);
    assert_eq!(books.ask("a", Purpose::Interrupt), Ok(()), "its caller has burnt his share");
    books.report(Some((100, 0)), Some(30 * SECOND));
    assert_eq!(books.burn("b", Purpose::Interrupt).0, 3, "the API said 429");
    assert!(books.ask("b", Purpose::Interrupt).is_err());
    assert_eq!(books.ask("c", Purpose::Interrupt), Ok(()), "another one has a share of his own");
}

#[test]
fn the_api_knows_better() {
    let mut books = Books::full(600);
    books.report(Some((600, 300)), None);
    assert_eq!(books.left(), 300, "others use the quota too");
    books.report(Some((600, 590)), None);
    assert_eq!(books.left(), 300, "what is on its way is counted here alone");
    books.now += SECOND;
    assert_eq!(books.left(), 310);
    books.report(Some((60, 60)), None);
    assert_eq!(books.left(), 31, "the same part of a smaller bucket");
    books.report(Some((60, 0)), None);
    assert_eq!(books.ask("a", Purpose::Interactive), Err(7_000), "a tenth is for interrupts");
}

#[test]
fn a_429_empties_the_bucket_for_as_long_as_it_says() {
    let mut books = Books::full(600);
    books.report(None, Some(5 * SECOND));
    books.report(None, Some(SECOND));
    // Five seconds, then 61 of them at ten a second: a tenth is for interrupts.
    assert_eq!(books.ask("a", Purpose::Interactive), Err(5_000 + 6_100));
    assert_eq!(books.left(), 0);
    books.now += 5 * SECOND;
    assert_eq!(books.left(), 0);
    books.now += SECOND;
    assert_eq!(books.left(), 10);
    assert_eq!(books.ask_for("a", Class::Create, Purpose::Interactive), Ok(()), "the other bucket is as it was");
}

#[test]
fn a_limit_that_was_set_is_only_ever_lowered() {
    let check = |set: Option<u32>, reported: u32, expected: (u32, &str)| {
        let mut books = Books::open(None, set);
        books.report(Some((reported, reported)), None);
        let text = books.ledger.limits(Caller::of("a"), books.now).print();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let found = (value["read"]["per_minute"].as_u64(), value["read"]["source"].as_str());
        assert_eq!(found, (Some(expected.0.into()), Some(expected.1)), "{set:?} {reported}");
    };
    check(None, 1_200, (1_200, "reported"));
    check(None, 60, (60, "reported"));
    check(Some(100), 60, (60, "reported"));
    check(Some(100), 1_200, (100, "configured"));
}

#[test]
fn shows_what_is_left_and_names_nobody() {
    let mut books = Books::open(None, None);
    for _ in 0..3 {
        books.ask("a", Purpose::Interactive).unwrap();
    }
    expect![[r#"{"type":"limits","active_callers":2,"create":{"per_minute":300,"left":150,"reserve":30,"source":"configured","share":{"per_minute":150,"left":150}},"read":{"per_minute":600,"left":297,"reserve":60,"source":"configured","share":{"per_minute":300,"left":300}}}"#]]
        .assert_eq(&books.ledger.limits(Caller::of("b"), books.now).print());
    let own = books.ledger.limits(Caller::of("a"), books.now).print();
    assert!(own.contains(r#""share":{"per_minute":600,"left":597}"#), "{own}");
}

#[test]
fn a_clock_that_was_set_back_closes_nothing_for_good() {
    let mut books = Books::full(600);
    books.burn("a", Purpose::Interactive);
    books.now -= 24 * 60 * MINUTE;
    let millis = books.ask("a", Purpose::Interactive).unwrap_err();
    assert!(i64::from(millis) <= 11 * MINUTE, "{millis}");
    books.now += i64::from(millis);
    assert_eq!(books.ask("a", Purpose::Interactive), Ok(()));
}

fn purposes() -> impl Strategy<Value = Purpose> {
    prop::sample::select(Purpose::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_requests_breaks_a_promise(
        per_minute in 1..200_u32,
        steps in prop::collection::vec((0..3_000_i64, 0..5_u8, purposes()), 1..200),
    ) {
        let mut books = Books::open(None, Some(per_minute));
        let mut passed = 0_i64;
        let mut interrupted = BTreeSet::new();
        for (pause, who, purpose) in steps {
            books.now += pause;
            let who = who.to_string();
            let answer = books.ask(&who, purpose);
            if purpose == Purpose::Interrupt {
                // Each caller's first is never refused, whatever came before.
                let first = interrupted.insert(who.clone());
                prop_assert!(answer.is_ok() || !first);
            } else {
                passed += i64::from(answer.is_ok());
            }
            if let Err(millis) = answer {
                let mut later = books.clone();
                later.now += i64::from(millis);
                prop_assert_eq!(later.ask(&who, purpose), Ok(()));
            }
        }
        // Not counting interrupts: what the bucket held at first, and what flowed in since, less the reserve.
        let most = 1.max(i64::from(per_minute) * 4 / 10) + i64::from(per_minute) * (books.now - START) / MINUTE + 1;
        prop_assert!(passed <= most, "{} of {}", passed, most);
    }
}
