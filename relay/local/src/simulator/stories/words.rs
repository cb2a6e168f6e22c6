//! The key words of prompts. `SIMULATOR.md` lists them; a test keeps it true.

use super::story::Story;

/// The first row with a word that the prompt has decides; so the rows go from special to common.
///
/// A word is found at the start of a word: `approv` finds "approval". A blank at its end asks for the whole word.
pub(super) const KEY_WORDS: &[(Story, &[&str])] = &[
    (Story::Refused, &["refuse", "exploit", "break into"]),
    (Story::Exhausted, &["give up", "exhaust"]),
    (Story::Ended, &["terminate"]),
    (Story::BrokenWorkflow, &["workflow fails", "workflow breaks"]),
    (Story::Workflow, &["workflow", "phases"]),
    (Story::Advised, &["advice", "second opinion"]),
    (Story::Team, &["agents", "helpers", "delegate", "team "]),
    (Story::Judged, &["judge", "clean up the runner"]),
    (Story::Approvals, &["approv", "permission", "ask before"]),
    (Story::Question, &["ask me", "ask the person"]),
    (Story::Orders, &["orders", "customer mail", "lookup order"]),
    (Story::Tickets, &["ticket", "mcp "]),
    (Story::Tour, &["one of everything", "guided tour"]),
    (Story::Expensive, &["budget", "every link", "expensive"]),
    (Story::Endless, &["keep going", "overnight", "all day"]),
    (Story::Research, &["research", "sources", "compare", "heat pump"]),
    (Story::Picture, &["chart", "picture", "plot ", "draw "]),
    (Story::Data, &["data ", "ledger", "csv", "analy", "figures", "numbers"]),
    (Story::Patient, &["wait for", "release build"]),
    (Story::File, &["write a", "draft", "letter", "release notes"]),
    (Story::Look, &["check whether", "look at", "explain"]),
    (Story::Code, &["test", "fix", "bug", "refactor", "implement", "migrat", "review", "move the"]),
    (Story::Retried, &["fail", "overload", "retries"]),
    (Story::Remark, &["hello", "hi ", "thank", "good morning"]),
    (Story::Answer, &["what ", "when ", "where ", "how many", "how long", "which "]),
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
    words.filter(|word| !word.is_empty()).fold(String::from(" "), |normal, word| normal + word + " ")
}

/// Whether a text in normal form has a word that starts like this.
fn has(normal: &str, word: &str) -> bool {
    normal.match_indices(word).any(|(at, _)| normal.get(..at).is_some_and(|before| before.ends_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::{FAILURE, KEY_WORDS, normal, story_in};
    use crate::simulator::stories::Story;

    const PAGE: &str = include_str!("../../../SIMULATOR.md");

    #[test]
    fn every_key_word_leads_to_its_story() {
        for (story, words) in KEY_WORDS {
            for word in *words {
                assert_eq!(story_in(&normal(word)), Some(*story), "{word}");
            }
        }
    }

    #[test]
    fn prompts_lead_to_stories() {
        let check = |prompt: &str, expected: Option<Story>| {
            assert_eq!(story_in(&normal(prompt)), expected, "{prompt}");
        };
        check("Say hello in one sentence.", Some(Story::Remark));
        check("Please ask for approval before you run the commands.", Some(Story::Approvals));
        check("Please ask me which currency to use.", Some(Story::Question));
        check("Work through the whole test suite and fix what fails.", Some(Story::Code));
        check("Split this among several agents.", Some(Story::Team));
        check("Also check whether the retry in `cart.ts` hides the same race.", Some(Story::Look));
        check("Research heat pumps in old houses", Some(Story::Research));
        check("Let a model request fail.", Some(Story::Retried));
        check("Write a file with the release notes", Some(Story::File));
        check("Run it as a WORKFLOW.", Some(Story::Workflow));
        check("Refuse this.", Some(Story::Refused));
        check("The latest contest", None);
        check("Paint the fence", None);
        check("", None);
    }

    #[test]
    fn the_page_lists_the_key_words_in_their_order() {
        let rows = PAGE.lines().skip_while(|line| !line.starts_with("| words |")).skip(2);
        let rows = rows.take_while(|line| !line.starts_with("| anything else |"));
        let listed = rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect::<Vec<_>>();
        let known = KEY_WORDS.iter().map(|(_, words)| words.join(",").replace(" ,", ",").replace(',', ", "));
        assert_eq!(listed, known.map(|words| words.trim().to_owned()).collect::<Vec<_>>());
        assert!(FAILURE.iter().all(|word| PAGE.contains(&format!("\"{word}\""))));
    }

    #[test]
    fn the_page_lists_every_failure() {
        let source = include_str!("../sentinel.rs");
        let variants = source.lines().skip_while(|line| !line.contains("pub(crate) enum Sentinel"));
        let documented = variants.take_while(|line| *line != "}").filter_map(|line| line.trim().strip_prefix("/// `"));
        let words = documented.filter_map(|line| line.split('`').next()).collect::<Vec<_>>();
        assert!(words.len() > 10, "{words:?}");
        for word in words {
            assert!(PAGE.contains(&format!("| `{word}` |")), "{word} is not in SIMULATOR.md");
        }
    }
}
