//! The stories by name.

use super::{TurnContext, audit, coding, data, people, quick, research, team, tour, trouble};
use crate::simulator::rng::Rng;
use crate::simulator::script::Turn;

/// About three hours of work on code: a round takes four minutes.
const ROUNDS: u32 = 45;
/// About two hours of research: a chapter takes a minute.
const CHAPTERS: u32 = 120;

/// Declares the stories with the name of each, which `sessions::follow` takes.
macro_rules! stories {
    ($($(#[$doc:meta])* $story:ident = $name:literal,)*) => {
        /// A kind of turn.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Story {
            $($(#[$doc])* $story,)*
        }

        impl Story {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$story),*];

            /// Its name.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$story => $name,)* }
            }

            /// The story of that name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$story),)* _ => None }
            }
        }
    };
}

stories! {
    /// Says one thing.
    Remark = "remark",
    /// Answers a question after one look.
    Answer = "answer",
    /// A small piece of work.
    Work = "work",
    /// Words alone, for an agent without tools.
    Talk = "talk",
    /// Writes a file.
    File = "file",
    /// Draws a chart.
    Picture = "picture",
    /// Waits for something outside.
    Patient = "patient",
    /// A long coding task.
    Code = "code",
    /// A look at code.
    Look = "look",
    /// A coding task of hours.
    Endless = "endless",
    /// Several calls that a person has to allow.
    Approvals = "approvals",
    /// One call that a person has to allow.
    Approval = "approval",
    /// Calls that are judged one by one.
    Judged = "judged",
    /// A question to the person.
    Question = "question",
    /// Orders that the client looks up.
    Orders = "orders",
    /// Tickets over MCP.
    Tickets = "tickets",
    /// Research on the web.
    Research = "research",
    /// Research with a question to the person.
    ResearchQuestion = "research-question",
    /// Research of hours.
    Survey = "survey",
    /// Analysis of figures.
    Data = "data",
    /// Analysis with a question to the person.
    DataQuestion = "data-question",
    /// A lead with three helpers.
    Team = "team",
    /// A helper that a person has to allow something.
    TeamApproval = "team-approval",
    /// A lead that asks an advisor.
    Advised = "advised",
    /// A workflow run.
    Workflow = "workflow",
    /// A workflow run that breaks.
    BrokenWorkflow = "broken-workflow",
    /// Faults that pass.
    Retried = "retried",
    /// Faults that do not.
    Exhausted = "exhausted",
    /// A fault with long waits between the tries.
    Struggling = "struggling",
    /// A refusal.
    Refused = "refused",
    /// The end of the session.
    Ended = "ended",
    /// Great expense.
    Expensive = "expensive",
    /// One of everything.
    Tour = "tour",
}

impl Story {
    /// Tells it: `prompt` as it was written, `subject` in normal form with the title's words, `held`
    /// the tokens in the thread.
    pub(super) fn tell(self, context: &TurnContext<'_>, prompt: &str, subject: &str, held: u64, rng: &mut Rng) -> Turn {
        match self {
            Self::Remark => quick::remark(greeting(context), held, rng),
            Self::Answer => quick::answer(held, rng),
            Self::Work => quick::work(prompt, held, rng),
            Self::Talk => quick::talk(prompt, held, rng),
            Self::File => quick::file(prompt, held, rng),
            Self::Picture => quick::picture(held, rng),
            Self::Patient => quick::patient(held, rng),
            Self::Code => coding::long(coding::project_for(subject, rng), held, rng),
            Self::Look => coding::look(coding::project_for(subject, rng), held, rng),
            Self::Endless => coding::endless(coding::project_for(subject, rng), ROUNDS, held, rng),
            Self::Approvals => people::approvals(held, rng),
            Self::Approval => people::approval(held, rng),
            Self::Judged => people::judged(held, rng),
            Self::Question => people::question(held, rng),
            Self::Orders => data::orders(held, rng),
            Self::Tickets => data::tickets(held, rng),
            Self::Research => research::brief(subject, held, rng),
            Self::ResearchQuestion => research::brief_with_question(subject, held, rng),
            Self::Survey => research::survey(CHAPTERS, held, rng),
            Self::Data => data::analysis(held, rng),
            Self::DataQuestion => data::analysis_with_question(held, rng),
            Self::Team => team::team(held, rng),
            Self::TeamApproval => team::team_with_approval(held, rng),
            Self::Advised => team::advised(held, rng),
            Self::Workflow => audit::workflow(held, rng),
            Self::BrokenWorkflow => audit::broken(held, rng),
            Self::Retried => trouble::retried(held, rng),
            Self::Exhausted => trouble::exhausted(held, rng),
            Self::Struggling => trouble::struggling(held, rng),
            Self::Refused => trouble::refused(held, rng),
            Self::Ended => trouble::ended(held, rng),
            Self::Expensive => trouble::expensive(held, rng),
            Self::Tour => tour::tour(held, rng),
        }
    }
}

fn greeting(context: &TurnContext<'_>) -> String {
    let TurnContext { agent_name, model, .. } = context;
    format!("Hello. I am **{agent_name}** on `{model}`, ready for a task, a file or a question.")
}
