//! The build tools that no registry ships ready-made, in the project's own folder.

use std::fs;

use crate::{problem::Problem, process, progress, project::Project, version::Version};

/// A program that `cargo install` makes.
#[derive(Debug)]
pub struct Tool {
    /// The package on the registry.
    pub package: &'static str,
    /// The program it is asked for by.
    pub program: &'static str,
    /// The only version that will do.
    pub version: Version,
    /// Whether the package's own lockfile is used.
    locked: bool,
    /// Whether it links the system's OpenSSL.
    openssl: bool,
}

/// Pinned; `tests/checks` holds them against `Cargo.toml` and `Trunk.toml`.
pub const TOOLS: [Tool; 3] = [
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: Version(0, 2, 130),
        // Its lockfile names a version of webpki-roots that was never published.
        locked: false,
        openssl: false,
    },
    Tool { package: "worker-build", program: "worker-build", version: Version(0, 8, 7), locked: true, openssl: true },
    Tool { package: "trunk", program: "trunk", version: Version(0, 21, 14), locked: true, openssl: false },
];

/// These tools run once a build, so a quick build of them beats quick tools.
const LIGHT_PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

impl Tool {
    /// Whether `answer`, what the program says to `--version`, shows the pinned version.
    fn is_pinned(&self, answer: Option<&str>) -> bool {
        answer.and_then(Version::find) == Some(self.version)
    }

    fn install_arguments(&self, project: &Project) -> Vec<String> {
        let path = |relative| project.path(relative).display().to_string();
        let mut arguments = vec![
            "install".to_owned(),
            self.package.to_owned(),
            format!("--version=={}", self.version),
            "--no-default-features".to_owned(),
            format!("--root={}", path(".tools")),
            format!("--target-dir={}", path(BUILD_FOLDER)),
            "--force".to_owned(),
        ];
        if self.locked {
            arguments.push("--locked".to_owned());
        }
        arguments
    }
}

/// Shared by the three installs, and removed after: it grows to two gigabytes.
const BUILD_FOLDER: &str = ".tools/build";

/// Installs the tools that are missing or of another version.
pub async fn ensure(project: &Project) -> Result<(), Problem> {
    let mut missing = Vec::new();
    for tool in &TOOLS {
        let program = project.path(".tools/bin").join(tool.program);
        let mut command = project.command(&program.to_string_lossy());
        command.arg("--version");
        if !tool.is_pinned(process::answer(command).await.as_deref()) {
            missing.push(tool);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    if missing.iter().any(|tool| tool.openssl) {
        require_openssl(project).await?;
    }
    for tool in missing {
        install(project, tool).await?;
    }
    let folder = project.path(BUILD_FOLDER);
    fs::remove_dir_all(&folder).map_err(|error| Problem::file(&folder, &error))
}

async fn install(project: &Project, tool: &Tool) -> Result<(), Problem> {
    let Tool { package, version, .. } = tool;
    let progress = progress::begin(format!("Installing {package} {version} into .tools (once, some minutes)"));
    let mut command = project.command("cargo");
    command.args(tool.install_arguments(project)).envs(LIGHT_PROFILE);
    let finished = process::run(command, |line| progress.detail(line)).await.map_err(|error| no_cargo(&error))?;
    if !finished.success {
        return Err(Problem::new(
            format!("{package} {version} could not be installed."),
            "Its own message above says why; most often the registry can not be reached. Then run this again.",
        )
        .with_output(finished.output));
    }
    progress.done();
    Ok(())
}

fn no_cargo(error: &std::io::Error) -> Problem {
    Problem::new(format!("cargo can not be run: {error}"), "Install Rust as https://rustup.rs says.")
}

async fn require_openssl(project: &Project) -> Result<(), Problem> {
    let mut command = project.command("pkg-config");
    command.args(["--exists", "openssl"]);
    match process::answer(command).await {
        Some(_) => Ok(()),
        None => Err(Problem::new(
            "worker-build needs the headers of OpenSSL to be built, and pkg-config to find them.",
            "On Debian and Ubuntu: sudo apt-get install libssl-dev pkg-config. With Homebrew: brew install openssl pkg-config.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(package: &str) -> &'static Tool {
        TOOLS.iter().find(|tool| tool.package == package).unwrap()
    }

    #[test]
    fn only_the_pinned_version_will_do() {
        let check = |package, answer, expected| {
            assert_eq!(tool(package).is_pinned(answer), expected, "{package}: {answer:?}");
        };
        check("trunk", Some("trunk 0.21.14\n"), true);
        check("trunk", Some("trunk 0.21.13\n"), false);
        check("trunk", Some("trunk 0.22.1\n"), false);
        check("trunk", Some("segmentation fault"), false);
        check("trunk", None, false);
        check("worker-build", Some("0.8.7\n"), true);
        check("wasm-bindgen-cli", Some("wasm-bindgen 0.2.130"), true);
        check("wasm-bindgen-cli", Some("wasm-bindgen 0.2.13"), false);
    }

    #[test]
    fn installs_into_the_project_with_the_lockfile_where_it_works() {
        let project = Project::at("/project");
        let arguments = |package| tool(package).install_arguments(&project).join(" ");
        assert_eq!(
            arguments("trunk"),
            "install trunk --version==0.21.14 --no-default-features --root=/project/.tools \
             --target-dir=/project/.tools/build --force --locked"
        );
        assert!(!arguments("wasm-bindgen-cli").contains("--locked"));
    }
}
