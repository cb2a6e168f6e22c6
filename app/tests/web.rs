//! What only a browser can show, in headless Chromium.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

mod web {
    mod dom;
    mod forms;
    mod page;
    mod stream;
    mod ui;
}

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
