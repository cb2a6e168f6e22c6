//! Who is signed in, for the whole page.

use leptos::prelude::*;

use crate::api::account::{Account, who_am_i};
use crate::api::{self, Error};
use crate::dom::keep;
use crate::dom::task::Task;

/// Who the page works for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Not known yet, or the relay could not be asked.
    Unknown,
    /// Someone the relay knows.
    SignedIn(Account),
    /// Nobody, or no longer anybody.
    SignedOut,
}

/// Who the page works for, and how that changes.
#[derive(Debug, Clone, Copy)]
pub struct AccountState {
    who: RwSignal<Who>,
}

impl AccountState {
    /// Asks the relay, for the views below.
    pub fn provide() -> Self {
        let state = Self { who: RwSignal::new(Who::Unknown) };
        provide_context(state);
        keep(Task::spawn(state.ask()));
        state
    }

    /// The account of the app.
    pub fn current() -> Self {
        expect_context()
    }

    /// Who it is; tracked.
    pub fn who(self) -> Who {
        self.who.get()
    }

    /// Takes note of an error: when it says that nobody is signed in, the page asks for a key.
    pub fn notice(self, error: &Error) {
        if matches!(error, Error::Unauthorized(_)) {
            self.who.set(Who::SignedOut);
        }
    }

    /// Signs in with a key.
    pub async fn sign_in(self, key: &str) -> Result<(), Error> {
        api::account::sign_in(key).await?;
        self.who.set(Who::SignedIn(who_am_i().await?));
        Ok(())
    }

    /// Signs out.
    pub async fn sign_out(self) -> Result<(), Error> {
        api::account::sign_out().await?;
        self.who.set(Who::SignedOut);
        Ok(())
    }

    async fn ask(self) {
        match who_am_i().await {
            Ok(account) => self.who.set(Who::SignedIn(account)),
            // Other failures are shown by the page, which asks the same relay.
            Err(error) => self.notice(&error),
        }
    }
}
