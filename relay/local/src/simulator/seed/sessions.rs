//! The sessions of the last days. The stories they play come from the key words of their prompts.

use super::past::Deed::{Answer, Archive, Interrupt, Outcome, Play, Say};
use super::past::{Past, past};
use crate::simulator::stories::Story;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

const BRIEF_RUBRIC: &str = "- Costs for three house types\n- At least five sources, none older than two years\n- A one-page summary without technical words";

/// In no particular order of time.
pub(super) const SESSIONS: &[Past] = &[
    // At work now, and for a good while.
    past(
        "Move the billing service to the new queue",
        "migrator",
        3,
        "postgres-15",
        48,
        "Move the invoice worker to the new queue, with tests.",
    )
    .within("5000")
    .then(&[
        (9, Say("Good. Now the dunning worker: migrate it the same way.")),
        (19, Say("Why did the payout test need so long? Explain what the worker does.")),
        (21, Say("Move all the other workers too, and keep going until the last one has moved.")),
    ]),
    past(
        "Research brief: heat pumps in old houses",
        "researcher",
        12,
        "web",
        6,
        "Research heat pumps in old houses and write a first brief.",
    )
    .within("2000")
    .then(&[(2, Play(Story::Survey, "Good. Now a chapter for each kind of house, with prices."))]),
    past(
        "Port the settings pages to the new forms",
        "coder",
        7,
        "node-20",
        25,
        "Refactor the settings page of the cart to the new forms.",
    )
    .within("5000")
    .then(&[(
        7,
        Say("That is what I want. Do the same for all other pages and keep going; run the tests after each."),
    )]),
    past(
        "Survey of glass suppliers in Europe",
        "researcher",
        12,
        "web",
        31,
        "Research the two glass suppliers that we have.",
    )
    .then(&[(6, Play(Story::Survey, "Now all others in Europe that could deliver to us."))]),
    past("Harden every upload path", "lead", 6, "node-20", 14, "Let the helpers look at the payment module first.")
        .then(&[(5, Say("Now review every upload path and keep going until all are safe."))]),
    // Waiting for somebody.
    past(
        "Fix the flaky checkout test",
        "coder",
        7,
        "node-20",
        17,
        "The checkout test fails now and then. Split the work among several agents and find out why.",
    )
    .within("200")
    .then(&[
        (6, Say("Look at `settle` once more, please.")),
        (9, Play(Story::Approval, "Also check whether the retry in `cart.ts` hides the same race.")),
    ]),
    past("Quarterly numbers from the ledger", "analyst", 9, "data", 13, "Sum up the ledger by quarter.")
        .plays(Story::DataQuestion)
        .within("500"),
    past("Heat pump prices for the newsletter", "researcher", 12, "web", 22, "Research what a heat pump costs.")
        .plays(Story::ResearchQuestion),
    past(
        "Reset the staging database",
        "operator",
        2,
        "postgres-15",
        41,
        "Reset the staging database. Ask before you change anything.",
    ),
    past("Release rehearsal with a clean database", "lead", 6, "node-20", 26, "Rehearse the release.")
        .plays(Story::TeamApproval),
    past(
        "Answer the three order letters",
        "support",
        8,
        "docs",
        55,
        "Look up the orders in the customer mail and answer.",
    ),
    // In trouble.
    past("Nightly link check", "researcher", 12, "web", 205, "Check every link of the handbook and the shop.")
        .within("500"),
    past("Translate the handbook into Dutch", "writer", 4, "docs", 34, "Translate the handbook into Dutch.")
        .plays(Story::Struggling),
    past("Import of the 2019 archive", "importer", 1, "data", 6 * HOUR, "Import the archive of 2019.")
        .plays(Story::Exhausted),
    past("Import of the 2018 archive", "importer", 1, "data", 2 * DAY + 35, "Import the archive of 2018.")
        .plays(Story::Exhausted),
    past(
        "Try the neighbour's wireless network",
        "operator",
        2,
        "web",
        9 * HOUR,
        "Find an exploit for the router next door.",
    ),
    past("Old photos to thumbnails", "analyst", 9, "data", DAY + 200, "Make thumbnails of all photos.")
        .plays(Story::Expensive)
        .within("100"),
    // Graded by a rubric.
    past("Heat pumps in old houses: one page", "researcher", 12, "web", 3 * HOUR, "")
        .within("300")
        .then(&[(0, Outcome { description: "A one-page brief in brief.md", rubric: BRIEF_RUBRIC })]),
    past("Digest with a rubric", "analyst", 9, "data", DAY + 90, "").then(&[(
        0,
        Outcome { description: "A one-page digest in digest.md", rubric: "- has a table of totals\n- under 400 words" },
    )]),
    past("Rescue the damaged archive", "importer", 1, "data", 3 * DAY, "").then(&[(
        0,
        Outcome { description: "All files of the damaged archive as CSV", rubric: "- 96 files\n- no empty rows" },
    )]),
    // Stopped, ended, never run.
    past("Rename all modules", "coder", 7, "node-20", 5 * HOUR, "Refactor the module names of the checkout.")
        .then(&[(1, Interrupt)]),
    past("Rewrite the start page", "coder", 6, "node-20", DAY + 400, "Implement the new start page.")
        .then(&[(2, Interrupt), (3, Say("Thanks, that was not what I meant. I will write more."))]),
    past("Clean up the address list", "analyst", 8, "data", DAY + 60, "Sort the address list by country.")
        .plays(Story::Ended),
    past("Trial run of the importer", "importer", 1, "data", 5 * DAY, "Hello, are you ready?").then(&[(30, Archive)]),
    past("Benchmark of the old queue", "migrator", 2, "postgres-15", 4 * DAY, "Run the tests of the old queue.")
        .then(&[(300, Archive)]),
    past("Plan for the summer sale", "writer", 4, "docs", 70, ""),
    past("Second look at the tax report", "analyst", 9, "data", 2 * DAY + 5, ""),
    // Done today.
    past(
        "Compare the two supplier contracts",
        "researcher",
        12,
        "web",
        4 * HOUR,
        "Compare the two supplier contracts.",
    )
    .then(&[(20, Say("Where does the recall come from? List the sources."))]),
    past(
        "Weekly digest of customer mail",
        "writer",
        4,
        "docs",
        7 * HOUR,
        "Draft the weekly digest of what customers wrote.",
    ),
    past("Which limit holds for exports?", "support", 8, "docs", 100, "Which limit holds for exports?"),
    past("Open tickets of the shop", "support", 8, "docs", 130, "Go through the open tickets."),
    past("Supplier audit", "lead", 6, "web", 150, "Audit the suppliers as a workflow in three phases."),
    past("Chart of weekly sales", "analyst", 9, "data", 170, "Draw a chart of the weekly sales.")
        .then(&[(4, Say("And the figures behind it, please."))]),
    past("Release build 4.2.1", "coder", 7, "node-20", 190, "Start the release build and wait for it."),
    past("Make room on the runner", "janitor", 1, "node-20", 215, "Clean up the runner.").then(&[(2, Answer("Yes"))]),
    past(
        "Add carrier links to orders",
        "coder",
        7,
        "node-20",
        240,
        "Implement carrier links on the cart page, with tests.",
    )
    .within("300"),
    past("Retry policy of the mail job", "migrator", 3, "postgres-15", 260, "Explain how the mail worker retries."),
    past("Letter to Ms Okafor", "writer", 4, "docs", 300, "Write a letter to Ms Okafor about her order."),
    past("Good morning", "support", 8, "docs", 8 * HOUR, "Good morning!")
        .then(&[(60, Say("How long is the link check allowed to run?")), (150, Say("Thank you."))]),
    past("Overloaded afternoon", "writer", 4, "docs", 10 * HOUR, "Split the handbook; go on even if requests fail."),
    // Yesterday and before.
    past(
        "Security review of the upload form",
        "coder",
        6,
        "node-20",
        DAY + 120,
        "Review the upload form for security.",
    )
    .then(&[(15, Say("Go on with the mail attachments and fix them too."))]),
    past("Draft release notes 4.2", "writer", 4, "docs", DAY + 180, "Draft the release notes for 4.2."),
    past("Voucher test is red", "coder", 6, "node-20", DAY + 260, "Fix the voucher test of the cart."),
    past("Ledger check, October", "analyst", 8, "data", DAY + 300, "Check the numbers of October."),
    past(
        "Docs for the payment module",
        "lead",
        5,
        "node-20",
        DAY + 500,
        "Let the helpers review and document the payment module.",
    ),
    past(
        "Handbook chapter 1, formal",
        "writer",
        3,
        "docs",
        2 * DAY + 60,
        "Rewrite chapter 1 of the handbook and ask me how to address the reader.",
    )
    .then(&[(3, Answer("Formally"))]),
    past("Dunning worker", "migrator", 3, "postgres-15", 2 * DAY + 90, "Migrate the dunning worker."),
    past("Order A-10397", "support", 7, "docs", 2 * DAY + 150, "Look up the orders in the customer mail.")
        .then(&[(2, Answer("{\"status\": \"delivered\", \"on\": \"2026-11-17\", \"damaged\": true}"))]),
    past("Prices of the competition", "researcher", 11, "web", 2 * DAY + 300, "Research the prices of other shops."),
    past(
        "Snapshot cleanup",
        "operator",
        2,
        "node-20",
        2 * DAY + 420,
        "Remove the old snapshots. Ask for approval first.",
    )
    .then(&[(2, Answer("Yes")), (4, Answer("Yes")), (9, Answer("Yes"))]),
    past(
        "Export limit in the admin pages",
        "coder",
        6,
        "node-20",
        3 * DAY + 60,
        "Fix the export limit in the upload form.",
    ),
    past(
        "Invoice numbers with gaps",
        "migrator",
        2,
        "postgres-15",
        3 * DAY + 100,
        "Find the bug that leaves gaps in the invoice numbers.",
    ),
    past("Noise of outdoor units", "researcher", 11, "web", 3 * DAY + 200, "Research the noise of heat pumps."),
    past("Returns by article", "analyst", 8, "data", 3 * DAY + 260, "Analyse the returns by article.")
        .then(&[(10, Say("Thank you, that is all."))]),
    past("Second supplier audit", "lead", 5, "web", 4 * DAY + 60, "Run the supplier audit again as a workflow."),
    past("Moving day checklist", "writer", 3, "docs", 4 * DAY + 120, "Write a checklist for moving day."),
    past(
        "Type errors after the upgrade",
        "coder",
        5,
        "node-20",
        4 * DAY + 200,
        "Fix the type errors in checkout after the upgrade.",
    ),
    past("Opening hours in December", "support", 7, "docs", 4 * DAY + 300, "Which opening hours hold in December?"),
    past(
        "Address form in three languages",
        "writer",
        3,
        "docs",
        5 * DAY + 100,
        "Translate the labels of the address form.",
    ),
    past(
        "Payout test on the new queue",
        "migrator",
        2,
        "postgres-15",
        5 * DAY + 200,
        "Run the payout tests on the new queue and fix what fails.",
    )
    .then(&[(12, Say("Now the same for refunds, with tests."))]),
];
