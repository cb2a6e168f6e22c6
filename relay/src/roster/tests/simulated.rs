//! The list against a small API, in virtual time: whatever happens, viewers end up with what is true.

use std::collections::BTreeMap;

use super::*;

/// Chance, from a seed.
struct Rng(u64);

impl Rng {
    /// A number below `n`.
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % n
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

#[derive(Clone)]
struct Session {
    born: u64,
    status: &'static str,
    version: u64,
    archived: bool,
    stop: &'static str,
}

impl Session {
    fn print(&self, id: &str) -> Value {
        let archived = self.archived.then_some("2026-11-20T00:00:00Z");
        let born = model::time::Time::from_millis(i64::try_from(self.born).unwrap() * 1_000).to_timestamp();
        json!({ "id": id, "status": self.status, "created_at": born.as_str(), "updated_at": self.version.to_string(),
            "archived_at": archived })
    }
}

/// How webhooks arrive.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hooks {
    None,
    All,
    /// Some are lost.
    Some,
}

/// A viewer's picture: sessions as they were told, and why they rest.
type Picture = BTreeMap<String, (Value, Value)>;

struct World {
    rng: Rng,
    hooks: Hooks,
    now: i64,
    api: BTreeMap<String, Session>,
    born: u64,
    roster: Roster,
    is_watched: bool,
    /// Nothing until the list was told.
    picture: Option<Picture>,
    /// Answers on their way: when, to which question, and what if it was made at once.
    on_way: Vec<(i64, u64, Ask, Result<String, Failure>)>,
    news: Vec<(i64, News)>,
    lists: Vec<i64>,
    singles: Vec<(i64, bool)>,
    is_calm: bool,
}

impl World {
    fn new(seed: u64, hooks: Hooks) -> Self {
        Self {
            rng: Rng(seed),
            hooks,
            now: START,
            api: BTreeMap::new(),
            born: 1_000,
            roster: Roster::default(),
            is_watched: false,
            picture: None,
            on_way: Vec::new(),
            news: Vec::new(),
            lists: Vec::new(),
            singles: Vec::new(),
            is_calm: false,
        }
    }

    fn act(&mut self, input: Input) {
        for output in self.roster.handle(input, self.now) {
            match output {
                Output::Ask(number, ask) => self.take(number, ask),
                Output::Tell(frame) => self.hear(frame.text()),
            }
        }
        if self.is_watched && self.picture.is_none() && self.roster.snapshot().is_some() {
            self.picture = Some(Picture::new());
            for piece in self.roster.snapshot().unwrap() {
                self.hear(&piece);
            }
        }
    }

    fn take(&mut self, number: u64, ask: Ask) {
        assert!(self.is_watched, "{ask:?} is asked though nobody looks");
        assert!(self.on_way.len() < AT_ONCE);
        if ask.is_list() {
            assert!(self.lists.last().is_none_or(|last| self.now - last >= ROUND), "two lists in one round");
            self.lists.push(self.now);
        } else {
            self.singles.push((self.now, matches!(ask, Ask::Stop { .. })));
        }
        let result = self.answer(&ask);
        let takes = if self.rng.chance(10) { 8_000 } else { 400 };
        let due = self.now + 20 + i64::try_from(self.rng.below(takes)).unwrap();
        self.on_way.push((due, number, ask, result));
    }

    /// What the API says now.
    fn answer(&mut self, ask: &Ask) -> Result<String, Failure> {
        if !self.is_calm && self.rng.chance(8) {
            let retry_after = self.rng.chance(50).then_some(2_000);
            return Err(failure(if self.rng.chance(50) { 429 } else { 500 }, retry_after));
        }
        let found = |id: &str| self.api.get(id).ok_or_else(|| failure(404, None));
        match ask {
            Ask::AtWork => Ok(self.page(100, |session| session.status == "running")),
            Ask::Newest => Ok(self.page(50, |session| !session.archived)),
            Ask::Session(id) => found(id).map(|session| session.print(id).to_string()),
            Ask::Stop { id, .. } => found(id).map(|session| idle(session.stop)),
        }
    }

    fn page(&self, limit: usize, is_on: impl Fn(&Session) -> bool) -> String {
        let mut on: Vec<_> = self.api.iter().filter(|(_, session)| is_on(session)).collect();
        on.sort_by_key(|(_, session)| std::cmp::Reverse(session.born));
        let next = (on.len() > limit).then_some("next");
        let data: Vec<Value> = on.into_iter().take(limit).map(|(id, session)| session.print(id)).collect();
        json!({ "data": data, "next_page": next }).to_string()
    }

    fn hear(&mut self, text: &str) {
        let Some(picture) = &mut self.picture else { return };
        let (_, data) = text.split_once("\ndata: ").unwrap();
        let data: Value = serde_json::from_str(data).unwrap();
        let mut put = |entry: &Value| {
            let id = entry["session"]["id"].as_str().unwrap().to_owned();
            picture.insert(id, (entry["session"].clone(), entry["waits"].clone()));
        };
        match data["type"].as_str() {
            Some("roster") => data["sessions"].as_array().unwrap().iter().for_each(put),
            Some("change") if data["removed"].is_string() => drop(picture.remove(data["removed"].as_str().unwrap())),
            Some("change") => put(&data),
            _ => {}
        }
    }

    /// Something happens at the API.
    fn happen(&mut self) {
        let at = self.rng.below(self.api.len().max(1) as u64);
        let id = self.api.keys().nth(usize::try_from(at).unwrap()).cloned();
        let is_birth = self.rng.chance(10);
        let Some((id, happened)) = (match id.filter(|_| !is_birth) {
            Some(id) => self.change(&id).map(|happened| (id, happened)),
            None => Some((self.bear(), Happened::Changed)),
        }) else {
            return;
        };
        let arrives = match self.hooks {
            Hooks::None => 0,
            Hooks::All => 1 + self.rng.below(2),
            Hooks::Some => self.rng.below(2),
        };
        for _ in 0..arrives {
            let due = self.now + i64::try_from(self.rng.below(3_000)).unwrap();
            self.news.push((due, News { session_id: id.clone(), kind: happened }));
        }
    }

    /// A new session.
    fn bear(&mut self) -> String {
        self.born += 1;
        let id = format!("sesn{}", self.born);
        let session = Session { born: self.born, status: "idle", version: 1, archived: false, stop: "end_turn" };
        self.api.insert(id.clone(), session);
        id
    }

    /// Something happens to a session. What is archived stays as it is.
    fn change(&mut self, id: &str) -> Option<Happened> {
        let stop = if self.rng.chance(50) { "requires_action" } else { "end_turn" };
        let kind = self.rng.below(9);
        let session = self.api.get_mut(id).filter(|session| !session.archived || kind == 6)?;
        session.version += 1;
        Some(match (kind, session.status) {
            (0..6, "idle") => {
                session.status = "running";
                Happened::Started
            }
            (0..6, "running") => {
                (session.status, session.stop) = ("idle", stop);
                Happened::Rested
            }
            (6, "idle" | "terminated") => {
                self.api.remove(id);
                Happened::Deleted
            }
            (7, "idle") => {
                (session.status, session.archived) = ("terminated", true);
                Happened::Ended
            }
            _ => Happened::Changed,
        })
    }

    /// Lets time pass up to the next thing that is due by `until`.
    fn step(&mut self, until: i64) -> bool {
        let answers = self.on_way.iter().map(|(due, ..)| *due);
        let news = self.news.iter().map(|(due, _)| *due);
        let next = answers.chain(news).chain(self.roster.wake_at(self.now)).min().filter(|at| *at <= until);
        let Some(next) = next else {
            self.now = until;
            return false;
        };
        self.now = next.max(self.now);
        if let Some(at) = self.on_way.iter().position(|(due, ..)| *due <= self.now) {
            let (_, number, _, result) = self.on_way.swap_remove(at);
            self.act(Input::Answered(number, result));
        } else if let Some(at) = self.news.iter().position(|(due, _)| *due <= self.now) {
            let (_, news) = self.news.swap_remove(at);
            self.act(Input::Hook(news));
        } else {
            self.act(Input::Tick);
        }
        true
    }

    fn pass(&mut self, millis: i64) {
        let until = self.now + millis;
        while self.step(until) {}
    }

    fn watch(&mut self, is_watched: bool) {
        if self.is_watched != is_watched {
            self.is_watched = is_watched;
            self.picture = None;
            self.act(if is_watched { Input::Watched } else { Input::Unwatched });
        }
    }

    /// Every session that a viewer sees is as it is, and those that are new or at work are seen.
    fn check(&self, seed: u64) {
        let place = format!("seed {seed}, {:?}", self.hooks);
        let picture = self.picture.as_ref().unwrap_or_else(|| panic!("{place}: no list"));
        for (id, (session, waits)) in picture {
            let Some(truth) = self.api.get(id) else {
                // No list shows that what was archived is gone.
                assert!(self.hooks != Hooks::All && session["archived_at"].is_string(), "{place}: {id} is gone");
                continue;
            };
            let is_new = self.api.values().filter(|other| !other.archived && other.born > truth.born).count() < 50;
            if is_new || session["status"] == "running" {
                assert_eq!(*session, truth.print(id), "{place}");
                let stop = if truth.status == "idle" { json!({ "type": truth.stop }) } else { Value::Null };
                assert_eq!(*waits, stop, "{place}: {id}");
            }
        }
        for (id, truth) in &self.api {
            let newer = self.api.values().filter(|other| !other.archived && other.born > truth.born).count();
            let belongs = truth.status == "running" || !truth.archived && newer < 50;
            assert!(!belongs || picture.contains_key(id), "{place}: {id} is not seen");
        }
    }
}

fn run(seed: u64, hooks: Hooks) {
    let mut world = World::new(seed, hooks);
    for _ in 0..20 {
        world.happen();
    }
    world.watch(true);
    for _ in 0..150 {
        let pause = i64::try_from(world.rng.below(20_000)).unwrap();
        world.pass(pause);
        world.happen();
        if world.rng.chance(6) {
            let is_watched = world.is_watched;
            world.watch(!is_watched);
        }
    }
    world.watch(true);
    world.is_calm = true;
    world.pass(2 * BACKSTOP);
    let began = world.lists.len();
    world.pass(5 * BACKSTOP);
    world.check(seed);
    let rounds = usize::try_from(5 * BACKSTOP / ROUND).unwrap();
    let lists = world.lists.len() - began;
    match hooks {
        Hooks::None => assert!(lists >= rounds - 1, "seed {seed}: {lists}"),
        // What happened last may have been seen before it was told; then every round is right, too.
        Hooks::All | Hooks::Some => assert!(lists <= 6 || lists >= rounds - 1, "seed {seed}: {lists}"),
    }
    if hooks == Hooks::None {
        for kind in [true, false] {
            let times: Vec<i64> = world.singles.iter().filter(|(_, stop)| *stop == kind).map(|(at, _)| *at).collect();
            // Rounds begin with the list; one that is late moves the next, so that two rounds' worth may meet.
            let crowded = times.windows(11).any(|window| window[10] - window[0] < ROUND);
            assert!(!crowded, "seed {seed}: more than ten in a round");
        }
    }
}

#[test]
fn viewers_end_up_with_what_is_true() {
    for seed in 0..16 {
        for hooks in [Hooks::None, Hooks::All, Hooks::Some] {
            run(seed, hooks);
        }
    }
}
