//! The tools of an agent, as asked for and as answered.
//!
//! Requests may leave nearly everything out; answers fill it in. One shape serves both.

use serde::{Deserialize, Serialize};

use super::tolerant::{Json, Maybe, WordOr, open_enum, tagged};

tagged! {
    /// A tool, or a set of tools, that an agent may use.
    pub enum Tool {
        /// The tools of the sandbox.
        AgentToolset(AgentToolset) = "agent_toolset_20260401",
        /// The tools of an MCP server.
        McpToolset(McpToolset) = "mcp_toolset",
        /// A tool that the client carries out.
        Custom(CustomTool) = "custom",
    }
}

/// The tools of the sandbox.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AgentToolset {
    /// What holds for tools without an entry of their own.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub default_config: Maybe<DefaultConfig>,
    /// The tools that were configured.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub configs: Maybe<Vec<ToolConfig>>,
}

/// The tools of an MCP server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct McpToolset {
    /// One of the agent's `mcp_servers`.
    pub mcp_server_name: String,
    /// What holds for tools without an entry of their own.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub default_config: Maybe<DefaultConfig>,
    /// The tools that were configured.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub configs: Maybe<Vec<ToolConfig>>,
}

/// A tool that the client carries out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomTool {
    /// 1–128 letters, digits, `_` and `-`.
    pub name: String,
    /// What the model is told about it.
    pub description: String,
    /// A JSON schema of its input.
    pub input_schema: Json,
}

/// What holds for tools without an entry of their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DefaultConfig {
    /// Whether they are there at all.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub enabled: Maybe<bool>,
    /// Who allows a call.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub permission_policy: Maybe<PermissionPolicy>,
}

/// The settings of one tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolConfig {
    /// `bash`, `read`, …, or the name of an MCP tool.
    pub name: String,
    /// The name again; only on built-in tools, and not in older answers. Trust `name`.
    #[serde(rename = "type", default, skip_serializing_if = "Maybe::is_absent")]
    pub kind: Maybe<String>,
    /// Whether it is there at all.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub enabled: Maybe<bool>,
    /// Who allows a call.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub permission_policy: Maybe<PermissionPolicy>,
    /// Only these hosts; for the web tools.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub allowed_domains: Maybe<Vec<String>>,
    /// Not these hosts; for the web tools.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub blocked_domains: Maybe<Vec<String>>,
    /// Where searches are made from; for `web_search`.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub user_location: Maybe<UserLocation>,
    /// How much of a page is read; for `web_fetch`.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub max_content_tokens: Maybe<u64>,
    /// Where URLs may come from; for `web_fetch`.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub url_sources: Maybe<UrlSources>,
}

tagged! {
    /// Who allows a call of a tool.
    pub enum PermissionPolicy {
        /// Nobody is asked.
        AlwaysAllow = "always_allow",
        /// A person is asked.
        AlwaysAsk = "always_ask",
        /// The platform judges each call.
        Auto = "auto",
    }
}

tagged! {
    /// Where searches are made from.
    pub enum UserLocation {
        Approximate(ApproximateLocation) = "approximate",
    }
}

/// About where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproximateLocation {
    /// City.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub city: Maybe<String>,
    /// Country code.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub country: Maybe<String>,
    /// Region.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub region: Maybe<String>,
    /// IANA name.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub timezone: Maybe<String>,
}

/// Where the URLs that `web_fetch` takes may come from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UrlSources {
    /// From what the user wrote.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub user_input: Maybe<WordOr<UrlSourceWord, UrlSource>>,
    /// From results of tools that the client carries out.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub client_tool_results: Maybe<WordOr<UrlSourceWord, UrlSource>>,
    /// From results of tools that the server carries out.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub server_tool_results: Maybe<WordOr<UrlSourceWord, UrlSource>>,
}

open_enum! {
    /// The short form of a [`UrlSource`]; only in requests.
    pub enum UrlSourceWord {
        All = "all",
        None = "none",
    }
}

tagged! {
    /// Which URLs of a source are taken.
    pub enum UrlSource {
        All = "all",
        None = "none",
        Only(ToolList) = "only",
        Except(ToolList) = "except",
    }
}

/// Some tools.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolList {
    /// Which.
    pub tools: Vec<ToolReference>,
}

tagged! {
    /// A tool, by name.
    pub enum ToolReference {
        Name(ToolName) = "tool_reference",
    }
}

/// The name of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolName {
    /// Its name.
    pub name: String,
}
