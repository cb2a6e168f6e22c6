//! The tools of an agent, as asked for and as answered.
//!
//! Requests may leave nearly everything out; answers fill it in. One shape serves both.

use super::tolerant::{Json, Maybe, WordOr, object, open_enum, tagged};

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

object! {
    /// The tools of the sandbox.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct AgentToolset {
        /// What holds for tools without an entry of their own.
        pub default_config: Maybe<DefaultConfig>,
        /// The tools that were configured.
        pub configs: Maybe<Vec<ToolConfig>>,
    }
}

object! {
    /// The tools of an MCP server.
    #[derive(Debug, Clone, PartialEq)]
    pub struct McpToolset {
        /// One of the agent's `mcp_servers`.
        pub mcp_server_name: String,
        /// What holds for tools without an entry of their own.
        pub default_config: Maybe<DefaultConfig>,
        /// The tools that were configured.
        pub configs: Maybe<Vec<ToolConfig>>,
    }
}

object! {
    /// A tool that the client carries out.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CustomTool {
        /// 1–128 letters, digits, `_` and `-`.
        pub name: String,
        /// What the model is told about it.
        pub description: String,
        /// A JSON schema of its input.
        pub input_schema: Json,
    }
}

object! {
    /// What holds for tools without an entry of their own.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct DefaultConfig {
        /// Whether they are there at all.
        pub enabled: Maybe<bool>,
        /// Who allows a call.
        pub permission_policy: Maybe<PermissionPolicy>,
    }
}

object! {
    /// The settings of one tool.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ToolConfig {
        /// `bash`, `read`, …, or the name of an MCP tool.
        pub name: String,
        /// The name again; only on built-in tools, and not in older answers. Trust `name`.
        pub kind: Maybe<String> = "type",
        /// Whether it is there at all.
        pub enabled: Maybe<bool>,
        /// Who allows a call.
        pub permission_policy: Maybe<PermissionPolicy>,
        /// Only these hosts; for the web tools.
        pub allowed_domains: Maybe<Vec<String>>,
        /// Not these hosts; for the web tools.
        pub blocked_domains: Maybe<Vec<String>>,
        /// Where searches are made from; for `web_search`.
        pub user_location: Maybe<UserLocation>,
        /// How much of a page is read; for `web_fetch`.
        pub max_content_tokens: Maybe<u64>,
        /// Where URLs may come from; for `web_fetch`.
        pub url_sources: Maybe<UrlSources>,
    }
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

object! {
    /// About where.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct ApproximateLocation {
        /// City.
        pub city: Maybe<String>,
        /// Country code.
        pub country: Maybe<String>,
        /// Region.
        pub region: Maybe<String>,
        /// IANA name.
        pub timezone: Maybe<String>,
    }
}

object! {
    /// Where the URLs that `web_fetch` takes may come from.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct UrlSources {
        /// From what the user wrote.
        pub user_input: Maybe<WordOr<UrlSourceWord, UrlSource>>,
        /// From results of tools that the client carries out.
        pub client_tool_results: Maybe<WordOr<UrlSourceWord, UrlSource>>,
        /// From results of tools that the server carries out.
        pub server_tool_results: Maybe<WordOr<UrlSourceWord, UrlSource>>,
    }
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

object! {
    /// Some tools.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ToolList {
        /// Which.
        pub tools: Vec<ToolReference>,
    }
}

tagged! {
    /// A tool, by name.
    pub enum ToolReference {
        Name(ToolName) = "tool_reference",
    }
}

object! {
    /// The name of a tool.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ToolName {
        /// Its name.
        pub name: String,
    }
}
