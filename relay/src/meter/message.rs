//! What the Worker says to the object: the path of an address, since an address is all that needs no reading.

use super::report::number;
use super::{Ask, Class, Purpose, Report, Standing};
use crate::auth::Caller;

/// What the object is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// May this be sent?
    Ask(Ask),
    /// This is what the API said.
    Report(Report),
    /// How does it look to this caller?
    Limits(Caller),
}

impl Message {
    /// Prints it in the one form that [`Self::parse`] reads.
    pub fn print(&self) -> String {
        match self {
            Self::Ask(Ask { class, caller, purpose }) => {
                format!("/ask/{}/{}/{}", class.as_str(), purpose.as_str(), caller.print())
            }
            Self::Report(Report { class, standing, closed_for }) => {
                let standing = standing.map_or_else(|| "-/-".to_owned(), |it| format!("{}/{}", it.limit, it.remaining));
                let closed = closed_for.map_or_else(|| "-".to_owned(), |millis| millis.to_string());
                format!("/report/{}/{standing}/{closed}", class.as_str())
            }
            Self::Limits(caller) => format!("/limits/{}", caller.print()),
        }
    }

    /// Reads a path. Only the Worker can reach the object; what it did not print is still refused.
    pub fn parse(path: &str) -> Option<Self> {
        let mut words = path.strip_prefix('/')?.split('/');
        let message = match words.next()? {
            "ask" => {
                let class = Class::parse(words.next()?)?;
                let purpose = Purpose::parse(words.next()?)?;
                Self::Ask(Ask { class, purpose, caller: Caller::parse(words.next()?)? })
            }
            "report" => {
                let class = Class::parse(words.next()?)?;
                let standing = match (words.next()?, words.next()?) {
                    ("-", "-") => None,
                    (limit, remaining) => Some(Standing::new(number(limit)?, number(remaining)?)?),
                };
                let closed_for = match words.next()? {
                    "-" => None,
                    millis => Some(i64::from(number(millis)?)),
                };
                Self::Report(Report { class, standing, closed_for })
            }
            "limits" => Self::Limits(Caller::parse(words.next()?)?),
            _ => return None,
        };
        words.next().is_none().then_some(message)
    }
}
