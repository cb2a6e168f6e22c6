//! The control plane of tests.
