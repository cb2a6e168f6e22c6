//! Several agents on one task: a lead with a test runner, a reviewer and a writer of documents.

use super::calls::{bash, edit, grep, read};
use super::coding::{Project, checkout};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Call, Child, Permission, Turn};

/// The model of the children.
const HELPER_MODEL: &str = "claude-sonnet-5-5";

/// A lead that hands out tests, review and documents, and waits for all three.
pub(super) fn team(context: u64, rng: &mut Rng) -> Turn {
    let project = &checkout::PROJECT;
    let runner = child(
        "test-runner",
        "Run the checkout suite 20 times and tell me which test fails, and how.",
        run_tests(rng),
        "`settles before retry` fails in 3 of 20 runs, always with two charges. All other tests are stable.",
    );
    let reviewer = child(
        "reviewer",
        "Review the diff of `src/cart.ts` and `src/payment/settle.ts`. Look for callers that still retry on a stale quote.",
        review(rng),
        "The diff is right. `src/pos/terminal.ts:73` and `src/gift/voucher.ts:61` still retry on a stale quote.",
    );
    let docs = child(
        "docs",
        "Describe in docs/payments.md when a quote is stale and what the shop does then.",
        document(rng),
        "docs/payments.md has a new section “Stale quotes”, 14 lines.",
    );
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            "I look at the code while the test runner finds out how often it fails.",
            vec![grep("retry\\(", "src", project.grep.lines)],
        )
        .act(Act::Spawn(runner));
    for (path, line, body) in project.files {
        teller.calls(vec![read(path, *line, body)]);
    }
    teller.act(Act::Join).does("The charge is made twice. I mend it and ask for a review.", changes(project));
    teller
        .act(Act::Spawn(reviewer))
        .calls(vec![bash("npm test -- checkout", 18_000, project.passing.output)])
        .act(Act::Spawn(docs))
        .calls(vec![bash("git diff --stat", 140, project.commit.0.output)])
        .act(Act::Join)
        .does("The reviewer found two more places.", vec![
            edit("src/pos/terminal.ts", "  if (!quote.ok) return beep();", "  if (!quote.ok && quote.stale) await settle(till.cart, quote);\n  if (!quote.ok) return beep();"),
            edit("src/gift/voucher.ts", "  if (!quote.ok) return redeem(voucher);", "  if (!quote.ok && quote.stale) await settle(voucher.cart, quote);\n  if (!quote.ok) return redeem(voucher);"),
        ])
        .calls(vec![bash(project.suite.command, project.suite.takes_ms, project.suite.output)])
        .says(
            "Done, with three helpers:\n\n- **test-runner** found the failing case\n- **reviewer** found two more \
             places, both mended\n- **docs** wrote “Stale quotes” in `docs/payments.md`",
        );
    teller.ends()
}

/// A child that needs a person's leave for one command while the lead goes on.
pub(super) fn team_with_approval(context: u64, rng: &mut Rng) -> Turn {
    let project = &checkout::PROJECT;
    let mut teller = Teller::new(rng, 0);
    teller
        .calls(vec![bash("docker compose ps", 600, "NAME        STATUS\nshop-db-1   Up 4 minutes (healthy)")])
        .does(
            "The tables still hold rows of the last run.",
            vec![
                bash("docker compose exec db psql -c 'TRUNCATE orders, carts;'", 1_300, "TRUNCATE TABLE")
                    .under(Permission::Ask),
            ],
        )
        .says("The suite ran; what you allowed is done.");
    let runner = child(
        "test-runner",
        "Empty the test database, then run the suite.",
        teller.ends(),
        "The suite is green from a clean state.",
    );
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            "The test runner prepares the database; I read on meanwhile.",
            vec![grep("stale", "src", project.elsewhere.lines)],
        )
        .act(Act::Spawn(runner));
    for (path, line, body) in project.files {
        teller.calls(vec![read(path, *line, body)]);
    }
    teller.act(Act::Join).says("The suite is green. Nothing else is left to do.");
    teller.ends()
}

/// An agent that asks an advisor before it decides.
pub(super) fn advised(context: u64, rng: &mut Rng) -> Turn {
    let mut thinking = Teller::new(rng, context);
    thinking.says(ADVICE);
    let advisor = Child {
        agent_name: "anthropic.advisor".to_owned(),
        model: "claude-opus-5-5".to_owned(),
        task: "Lock or key: which of the two should keep a message from being handled twice?".to_owned(),
        turn: thinking.ends(),
        report: ADVICE.to_owned(),
    };
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            "Two ways are open. I ask for a second opinion before I choose.",
            vec![grep(
                "lock|key=",
                "billing",
                "billing/jobs.py:27:  for update skip locked\nbilling/api/orders.py:88:  key=f'invoice:{order.id}'",
            )],
        )
        .act(Act::Spawn(advisor))
        .act(Act::Join)
        .says("The advice is clear: **a key for each message**, no lock. I will build it that way.");
    teller.ends()
}

const ADVICE: &str = "Use the key. A lock protects only those who take it; a key protects against everybody.";

/// A helper with its task, its turn and its report.
pub(super) fn child(agent_name: &str, task: &str, turn: Turn, report: &str) -> Child {
    Child {
        agent_name: agent_name.to_owned(),
        model: HELPER_MODEL.to_owned(),
        task: task.to_owned(),
        turn,
        report: report.to_owned(),
    }
}

fn changes(project: &Project) -> Vec<Call> {
    project.fixes.iter().map(|fix| edit(fix.path, fix.old, fix.new)).collect()
}

fn run_tests(rng: &mut Rng) -> Turn {
    let project = &checkout::PROJECT;
    let mut teller = Teller::new(rng, 0);
    teller.calls(vec![bash("npm ci --silent", 9_000, "added 812 packages in 8s")]);
    for seed in [11, 12, 13, 14] {
        let command = format!("npm test -- checkout --repeat 5 --seed {seed}");
        let run = match seed {
            13 => bash(&command, 12_000, project.still_failing.output).failed(),
            _ => bash(&command, 12_000, project.passing.output),
        };
        teller.calls(vec![run]);
    }
    teller
        .calls(vec![read("test/checkout.test.ts", 40, project.files.last().map_or("", |(_, _, body)| body))])
        .says("Seed 13 fails each time. The charge is made twice, 1.9 s apart.");
    teller.ends()
}

fn review(rng: &mut Rng) -> Turn {
    let project = &checkout::PROJECT;
    let mut teller = Teller::new(rng, 0);
    teller
        .calls(vec![bash("git diff HEAD -- src/cart.ts src/payment/settle.ts", 150, "-  if (!quote.ok) return retry(cart);\n+  if (!quote.ok && quote.stale) await settle(cart, quote, hold);\n+  if (!quote.ok) return retry(cart);")])
        .calls(vec![grep(project.elsewhere.pattern, project.elsewhere.path, project.elsewhere.lines)])
        .calls(project.sweep.iter().take(3).map(|place| read(place.path, place.line, place.old)).collect())
        .does("Two of them look the same to me. I check how they are called.", vec![grep("redeem\\(|beep\\(", "src", "src/gift/voucher.ts:40:export async function redeem(voucher: Voucher) {\nsrc/pos/terminal.ts:66:  onQuote((quote) => {")])
        .says("The diff is right; two more callers need the same line.");
    teller.ends()
}

fn document(rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, 0);
    teller
        .calls(vec![read("docs/payments.md", 1, "# Payments\n\n## Quotes\n\nA quote is good for 30 seconds.")])
        .calls(vec![edit(
            "docs/payments.md",
            "A quote is good for 30 seconds.",
            "A quote is good for 30 seconds.\n\n### Stale quotes\n\nA quote that arrives late is marked `stale`.\nThe shop settles it before it asks again, so that nobody pays twice.",
        )])
        .calls(vec![bash("npx markdownlint docs/payments.md", 1_100, "")])
        .says("The section is written.");
    teller.ends()
}
