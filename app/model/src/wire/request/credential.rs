//! Making and changing vaults and credentials: the only shapes that hold secrets.

use serde::{Deserialize, Serialize};

use super::MetadataPatch;
use crate::wire::environment::Networking;
use crate::wire::secret::Secret;
use crate::wire::tolerant::{Maybe, tagged};
use crate::wire::vault::InjectionLocation;
use crate::wire::{Metadata, Timestamp};

/// A vault to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultCreate {
    /// 1–255 characters.
    pub display_name: String,
    /// Notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
}

/// Changes to a vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultUpdate {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub display_name: Maybe<String>,
    /// Changes to the notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<MetadataPatch>,
}

/// A credential to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CredentialCreate {
    /// The secret, and what it is for.
    pub auth: AuthParam,
    /// Up to 255 characters.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub display_name: Maybe<String>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
}

/// Changes to a credential; what it is for cannot change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CredentialUpdate {
    /// The new secret.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub auth: Maybe<AuthParam>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub display_name: Maybe<String>,
    /// Changes to the notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<MetadataPatch>,
}

tagged! {
    /// A secret, and what it is for.
    pub enum AuthParam {
        StaticBearer(StaticBearerParam) = "static_bearer",
        McpOauth(Box<McpOauthParam>) = "mcp_oauth",
        EnvironmentVariable(EnvironmentVariableParam) = "environment_variable",
    }
}

/// A token for an MCP server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticBearerParam {
    /// Which server; left out when only the token changes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_server_url: Maybe<String>,
    /// The token.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub token: Maybe<Secret>,
}

/// A sign-in at an MCP server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct McpOauthParam {
    /// Which server; left out when only the tokens change.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_server_url: Maybe<String>,
    /// The token.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub access_token: Maybe<Secret>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub expires_at: Maybe<Timestamp>,
    /// How it is renewed.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub refresh: Maybe<RefreshParam>,
}

/// How a sign-in is renewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefreshParam {
    /// As which client.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub client_id: Maybe<String>,
    /// The token that renews.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub refresh_token: Maybe<Secret>,
    /// Where.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub token_endpoint: Maybe<String>,
    /// How the client names itself there.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub token_endpoint_auth: Maybe<TokenAuthParam>,
    /// For which resource.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub resource: Maybe<String>,
    /// For which rights.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub scope: Maybe<String>,
}

tagged! {
    /// How a client names itself.
    pub enum TokenAuthParam {
        None = "none",
        ClientSecretBasic(SecretAuth) = "client_secret_basic",
        ClientSecretPost(SecretAuth) = "client_secret_post",
    }
}

/// What a client names itself with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretAuth {
    /// The client's secret.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub client_secret: Maybe<Secret>,
}

/// A secret that requests out of the sandbox are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentVariableParam {
    /// The variable's name; left out when only the value changes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub secret_name: Maybe<String>,
    /// Its value.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub secret_value: Maybe<Secret>,
    /// Which hosts are given it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub networking: Maybe<Networking>,
    /// Which parts of a request are given it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub injection_location: Maybe<InjectionLocation>,
}
