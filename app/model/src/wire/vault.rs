//! Vaults and credentials. Answers never hold a secret.

use super::environment::Networking;
use super::tolerant::{Maybe, object, open_enum, tagged};
use super::{Metadata, Timestamp};
use crate::ids::{CredentialId, VaultId};

object! {
    /// A set of credentials.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Vault {
        /// Its id.
        pub id: VaultId,
        /// `vault`.
        pub kind: String = "type",
        /// What it is called.
        pub display_name: String,
        /// Its owner's notes.
        pub metadata: Metadata,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

object! {
    /// What is told of a credential.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Credential {
        /// Its id.
        pub id: CredentialId,
        /// `vault_credential`.
        pub kind: String = "type",
        /// In which vault.
        pub vault_id: VaultId,
        /// What it is called.
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
        pub archived_at: Maybe<Timestamp>,
    }
}

tagged! {
    /// What a credential is for.
    pub enum CredentialAuth {
        StaticBearer(StaticBearer) = "static_bearer",
        McpOauth(Box<McpOauth>) = "mcp_oauth",
        EnvironmentVariable(EnvironmentVariable) = "environment_variable",
    }
}

object! {
    /// A token for an MCP server.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StaticBearer {
        /// Which server.
        pub mcp_server_url: String,
    }
}

object! {
    /// A sign-in at an MCP server.
    #[derive(Debug, Clone, PartialEq)]
    pub struct McpOauth {
        /// Which server.
        pub mcp_server_url: String,
        /// When it ends.
        pub expires_at: Maybe<Timestamp>,
        /// How it is renewed.
        pub refresh: Maybe<OauthRefresh>,
    }
}

object! {
    /// How a sign-in is renewed.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OauthRefresh {
        /// As which client.
        pub client_id: String,
        /// Where.
        pub token_endpoint: String,
        /// How the client names itself there.
        pub token_endpoint_auth: TokenEndpointAuth,
        /// For which resource.
        pub resource: Maybe<String>,
        /// For which rights.
        pub scope: Maybe<String>,
    }
}

tagged! {
    /// How a client names itself.
    pub enum TokenEndpointAuth {
        None = "none",
        ClientSecretBasic = "client_secret_basic",
        ClientSecretPost = "client_secret_post",
    }
}

object! {
    /// A secret that requests out of the sandbox are given.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EnvironmentVariable {
        /// The variable's name.
        pub secret_name: String,
        /// Which hosts are given it.
        pub networking: Networking,
        /// Which parts of a request are given it.
        pub injection_location: Maybe<InjectionLocation>,
    }
}

object! {
    /// Which parts of a request a secret is put into.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct InjectionLocation {
        /// Headers.
        pub header: Maybe<bool>,
        /// The body.
        pub body: Maybe<bool>,
    }
}

object! {
    /// Whether a credential works.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CredentialValidation {
        /// `vault_credential_validation`.
        pub kind: String = "type",
        /// Which credential.
        pub credential_id: CredentialId,
        /// In which vault.
        pub vault_id: VaultId,
        /// Whether it works.
        pub status: ValidationStatus,
        /// Whether it can be renewed.
        pub has_refresh_token: bool,
        /// What the MCP server said.
        pub mcp_probe: Maybe<McpProbe>,
        /// What renewing it gave.
        pub refresh: Maybe<RefreshAttempt>,
        /// When it was tried.
        pub validated_at: Timestamp,
    }
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

object! {
    /// What an MCP server said.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct McpProbe {
        /// To which method.
        pub method: String,
        /// Its answer.
        pub http_response: Maybe<HttpResponse>,
    }
}

object! {
    /// What renewing a sign-in gave.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RefreshAttempt {
        /// How it went.
        pub status: RefreshStatus,
        /// The answer.
        pub http_response: Maybe<HttpResponse>,
    }
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

object! {
    /// An answer over HTTP.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct HttpResponse {
        /// Its status.
        pub status_code: u16,
        /// Its media type.
        pub content_type: Maybe<String>,
        /// Its body, or the beginning of it.
        pub body: Maybe<String>,
        /// Whether that is only the beginning.
        pub body_truncated: Maybe<bool>,
    }
}
