//! Where the lines of a long list are.

/// How many lines are kept ready on either side of what can be seen.
pub(super) const AHEAD: usize = 8;
/// The height of a line, in pixels; the style sheet says the same.
pub(super) const LINE: f64 = 28.0;

/// The first line to have in the page, and how many.
pub(super) fn window(top: f64, room: f64) -> (usize, usize) {
    (count(top / LINE).saturating_sub(AHEAD), count(room / LINE) + 2 * AHEAD + 2)
}

/// Where to scroll so that a line can be seen, if it cannot be seen: far away lines come to the middle.
pub(super) fn in_view(place: usize, top: f64, room: f64) -> Option<f64> {
    let (start, end) = (height(place), height(place + 1));
    let is_near = start > top - 4.0 * LINE && end < top + room + 4.0 * LINE;
    match (start < top, end > top + room) {
        (false, false) => None,
        _ if !is_near => Some((start - room / 2.0).max(0.0)),
        (true, _) => Some(start),
        (false, true) => Some(end - room),
    }
}

/// The height of so many lines, as a style says it.
pub(super) fn lines(count: usize) -> String {
    format!("{}px", height(count))
}

/// The height of so many lines, in pixels.
#[expect(clippy::cast_precision_loss, reason = "a list has less than 2^52 lines")]
pub(super) fn height(lines: usize) -> f64 {
    lines as f64 * LINE
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates")]
fn count(lines: f64) -> usize {
    lines.max(0.0) as usize
}

/// A scroll offset as the browser takes it.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
pub(super) fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_near_the_window_are_in_the_page() {
        assert_eq!(window(0.0, 280.0), (0, 28));
        assert_eq!(window(2_800_000.0, 280.0), (99_992, 28));
    }

    #[test]
    fn a_chosen_line_comes_into_view() {
        let check = |place, expected| assert_eq!(in_view(place, 280.0, 280.0), expected, "{place}");
        check(10, None);
        check(19, None);
        check(9, Some(252.0));
        check(20, Some(308.0));
        check(1_000, Some(27_860.0));
        check(0, Some(0.0));
    }
}
