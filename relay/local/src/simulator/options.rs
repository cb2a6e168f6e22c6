//! What a simulator is started with.

/// The key that is accepted when no other is given.
pub const DEFAULT_API_KEY: &str = "sk-ant-simulator-local";

/// How a simulator behaves.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// The API keys that are accepted.
    pub api_keys: Vec<String>,
    /// Time moves only by `POST /__sim/step`.
    pub stepped: bool,
    /// The time it starts at, in microseconds since the epoch; the wall clock's when absent.
    pub start_time: Option<i64>,
    /// What ids and chance come from: the same seed and requests give the same answers.
    pub seed: u64,
    /// How much faster than people the agents work.
    pub speed: f64,
    /// Requests per minute.
    pub limits: Limits,
    /// Whether it starts with the demonstration data.
    pub seeded: bool,
}

/// Requests per minute and organization (§1.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Calls that change something.
    pub create: u32,
    /// Retrieve, list and opening a stream.
    pub read: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { create: 300, read: 1200 }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            api_keys: vec![DEFAULT_API_KEY.to_owned()],
            stepped: false,
            start_time: None,
            seed: 1,
            speed: 1.0,
            limits: Limits::default(),
            seeded: true,
        }
    }
}
