use app::ui::dialog::Dialog;
use app::ui::error_panel::{ErrorLabels, ErrorPanel, ErrorText};
use app::ui::field::{FieldWords, TextField};
use app::ui::json::{JsonView, JsonWords};
use app::ui::status::{Look, Shape, Status, Tone};
use app::words::common::COPY;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;

use super::page::{settle, show};

#[wasm_bindgen_test]
fn a_status_has_shape_and_word() {
    let shapes =
        [Shape::Halo, Shape::Ring, Shape::OpenRing, Shape::Diamond, Shape::OpenDiamond, Shape::Triangle, Shape::Square];
    let mut drawings = Vec::new();
    for shape in shapes {
        let shown = show(move || view! { <Status look=Look::new(shape, Tone::Run, "Running")/> });
        assert_eq!(shown.text(), "Running");
        assert_eq!(shown.get(".status").get_attribute("data-tone").as_deref(), Some("run"));
        let drawing = shown.find("svg").unwrap();
        assert_eq!(drawing.get_attribute("aria-hidden").as_deref(), Some("true"));
        drawings.push(drawing.inner_html());
    }
    drawings.sort();
    drawings.dedup();
    assert_eq!(drawings.len(), shapes.len(), "every shape is another one");
}

#[wasm_bindgen_test]
async fn an_error_panel_copies_its_request_id() {
    let copied = js_sys::Array::new();
    let replace = js_sys::Function::new_with_args(
        "copied",
        "Object.defineProperty(navigator, 'clipboard', {
            configurable: true,
            value: { writeText: async (text) => { copied.push(text); } },
        });",
    );
    replace.call1(&wasm_bindgen::JsValue::NULL, &copied).unwrap();
    let text = ErrorText {
        title: "The API is overloaded".into(),
        advice: "Try again in a moment.".into(),
        request_id: Some("req_01".into()),
    };
    let labels = ErrorLabels { request_id: "Request id", copy: COPY };
    let shown = show(move || view! { <ErrorPanel text labels>""</ErrorPanel> });
    assert_eq!(shown.get(".panel-error").get_attribute("role").as_deref(), Some("alert"));
    shown.get(".copy").click();
    settle().await;
    assert_eq!(copied.join(",").as_string().as_deref(), Some("req_01"));
    assert_eq!(shown.get(".copy").text_content().as_deref(), Some(COPY.copied));
}

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_gives_it_back() {
    let outside = show(|| view! { <button type="button">"Open"</button> });
    let button = outside.get("button");
    button.focus().unwrap();
    let closed = RwSignal::new(0);
    let shown = show(move || {
        view! {
            <Dialog title="New agent" close_label="Close" on_close=Callback::new(move |()| closed.update(|n| *n += 1))>
                <input autofocus/>
            </Dialog>
        }
    });
    settle().await;
    let dialog: HtmlDialogElement = shown.get("dialog").unchecked_into();
    assert!(dialog.open());
    let heading = dialog.get_attribute("aria-labelledby").unwrap();
    assert_eq!(app::dom::element_by_id(&heading).unwrap().text_content().as_deref(), Some("New agent"));
    assert_eq!(focused(), "INPUT");
    let told = js_sys::Promise::new(&mut |resolve, _| {
        dialog.add_event_listener_with_callback("close", &resolve).unwrap();
    });
    shown.get(".dialog-head button").click();
    assert!(!dialog.open());
    assert_eq!(focused(), "BUTTON");
    wasm_bindgen_futures::JsFuture::from(told).await.unwrap();
    assert_eq!(closed.get_untracked(), 1);
}

fn focused() -> String {
    app::dom::document().unwrap().active_element().unwrap().tag_name()
}

#[wasm_bindgen_test]
async fn a_fields_error_belongs_to_its_control() {
    let words = FieldWords { label: "Name", hint: "As people know it.", optional: "" };
    let (value, error) = (RwSignal::new("a".to_owned()), RwSignal::new(None::<String>));
    let shown = show(move || view! { <TextField words value error/> });
    let control = shown.get("input");
    assert_eq!(shown.get("label").get_attribute("for"), control.get_attribute("id"));
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("false"));
    error.set(Some("This is needed.".to_owned()));
    settle().await;
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described = control.get_attribute("aria-describedby").unwrap();
    let texts: Vec<String> =
        described.split(' ').map(|id| app::dom::element_by_id(id).unwrap().text_content().unwrap()).collect();
    assert_eq!(texts, ["This is needed.", "As people know it."]);
}

#[wasm_bindgen_test]
fn json_stays_text() {
    let text = r#"{"html":"<img src=x onerror=alert(1)>","n":1.50}"#;
    let shown = show(move || view! { <JsonView text words=JsonWords { title: "JSON", copy: COPY } open=true/> });
    assert!(shown.find("img").is_none());
    let printed = shown.get("pre").text_content().unwrap();
    assert_eq!(printed, "{\n  \"html\": \"<img src=x onerror=alert(1)>\",\n  \"n\": 1.50\n}");
}
