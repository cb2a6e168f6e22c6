//! A session with what it needs of the world to go on.

use super::agenda::{Agenda, Job};
use super::beat::Beat;
use crate::simulator::rng::Rng;
use crate::simulator::sentinel::Sentinel;
use crate::simulator::sessions::{Session, Status, Thread, Wait};
use crate::simulator::streams::Streams;
use crate::simulator::time::{self, Micros};

/// One session, set up to play.
pub(crate) struct Stage<'a> {
    /// The session.
    pub(crate) session: &'a mut Session,
    /// The time.
    pub(crate) now: Micros,
    /// How much faster than people the agents work.
    pub(crate) speed: f64,
    /// Chance.
    pub(crate) rng: &'a mut Rng,
    /// What is due when.
    pub(crate) agenda: &'a mut Agenda,
    /// Who listens.
    pub(crate) streams: &'a mut Streams,
    /// How many events were emitted, ever.
    pub(crate) emitted: &'a mut u64,
}

/// How far REST lags behind the events.
const LAG: Micros = 150 * time::MILLI;

impl Stage<'_> {
    /// The thread at `index`.
    pub(crate) fn thread(&mut self, index: usize) -> &mut Thread {
        self.session.thread_mut(index)
    }

    /// `ms` of the script as time that passes here.
    pub(crate) fn pace(&self, ms: u64) -> Micros {
        let slowed = if self.session.sentinels.has(Sentinel::Slow) { ms.saturating_mul(3) } else { ms };
        time::scaled(slowed, self.speed)
    }

    /// Enters a job that is due in `delay`.
    pub(crate) fn later(&mut self, delay: Micros, job: Job) {
        self.agenda.add(self.now + delay, job);
    }

    /// Adds a beat to a thread's act, `ms` after the one before.
    pub(crate) fn beat(&mut self, thread: usize, ms: u64, beat: Beat) {
        let delay = self.pace(ms);
        self.thread(thread).work.beats.push_back((delay, beat));
    }

    /// Asks for the thread's next wake-up, if it goes on by itself.
    pub(crate) fn go_on(&mut self, index: usize) {
        let session = self.session.seq;
        let thread = self.thread(index);
        thread.work.epoch += 1;
        if !thread.is_busy() || thread.work.wait.is_some() {
            return;
        }
        let delay = thread.work.beats.front().map_or(5 * time::MILLI, |(delay, _)| *delay);
        let job = Job::Wake { session, thread: index, epoch: thread.work.epoch };
        self.later(delay, job);
    }

    /// A wake-up: plays a beat or takes the next act.
    pub(crate) fn wake(&mut self, index: usize, epoch: u64) {
        let work = &mut self.thread(index).work;
        if work.epoch != epoch {
            return;
        }
        match work.beats.pop_front() {
            Some((_, beat)) => self.play(index, beat),
            None => self.next_act(index),
        }
        self.go_on(index);
    }

    /// Does a job of this session.
    pub(crate) fn carry_out(&mut self, job: Job) {
        match job {
            Job::Wake { thread, epoch, .. } => self.wake(thread, epoch),
            Job::Begin(_) => self.begin(),
            Job::Interrupt { thread, event, .. } => self.interrupt(&event, thread),
            Job::Answers { thread, .. } => self.look_at_answers(thread),
            Job::Show(_) => self.session.shown = self.session.status,
            Job::Resume(_) => self.resume(),
            Job::Outputs(_) | Job::Heartbeat(_) | Job::Deployment(_) | Job::Tidy(_) => {}
        }
    }

    /// Makes a thread wait: it has no wake-up until something ends the waiting.
    pub(crate) fn hold(&mut self, index: usize, wait: Wait) {
        self.thread(index).work.wait = Some(wait);
    }

    /// Sets the session's status; REST follows a moment later.
    pub(crate) fn set_status(&mut self, status: Status) {
        let now = self.now;
        let session = &mut *self.session;
        if status == Status::Running {
            session.running_since = session.running_since.or(Some(now));
        } else {
            session.active = session.active_at(now);
            session.running_since = None;
        }
        session.status = status;
        session.updated = now;
        let job = Job::Show(session.seq);
        self.later(LAG, job);
    }
}
