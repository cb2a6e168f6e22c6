//! Builds the app and the Worker, when what they are made from has changed.

use crate::{problem::Problem, process, progress, project::Project, stamp::Stamp};

/// Something that is built from the checkout.
#[derive(Debug)]
pub struct Artifact {
    /// What it is to the reader of a progress line.
    name: &'static str,
    /// The program and its arguments.
    command: &'static [&'static str],
    /// What it is made from.
    inputs: &'static [&'static str],
    /// A file that is there when it is made.
    proof: &'static str,
}

/// The dashboard, in `dist`. Leaves `relay/page.csp` behind for the Worker.
pub const APP: Artifact = Artifact {
    name: "app",
    command: &["trunk", "build", "--release"],
    inputs: &[
        "Cargo.toml",
        "Cargo.lock",
        "Trunk.toml",
        "app/Cargo.toml",
        "app/index.html",
        "app/src",
        "app/model/Cargo.toml",
        "app/model/src",
        "public",
        "style",
        "relay/local/src/page_policy.rs",
        "relay/local/src/page_policy",
    ],
    proof: "dist/index.html",
};

/// The Worker, in `relay/build`.
pub const RELAY: Artifact = Artifact {
    name: "relay",
    command: &["worker-build", "--release", "relay"],
    inputs: &[
        "Cargo.toml",
        "Cargo.lock",
        "app/model/Cargo.toml",
        "app/model/src",
        "relay/Cargo.toml",
        "relay/build.rs",
        "relay/page.csp",
        "relay/src",
    ],
    proof: "relay/build/index.js",
};

/// Builds the app, then the relay, which holds the app's content security policy.
pub async fn ensure_all(project: &Project) -> Result<(), Problem> {
    ensure(project, &APP).await?;
    ensure(project, &RELAY).await
}

/// Builds `artifact` unless it is up to date.
pub async fn ensure(project: &Project, artifact: &Artifact) -> Result<(), Problem> {
    let Artifact { name, command: [program, arguments @ ..], inputs, proof } = artifact else {
        return Ok(());
    };
    let stamp = Stamp::of(project.path("target/porthole").join(name), project.root(), inputs)?;
    if stamp.is_current() && project.path(proof).exists() {
        return Ok(());
    }
    fetch(project).await?;
    let progress = progress::begin(format!("Building the {name} ({program})"));
    let mut command = project.command(program);
    command
        .args(arguments)
        // Trunk would print its own stack below the compiler's message, which is what matters.
        .env_remove("RUST_BACKTRACE");
    let finished = process::run(command, |line| progress.detail(line)).await.map_err(|error| {
        Problem::new(
            format!("{program} can not be run: {error}"),
            "Remove the folder .tools and run this again: it is installed anew.",
        )
    })?;
    if !finished.success || !project.path(proof).exists() {
        return Err(Problem::new(format!("The {name} could not be built."), "The messages above say why.")
            .with_output(finished.output));
    }
    stamp.write()?;
    progress.done();
    Ok(())
}

/// Trunk builds offline, so that a build never changes what is locked.
async fn fetch(project: &Project) -> Result<(), Problem> {
    let mut command = project.command("cargo");
    command.args(["fetch", "--locked", "--quiet"]);
    match process::run(command, |_| ()).await {
        Ok(finished) if finished.success => Ok(()),
        Ok(finished) => Err(Problem::new(
            "The crates that Cargo.lock names could not be fetched.",
            "cargo's message above says why; most often the registry can not be reached. Then run this again.",
        )
        .with_output(finished.output)),
        Err(error) => {
            Err(Problem::new(format!("cargo can not be run: {error}"), "Install Rust as https://rustup.rs says."))
        }
    }
}
