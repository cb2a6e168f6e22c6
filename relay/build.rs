//! Compiles the page's content security policy into the relay.
//!
//! The app's build writes `page.csp` beside this file, with the hashes of what the page runs.
//! Without it the relay falls back to the strictest policy that could run an app.

use std::{env, fs, path::Path};

const FALLBACK: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

fn main() {
    let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let file = Path::new(&folder).join("page.csp");
    println!("cargo::rerun-if-changed={}", file.display());
    let policy = fs::read_to_string(&file).unwrap_or_else(|_| FALLBACK.to_owned());
    let policy = policy.trim();
    if policy.is_empty() || !policy.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        println!("cargo::error={} must be one line of ASCII: build the app again, or delete it", file.display());
    }
    println!("cargo::rustc-env=PORTHOLE_PAGE_POLICY={policy}");
}
