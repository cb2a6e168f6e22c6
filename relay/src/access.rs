//! Who may do what: a total table of route and role.
//!
//! Both matches are without a catch-all, so a new route or role does not compile until it has its answer.

use model::endpoint::Access;

use crate::auth::Role;
use crate::routes::Route;

/// The answer of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Allowed,
    /// Nobody is signed in, and this needs somebody.
    SignInFirst,
    /// Somebody is, but not with this right.
    Refused,
}

/// Whether someone with `role` (`None`: nobody is signed in) may ask for `route`.
pub fn verdict(route: &Route, role: Option<Role>) -> Verdict {
    match (least(route), role) {
        (Least::Anyone, _)
        | (Least::SignedIn, Some(Role::Viewer | Role::Runner | Role::Operator))
        | (Least::Viewer, Some(Role::Viewer | Role::Operator))
        | (Least::Operator, Some(Role::Operator)) => Verdict::Allowed,
        (Least::SignedIn | Least::Viewer | Least::Operator, None) => Verdict::SignInFirst,
        (Least::Viewer, Some(Role::Runner)) | (Least::Operator, Some(Role::Viewer | Role::Runner)) => Verdict::Refused,
    }
}

/// The least that a route asks for.
enum Least {
    Anyone,
    SignedIn,
    /// A runner is no lesser viewer: runners follow their own tasks, and only through those.
    Viewer,
    Operator,
}

fn least(route: &Route) -> Least {
    match route {
        Route::Call(call) => match call.endpoint().access {
            Access::Viewer => Least::Viewer,
            Access::Operator => Least::Operator,
        },
        Route::Chunk(_) | Route::Limits | Route::LiveSessions => Least::Viewer,
        Route::WhoAmI => Least::SignedIn,
        // Signing out also clears a cookie that is no longer valid; a webhook shows nothing but its signature.
        Route::SignIn | Route::SignOut | Route::Hook | Route::Health | Route::File(_) | Route::Page => Least::Anyone,
    }
}

#[cfg(test)]
mod tests;
