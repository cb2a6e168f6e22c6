//! Where the pages around a page are, and which days they span.

use model::wire::Timestamp;

use crate::dom::clock::Millis;
use crate::pages::listing::PageLink;
use crate::routes::{Order, Route, SessionsView};
use crate::words;

/// The links to the pages around this one.
pub(super) fn page_links(view: &SessionsView, before: Option<String>, after: Option<String>) -> Vec<PageLink> {
    let (before_name, after_name) = match view.order {
        Order::Newest => (words::sessions::NEWER, words::sessions::OLDER),
        Order::Oldest => (words::sessions::OLDER, words::sessions::NEWER),
    };
    let link = |name, page: Option<String>| {
        page.map(|page| PageLink { name, route: Route::Sessions(SessionsView { page: Some(page), ..view.clone() }) })
    };
    let first = view
        .page
        .is_some()
        .then(|| PageLink { name: words::common::FIRST_PAGE, route: Route::Sessions(view.clone().first_page()) });
    first.into_iter().chain(link(before_name, before)).chain(link(after_name, after)).collect()
}

/// `days` before `now`, to the minute: within it, every question is the same.
pub(super) fn days_before(now: Millis, days: u32) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "minutes of today fit")]
    let minute = (now / 60_000.0) as i64 - i64::from(days) * 24 * 60;
    Timestamp::from_micros(minute * 60_000_000).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(view: SessionsView, before: Option<&str>, after: Option<&str>, expected: &[(&str, &str)]) {
        let links = page_links(&view, before.map(str::to_owned), after.map(str::to_owned));
        let found: Vec<(&str, String)> = links.iter().map(|link| (link.name, link.route.path())).collect();
        let expected: Vec<(&str, String)> = expected.iter().map(|(name, path)| (*name, (*path).to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_follow_the_order() {
        check(SessionsView::default(), None, Some("b"), &[("Older", "/sessions?page=b")]);
        let second = SessionsView { page: Some("b".into()), order: Order::Oldest, ..SessionsView::default() };
        check(
            second,
            Some("a"),
            Some("c"),
            &[
                ("First page", "/sessions?order=oldest"),
                ("Older", "/sessions?order=oldest&page=a"),
                ("Newer", "/sessions?order=oldest&page=c"),
            ],
        );
    }

    #[test]
    fn days_end_on_a_minute() {
        assert_eq!(days_before(1_795_183_382_900.0, 1), "2026-11-19T14:03:00.000000Z");
    }
}
