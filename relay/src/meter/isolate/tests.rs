use super::*;
use crate::auth::Caller;
use crate::meter::Standing;

const NOW: i64 = 1_790_000_000_000;

fn ask(class: Class, purpose: Purpose) -> Ask {
    Ask { class, caller: Caller::of("a"), purpose }
}

#[test]
fn repeats_a_refusal_for_a_second() {
    let check = |purpose, millis, later, expected| {
        let mut isolate = Isolate::default();
        isolate.learn(&ask(Class::Read, purpose), Answer::Wait { millis }, NOW);
        let found = isolate.recall(&ask(Class::Read, purpose), NOW + later);
        assert_eq!(found, expected, "{purpose:?} {millis} {later}");
    };
    check(Purpose::Interactive, 5_000, 0, Some(5_000));
    check(Purpose::Interactive, 5_000, 999, Some(4_001));
    check(Purpose::Interactive, 5_000, 1_000, None);
    check(Purpose::Interactive, 5_000, -2_000, None);
    check(Purpose::Interactive, 300, 299, Some(1));
    check(Purpose::Interactive, 300, 300, None);
    check(Purpose::Interrupt, 5_000, 0, None);
}

#[test]
fn a_refusal_is_for_the_same_request_only() {
    let mut isolate = Isolate::default();
    isolate.learn(&ask(Class::Read, Purpose::Background), Answer::Wait { millis: 900 }, NOW);
    for other in [
        ask(Class::Read, Purpose::Interactive),
        ask(Class::Create, Purpose::Background),
        Ask { caller: Caller::of("b"), ..ask(Class::Read, Purpose::Background) },
    ] {
        assert_eq!(isolate.recall(&other, NOW), None);
    }
}

#[test]
fn tells_the_object_only_what_it_does_not_know() {
    let check = |known: Option<(u32, u32)>, standing: Option<(u32, u32)>, closed_for, expected| {
        let mut isolate = Isolate::default();
        if let Some((reported, left)) = known {
            isolate.learn(&ask(Class::Read, Purpose::Interactive), Answer::Pass { reported, left }, NOW);
        }
        let standing = standing.map(|(limit, remaining)| Standing { limit, remaining });
        let report = Report { class: Class::Read, standing, closed_for };
        assert_eq!(isolate.is_news(&report), expected, "{known:?} {report:?}");
    };
    check(None, Some((600, 600)), None, true);
    check(Some((600, 400)), Some((600, 400)), None, false);
    check(Some((600, 400)), Some((600, 599)), None, false);
    check(Some((600, 400)), Some((600, 371)), None, false);
    check(Some((600, 400)), Some((600, 369)), None, true);
    check(Some((0, 400)), Some((600, 400)), None, true);
    check(Some((600, 400)), Some((1_200, 1_199)), None, true);
    check(Some((600, 400)), None, Some(1), true);
}

#[test]
fn does_little_without_the_object() {
    let mut isolate = Isolate::default();
    let quota = Quota { create: None, read: Some(100) };
    let mut without = |class, purpose, now| isolate.without(&ask(class, purpose), quota, now);
    assert_eq!(without(Class::Create, Purpose::Interactive, NOW), Silence::Refuse);
    for _ in 0..5 {
        assert_eq!(without(Class::Read, Purpose::Interactive, NOW), Silence::Pass);
    }
    assert_eq!(without(Class::Read, Purpose::Background, NOW), Silence::Wait(12_000));
    assert_eq!(without(Class::Read, Purpose::Interactive, NOW + 12_000), Silence::Pass);
    for class in Class::ALL {
        assert_eq!(without(class, Purpose::Interrupt, NOW), Silence::Pass);
    }
}
