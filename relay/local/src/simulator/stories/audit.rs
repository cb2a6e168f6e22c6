//! A workflow run with its phases: an audit of suppliers.

use super::calls::{bash, read, web_fetch, write};
use super::team::child;
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Child, Phase, RunFailure, Turn, Workflow};

/// The audit as a workflow run in three phases.
pub(super) fn workflow(context: u64, rng: &mut Rng) -> Turn {
    let run = audit(None, rng);
    let mut teller = Teller::new(rng, context);
    teller
        .says("Three suppliers in three phases: I start the audit as a workflow run.")
        .act(Act::Workflow(run))
        .calls(vec![read("/mnt/session/outputs/audit.md", 1, AUDIT)])
        .says("The audit is finished: **Halden** and **Sarti** pass, **Noordlicht** needs a new price clause. See **audit.md**.");
    teller.ends()
}

/// The same, but the run breaks after its first phase.
pub(super) fn broken(context: u64, rng: &mut Rng) -> Turn {
    let failure = RunFailure {
        phases: 1,
        error: "program_error".to_owned(),
        message: "KeyError: 'equity' (score.py, line 31)".to_owned(),
    };
    let run = audit(Some(failure), rng);
    let mut teller = Teller::new(rng, context);
    teller
        .says("Three suppliers in three phases: I start the audit as a workflow run.")
        .act(Act::Workflow(run))
        .says("The run broke before the second phase: one filing has no `equity`. The filings are read; nothing is scored yet.");
    teller.ends()
}

fn audit(failure: Option<RunFailure>, rng: &mut Rng) -> Workflow {
    let collect = ["Noordlicht", "Halden", "Vetreria Sarti"].map(|name| {
        let task = format!("Collect the public filings of {name} and note turnover, debt and recalls.");
        let report = format!("{name}: accounts of 2025 read, one recall, no open lawsuit.");
        worker("collector", &task, filings(name, rng), &report)
    });
    let score = ["price and surcharge", "delivery and risk"].map(|part| {
        let task = format!("Score all three suppliers for {part}, from 1 to 5, with one sentence each.");
        worker("scorer", &task, scores(part, rng), "Halden 4, Sarti 4, Noordlicht 2.")
    });
    let write_up = worker("writer", "Write the audit in two pages.", report(rng), "audit.md is written, 2 pages.");
    Workflow {
        name: "supplier-audit".to_owned(),
        description: Some("Collect filings, then score each supplier".to_owned()),
        phases: vec![
            phase("Collect", Some("Read the public filings"), collect.into()),
            phase("Score", None, score.into()),
            phase("Report", Some("Write the audit"), vec![write_up]),
        ],
        failure,
    }
}

fn worker(agent_name: &str, task: &str, turn: Turn, report: &str) -> Child {
    Child { model: "claude-haiku-5-5".to_owned(), ..child(agent_name, task, turn, report) }
}

fn phase(name: &str, description: Option<&str>, threads: Vec<Child>) -> Phase {
    Phase { name: name.to_owned(), description: description.map(str::to_owned), threads }
}

fn filings(name: &str, rng: &mut Rng) -> Turn {
    let url = format!("https://register.example.org/{}", name.to_lowercase().replace(' ', "-"));
    let page = format!("{name}, accounts 2025. Turnover 41.2 million, equity 31 %, one recall (closed).");
    let mut teller = Teller::new(rng, 0);
    teller
        .calls(vec![web_fetch(&url, &page)])
        .takes_in(4_800)
        .calls(vec![web_fetch(&format!("{url}/recalls"), "2026-031: closed on 2 September 2026.")])
        .calls(vec![write(
            &format!("/mnt/session/work/{name}.json"),
            "{\"turnover\": 41.2, \"equity\": 0.31, \"recalls\": 1}\n",
        )])
        .says("Filings read and noted.");
    teller.ends()
}

fn scores(part: &str, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, 0);
    teller
        .calls(vec![bash(
            "cat /mnt/session/work/*.json",
            120,
            "{\"turnover\": 41.2}\n{\"turnover\": 18.9}\n{\"turnover\": 9.4}",
        )])
        .says(format!("Scores for {part}: Halden 4, Sarti 4, Noordlicht 2."));
    teller.ends()
}

fn report(rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, 0);
    teller.calls(vec![write("/mnt/session/outputs/audit.md", AUDIT)]).says("The audit is written.");
    teller.ends()
}

const AUDIT: &str = "\
# Supplier audit

| supplier | price | delivery | together |
| --- | ---: | ---: | ---: |
| Halden | 4 | 5 | 4.5 |
| Vetreria Sarti | 4 | 4 | 4.0 |
| Noordlicht | 2 | 2 | 2.0 |

Noordlicht should change clause 7.2 before the contract is renewed.
";
