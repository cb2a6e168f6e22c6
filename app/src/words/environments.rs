//! The words of environments.

/// The list.
pub const TITLE: &str = "Environments";
/// One environment, until its name is known.
pub const ENVIRONMENT: &str = "Environment";
/// Opens the form.
pub const NEW: &str = "New environment";
/// The list is empty.
pub const EMPTY: &str = "No environment has been made yet.";
/// Hosted by the platform.
pub const CLOUD: &str = "Cloud";
/// Hosted by its owner.
pub const SELF_HOSTED: &str = "Self-hosted";
/// Everything may be reached.
pub const UNRESTRICTED: &str = "Unrestricted";
/// Only some hosts may be reached.
pub const LIMITED: &str = "Limited";
/// Nothing extra is installed.
pub const NO_PACKAGES: &str = "No extra packages.";
/// No host may be reached.
pub const NO_HOSTS: &str = "No hosts.";
/// Servers of MCP tools may be reached, too.
pub const MCP_SERVERS: &str = "MCP servers";
/// Registries of packages may be reached, too.
pub const PACKAGE_MANAGERS: &str = "Package managers";
/// It may.
pub const ALLOWED: &str = "allowed";
/// It may not.
pub const NOT_ALLOWED: &str = "not allowed";
/// Hosts that may be reached.
pub const HOSTS: &str = "Hosts";
/// Who may see it.
pub const SCOPE: &str = "Scope";
/// How it is hosted.
pub const HOSTING: &str = "Hosting";

/// The columns.
pub mod column {
    /// What it is called.
    pub const NAME: &str = "Name";
    /// How it is hosted.
    pub const HOSTING: &str = "Hosting";
    /// What it may reach.
    pub const NETWORK: &str = "Network";
    /// What it is for.
    pub const DESCRIPTION: &str = "Description";
    /// When it was changed.
    pub const UPDATED: &str = "Updated";
}

/// The sections of an environment's page.
pub mod section {
    /// Facts.
    pub const ABOUT: &str = "About";
    /// What it may reach.
    pub const NETWORK: &str = "Network";
    /// What is installed.
    pub const PACKAGES: &str = "Packages";
    /// Notes.
    pub const METADATA: &str = "Metadata";
    /// Everything.
    pub const RAW: &str = "As sent";
}

/// What may be reached, in one phrase.
pub fn limited(hosts: usize) -> String {
    match hosts {
        0 => "Limited".to_owned(),
        1 => "Limited to 1 host".to_owned(),
        _ => format!("Limited to {hosts} hosts"),
    }
}
