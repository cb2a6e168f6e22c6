//! Microseconds as places on an axis, and back.

#[expect(clippy::cast_precision_loss, reason = "microseconds of our time fit into 53 bits")]
pub(super) fn float(micros: i64) -> f64 {
    micros as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}
