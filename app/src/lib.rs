//! Porthole’s dashboard.
