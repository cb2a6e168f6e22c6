//! What follows signals. Closures are boxed here, so that the code that follows is in the program once
//! for each type of value, and not once for each closure.

use leptos::prelude::*;

type FromLast<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value that is worked out when somebody reads it, and kept. Who read it hears only of values that differ.
#[track_caller]
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    memo_after(move |_| read())
}

/// The same for a value that depends on the one before it.
#[track_caller]
pub fn memo_after<T: PartialEq + Send + Sync + 'static>(
    read: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let read: FromLast<T> = Box::new(read);
    Memo::new(read)
}

/// A value that is worked out each time somebody reads it.
#[track_caller]
pub fn derived<T: Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    let read: Box<dyn Fn() -> T + Send + Sync> = Box::new(read);
    Signal::derive(read)
}

/// What is done once, and again when a signal changes that it read.
#[track_caller]
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}
