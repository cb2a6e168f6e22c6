//! Ids: opaque text of any prefix and length, one type for each kind of object.

use std::borrow::Borrow;
use std::fmt;

use crate::endpoint::is_id;
use crate::wire::tolerant::{FromJson, Source, ToJson, serde_by_json};

macro_rules! ids {
    ($( $name:ident: $about:literal, )*) => {
        $(
            #[doc = concat!("The id of ", $about, ".")]
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(Box<str>);

            impl $name {
                /// Takes `text` as it is.
                pub fn new(text: impl Into<Box<str>>) -> Self {
                    Self(text.into())
                }

                /// The text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// Whether it can stand in a path; an id that cannot must not be asked for.
                pub fn is_path_safe(&self) -> bool {
                    is_id(&self.0)
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self::new(text)
                }
            }

            impl From<String> for $name {
                fn from(text: String) -> Self {
                    Self::new(text)
                }
            }

            impl FromJson for $name {
                fn from_json(json: Source<'_>) -> serde_json::Result<Self> {
                    FromJson::from_json(json).map(Self)
                }
            }

            impl ToJson for $name {
                fn to_json(&self, out: &mut String) {
                    self.0.to_json(out);
                }
            }

            serde_by_json!($name);
        )*
    };
}

ids! {
    AgentId: "an agent (`agent_…`)",
    CredentialId: "a credential (`vcrd_…`)",
    DeploymentId: "a deployment (`depl_…`)",
    DeploymentRunId: "a deployment run (`drun_…`)",
    DreamId: "a dream (`drm_…`)",
    EnvironmentId: "an environment (`env_…`)",
    EventId: "an event (`sevt_…`); a tool call is known by the id of its event",
    FileId: "a file (`file_…`)",
    MemoryId: "a memory (`mem_…`)",
    MemoryStoreId: "a memory store (`memstore_…`)",
    MemoryVersionId: "a memory version (`memver_…`)",
    ModelId: "a model",
    OutcomeId: "an outcome (`outc_…`)",
    PhaseId: "a phase of a workflow run (`wrph_…`)",
    ResourceId: "a session resource (`sesrsc_…`)",
    SessionId: "a session (`sesn_…`, older `session_…`)",
    SkillId: "a skill (`skill_…`, or a name like `xlsx`)",
    SkillVersionId: "a skill version (`skver_…`, or a date)",
    ThreadId: "a session thread (`sthr_…`)",
    VaultId: "a vault (`vlt_…`)",
    WebhookEventId: "a webhook delivery (`whe_…`)",
    WebhookEndpointId: "an organization webhook endpoint (`whep_…`)",
    WorkflowRunId: "a workflow run (`wrun_…`)",
    WorkId: "a work item of a self-hosted environment (`work_…`)",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_an_id_but_not_every_id_is_safe_in_a_path() {
        for (text, safe) in [
            ("sesn_01MbMjktqkm7NtdWy5bNA7Nh", true),
            ("session_old", true),
            ("claude-opus-4.5", true),
            ("", false),
            ("..", false),
            ("a/b", false),
            ("a?b", false),
            ("ünï", false),
        ] {
            let id: SessionId = serde_json::from_value(text.into()).unwrap();
            assert_eq!(id.as_str(), text);
            assert_eq!(id.to_string(), text);
            assert_eq!(serde_json::to_value(&id).unwrap(), text);
            assert_eq!(id.is_path_safe(), safe, "{text:?}");
        }
    }
}
