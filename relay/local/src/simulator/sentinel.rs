//! Failures that a session has because of a word in its title.
