//! Workflow runs and rounds of the grader.

use crate::timeline::key::Slot;
use crate::timeline::{Kind, Phase, PhaseState, RunState};
use crate::wire::Event;
use crate::wire::event::RunResult;

pub(super) fn evaluation(iteration: u64, events: &[(Slot, Event)]) -> Kind {
    let end = events.iter().rev().find_map(|(_, event)| match event {
        Event::SpanOutcomeEvaluationEnd(end) => Some(end),
        _ => None,
    });
    Kind::Evaluation {
        iteration,
        result: end.map(|end| end.result.to_string()),
        explanation: end.map(|end| end.explanation.clone()).unwrap_or_default(),
    }
}

pub(super) fn run(events: &[(Slot, Event)]) -> Kind {
    let mut name = String::new();
    let mut description = None;
    let mut planned = Vec::new();
    let mut state = RunState::Created;
    let mut errors = Vec::new();
    let (mut begun, mut done) = (Vec::new(), Vec::new());
    for (_, event) in events {
        match event {
            Event::WorkflowRunCreated(run) => {
                name.clone_from(&run.name);
                description = run.description.as_str().map(str::to_owned);
                planned.clone_from(&run.phases);
            }
            Event::WorkflowRunStatusRunning(_) => state = RunState::Running,
            Event::WorkflowRunStatusIdle(_) => state = RunState::Paused,
            Event::WorkflowRunPhaseStarted(phase) => begun.push(&phase.workflow_run_phase_id),
            Event::WorkflowRunPhaseEnded(phase) => done.push(&phase.workflow_run_phase_id),
            Event::WorkflowRunError(error) => errors.push(error.error.message.clone()),
            Event::WorkflowRunStatusEnded(end) => {
                state = match &end.result {
                    RunResult::Completed => RunState::Completed,
                    RunResult::Stopped => RunState::Stopped,
                    RunResult::Error(failed) => {
                        if !errors.contains(&failed.error.message) {
                            errors.push(failed.error.message.clone());
                        }
                        RunState::Failed
                    }
                    RunResult::Unknown(unknown) => RunState::Other(unknown.kind().to_owned()),
                };
            }
            _ => {}
        }
    }
    let phases = planned.iter().map(|phase| Phase {
        name: phase.name.clone(),
        state: match (begun.contains(&&phase.id), done.contains(&&phase.id)) {
            (_, true) => PhaseState::Done,
            (true, false) => PhaseState::Running,
            (false, false) => PhaseState::Ahead,
        },
    });
    Kind::Run { name, description, phases: phases.collect(), state, errors }
}
