//! A state by shape, word and colour; never by colour alone.

use leptos::prelude::*;

/// How a state looks and is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its shape.
    pub shape: Shape,
    /// Its colour.
    pub tone: Tone,
    /// Its word.
    pub word: String,
}

impl Look {
    /// A look.
    pub fn new(shape: Shape, tone: Tone, word: impl Into<String>) -> Self {
        Self { shape, tone, word: word.into() }
    }
}

/// The shape of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Something runs.
    Halo,
    /// At rest.
    Ring,
    /// Interrupted for a moment.
    OpenRing,
    /// Somebody is asked.
    Diamond,
    /// Something other than a person is asked.
    OpenDiamond,
    /// Something went wrong.
    Triangle,
    /// Over.
    Square,
}

/// What a colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Running.
    Run,
    /// Waits for someone.
    Wait,
    /// Failed.
    Bad,
    /// Complete.
    Ok,
    /// At rest.
    Idle,
    /// Tries again.
    Retry,
}

impl Tone {
    /// The word in `data-tone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Wait => "wait",
            Self::Bad => "bad",
            Self::Ok => "ok",
            Self::Idle => "idle",
            Self::Retry => "retry",
        }
    }
}

/// A state.
#[component]
pub fn Status(
    /// How it looks.
    look: Look,
) -> impl IntoView {
    view! {
        <span class="status" data-tone=look.tone.as_str()>
            <Mark shape=look.shape/>
            {look.word}
        </span>
    }
}

/// The shape alone, beside a word.
#[component]
pub fn Mark(
    /// Which shape.
    shape: Shape,
) -> impl IntoView {
    let (outline, fill, width) = match shape {
        Shape::Halo | Shape::Ring => ("M8 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z", "none", "2"),
        Shape::OpenRing => ("M4.5 10.200a4 4 0 0 1 7-3.7", "none", "2"),
        Shape::Diamond => ("M8 3l5 5l-5 5l-5-5z", "currentColor", "0"),
        Shape::OpenDiamond => ("M8 3.700l4.3 4.300l-4.3 4.300l-4.3-4.300z", "none", "1.5"),
        Shape::Triangle => ("M8 3l5.5 10h-11z", "currentColor", "0"),
        Shape::Square => {
            ("M5 4h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z", "currentColor", "0")
        }
    };
    let halo =
        (shape == Shape::Halo).then(|| view! { <circle cx="8" cy="8" r="7.5" fill="currentColor" opacity=".22"/> });
    view! {
        <svg class="status-mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            {halo}
            <path d=outline fill=fill stroke="currentColor" stroke-width=width/>
        </svg>
    }
}
