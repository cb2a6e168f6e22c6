//! What the browser remembers for us.
//!
//! A browser may refuse (private windows, full disks); then nothing is remembered and nothing breaks.

/// How long something is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Until the site's data is cleared.
    Browser,
    /// Until the tab is closed.
    Tab,
}

/// What was stored under `key`.
pub fn get(memory: Memory, key: &str) -> Option<String> {
    storage(memory)?.get_item(key).ok()?
}

/// Stores `value` under `key`.
pub fn set(memory: Memory, key: &str, value: &str) {
    if let Some(storage) = storage(memory) {
        storage.set_item(key, value).ok();
    }
}

/// Forgets `key`.
pub fn remove(memory: Memory, key: &str) {
    if let Some(storage) = storage(memory) {
        storage.remove_item(key).ok();
    }
}

fn storage(memory: Memory) -> Option<web_sys::Storage> {
    let window = super::window()?;
    match memory {
        Memory::Browser => window.local_storage().ok()?,
        Memory::Tab => window.session_storage().ok()?,
    }
}
