//! Medians, percentiles and tables.

use std::fmt::Display;

/// The value below which this part of `sorted` lies.
pub fn percentile(sorted: &[u32], part: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
    let at = ((sorted.len() as f64 * part).ceil() as usize).saturating_sub(1);
    sorted.get(at).copied().map_or(f64::NAN, f64::from)
}

/// The median of a few rounds.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[length / 2],
        length => f64::midpoint(sorted[length / 2 - 1], sorted[length / 2]),
    }
}

/// The median, and what it lies between.
pub fn spread(values: &[f64]) -> String {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if values.len() < 2 {
        return short(median(values));
    }
    format!("{} ({}–{})", short(median(values)), short(low), short(high))
}

/// A number with three digits that matter.
pub fn short(value: f64) -> String {
    match value.abs() {
        _ if !value.is_finite() => "–".to_owned(),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Prints a table of Markdown.
pub fn table<T: Display>(columns: &[&str], rows: &[Vec<T>]) {
    println!("\n| {} |", columns.join(" | "));
    println!("|{}", " --- |".repeat(columns.len()));
    for row in rows {
        let cells: Vec<_> = row.iter().map(ToString::to_string).collect();
        println!("| {} |", cells.join(" | "));
    }
    println!();
}
