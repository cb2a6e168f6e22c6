//! Making and changing vaults and credentials: the only shapes that hold secrets.

use super::MetadataPatch;
use crate::wire::environment::Networking;
use crate::wire::secret::Secret;
use crate::wire::tolerant::{Maybe, object, tagged};
use crate::wire::vault::InjectionLocation;
use crate::wire::{Metadata, Timestamp};

object! {
    /// A vault to make.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct VaultCreate {
        /// 1–255 characters.
        pub display_name: String,
        /// Notes.
        pub metadata: Maybe<Metadata>,
    }
}

object! {
    /// Changes to a vault.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct VaultUpdate {
        /// What it is called.
        pub display_name: Maybe<String>,
        /// Changes to the notes.
        pub metadata: Maybe<MetadataPatch>,
    }
}

object! {
    /// A credential to make.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CredentialCreate {
        /// The secret, and what it is for.
        pub auth: AuthParam,
        /// Up to 255 characters.
        pub display_name: Maybe<String>,
        /// Notes.
        pub metadata: Maybe<Metadata>,
    }
}

object! {
    /// Changes to a credential; what it is for cannot change.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct CredentialUpdate {
        /// The new secret.
        pub auth: Maybe<AuthParam>,
        /// What it is called.
        pub display_name: Maybe<String>,
        /// Changes to the notes.
        pub metadata: Maybe<MetadataPatch>,
    }
}

tagged! {
    /// A secret, and what it is for.
    pub enum AuthParam {
        StaticBearer(StaticBearerParam) = "static_bearer",
        McpOauth(Box<McpOauthParam>) = "mcp_oauth",
        EnvironmentVariable(EnvironmentVariableParam) = "environment_variable",
    }
}

object! {
    /// A token for an MCP server.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StaticBearerParam {
        /// Which server; left out when only the token changes.
        pub mcp_server_url: Maybe<String>,
        /// The token.
        pub token: Maybe<Secret>,
    }
}

object! {
    /// A sign-in at an MCP server.
    #[derive(Debug, Clone, PartialEq)]
    pub struct McpOauthParam {
        /// Which server; left out when only the tokens change.
        pub mcp_server_url: Maybe<String>,
        /// The token.
        pub access_token: Maybe<Secret>,
        /// When it ends.
        pub expires_at: Maybe<Timestamp>,
        /// How it is renewed.
        pub refresh: Maybe<RefreshParam>,
    }
}

object! {
    /// How a sign-in is renewed.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RefreshParam {
        /// As which client.
        pub client_id: Maybe<String>,
        /// The token that renews.
        pub refresh_token: Maybe<Secret>,
        /// Where.
        pub token_endpoint: Maybe<String>,
        /// How the client names itself there.
        pub token_endpoint_auth: Maybe<TokenAuthParam>,
        /// For which resource.
        pub resource: Maybe<String>,
        /// For which rights.
        pub scope: Maybe<String>,
    }
}

tagged! {
    /// How a client names itself.
    pub enum TokenAuthParam {
        None = "none",
        ClientSecretBasic(SecretAuth) = "client_secret_basic",
        ClientSecretPost(SecretAuth) = "client_secret_post",
    }
}

object! {
    /// What a client names itself with.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SecretAuth {
        /// The client's secret.
        pub client_secret: Maybe<Secret>,
    }
}

object! {
    /// A secret that requests out of the sandbox are given.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EnvironmentVariableParam {
        /// The variable's name; left out when only the value changes.
        pub secret_name: Maybe<String>,
        /// Its value.
        pub secret_value: Maybe<Secret>,
        /// Which hosts are given it.
        pub networking: Maybe<Networking>,
        /// Which parts of a request are given it.
        pub injection_location: Maybe<InjectionLocation>,
    }
}
