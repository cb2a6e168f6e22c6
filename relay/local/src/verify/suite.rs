//! Node tests against a Worker and a simulator of their own.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::timeout;

use crate::{
    machine,
    problem::Problem,
    process::{self, Finished},
    project::Project,
    simulator::{self, DEFAULT_API_KEY},
    start, upstream,
    verify::step::Suite,
    worker::{Options, Worker},
};

/// A suite takes two minutes; one that hangs must not hold everything up.
const PATIENCE: Duration = Duration::from_mins(15);

/// Runs the tests of a suite, one file after another: they share the simulator.
pub(super) async fn run(
    project: &Project,
    suite: &Suite,
    on_line: impl FnMut(&str),
) -> Result<io::Result<Finished>, Problem> {
    let folder = suite.folder;
    let files = files(&project.path("tests").join(folder))?;
    let options = simulator::Options { speed: suite.speed, ..Default::default() };
    let simulator = start::start_simulator(options).await?;
    let bindings = upstream::open_bindings(simulator.url(), DEFAULT_API_KEY);
    let log = Log::default();
    let keep = log.clone();
    let worker = Worker::start(project, &Options::built(0, bindings), move |line| {
        keep.add(line);
    })
    .await
    .map_err(|problem| problem.with_output(log.text()))?;

    let mut command = project.command("node");
    command
        .current_dir(project.path("tests"))
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files)
        .env("PORTHOLE_URL", worker.url())
        .env("SIMULATOR_URL", simulator.url())
        .env("SIMULATOR_KEY", DEFAULT_API_KEY);
    if let Ok(chromium) = machine::find_chromium() {
        command.env("CHROME", chromium);
    }
    let Ok(finished) = timeout(PATIENCE, process::run(command, on_line)).await else {
        let minutes = PATIENCE.as_secs() / 60;
        return Err(Problem::new(
            format!("tests/{folder} did not end within {minutes} minutes."),
            "A test waits for what never comes; run its file alone with `node --test` to see which.",
        )
        .with_output(log.text()));
    };
    Ok(finished.map(|finished| Finished { output: finished.output + &log.text(), ..finished }))
}

/// The test files of a folder, in order. A folder without any is a failure, not a success.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| Problem::file(folder, &error))?;
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Problem::new(
            format!("{} holds no test.", folder.display()),
            "Tests are the files that end in .test.mjs.",
        ));
    }
    Ok(files)
}

/// What the Worker said meanwhile, shown when a test fails.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn add(&self, line: &str) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str("worker: ");
        text.push_str(line);
        text.push('\n');
    }

    fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
