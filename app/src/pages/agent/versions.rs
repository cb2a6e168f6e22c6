//! The choice of a version.

use leptos::prelude::*;

use crate::reactive::{derived, memo};
use crate::routes::Route;
use crate::state::directory::Directory;
use crate::state::navigation::Navigation;
use crate::ui::live::live_option;
use crate::ui::select::Select;
use crate::words;

/// Chooses a version; the choice is part of the address.
#[component]
pub fn VersionChoice(
    /// The agent's id.
    id: String,
    /// The chosen version; the newest if there is none.
    version: Memo<Option<u32>>,
) -> impl IntoView {
    let navigation = Navigation::current();
    let versions = Directory::versions(id.clone());
    let known = memo(move || {
        let mut known: Vec<u32> = versions.with(|all| all.iter().filter_map(|one| one.version).collect());
        // A version beyond the first pages is still the choice that the address made.
        known.extend(version.get().filter(|version| !known.contains(version)));
        known
    });
    let options = derived(move || {
        known.with(|known| {
            known.iter().map(|version| (version.to_string(), words::agents::version(u64::from(*version)))).collect()
        })
    });
    let chosen = derived(move || {
        let newest = || known.with(|known| known.iter().max().copied());
        version.get().or_else(newest).map(|version| version.to_string()).unwrap_or_default()
    });
    let choose = Callback::new(move |version: String| {
        navigation.go(&Route::Agent { id: id.clone(), version: version.parse().ok() });
    });
    live_option(move || {
        let is_known = !known.with(Vec::is_empty);
        is_known.then(|| view! { <Select label=words::agents::VERSION chosen options choose/> }.into_any())
    })
}
