//! Turns that do not go as planned: faults that pass, faults that do not, refusals, great expense.

use super::calls::{bash, read};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, End, Fault, Turn};

/// The model is overloaded twice, then the work goes on.
pub(super) fn retried(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller
        .does("I begin with the longest chapter.", vec![read("/mnt/session/uploads/handbook.md", 1, CHAPTER)])
        .act(fault("model_overloaded_error", "The model is overloaded. The request will be tried again.", 2, false))
        .calls(vec![bash("python3 split.py handbook.md --by chapter", 1_400, "14 chapters, 61,220 words")])
        .act(fault("model_rate_limited_error", "The rate limit for input tokens was reached.", 1, false))
        .says("It took a few tries, but all **14 chapters** are split and the first one is done.");
    teller.ends()
}

/// The model fails until the retries are used up.
pub(super) fn exhausted(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            "I open the archive of 2019.",
            vec![bash("tar tzf /mnt/session/uploads/archive-2019.tgz | head -4", 800, ARCHIVE)],
        )
        .calls(vec![
            bash("python3 import.py --year 2019 --dry-run", 5_200, "would import 88,214 rows; 3 files unreadable")
                .failed(),
        ])
        .act(fault(
            "model_request_failed_error",
            "The model request failed: the connection was closed before the answer.",
            3,
            true,
        ));
    teller.ends()
}

/// A long wait between two tries, so that the session is seen while it retries.
pub(super) fn struggling(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller.does("I translate chapter by chapter.", vec![read("/mnt/session/uploads/handbook.md", 1, CHAPTER)]);
    for chapter in 1..=3 {
        teller.says(format!("Chapter {chapter} is translated."));
    }
    teller.act(Act::Fault(Fault {
        error: "model_overloaded_error".to_owned(),
        message: "The model is overloaded. The request will be tried again.".to_owned(),
        times: 12,
        wait_ms: 600_000,
        exhausts: false,
    }));
    teller.says("All chapters are translated.");
    teller.ends()
}

/// The model refuses.
pub(super) fn refused(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller.says("I can't help with that.");
    teller.ends_with(End::Refusal {
        category: Some("cyber".to_owned()),
        explanation: Some("The request asks for a way into a system of somebody else.".to_owned()),
    })
}

/// The session ends for good in the middle of its work.
pub(super) fn ended(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller.does(
        "I sort the addresses by country.",
        vec![bash(
            "sort -t, -k5 addresses.csv | head -2",
            300,
            "Aalto,Ida,Kauppakatu 4,Turku,FI\nBakker,Jan,Dorpsstraat 9,Ede,NL",
        )],
    );
    teller.ends_with(End::Terminated)
}

/// Reads a great deal at each step, so that any budget is soon reached.
pub(super) fn expensive(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller.says("I check every link of the handbook and of the shop, page by page.");
    for part in 1..=80 {
        let command = format!("linkcheck --part {part} --of 80 --json");
        let output = format!("part {part}: 1,204 links, {} broken", part % 4);
        teller.takes_in(46_000).calls(vec![bash(&command, 21_000, &output)]);
    }
    teller.says("All links are checked: 120 of 96,320 are broken. The list is in **broken.csv**.");
    teller.ends()
}

fn fault(error: &str, message: &str, times: u32, exhausts: bool) -> Act {
    Act::Fault(Fault { error: error.to_owned(), message: message.to_owned(), times, wait_ms: 4_000, exhausts })
}

const CHAPTER: &str =
    "# 3. When a machine stops\n\nPress the red button. Step back. Call Anneke.\nNever reach into the belt.";

const ARCHIVE: &str = "2019/orders-01.csv\n2019/orders-02.csv\n2019/orders-03.csv\n2019/customers.csv";
