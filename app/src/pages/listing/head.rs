//! The head of a list, and the list while nothing is known.

use leptos::prelude::*;

use super::Column;
use crate::ui::skeleton::{Skeleton, Width};
use crate::words;

/// Rows that are shown while nothing is known.
const SKELETON_ROWS: usize = 8;

/// The head of a list.
#[component]
pub fn Head(
    /// The columns.
    columns: &'static [Column],
) -> impl IntoView {
    let heading = |column: &Column| view! { <th scope="col" class=column.class>{column.name}</th> };
    view! { <thead><tr>{columns.iter().map(heading).collect_view()}</tr></thead> }
}

/// The list while nothing is known.
#[component]
pub fn LoadingTable(
    /// The columns.
    columns: &'static [Column],
) -> impl IntoView {
    let row = move |row: usize| {
        let cells = columns.iter().enumerate().map(|(index, column)| {
            view! { <td class=column.class><Skeleton width=Width::varied(row + index)/></td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="table-box" aria-busy="true">
            <p class="visually-hidden" role="status">{words::common::LOADING}</p>
            <table class="table" aria-hidden="true">
                <Head columns/>
                <tbody>{(0..SKELETON_ROWS).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
