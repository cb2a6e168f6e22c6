//! Histories of any length.

use super::{coding, quick};
use crate::simulator::rng::Rng;
use crate::simulator::script::Turn;

/// What the user says between the turns.
const PROMPTS: [&str; 6] = [
    "Fix the flaky checkout test and the cause behind it.",
    "Good. Now move the next billing worker to the queue.",
    "Review the upload form the same way.",
    "Run it all again on the release branch.",
    "Go on with the next module.",
    "Where is the limit for exports set?",
];

/// Turns without end.
pub(super) fn turns(mut rng: Rng) -> impl Iterator<Item = (String, Turn)> {
    (0_u64..).zip(PROMPTS.iter().cycle()).map(move |(earlier, prompt)| {
        // The thread is compacted now and then, so what it holds goes up and down.
        let held = if earlier == 0 { 0 } else { 20_000 + earlier % 9 * 14_000 };
        let turn = if prompt.ends_with('?') {
            quick::answer(held, &mut rng)
        } else {
            coding::long(coding::project_for(&prompt.to_lowercase(), &mut rng), held, &mut rng)
        };
        ((*prompt).to_owned(), turn)
    })
}
