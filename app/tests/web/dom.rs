use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use app::dom;
use app::dom::clock;
use app::dom::frame::FrameScheduler;
use app::dom::listener::Listener;
use app::dom::storage::{self, Memory};
use app::dom::task::Task;
use app::dom::timer::{Interval, Timeout, sleep};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventTarget};

fn counter() -> (Rc<Cell<u32>>, impl Fn() + Clone + 'static) {
    let count = Rc::new(Cell::new(0));
    let own = Rc::clone(&count);
    (count, move || own.set(own.get() + 1))
}

#[wasm_bindgen_test]
fn a_dropped_listener_hears_nothing() {
    let target = EventTarget::new().unwrap();
    let fire = || target.dispatch_event(&Event::new("ping").unwrap()).unwrap();
    let (count, add) = counter();
    let listener = Listener::new(&target, "ping", move |_| add());
    fire();
    fire();
    drop(listener);
    fire();
    assert_eq!(count.get(), 2);
}

#[wasm_bindgen_test]
async fn dropped_timers_do_not_fire() {
    let (count, add) = counter();
    drop(Interval::new(Duration::ZERO, add.clone()));
    drop(Timeout::new(Duration::ZERO, add.clone()));
    let kept = Timeout::new(Duration::ZERO, add);
    // Timers of the same length fire in the order they were set.
    sleep(Duration::ZERO).await;
    assert_eq!(count.get(), 1);
    drop(kept);
}

#[wasm_bindgen_test]
async fn a_frame_is_asked_for_once_however_often_it_is_scheduled() {
    let (count, add) = counter();
    let frames = FrameScheduler::new(add);
    frames.schedule();
    frames.schedule();
    next_frame().await;
    assert_eq!(count.get(), 1);
    next_frame().await;
    assert_eq!(count.get(), 1, "no frame without a change");
    frames.schedule();
    drop(frames);
    next_frame().await;
    assert_eq!(count.get(), 1, "a dropped scheduler asks for nothing");
}

/// Ends after the frame that is asked for now, and so after those asked for before.
async fn next_frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        dom::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_dropped_task_drops_its_future() {
    struct Guard(Rc<Cell<u32>>);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let (count, _) = counter();
    let guard = Guard(Rc::clone(&count));
    let task = Task::spawn(async move {
        std::future::pending::<()>().await;
        drop(guard);
    });
    sleep(Duration::ZERO).await;
    assert_eq!(count.get(), 0);
    drop(task);
    sleep(Duration::ZERO).await;
    assert_eq!(count.get(), 1);
}

#[wasm_bindgen_test]
fn storage_remembers_and_forgets() {
    for memory in [Memory::Browser, Memory::Tab] {
        assert_eq!(storage::get(memory, "test.key"), None);
        storage::set(memory, "test.key", "value");
        assert_eq!(storage::get(memory, "test.key").as_deref(), Some("value"));
        storage::remove(memory, "test.key");
        assert_eq!(storage::get(memory, "test.key"), None);
    }
}

#[wasm_bindgen_test]
fn days_are_those_of_the_readers_calendar() {
    let local = |year: u32, month: i32, day: i32| {
        clock::print(js_sys::Date::new_with_year_month_day(year, month, day).get_time())
    };
    assert_eq!(clock::day_start("2026-11-05", 0), Some(local(2026, 10, 5)));
    assert_eq!(clock::day_start("2026-12-31", 1), Some(local(2027, 0, 1)));
    assert_eq!(clock::day_start("2026-xx-01", 0), None);
}
