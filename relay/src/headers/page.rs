//! The headers of the app's page and of its files.

use super::{Pairs, of_everything};

/// The content security policy of the page.
///
/// The build computes it from the page itself; without a built page it is the strictest one that could run the app.
pub const POLICY: &str = env!("PORTHOLE_PAGE_POLICY");

/// The headers of the page. It is never kept: it names the hashed files of the newest build.
pub fn of_page() -> Pairs {
    let mut pairs = of_everything();
    pairs.extend(
        [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("content-security-policy", POLICY),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", PERMISSIONS),
            ("x-frame-options", "DENY"),
        ]
        .map(|(name, value)| (name, value.to_owned())),
    );
    pairs
}

/// The headers of a built file of the type that the asset store names.
pub fn of_file(content_type: Option<&str>, hashed: bool) -> Pairs {
    let mut pairs = of_everything();
    let kept = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    pairs.extend([
        ("content-type", content_type.unwrap_or("application/octet-stream").to_owned()),
        ("cache-control", kept.to_owned()),
        // Only matters when a file is opened on its own.
        ("content-security-policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'".to_owned()),
    ]);
    pairs
}

/// The app needs none of these, so nothing that slips into it gets them.
const PERMISSIONS: &str =
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";
