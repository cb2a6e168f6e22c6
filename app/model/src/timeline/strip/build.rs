//! What events make of a strip, taken in order, log by log.

use std::collections::HashMap;

use super::{Band, Bar, BarKind, Bars, Lane, Mark, MarkKind, Span, Strip};
use crate::time::Time;
use crate::timeline::digest::{Asks, Charge, Digest, SessionStep, ThreadStep};
use crate::timeline::key::{Name, Slot};
use crate::timeline::stored::{Group, LogIndex, SESSION};
use crate::timeline::{Log, Timeline};
use crate::wire::Event;

/// Where a bar is: on which lane, and the how manieth.
type Place = (usize, usize);

/// The lanes of a session, as far as its events were looked at.
#[derive(Debug)]
pub(super) struct Build {
    lanes: Vec<Lane>,
    /// The bars of each lane, as they came.
    bars: Vec<Vec<Bar>>,
    by_thread: HashMap<Name, usize>,
    requests: HashMap<(LogIndex, Name), Place>,
    rounds: HashMap<(Name, u64), Place>,
    calls: HashMap<Name, Place>,
    /// Calls that ask somebody, and when they did.
    asked: HashMap<Name, (usize, Mark)>,
    idle: Vec<Span>,
    idle_since: Option<Time>,
    working: HashMap<usize, Time>,
    span: Option<Span>,
}

impl Build {
    pub(super) fn new(timeline: &Timeline) -> Self {
        let mut build = Self {
            lanes: vec![Lane::default()],
            bars: vec![Vec::new()],
            by_thread: HashMap::new(),
            requests: HashMap::new(),
            rounds: HashMap::new(),
            calls: HashMap::new(),
            asked: HashMap::new(),
            idle: Vec::new(),
            idle_since: None,
            working: HashMap::new(),
            span: None,
        };
        for (_, row) in &timeline.threads {
            if let Some(Group::Thread(thread)) = timeline.entry(*row).map(|entry| &entry.group) {
                build.lane(timeline, *thread);
            }
        }
        build
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, timeline: &Timeline, log: LogIndex, slot: Slot, at: Time) {
        let Some(stored) = timeline.event(slot) else { return };
        self.span =
            Some(self.span.map_or(Span::new(at, at), |span| Span { from: span.from.min(at), to: span.to.max(at) }));
        let lane = self.lane_of(timeline, log);
        let bar = |kind| Bar {
            span: Span::new(at, at),
            is_open: true,
            kind,
            is_failed: false,
            cost: None,
            tokens: 0,
            event: slot,
        };
        match &stored.digest {
            Digest::RequestStart => {
                let place = self.push(lane, bar(BarKind::Model));
                self.requests.insert((log, stored.id), place);
            }
            Digest::RequestEnd { start, charge } => {
                let place = self.requests.get(&(log, *start)).copied();
                // A request whose beginning is not here yet is as long as is known: not at all.
                let place = place.unwrap_or_else(|| self.push(lane, bar(BarKind::Model)));
                self.end(place, at, charge.failed);
                self.charge(timeline, place, slot, charge);
            }
            Digest::Evaluation { outcome, iteration, graded } => {
                let known = self.rounds.get(&(*outcome, *iteration)).copied();
                let place = known.unwrap_or_else(|| self.push(lane, bar(BarKind::Grader)));
                self.rounds.insert((*outcome, *iteration), place);
                if let Some(charge) = graded {
                    self.end(place, at, false);
                    self.charge(timeline, place, slot, charge);
                }
            }
            Digest::Call { tool, family, asks, thread, .. } => {
                let lane = thread.map_or(lane, |thread| self.lane(timeline, thread));
                if !self.calls.contains_key(tool) {
                    let place = self.push(lane, bar(BarKind::Tool(*family)));
                    self.calls.insert(*tool, place);
                    if *asks != Asks::Nobody {
                        self.asked.insert(*tool, (lane, Mark { at, kind: MarkKind::Waits, event: slot }));
                    }
                }
            }
            Digest::Confirmation { tool } => {
                self.asked.remove(tool);
                // From here on it ran; before that it waited.
                if let Some(bar) =
                    self.calls.get(tool).copied().and_then(|place| self.bar(place)).filter(|bar| bar.is_open)
                {
                    bar.span = Span::new(at, at);
                }
            }
            Digest::Result { tool, failed } => {
                self.asked.remove(tool);
                if let Some(place) = self.calls.get(tool).copied() {
                    self.end(place, at, *failed);
                }
            }
            Digest::Thread { thread, agent, step } => {
                if *step == ThreadStep::Created {
                    self.lane(timeline, *thread);
                }
                // The session's own thread is never created, and says what it does all the same.
                let lane = self.by_thread.get(thread).copied().unwrap_or(0);
                if let Some(own) = self.lanes.first_mut().filter(|own| lane == 0 && own.name.is_empty()) {
                    timeline.names.text(*agent).clone_into(&mut own.name);
                }
                self.thread(lane, *step, at);
            }
            Digest::Status(step) if log == SESSION => self.status(step, at),
            Digest::Output { message: true } => self.mark(lane, MarkKind::Answer, at, slot),
            Digest::Queueable => self.mark(lane, MarkKind::Message, at, slot),
            Digest::Interrupt => self.mark(lane, MarkKind::Interrupt, at, slot),
            Digest::Fault => self.mark(lane, MarkKind::Error, at, slot),
            _ => {}
        }
    }

    /// The strip of what was taken, as it is at `now`.
    pub(super) fn strip(&self, timeline: &Timeline, now: Time) -> Strip {
        let is_over = timeline.is_over();
        let is_working = !is_over && self.idle_since.is_none();
        let last = self.span.map_or(now, |span| span.to);
        let end = if is_working { last.max(now) } else { last };
        let span = self.span.map(|span| Span { to: end, ..span });
        let mut lanes = self.lanes.clone();
        for (lane, since) in &self.working {
            if let Some(lane) = lanes.get_mut(*lane) {
                lane.active.push(Span::new(*since, end));
            }
        }
        for (lane, mark) in self.asked.values().filter(|_| !is_over) {
            if let Some(lane) = lanes.get_mut(*lane) {
                lane.marks.push(*mark);
            }
        }
        for (lane, bars) in lanes.iter_mut().zip(&self.bars) {
            let mut bars = bars.clone();
            for bar in bars.iter_mut().filter(|bar| bar.is_open) {
                // What nobody ended before the work stopped was not going on since then.
                bar.is_open = is_working;
                bar.span.to = if is_working { end.max(bar.span.from) } else { bar.span.from };
            }
            lane.bars = Bars::new(bars);
            lane.marks.sort_by_key(|mark| (mark.at, mark.event));
        }
        let mut idle = self.idle.clone();
        // Events may come while it is idle: answers, for instance.
        idle.extend(self.idle_since.filter(|since| *since < end).map(|since| Span::new(since, end)));
        Strip { lanes, idle, bands: bands(timeline, end), span }
    }

    fn lane_of(&mut self, timeline: &Timeline, log: LogIndex) -> usize {
        match timeline.logs.get(usize::from(log)) {
            Some(Log::Thread(thread)) => {
                let name = timeline.names.find(thread.as_str());
                name.map_or(0, |thread| self.lane(timeline, thread))
            }
            _ => 0,
        }
    }

    fn lane(&mut self, timeline: &Timeline, thread: Name) -> usize {
        let (lanes, bars) = (&mut self.lanes, &mut self.bars);
        *self.by_thread.entry(thread).or_insert_with(|| {
            let name = timeline.agents.get(&thread).map_or("", |agent| timeline.names.text(*agent)).to_owned();
            lanes.push(Lane { thread: Some(timeline.names.text(thread).to_owned()), name, ..Lane::default() });
            bars.push(Vec::new());
            lanes.len() - 1
        })
    }

    fn push(&mut self, lane: usize, bar: Bar) -> Place {
        let Some(bars) = self.bars.get_mut(lane) else { return (lane, 0) };
        bars.push(bar);
        (lane, bars.len() - 1)
    }

    fn mark(&mut self, lane: usize, kind: MarkKind, at: Time, event: Slot) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.marks.push(Mark { at, kind, event });
        }
    }

    fn bar(&mut self, (lane, index): Place) -> Option<&mut Bar> {
        self.bars.get_mut(lane)?.get_mut(index)
    }

    fn end(&mut self, place: Place, at: Time, is_failed: bool) {
        if let Some(bar) = self.bar(place) {
            bar.span = Span::new(bar.span.from, at);
            bar.is_open = false;
            bar.is_failed = is_failed;
        }
    }

    fn charge(&mut self, timeline: &Timeline, place: Place, slot: Slot, charge: &Charge) {
        let cost = timeline.cost_of(slot).map(|cost| cost.money);
        if let Some(bar) = self.bar(place) {
            bar.cost = cost;
            bar.tokens = charge.tokens.prompt().saturating_add(charge.tokens.output);
        }
    }

    fn thread(&mut self, lane: usize, step: ThreadStep, at: Time) {
        match step {
            ThreadStep::Created => {}
            ThreadStep::Running => {
                self.working.entry(lane).or_insert(at);
            }
            ThreadStep::Idle(_) | ThreadStep::Rescheduled | ThreadStep::Terminated => {
                if let Some((since, lane)) = self.working.remove(&lane).zip(self.lanes.get_mut(lane)) {
                    lane.active.push(Span::new(since, at));
                }
            }
        }
    }

    fn status(&mut self, step: &SessionStep, at: Time) {
        match step {
            SessionStep::Running => self.idle.extend(self.idle_since.take().map(|since| Span::new(since, at))),
            SessionStep::Idle(..) | SessionStep::Terminated | SessionStep::Deleted => {
                self.idle_since.get_or_insert(at);
            }
            SessionStep::Rescheduled => {}
        }
    }
}

/// The phases of all runs.
fn bands(timeline: &Timeline, end: Time) -> Vec<Band> {
    let mut bands = Vec::new();
    for (_, row) in &timeline.runs {
        let Some(entry) = timeline.entry(*row) else { continue };
        let mut names = HashMap::new();
        let mut open: HashMap<String, usize> = HashMap::new();
        for (key, slot) in &entry.members {
            let Some((at, event)) = key.time().zip(timeline.read(*slot)) else { continue };
            match event {
                Event::WorkflowRunCreated(run) => {
                    names.extend(run.phases.into_iter().map(|phase| (phase.id.to_string(), phase.name)));
                }
                Event::WorkflowRunPhaseStarted(phase) => {
                    let id = phase.workflow_run_phase_id.to_string();
                    let name = names.get(&id).unwrap_or(&id).clone();
                    open.insert(id, bands.len());
                    bands.push(Band { span: Span::new(at, end), name, is_open: true });
                }
                Event::WorkflowRunPhaseEnded(phase) => {
                    let ended = open.remove(phase.workflow_run_phase_id.as_str());
                    close(&mut bands, ended, at);
                }
                Event::WorkflowRunStatusEnded(_) => {
                    for (_, band) in open.drain() {
                        close(&mut bands, Some(band), at);
                    }
                }
                _ => {}
            }
        }
    }
    bands
}

fn close(bands: &mut [Band], band: Option<usize>, at: Time) {
    if let Some(band) = band.and_then(|band| bands.get_mut(band)) {
        band.span = Span::new(band.span.from, at);
        band.is_open = false;
    }
}
