//! Where things are in the checkout, and the environment its programs run in.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use tokio::process::Command;

/// A checkout of Porthole.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The checkout that this program was built from.
    pub fn of_this_build() -> Self {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_folder.ancestors().nth(2).unwrap_or(crate_folder);
        Self::at(root)
    }

    /// The checkout at `root`.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the top folder.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A program with the environment that every build and test step shares, run at the top.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.search_path())
            // Trunk reads this one as a boolean and refuses the usual `1`.
            .env_remove("NO_COLOR")
            // worker-build looks these up on PATH instead of downloading its own.
            .env("WASM_BINDGEN_BIN", "wasm-bindgen")
            .env("WASM_OPT_BIN", "wasm-opt")
            .env("ESBUILD_BIN", "esbuild")
            .env("WRANGLER_SEND_METRICS", "false")
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false");
        if let Ok(this_program) = env::current_exe() {
            // For Trunk's post-build hook.
            command.env("PORTHOLE_BIN", this_program);
        }
        command
    }

    /// The project's own tools first, then the person's.
    fn search_path(&self) -> OsString {
        let own = [self.path(".tools/bin"), self.path("relay/local/node_modules/.bin")];
        let given = env::var_os("PATH").unwrap_or_default();
        let all = own.into_iter().chain(env::split_paths(&given));
        env::join_paths(all).unwrap_or(given)
    }
}
