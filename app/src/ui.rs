//! Pieces of interface that know no API, router or state.
