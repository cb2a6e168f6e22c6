//! Runs of calls, told in one sentence each: what they did, and to what.

mod program;

use super::row::{Answer, Kind, Row, RowId, ToolRow};
use super::{Action, Timeline, View};
use program::program;

/// How many calls of a run are read for its sentence.
const READ: usize = 40;

/// How much of a session is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    /// Every row.
    #[default]
    Full,
    /// Runs of calls as one row each, and no thoughts.
    Story,
}

/// How the calls of a run ended. They all ended the same way, or else they would be two runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Each has a result that is no error.
    Done,
    /// Each has a result that is an error.
    Failed,
    /// A person or the policy refused each.
    Denied,
    /// None has a result yet.
    Open,
}

/// A run of calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What they did.
    pub action: Action,
    /// To what, without repetition, in order; as the machine says it, and the program where that is a command.
    pub objects: Vec<String>,
    /// How many calls there are.
    pub calls: usize,
    /// The objects are those of all calls, and not only of the first ones.
    pub is_whole: bool,
    /// How they ended.
    pub outcome: Outcome,
}

impl Timeline {
    /// The sentence of the run that begins with `lead`; none for a row that stands for itself.
    pub fn told(&self, view: &View, lead: RowId) -> Option<Told> {
        if view.level() == Level::Full {
            return None;
        }
        self.run_of(lead)?;
        let rows = view.run(lead);
        let read: Vec<Row> = rows.iter().take(READ).filter_map(|row| self.row(*row)).collect();
        let tools = read.iter().filter_map(|row| match &row.kind {
            Kind::Tool(tool) => Some(&**tool),
            _ => None,
        });
        tell(tools, rows.len())
    }

    /// What makes calls that follow each other a run; none for rows that stand for themselves.
    pub(super) fn run_of(&self, row: RowId) -> Option<(&str, Option<&str>, bool, bool)> {
        let traits = self.traits(row)?;
        let stands_alone = !traits.sort.is_call() || traits.waits || traits.tool == Some(super::phrase::ASK_PERSON);
        (!stands_alone).then_some((traits.tool?, traits.thread, traits.failed, traits.open))
    }
}

fn tell<'a>(tools: impl Iterator<Item = &'a ToolRow>, calls: usize) -> Option<Told> {
    let mut told: Option<Told> = None;
    let mut read = 0;
    for tool in tools {
        read += 1;
        let outcome = outcome(tool);
        let object = match tool.phrase.action {
            Action::Ran => program(&tool.phrase.object),
            _ => tool.phrase.object.clone(),
        };
        let told = told.get_or_insert_with(|| Told {
            action: tool.phrase.action.clone(),
            objects: Vec::new(),
            calls,
            is_whole: false,
            outcome,
        });
        // What a person refused among what failed by itself is told as failed.
        if told.outcome != outcome && outcome == Outcome::Failed {
            told.outcome = outcome;
        }
        if !object.is_empty() && !told.objects.contains(&object) {
            told.objects.push(object);
        }
    }
    told.map(|told| Told { is_whole: read == calls, ..told })
}

fn outcome(tool: &ToolRow) -> Outcome {
    match (&tool.answer, &tool.result) {
        (Some(Answer::Denied { .. }), _) => Outcome::Denied,
        _ if tool.denied_by_policy => Outcome::Denied,
        (_, None) => Outcome::Open,
        _ if tool.failed => Outcome::Failed,
        _ => Outcome::Done,
    }
}

#[cfg(test)]
mod tests;
