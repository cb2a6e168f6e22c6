//! Nothing is lost, doubled or out of order, whatever happens between the API and a page, and nobody says live over a
//! gap: the relay's feed, the app's reader and a small API, in one process and in virtual time, under all twelve faults.
//!
//! Each schedule follows from its seed. `PORTHOLE_FAULT_SEED=n` plays one again, `PORTHOLE_FAULT_SCHEDULES=n` so many.

mod client;
mod link;
mod oracle;
mod relay;
mod rng;
mod schedule;
mod upstream;
mod world;

/// How many schedules are played.
const SCHEDULES: u64 = 10_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_page_ends_with_what_the_api_has() {
    if let Some(seed) = number("PORTHOLE_FAULT_SEED") {
        schedule::run(seed).unwrap_or_else(|said| panic!("seed {seed}: {said}"));
        return;
    }
    let schedules = number("PORTHOLE_FAULT_SCHEDULES").unwrap_or(SCHEDULES);
    // What goes wrong is told below, with its seed.
    std::panic::set_hook(Box::new(|_| ()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let play = |worker: u64| -> Vec<(u64, String)> {
        let seeds = (worker..schedules).step_by(workers);
        seeds.filter_map(|seed| Some((seed, schedule::run(seed).err()?))).take(3).collect()
    };
    let failed: Vec<(u64, String)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers as u64).map(|worker| scope.spawn(move || play(worker))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("panics are caught")).collect()
    });
    let _ = std::panic::take_hook();
    let told: Vec<String> = failed.iter().map(|(seed, said)| format!("PORTHOLE_FAULT_SEED={seed}: {said}")).collect();
    assert!(told.is_empty(), "of {schedules} schedules these went wrong:\n{}", told.join("\n"));
}
