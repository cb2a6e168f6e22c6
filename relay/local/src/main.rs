//! The `porthole` program: `cargo start`, `cargo verify`, and what they are made of.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use porthole::{
    page_policy,
    project::Project,
    simulator::{self, DEFAULT_API_KEY},
    start, verify,
};
use tokio::signal::unix::{SignalKind, signal};

/// A window onto your running agents.
#[derive(Parser)]
#[command(name = "porthole", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds what has changed and starts the dashboard, its relay and, without an API key, the simulator.
    Start(start::Arguments),
    /// Runs every check that CI runs, or the named ones, and ends with one table.
    Verify(verify::Arguments),
    /// Runs the simulator of the API alone.
    Simulator(Simulator),
    /// Makes a built page fit for a strict content security policy; Trunk calls this after a build.
    PagePolicy,
}

#[derive(clap::Args)]
struct Simulator {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8788)]
    port: u16,
    /// The API key that is accepted.
    #[arg(long, default_value = DEFAULT_API_KEY)]
    api_key: String,
    /// Time moves only by `POST /__sim/step`.
    #[arg(long)]
    stepped: bool,
    /// What ids and chance come from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How much faster than people the agents work.
    #[arg(long, default_value_t = 1.0)]
    speed: f64,
    /// Starts without the demonstration data.
    #[arg(long)]
    empty: bool,
}

impl From<Simulator> for simulator::Options {
    fn from(arguments: Simulator) -> Self {
        Self {
            port: arguments.port,
            api_keys: vec![arguments.api_key],
            stepped: arguments.stepped,
            seed: arguments.seed,
            speed: arguments.speed,
            seeded: !arguments.empty,
            ..Self::default()
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let project = Project::of_this_build();
    let running = async {
        match cli.command {
            Command::Start(arguments) => start::start(&project, arguments).await,
            Command::Verify(arguments) => verify::verify(&project, arguments).await,
            Command::Simulator(arguments) => start::simulate(arguments.into()).await,
            Command::PagePolicy => page_policy::apply_to_staged_build(&project),
        }
    };
    // Dropping the future stops every program that it started.
    let result = tokio::select! {
        result = running => result,
        () = interrupted() => return ExitCode::from(130),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\n✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Ctrl+C, a polite kill, or the terminal going away.
async fn interrupted() {
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let waits = kinds.map(|kind| {
        Box::pin(async move {
            match signal(kind) {
                Ok(mut signals) => drop(signals.recv().await),
                // Without a handler the signal ends the program by itself.
                Err(_) => std::future::pending().await,
            }
        })
    });
    futures_util::future::select_all(waits).await;
}
