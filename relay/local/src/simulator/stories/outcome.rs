//! Work towards a defined outcome: a draft, a grader that wants a revision, a draft that passes.

use super::calls::{bash, read, web_search, write};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Turn};

/// The rounds that the grader sends back before it is satisfied.
const REVISIONS: u32 = 1;

/// Works until the grader is satisfied or has looked `max_iterations` times.
pub(super) fn outcome(description: &str, rubric: &str, max_iterations: u32, rng: &mut Rng) -> Turn {
    let demand = criteria(rubric).last().unwrap_or("the result is complete").to_owned();
    let mut teller = Teller::new(rng, 0);
    teller
        .does(
            format!("The goal is clear: {description}. I collect what I need, then write."),
            vec![web_search("heat pump installed price terraced house 2026", FOUND)],
        )
        .calls(vec![write("/mnt/session/outputs/brief.md", DRAFT)])
        .calls(vec![bash("wc -w /mnt/session/outputs/brief.md", 90, "412 /mnt/session/outputs/brief.md")])
        .says("A first draft is in **brief.md**.");
    if max_iterations <= REVISIONS {
        teller.act(evaluation("max_iterations_reached", format!("Not met yet: {demand}."), 6_800));
        teller.says("I stop here as agreed. What is still missing stands at the end of **brief.md**.");
        return teller.ends();
    }
    teller
        .act(evaluation("needs_revision", format!("Not met yet: {demand}. The rest is fine."), 8_200))
        .does("The grader is right. I revise.", vec![read("/mnt/session/outputs/brief.md", 1, DRAFT)])
        .calls(vec![write("/mnt/session/outputs/brief.md", FINAL)])
        .says("The second draft meets every point, as far as I can judge.")
        .act(evaluation("satisfied", satisfied(rubric), 7_400));
    teller.ends()
}

/// Works towards the outcome and is judged to have missed it.
pub(super) fn missed(description: &str, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, 0);
    teller
        .does(
            format!("I try to reach: {description}."),
            vec![read("/mnt/session/uploads/archive-2019.zip", 1, "PK\u{fffd}\u{fffd} (binary)")],
        )
        .says("The archive is damaged; I can read 12 of 96 files.")
        .act(evaluation("failed", "The archive cannot be read, so the goal is out of reach.".to_owned(), 5_100));
    teller.ends()
}

fn evaluation(result: &str, explanation: String, takes_ms: u64) -> Act {
    Act::Evaluate { result: result.to_owned(), explanation, takes_ms }
}

fn satisfied(rubric: &str) -> String {
    match criteria(rubric).count() {
        0 | 1 => "The result meets the rubric.".to_owned(),
        count => format!("All {count} points of the rubric are met."),
    }
}

/// The points of a rubric: its list items, or else its lines.
fn criteria(rubric: &str) -> impl Iterator<Item = &str> {
    let lines = rubric.lines().map(|line| line.trim_start_matches(['-', '*', ' ', '\t']).trim_end_matches(['.', ' ']));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

const FOUND: [(&str, &str, &str); 2] = [
    (
        "https://statistics.example.nl/heat-pumps/prices",
        "What a heat pump costs: installed prices 2024–2026",
        "A terraced house pays €9,800 on average after the grant.",
    ),
    (
        "https://energy.example.org/field-trial-2025",
        "742 heat pumps in existing homes",
        "The median seasonal performance was 2.9 in homes built before 1945.",
    ),
];

const DRAFT: &str = "\
# Heat pumps in old houses

The seasonal coefficient of performance (SCOP) depends on the flow temperature of the hydronic
distribution system. At a design flow temperature of 55 °C, retrofits reach a SCOP of 2.9.

| house | after grant |
| --- | ---: |
| flat | € 6,700 |
| terraced | € 9,800 |
| detached | € 14,300 |
";

const FINAL: &str = "\
# Heat pumps in old houses

They work. One unit of electricity gives about three units of heat, also in houses from before 1945.

| house | you pay after the grant |
| --- | ---: |
| flat | € 6,700 |
| terraced | € 9,800 |
| detached | € 14,300 |

Turn the boiler down to 55 °C for one cold week. If every room stays warm, the house is ready.
";
