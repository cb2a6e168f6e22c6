//! The policy itself.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// The value of the `Content-Security-Policy` header for a page with these inline style blocks.
///
/// Nothing is allowed but what the app needs. `'wasm-unsafe-eval'` lets WebAssembly compile and
/// nothing else; `blob:` shows images that the app fetched itself.
pub(super) fn content_security_policy(inline_styles: &[String]) -> String {
    let mut styles = vec!["style-src 'self'".to_owned()];
    styles.extend(inline_styles.iter().map(|style| source_hash(style)));
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        &styles.join(" "),
        "img-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}

/// `'sha256-…'` for an inline block.
fn source_hash(source: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(source)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn allows_only_this_origin() {
        expect!["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"]
            .assert_eq(&content_security_policy(&[]));
    }

    #[test]
    fn names_inline_styles_by_the_hash_that_browsers_compute() {
        // Known answers of `echo -n 'body{}' | openssl dgst -sha256 -binary | base64`.
        let policy = content_security_policy(&["body{}".to_owned(), String::new()]);
        assert!(policy.contains(
            "style-src 'self' 'sha256-fJgEClQWV1hGkK4qHMO0KotTsVnMYMXTq7/suurGyUo=' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
        ), "{policy}");
    }
}
