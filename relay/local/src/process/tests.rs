use rustix::process::{Pid, test_kill_process};
use tokio::{process::Command, sync::oneshot};

use super::*;

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

/// How long something that must happen may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn keeps_both_streams_and_tells_success_from_failure() {
    let mut seen = Vec::new();
    let finished = run(shell("echo out; echo err >&2; printf last"), |line| {
        seen.push(line.to_owned());
    })
    .await
    .unwrap();
    assert!(finished.success);
    seen.sort();
    assert_eq!(seen, ["err", "last", "out"]);

    let finished = run(shell("echo why; exit 3"), |_| ()).await.unwrap();
    assert!(!finished.success);
    assert_eq!(finished.output, "why\n");
}

#[tokio::test]
async fn a_dropped_run_ends_the_program_and_its_children() {
    let (said, heard) = oneshot::channel();
    let mut said = Some(said);
    let running = run(shell("sleep 600 & echo $!; wait"), move |line| {
        if let Some(said) = said.take() {
            said.send(line.to_owned()).unwrap();
        }
    });
    let grandchild = tokio::select! {
        _ = running => panic!("it waits for its child"),
        line = heard => line.unwrap(),
    };
    let pid = Pid::from_raw(grandchild.parse().unwrap()).unwrap();
    // A signal takes effect when the scheduler gets to it; an orphan shows as a zombie until init reaps it.
    let is_gone = || {
        let status = std::fs::read_to_string(format!("/proc/{grandchild}/stat")).unwrap_or_default();
        test_kill_process(pid).is_err() || status.contains(") Z ")
    };
    let gone = async {
        while !is_gone() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.expect("the grandchild ends");
}

#[tokio::test]
async fn an_unknown_program_gives_no_answer() {
    assert_eq!(answer(Command::new("no-such-program-here")).await, None);
}
