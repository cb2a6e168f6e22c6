//! Memory stores in a session, and what lies in them: opened when somebody wants to see it.

use leptos::prelude::*;
use model::wire::memory::MemoryEntry;
use model::wire::resource::{MemoryAccess, MemoryResource, Resource};

use super::preview::{PreviewWords, opener, preview};
use super::resources::some;
use crate::pages::facts::items;
use crate::pages::failure::Failure;
use crate::pages::moment::Since;
use crate::reactive::memo;
use crate::state::live_session::LiveSession;
use crate::state::memories::{self, Entries};
use crate::state::remote::Remote;
use crate::state::ticker::Now;
use crate::ui::live::{act, live, live_option};
use crate::ui::skeleton::Skeleton;
use crate::words::session::inspector::resources as name;
use crate::words::session::memory as say;

const WORDS: PreviewWords = PreviewWords { reading: say::READING, empty: say::NO_TEXT, no_text: None };

/// The stores of a session.
#[component]
pub fn Stores(
    /// The session.
    state: LiveSession,
) -> impl IntoView {
    let now = Now::ticking();
    let store = |resource: &Resource| match resource {
        Resource::MemoryStore(store) => Some(store.clone()),
        _ => None,
    };
    // The session is read again and again meanwhile; what was opened stays open.
    let stores = memo(move || {
        state.with_session(|session| session.resources.iter().filter_map(store).collect::<Vec<MemoryResource>>())
    });
    live_option(move || {
        let lines = stores.get()?.into_iter().map(|store| line(store, now)).collect();
        Some(some(name::MEMORY, lines))
    })
}

fn line(resource: MemoryResource, now: Now) -> AnyView {
    let access = resource.access.as_ref().map(|access| match access {
        MemoryAccess::ReadOnly => name::READ_ONLY.to_owned(),
        MemoryAccess::ReadWrite => name::READ_WRITE.to_owned(),
        MemoryAccess::Unknown(word) => word.to_string(),
    });
    let id = resource.memory_store_id.to_string();
    let called = resource.name.into_option().unwrap_or_else(|| id.clone());
    let (place, called) = match resource.mount_path.into_option() {
        Some(path) => (path, Some(called)),
        None => (called, None),
    };
    let open = RwSignal::new(false);
    view! {
        <li class="resource">
            {opener(open, place)}
            <span>{called}</span>
            <span class="muted">{access}</span>
            {live_option(move || open.get().then(|| inside(id.clone(), None, now)))}
        </li>
    }
    .into_any()
}

/// What is in a store, or in a folder of it.
fn inside(store: String, folder: Option<String>, now: Now) -> AnyView {
    let entries = memories::entries(store.clone(), folder);
    let reload = move || entries.reload();
    let retry = Callback::new(move |()| reload());
    let lines = move |Entries { found, has_more }: Entries| {
        if found.is_empty() && !has_more {
            return view! { <p class="muted">{say::EMPTY}</p> }.into_any();
        }
        items(found.into_iter().map(|entry| memory(&store, entry, now)).collect())
    };
    let content = live(move || match entries.get() {
        Remote::Loading => view! { <p aria-busy="true"><Skeleton/></p> }.into_any(),
        Remote::Failed(error) => view! { <Failure error retry/> }.into_any(),
        Remote::Fresh { value, .. } => lines(value),
        Remote::Stale { value, error, .. } => view! { <Failure error retry/> {lines(value)} }.into_any(),
    });
    let count = move || {
        entries.with(|remote| {
            let Entries { found, has_more } = remote.value()?;
            (!found.is_empty() || *has_more).then(|| say::count(found.len(), *has_more))
        })
    };
    view! {
        <div class="memories">
            {content}
            <p class="memories-foot">
                <span class="muted" role="status">{count}</span>
                <button type="button" class="chip" on:click=act(move |_| reload())>{name::RELOAD}</button>
            </p>
        </div>
    }
    .into_any()
}

fn memory(store: &str, entry: MemoryEntry, now: Now) -> AnyView {
    let store = store.to_owned();
    let open = RwSignal::new(false);
    match entry {
        MemoryEntry::Memory(memory) => {
            let (id, path) = (memory.id.to_string(), memory.path.clone());
            let text = move || {
                let (store, id) = (store.clone(), id.clone());
                preview(path.clone(), WORDS, Box::new(move || memories::text(&store, &id)))
            };
            view! {
                <li class="resource">
                    {opener(open, memory.path)}
                    <span class="muted">{name::size(memory.content_size_bytes)}" · "<Since time=memory.updated_at now/></span>
                    {live_option(move || open.get().then(&text))}
                </li>
            }
            .into_any()
        }
        MemoryEntry::Prefix(folder) => {
            let path = folder.path.clone();
            view! {
                <li class="resource">
                    {opener(open, folder.path)}
                    <span class="muted">{say::FOLDER}</span>
                    {live_option(move || open.get().then(|| inside(store.clone(), Some(path.clone()), now)))}
                </li>
            }
            .into_any()
        }
        MemoryEntry::Unknown(unknown) => {
            view! { <li class="resource"><code>{unknown.kind().to_owned()}</code></li> }.into_any()
        }
    }
}
