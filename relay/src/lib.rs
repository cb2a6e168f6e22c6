//! Porthole’s relay.
