//! The rows. Order is that of the reference; literal paths stand before the ids they could be mistaken for.

use super::{Access, Answer, Beta, Body, Class, Endpoint, Method};

macro_rules! endpoints {
    ($( $id:ident = $method:ident $path:literal, [$($query:literal),*], $body:ident, $answer:ident, $class:ident, $beta:ident, $access:ident; )*) => {
        /// The name of a row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EndpointId {
            $(
                #[doc = concat!("`", stringify!($method), " ", $path, "`")]
                $id,
            )*
        }

        /// Every call of the API that Porthole knows.
        pub const ENDPOINTS: &[Endpoint] = &[
            $(Endpoint {
                id: EndpointId::$id,
                method: Method::$method,
                path: $path,
                query: &[$($query),*],
                body: Body::$body,
                answer: Answer::$answer,
                class: Class::$class,
                beta: Beta::$beta,
                access: Access::$access,
            },)*
        ];

        /// The row of a name.
        pub(super) fn row(id: EndpointId) -> &'static Endpoint {
            match id {
                $(EndpointId::$id => {
                    const ROW: Endpoint = Endpoint {
                        id: EndpointId::$id,
                        method: Method::$method,
                        path: $path,
                        query: &[$($query),*],
                        body: Body::$body,
                        answer: Answer::$answer,
                        class: Class::$class,
                        beta: Beta::$beta,
                        access: Access::$access,
                    };
                    &ROW
                })*
            }
        }
    };
}

endpoints! {
    // §2.1 Agents
    AgentCreate = Post "/v1/agents", [], Json, Json, Create, ManagedAgents, Operator;
    AgentList = Get "/v1/agents", ["created_at[gte]", "created_at[lte]", "include_archived", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    AgentRetrieve = Get "/v1/agents/{agent_id}", ["version"], Empty, Json, Read, ManagedAgents, Viewer;
    AgentUpdate = Post "/v1/agents/{agent_id}", [], Json, Json, Create, ManagedAgents, Operator;
    AgentArchive = Post "/v1/agents/{agent_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;
    AgentVersionList = Get "/v1/agents/{agent_id}/versions", ["limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;

    // §2.2 Environments
    EnvironmentCreate = Post "/v1/environments", [], Json, Json, Create, ManagedAgents, Operator;
    EnvironmentList = Get "/v1/environments", ["include_archived", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    EnvironmentRetrieve = Get "/v1/environments/{environment_id}", [], Empty, Json, Read, ManagedAgents, Viewer;
    EnvironmentUpdate = Post "/v1/environments/{environment_id}", [], Json, Json, Create, ManagedAgents, Operator;
    EnvironmentDelete = Delete "/v1/environments/{environment_id}", [], Empty, Json, Create, ManagedAgents, Operator;
    EnvironmentArchive = Post "/v1/environments/{environment_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;
    EnvironmentWorkList = Get "/v1/environments/{environment_id}/work", ["limit", "page"], Empty, Json, Read, ManagedAgents, Operator;
    EnvironmentWorkStats = Get "/v1/environments/{environment_id}/work/stats", [], Empty, Json, Read, ManagedAgents, Operator;

    // §2.3 Sessions
    SessionCreate = Post "/v1/sessions", [], Json, Json, Create, ManagedAgents, Operator;
    SessionList = Get "/v1/sessions", ["agent_id", "agent_version", "created_at[gt]", "created_at[gte]", "created_at[lt]", "created_at[lte]", "deployment_id", "memory_store_id", "statuses[]", "include_archived", "order", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    SessionRetrieve = Get "/v1/sessions/{session_id}", [], Empty, Json, Read, ManagedAgents, Viewer;
    SessionUpdate = Post "/v1/sessions/{session_id}", [], Json, Json, Create, ManagedAgents, Operator;
    SessionDelete = Delete "/v1/sessions/{session_id}", [], Empty, Json, Create, ManagedAgents, Operator;
    SessionArchive = Post "/v1/sessions/{session_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;

    // §2.3.1 Events
    EventList = Get "/v1/sessions/{session_id}/events", ["types[]", "created_at[gt]", "created_at[gte]", "created_at[lt]", "created_at[lte]", "order", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    EventSend = Post "/v1/sessions/{session_id}/events", [], Json, Json, Create, ManagedAgents, Operator;
    EventStream = Get "/v1/sessions/{session_id}/events/stream", ["event_deltas[]"], Empty, Events, Stream, ManagedAgents, Viewer;

    // §2.3.2 Resources
    ResourceList = Get "/v1/sessions/{session_id}/resources", ["limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    ResourceAdd = Post "/v1/sessions/{session_id}/resources", [], Json, Json, Create, ManagedAgents, Operator;
    ResourceRetrieve = Get "/v1/sessions/{session_id}/resources/{resource_id}", [], Empty, Json, Read, ManagedAgents, Viewer;
    ResourceUpdate = Post "/v1/sessions/{session_id}/resources/{resource_id}", [], Json, Json, Create, ManagedAgents, Operator;
    ResourceDelete = Delete "/v1/sessions/{session_id}/resources/{resource_id}", [], Empty, Json, Create, ManagedAgents, Operator;

    // §2.3.3 Threads
    ThreadList = Get "/v1/sessions/{session_id}/threads", ["statuses[]", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    ThreadRetrieve = Get "/v1/sessions/{session_id}/threads/{thread_id}", [], Empty, Json, Read, ManagedAgents, Viewer;
    ThreadArchive = Post "/v1/sessions/{session_id}/threads/{thread_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;
    ThreadEventList = Get "/v1/sessions/{session_id}/threads/{thread_id}/events", ["limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    ThreadStream = Get "/v1/sessions/{session_id}/threads/{thread_id}/stream", ["event_deltas[]"], Empty, Events, Stream, ManagedAgents, Viewer;

    // §2.4 Files
    FileUpload = Post "/v1/files", [], Multipart, Json, Create, None, Operator;
    FileList = Get "/v1/files", ["ids[]", "limit", "page", "scope_id"], Empty, Json, Read, ManagedAgents, Viewer;
    FileRetrieve = Get "/v1/files/{file_id}", [], Empty, Json, Read, None, Viewer;
    FileContent = Get "/v1/files/{file_id}/content", [], Empty, Bytes, Read, None, Operator;
    FileDelete = Delete "/v1/files/{file_id}", [], Empty, Json, Create, None, Operator;

    // §2.5 Skills
    SkillCreate = Post "/v1/skills", [], Multipart, Json, Create, None, Operator;
    SkillList = Get "/v1/skills", ["limit", "page", "source"], Empty, Json, Read, None, Viewer;
    SkillRetrieve = Get "/v1/skills/{skill_id}", [], Empty, Json, Read, None, Viewer;
    SkillDelete = Delete "/v1/skills/{skill_id}", [], Empty, Json, Create, None, Operator;
    SkillVersionCreate = Post "/v1/skills/{skill_id}/versions", [], Multipart, Json, Create, None, Operator;
    SkillVersionList = Get "/v1/skills/{skill_id}/versions", ["limit", "page"], Empty, Json, Read, None, Viewer;
    SkillVersionRetrieve = Get "/v1/skills/{skill_id}/versions/{version}", [], Empty, Json, Read, None, Viewer;
    SkillVersionDelete = Delete "/v1/skills/{skill_id}/versions/{version}", [], Empty, Json, Create, None, Operator;
    SkillVersionContent = Get "/v1/skills/{skill_id}/versions/{version}/content", [], Empty, Bytes, Read, None, Operator;

    // §2.6 Vaults and credentials
    VaultCreate = Post "/v1/vaults", [], Json, Json, Create, ManagedAgents, Operator;
    VaultList = Get "/v1/vaults", ["include_archived", "limit", "page"], Empty, Json, Read, ManagedAgents, Operator;
    VaultRetrieve = Get "/v1/vaults/{vault_id}", [], Empty, Json, Read, ManagedAgents, Operator;
    VaultUpdate = Post "/v1/vaults/{vault_id}", [], Json, Json, Create, ManagedAgents, Operator;
    VaultDelete = Delete "/v1/vaults/{vault_id}", [], Empty, Json, Create, ManagedAgents, Operator;
    VaultArchive = Post "/v1/vaults/{vault_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;
    CredentialCreate = Post "/v1/vaults/{vault_id}/credentials", [], Json, Json, Create, ManagedAgents, Operator;
    CredentialList = Get "/v1/vaults/{vault_id}/credentials", ["include_archived", "limit", "page"], Empty, Json, Read, ManagedAgents, Operator;
    CredentialRetrieve = Get "/v1/vaults/{vault_id}/credentials/{credential_id}", [], Empty, Json, Read, ManagedAgents, Operator;
    CredentialUpdate = Post "/v1/vaults/{vault_id}/credentials/{credential_id}", [], Json, Json, Create, ManagedAgents, Operator;
    CredentialDelete = Delete "/v1/vaults/{vault_id}/credentials/{credential_id}", [], Empty, Json, Create, ManagedAgents, Operator;
    CredentialArchive = Post "/v1/vaults/{vault_id}/credentials/{credential_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;
    CredentialValidate = Post "/v1/vaults/{vault_id}/credentials/{credential_id}/mcp_oauth_validate", [], Empty, Json, Create, ManagedAgents, Operator;

    // §2.7 Memory stores
    MemoryStoreCreate = Post "/v1/memory_stores", [], Json, Json, Create, AgentMemory, Operator;
    MemoryStoreList = Get "/v1/memory_stores", ["created_at[gte]", "created_at[lte]", "include_archived", "limit", "page"], Empty, Json, Read, AgentMemory, Operator;
    MemoryStoreRetrieve = Get "/v1/memory_stores/{memory_store_id}", [], Empty, Json, Read, AgentMemory, Operator;
    MemoryStoreUpdate = Post "/v1/memory_stores/{memory_store_id}", [], Json, Json, Create, AgentMemory, Operator;
    MemoryStoreDelete = Delete "/v1/memory_stores/{memory_store_id}", [], Empty, Json, Create, AgentMemory, Operator;
    MemoryStoreArchive = Post "/v1/memory_stores/{memory_store_id}/archive", [], Empty, Json, Create, AgentMemory, Operator;
    MemoryCreate = Post "/v1/memory_stores/{memory_store_id}/memories", ["view"], Json, Json, Create, AgentMemory, Operator;
    MemoryList = Get "/v1/memory_stores/{memory_store_id}/memories", ["view", "path_prefix", "depth", "limit", "page"], Empty, Json, Read, AgentMemory, Operator;
    MemoryRetrieve = Get "/v1/memory_stores/{memory_store_id}/memories/{memory_id}", ["view"], Empty, Json, Read, AgentMemory, Operator;
    MemoryUpdate = Post "/v1/memory_stores/{memory_store_id}/memories/{memory_id}", ["view"], Json, Json, Create, AgentMemory, Operator;
    MemoryDelete = Delete "/v1/memory_stores/{memory_store_id}/memories/{memory_id}", ["expected_content_sha256"], Empty, Json, Create, AgentMemory, Operator;
    MemoryVersionList = Get "/v1/memory_stores/{memory_store_id}/memory_versions", ["memory_id", "session_id", "api_key_id", "service_account_id", "operation", "created_at[gte]", "created_at[lte]", "view", "limit", "page"], Empty, Json, Read, AgentMemory, Operator;
    MemoryVersionRetrieve = Get "/v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}", ["view"], Empty, Json, Read, AgentMemory, Operator;
    MemoryVersionRedact = Post "/v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}/redact", [], Empty, Json, Create, AgentMemory, Operator;

    // §2.8 Deployments and runs
    DeploymentCreate = Post "/v1/deployments", [], Json, Json, Create, ManagedAgents, Operator;
    DeploymentList = Get "/v1/deployments", ["agent_id", "status", "created_at[gte]", "created_at[lte]", "include_archived", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    DeploymentRetrieve = Get "/v1/deployments/{deployment_id}", [], Empty, Json, Read, ManagedAgents, Viewer;
    DeploymentUpdate = Post "/v1/deployments/{deployment_id}", [], Json, Json, Create, ManagedAgents, Operator;
    DeploymentArchive = Post "/v1/deployments/{deployment_id}/archive", [], Empty, Json, Create, ManagedAgents, Operator;
    DeploymentPause = Post "/v1/deployments/{deployment_id}/pause", [], Empty, Json, Create, ManagedAgents, Operator;
    DeploymentUnpause = Post "/v1/deployments/{deployment_id}/unpause", [], Empty, Json, Create, ManagedAgents, Operator;
    DeploymentRun = Post "/v1/deployments/{deployment_id}/run", [], Empty, Json, Create, ManagedAgents, Operator;
    DeploymentRunList = Get "/v1/deployment_runs", ["deployment_id", "has_error", "trigger_type", "created_at[gt]", "created_at[gte]", "created_at[lt]", "created_at[lte]", "limit", "page"], Empty, Json, Read, ManagedAgents, Viewer;
    DeploymentRunRetrieve = Get "/v1/deployment_runs/{deployment_run_id}", [], Empty, Json, Read, ManagedAgents, Viewer;

    // §2.10 Models
    ModelList = Get "/v1/models", ["after_id", "before_id", "limit", "lifecycle[]"], Empty, Json, Read, None, Viewer;
    ModelRetrieve = Get "/v1/models/{model_id}", [], Empty, Json, Read, None, Viewer;
}
