//! A line that grows in steps, with what it means in words.

use std::fmt::Write as _;

use leptos::prelude::*;

/// The size that the line is drawn in, before it is stretched.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 64.0;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The points from left to right; both axes go from 0 to 1.
    pub points: Vec<(f64, f64)>,
    /// A limit on the upward axis.
    pub limit: Option<f64>,
    /// What the upper end of the axis is called.
    pub top: String,
    /// What the lower end of the axis is called.
    pub bottom: String,
    /// What the left and the right end are called.
    pub ends: [String; 2],
    /// All of it in words.
    pub description: String,
}

/// The line, its area, and the limit.
#[component]
pub fn StepChart(
    /// What is drawn.
    steps: Steps,
) -> impl IntoView {
    let line = path(&steps.points);
    let area = format!("{line}V{HEIGHT}H0Z");
    let cap = steps.limit.map(|limit| {
        let y = (HEIGHT - limit * HEIGHT).round();
        view! { <path class="chart-limit" d=format!("M0 {y}H{WIDTH}")></path> }
    });
    let [left, right] = steps.ends;
    view! {
        <figure class="chart" role="img" aria-label=steps.description>
            <svg viewBox=format!("0 -1 {WIDTH} {}", HEIGHT + 2.0) preserveAspectRatio="none" aria-hidden="true">
                <path class="chart-grid" d=format!("M0 0H{WIDTH}M0 {}H{WIDTH}M0 {HEIGHT}H{WIDTH}", HEIGHT / 2.0)></path>
                <path class="chart-area" d=area></path>
                <path class="chart-line" d=line></path>
                {cap}
            </svg>
            <div class="chart-axis" aria-hidden="true"><span>{steps.top}</span><span>{steps.bottom}</span></div>
            <div class="chart-ends" aria-hidden="true"><span>{left}</span><span>{right}</span></div>
        </figure>
    }
}

/// From point to point, first to the right and then up.
fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let (x, y) = (x.clamp(0.0, 1.0) * WIDTH, HEIGHT - y.clamp(0.0, 1.0) * HEIGHT);
        // Writing to a string does not fail.
        if index == 0 { write!(path, "M{x:.1} {y:.1}") } else { write!(path, "H{x:.1}V{y:.1}") }.ok();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_goes_right_and_then_up() {
        assert_eq!(path(&[]), "");
        assert_eq!(path(&[(0.0, 0.0), (0.5, 0.5), (1.0, 2.0)]), "M0.0 64.0H150.0V32.0H300.0V0.0");
    }
}
