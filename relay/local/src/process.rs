//! Programs that can not outlive the launcher.

use std::{io, process::Stdio, thread, time::Duration};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
    sync::mpsc,
};

/// How a program ended.
#[derive(Debug)]
pub struct Finished {
    /// Whether it reported success.
    pub success: bool,
    /// All it printed, both streams, in order of arrival.
    pub output: String,
}

/// Runs a program to its end. `on_line` sees each line it prints.
///
/// Dropping the future ends the program and its children.
pub async fn run(mut command: Command, mut on_line: impl FnMut(&str)) -> io::Result<Finished> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut group = Group::spawn(command)?;
    let (lines, mut arriving) = mpsc::unbounded_channel();
    forward(group.child.stdout.take(), lines.clone());
    forward(group.child.stderr.take(), lines);

    let mut output = String::new();
    while let Some(line) = arriving.recv().await {
        on_line(&line);
        output.push_str(&line);
        output.push('\n');
    }
    let success = group.child.wait().await?.success();
    Ok(Finished { success, output })
}

/// What a program prints when it is asked something short, or `None` when it can not be run or refuses.
pub async fn answer(command: Command) -> Option<String> {
    let finished = run(command, |_| ()).await.ok()?;
    finished.success.then_some(finished.output)
}

/// Sends each line of `stream` on, whatever its encoding.
pub(crate) fn forward(stream: Option<impl AsyncRead + Unpin + Send + 'static>, lines: mpsc::UnboundedSender<String>) {
    let Some(stream) = stream else { return };
    tokio::spawn(async move {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).await.is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            if lines.send(text.trim_end().to_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });
}

/// A child in a process group of its own, so that its children end with it.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) child: Child,
}

impl Group {
    pub(crate) fn spawn(mut command: Command) -> io::Result<Self> {
        command.process_group(0);
        Ok(Self { child: command.spawn()? })
    }

    fn signal(&self, signal: Signal) {
        let pid = self.child.id().and_then(|id| i32::try_from(id).ok());
        if let Some(pid) = pid.and_then(Pid::from_raw) {
            // It may be gone already: then there is nothing to do.
            kill_process_group(pid, signal).ok();
        }
    }
}

impl Drop for Group {
    /// Asks politely, waits, and then insists. `Child::id` is `None` once it has been waited for.
    fn drop(&mut self) {
        const PATIENCE: u32 = 300;
        if self.child.id().is_none() {
            return;
        }
        self.signal(Signal::TERM);
        for _ in 0..PATIENCE {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        self.signal(Signal::KILL);
    }
}

#[cfg(test)]
mod tests;
