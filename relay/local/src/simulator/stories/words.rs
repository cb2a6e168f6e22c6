//! The key words of prompts. `SIMULATOR.md` lists them; a test keeps it true.

use super::story::Story;

/// The first row with a word that the prompt has decides; so the rows go from special to common.
///
/// A word is found at the start of a word: `approv` finds "approval". A blank at its end asks for the whole word.
pub(super) const KEY_WORDS: &[(Story, &[&str])] = &[
    (Story::Refused, &["refuse", "exploit", "break into"]),
    (Story::Exhausted, &["give up", "exhaust"]),
    (Story::Ended, &["terminate"]),
    (Story::Workflow, &["workflow", "phases"]),
    (Story::Team, &["agents", "helpers", "delegate", "team "]),
    (Story::Judged, &["judge", "clean up the runner"]),
    (Story::Approvals, &["approv", "permission", "ask before"]),
    (Story::Question, &["ask me", "ask the person"]),
    (Story::Orders, &["orders", "customer mail", "lookup order"]),
    (Story::Tickets, &["ticket", "mcp "]),
    (Story::Expensive, &["budget", "every link", "expensive"]),
    (Story::Endless, &["keep going", "overnight", "all day"]),
    (
        Story::Research,
        &["research", "sources", "compare", "heat pump"],
    ),
    (Story::Picture, &["chart", "picture", "plot ", "draw "]),
    (
        Story::Data,
        &["data ", "ledger", "csv", "analy", "figures", "numbers"],
    ),
    (Story::Patient, &["wait for", "release build"]),
    (
        Story::File,
        &["write a", "draft", "letter", "release notes"],
    ),
    (Story::Look, &["check whether", "look at", "explain"]),
    (
        Story::Code,
        &[
            "test",
            "fix",
            "bug",
            "refactor",
            "implement",
            "migrat",
            "review",
            "move the",
        ],
    ),
    (Story::Retried, &["fail", "overload", "retries"]),
    (Story::Remark, &["hello", "hi ", "thank", "good morning"]),
    (
        Story::Answer,
        &["what ", "when ", "where ", "how many", "how long", "which "],
    ),
];

/// Words of an outcome that cannot be reached.
const FAILURE: [&str; 3] = ["fail", "impossible", "damaged"];

/// The story that the prompt asks for, in its normal form.
pub(super) fn story_in(normal: &str) -> Option<Story> {
    let asked = |(_, words): &&(Story, &[&str])| words.iter().any(|word| has(normal, word));
    KEY_WORDS.iter().find(asked).map(|(story, _)| *story)
}

/// Whether an outcome with this description, in its normal form, is to be missed.
pub(super) fn means_failure(normal: &str) -> bool {
    FAILURE.iter().any(|word| has(normal, word))
}

/// A text in lower case, its words apart by one blank each, with one before and one after.
pub(super) fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .fold(String::from(" "), |normal, word| normal + word + " ")
}

/// Whether a text in normal form has a word that starts like this.
fn has(normal: &str, word: &str) -> bool {
    normal
        .match_indices(word)
        .any(|(at, _)| normal.get(..at).is_some_and(|before| before.ends_with(' ')))
}
