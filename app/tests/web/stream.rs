use app::api::stream::EventStream;
use model::sse::{Frame, Item};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ReadableStream;

/// A stream of these chunks; after the last it ends, breaks or stays open.
///
/// `cancelled` on the returned object tells whether the reader gave it up.
fn stream(chunks: &[&[u8]], after: &str) -> (ReadableStream, js_sys::Object) {
    let seen = js_sys::Object::new();
    let list = js_sys::Array::new();
    for chunk in chunks {
        list.push(&js_sys::Uint8Array::from(*chunk));
    }
    let make = js_sys::Function::new_with_args(
        "chunks, after, seen",
        "return new ReadableStream({
            pull(controller) {
                if (chunks.length) controller.enqueue(chunks.shift());
                else if (after === 'end') controller.close();
                else if (after === 'break') controller.error(new TypeError('lost'));
                else return new Promise(() => {});
            },
            cancel() { seen.cancelled = true; },
        });",
    );
    let stream = make.call3(&wasm_bindgen::JsValue::NULL, &list, &after.into(), &seen).unwrap();
    (stream.unchecked_into(), seen)
}

fn frame(data: &str) -> Item {
    Item::Frame(Frame { event: String::new(), data: data.to_owned(), last_event_id: String::new() })
}

async fn read_all(stream: &mut EventStream) -> Vec<Item> {
    let mut items = Vec::new();
    while let Some(chunk) = stream.next_chunk().await.unwrap() {
        items.extend(chunk);
    }
    items
}

#[wasm_bindgen_test]
async fn any_split_of_the_bytes_gives_the_same_items() {
    let bytes = "data: süß\r\n\r\n: beat\n\ndata: a\ndata: b\n\n".as_bytes();
    for cut in 0..=bytes.len() {
        let (head, tail) = bytes.split_at(cut);
        let (source, _) = stream(&[head, tail], "end");
        let items = read_all(&mut EventStream::from_readable(&source).unwrap()).await;
        assert_eq!(items, [frame("süß"), Item::Comment, frame("a\nb")], "cut at {cut}");
    }
}

#[wasm_bindgen_test]
async fn what_is_unfinished_at_the_end_is_not_reported() {
    let (source, _) = stream(&[b"data: a\n\ndata: b\n"], "end");
    assert_eq!(read_all(&mut EventStream::from_readable(&source).unwrap()).await, [frame("a")]);
}

#[wasm_bindgen_test]
async fn a_broken_stream_is_an_error_and_not_an_end() {
    let (source, _) = stream(&[b"data: a\n\n"], "break");
    let mut events = EventStream::from_readable(&source).unwrap();
    assert_eq!(events.next_chunk().await, Ok(Some(vec![frame("a")])));
    assert_eq!(events.next_chunk().await, Err(app::api::Error::Network));
}

#[wasm_bindgen_test]
async fn dropping_the_stream_cancels_its_source() {
    let (source, seen) = stream(&[b"data: a\n\n"], "wait");
    let mut events = EventStream::from_readable(&source).unwrap();
    assert_eq!(events.next_chunk().await, Ok(Some(vec![frame("a")])));
    let is_cancelled = || js_sys::Reflect::get(&seen, &"cancelled".into()).unwrap().is_truthy();
    assert!(!is_cancelled());
    drop(events);
    assert!(is_cancelled());
}
