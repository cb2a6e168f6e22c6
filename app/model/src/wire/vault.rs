//! Vaults and credentials. Answers never hold a secret.

use serde::{Deserialize, Serialize};

use super::environment::Networking;
use super::tolerant::{Maybe, open_enum, tagged};
use super::{Metadata, Timestamp};
use crate::ids::{CredentialId, VaultId};

/// A set of credentials.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vault {
    /// Its id.
    pub id: VaultId,
    /// `vault`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is called.
    pub display_name: String,
    /// Its owner's notes.
    pub metadata: Metadata,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
}

/// What is told of a credential.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// `vault_credential`.
    #[serde(rename = "type")]
    pub kind: String,
    /// In which vault.
    pub vault_id: VaultId,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub display_name: Maybe<String>,
    /// What it is for.
    pub auth: CredentialAuth,
    /// Its owner's notes.
    pub metadata: Metadata,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
}

tagged! {
    /// What a credential is for.
    pub enum CredentialAuth {
        StaticBearer(StaticBearer) = "static_bearer",
        McpOauth(Box<McpOauth>) = "mcp_oauth",
        EnvironmentVariable(EnvironmentVariable) = "environment_variable",
    }
}

/// A token for an MCP server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticBearer {
    /// Which server.
    pub mcp_server_url: String,
}

/// A sign-in at an MCP server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct McpOauth {
    /// Which server.
    pub mcp_server_url: String,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub expires_at: Maybe<Timestamp>,
    /// How it is renewed.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub refresh: Maybe<OauthRefresh>,
}

/// How a sign-in is renewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OauthRefresh {
    /// As which client.
    pub client_id: String,
    /// Where.
    pub token_endpoint: String,
    /// How the client names itself there.
    pub token_endpoint_auth: TokenEndpointAuth,
    /// For which resource.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub resource: Maybe<String>,
    /// For which rights.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub scope: Maybe<String>,
}

tagged! {
    /// How a client names itself.
    pub enum TokenEndpointAuth {
        None = "none",
        ClientSecretBasic = "client_secret_basic",
        ClientSecretPost = "client_secret_post",
    }
}

/// A secret that requests out of the sandbox are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentVariable {
    /// The variable's name.
    pub secret_name: String,
    /// Which hosts are given it.
    pub networking: Networking,
    /// Which parts of a request are given it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub injection_location: Maybe<InjectionLocation>,
}

/// Which parts of a request a secret is put into.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InjectionLocation {
    /// Headers.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub header: Maybe<bool>,
    /// The body.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub body: Maybe<bool>,
}

/// Whether a credential works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CredentialValidation {
    /// `vault_credential_validation`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Which credential.
    pub credential_id: CredentialId,
    /// In which vault.
    pub vault_id: VaultId,
    /// Whether it works.
    pub status: ValidationStatus,
    /// Whether it can be renewed.
    pub has_refresh_token: bool,
    /// What the MCP server said.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_probe: Maybe<McpProbe>,
    /// What renewing it gave.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub refresh: Maybe<RefreshAttempt>,
    /// When it was tried.
    pub validated_at: Timestamp,
}

open_enum! {
    /// Whether a credential works.
    pub enum ValidationStatus {
        Valid = "valid",
        Invalid = "invalid",
        /// It could not be found out.
        Undecided = "unknown",
    }
}

/// What an MCP server said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct McpProbe {
    /// To which method.
    pub method: String,
    /// Its answer.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub http_response: Maybe<HttpResponse>,
}

/// What renewing a sign-in gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshAttempt {
    /// How it went.
    pub status: RefreshStatus,
    /// The answer.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub http_response: Maybe<HttpResponse>,
}

open_enum! {
    /// How renewing a sign-in went.
    pub enum RefreshStatus {
        Succeeded = "succeeded",
        Failed = "failed",
        ConnectError = "connect_error",
        NoRefreshToken = "no_refresh_token",
    }
}

/// An answer over HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// Its status.
    pub status_code: u16,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content_type: Maybe<String>,
    /// Its body, or the beginning of it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub body: Maybe<String>,
    /// Whether that is only the beginning.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub body_truncated: Maybe<bool>,
}
