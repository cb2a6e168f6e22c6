//! `cargo verify`: everything that CI runs, quickest first, and one table at the end.

mod step;
mod suite;
mod table;

use std::{collections::BTreeMap, time::Instant};

use crate::{artifacts, machine, problem::Problem, process, progress, project::Project, tools};

use step::{Need, STEPS, Step, Work};
use table::{Outcome, Row};

/// What `cargo verify` may be told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only these steps; all of them when none is named.
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(STEPS.map(|step| step.name)))]
    steps: Vec<String>,
    /// Lists the steps instead.
    #[arg(long)]
    list: bool,
}

/// Runs the steps, goes on after a failure so that all is seen, and prints the table.
pub async fn verify(project: &Project, arguments: Arguments) -> Result<(), Problem> {
    let chosen = |step: &&Step| arguments.steps.is_empty() || arguments.steps.iter().any(|name| name == step.name);
    if arguments.list {
        for step in &STEPS {
            println!("{:<12} {}", step.name, step.checks);
        }
        return Ok(());
    }
    let mut rows = Vec::new();
    let mut met = BTreeMap::new();
    for step in STEPS.iter().filter(chosen) {
        let since = Instant::now();
        let result = run(project, step, &mut met).await;
        let outcome = if result.is_ok() { Outcome::Passed } else { Outcome::Failed };
        if let Err(problem) = result {
            eprintln!("\n✗ {}: {problem}\n", step.name);
        }
        rows.push(Row { step: step.name, outcome, seconds: since.elapsed().as_secs() });
    }
    println!("\n{}", table::render(&rows));
    let failed = table::failed(&rows);
    if failed.is_empty() {
        return Ok(());
    }
    let names = failed.join(" ");
    Err(Problem::new(
        format!("{} of {} steps failed.", failed.len(), rows.len()),
        format!("What they said is above. Alone: cargo verify {names}"),
    ))
}

async fn run(project: &Project, step: &Step, met: &mut BTreeMap<Need, bool>) -> Result<(), Problem> {
    for need in step.needs {
        match met.get(need) {
            Some(true) => {}
            // Trying again would take as long and say the same.
            Some(false) => {
                return Err(Problem::new(
                    format!("Not run: it needs {}, which failed above.", need.name()),
                    format!("Then: cargo verify {}", step.name),
                ));
            }
            None => {
                let result = meet(project, *need).await;
                met.insert(*need, result.is_ok());
                result?;
            }
        }
    }
    let progress = progress::begin(step.checks);
    let finished = match step.work {
        Work::Cargo(arguments) => {
            let mut command = project.command("cargo");
            command.args(arguments);
            if let Ok(chromium) = machine::find_chromium() {
                command.env("CHROME", chromium);
            }
            process::run(command, |line| progress.detail(line)).await
        }
        Work::Suite(suite) => suite::run(project, &suite, |line| progress.detail(line)).await?,
        Work::Needs => {
            progress.done();
            return Ok(());
        }
    };
    let finished = finished.map_err(|error| {
        Problem::new(
            format!("The step can not be run: {error}"),
            "Install Rust as https://rustup.rs says, and Node as https://nodejs.org does.",
        )
    })?;
    if !finished.success {
        return Err(Problem::new(format!("{} failed.", step.checks), format!("Alone: cargo verify {}", step.name))
            .with_output(finished.output));
    }
    progress.done();
    Ok(())
}

async fn meet(project: &Project, need: Need) -> Result<(), Problem> {
    match need {
        Need::Wasm => machine::ensure_rust(project).await,
        Need::Tools => tools::ensure(project).await,
        Need::Node => machine::ensure_node(project).await,
        Need::TestPackages => machine::ensure_packages(project, "tests").await,
        Need::Chromium => machine::find_chromium().map(drop),
        Need::App => artifacts::ensure(project, &artifacts::APP).await,
        Need::Relay => artifacts::ensure(project, &artifacts::RELAY).await,
    }
}
