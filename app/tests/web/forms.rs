use app::dom::storage::{self, Memory};
use app::state::draft::Draft;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{settle, show};

#[wasm_bindgen_test]
async fn a_draft_is_kept_until_it_has_succeeded() {
    const KEY: &str = "porthole.draft.test.name";
    storage::remove(Memory::Tab, KEY);

    let first = show(|| {
        let name = Draft::new("test").field("name", "");
        view! { <button type="button" on:click=move |_| name.set("coder".to_owned())>{name}</button> }
    });
    settle().await;
    assert_eq!(storage::get(Memory::Tab, KEY), None, "nothing was typed yet");
    first.get("button").click();
    settle().await;
    drop(first);

    let second = show(|| {
        let draft = Draft::new("test");
        let name = draft.field("name", "");
        view! { <button type="button" on:click=move |_| draft.forget()>{name}</button> }
    });
    settle().await;
    assert_eq!(second.text(), "coder");
    second.get("button").click();
    assert_eq!(storage::get(Memory::Tab, KEY), None);
}
