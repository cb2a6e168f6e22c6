//! Everything but sessions: agents, environments, files, skills, vaults, memory, deployments, models.
//!
//! A handler is `fn(&mut World, &Request) -> Result<Answer, Refusal>`, pure: time is `world.now()`, ids are
//! `world.id("agent")`. `request.id(0)` is the first id of the path, `request.object()?` the JSON body,
//! `request.parts()?` a form. Lists: read `list::limit`, filter, then `list::page(items, &request.query,
//! Order::Desc, limit)?.answer(print)`, which does `include_archived`, `created_at[…]` and cursors; items
//! implement `list::Item` with `world.next_seq()` as `seq`. Bodies are checked with `check::*`
//! (`required_text`, `items`, `metadata`, `patch_metadata`, `only`); parse errors are
//! `Refusal::unparsed("tools[0].type: …")`, all else `Refusal::invalid`, `not_found("Agent")`, `conflict`.
//! Each module keeps its own state as a field of [`Objects`].

pub(crate) mod agents;
pub(crate) mod credentials;
pub(crate) mod deployment_runs;
pub(crate) mod deployments;
pub(crate) mod environments;
pub(crate) mod files;
pub(crate) mod memories;
pub(crate) mod memory_stores;
pub(crate) mod memory_versions;
pub(crate) mod models;
pub(crate) mod skills;
pub(crate) mod vaults;

/// The state of the modules below.
#[derive(Debug, Default)]
pub(crate) struct Objects {}
