//! Carries out what scripts say, in virtual time, in the order of events of §4.12.
//!
//! Each thread has acts; an act becomes beats, small steps with the time before each. A thread that has
//! something to do has one wake-up on the agenda; waking plays a beat and asks for the next wake-up.

mod agenda;
mod answers;
mod beat;
mod call;
mod child;
mod emit;
mod fault;
mod interrupt;
mod outcome;
mod request;
mod settle;
mod stage;
mod turn;
mod workflow;

#[cfg(test)]
mod tests;

pub(crate) use agenda::{Agenda, Job};
pub(crate) use beat::Beat;
pub(crate) use call::{Needs, OpenCall, Reply};
pub(crate) use outcome::Outcome;
pub(crate) use stage::Stage;
pub(crate) use workflow::Run;
