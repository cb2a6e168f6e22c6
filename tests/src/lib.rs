//! Tests of the whole, and what they share: the Worker under workerd, an API that records, a relay that is no good.

pub mod http;
pub mod naive;
pub mod upstream;
pub mod worker;
