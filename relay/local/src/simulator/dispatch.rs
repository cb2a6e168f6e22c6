//! From the row of the table to its handler. The match is total: a new row does not compile without one.

use model::endpoint::EndpointId as Id;

use super::objects::{
    agents, credentials, deployment_runs, deployments, environments, files, memories, memory_stores, memory_versions,
    models, skills, vaults,
};
use super::request::{Answer, Refusal, Request};
use super::sessions::{self, events, resources, threads};
use super::world::World;

/// Carries out a request that passed the transport rules.
pub(crate) fn dispatch(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let handler: fn(&mut World, &Request) -> Result<Answer, Refusal> = match request.call.endpoint().id {
        Id::AgentCreate => agents::create,
        Id::AgentList => agents::list,
        Id::AgentRetrieve => agents::retrieve,
        Id::AgentUpdate => agents::update,
        Id::AgentArchive => agents::archive,
        Id::AgentVersionList => agents::list_versions,

        Id::EnvironmentCreate => environments::create,
        Id::EnvironmentList => environments::list,
        Id::EnvironmentRetrieve => environments::retrieve,
        Id::EnvironmentUpdate => environments::update,
        Id::EnvironmentDelete => environments::delete,
        Id::EnvironmentArchive => environments::archive,
        Id::EnvironmentWorkList => environments::list_work,
        Id::EnvironmentWorkStats => environments::work_stats,

        Id::SessionCreate => sessions::create,
        Id::SessionList => sessions::list,
        Id::SessionRetrieve => sessions::retrieve,
        Id::SessionUpdate => sessions::update,
        Id::SessionDelete => sessions::delete,
        Id::SessionArchive => sessions::archive,

        Id::EventList => events::list,
        Id::EventSend => events::send,
        Id::EventStream => events::stream,

        Id::ResourceList => resources::list,
        Id::ResourceAdd => resources::add,
        Id::ResourceRetrieve => resources::retrieve,
        Id::ResourceUpdate => resources::update,
        Id::ResourceDelete => resources::delete,

        Id::ThreadList => threads::list,
        Id::ThreadRetrieve => threads::retrieve,
        Id::ThreadArchive => threads::archive,
        Id::ThreadEventList => threads::list_events,
        Id::ThreadStream => threads::stream,

        Id::FileUpload => files::upload,
        Id::FileList => files::list,
        Id::FileRetrieve => files::retrieve,
        Id::FileContent => files::content,
        Id::FileDelete => files::delete,

        Id::SkillCreate => skills::create,
        Id::SkillList => skills::list,
        Id::SkillRetrieve => skills::retrieve,
        Id::SkillDelete => skills::delete,
        Id::SkillVersionCreate => skills::create_version,
        Id::SkillVersionList => skills::list_versions,
        Id::SkillVersionRetrieve => skills::retrieve_version,
        Id::SkillVersionDelete => skills::delete_version,
        Id::SkillVersionContent => skills::version_content,

        Id::VaultCreate => vaults::create,
        Id::VaultList => vaults::list,
        Id::VaultRetrieve => vaults::retrieve,
        Id::VaultUpdate => vaults::update,
        Id::VaultDelete => vaults::delete,
        Id::VaultArchive => vaults::archive,
        Id::CredentialCreate => credentials::create,
        Id::CredentialList => credentials::list,
        Id::CredentialRetrieve => credentials::retrieve,
        Id::CredentialUpdate => credentials::update,
        Id::CredentialDelete => credentials::delete,
        Id::CredentialArchive => credentials::archive,
        Id::CredentialValidate => credentials::validate,

        Id::MemoryStoreCreate => memory_stores::create,
        Id::MemoryStoreList => memory_stores::list,
        Id::MemoryStoreRetrieve => memory_stores::retrieve,
        Id::MemoryStoreUpdate => memory_stores::update,
        Id::MemoryStoreDelete => memory_stores::delete,
        Id::MemoryStoreArchive => memory_stores::archive,
        Id::MemoryCreate => memories::create,
        Id::MemoryList => memories::list,
        Id::MemoryRetrieve => memories::retrieve,
        Id::MemoryUpdate => memories::update,
        Id::MemoryDelete => memories::delete,
        Id::MemoryVersionList => memory_versions::list,
        Id::MemoryVersionRetrieve => memory_versions::retrieve,
        Id::MemoryVersionRedact => memory_versions::redact,

        Id::DeploymentCreate => deployments::create,
        Id::DeploymentList => deployments::list,
        Id::DeploymentRetrieve => deployments::retrieve,
        Id::DeploymentUpdate => deployments::update,
        Id::DeploymentArchive => deployments::archive,
        Id::DeploymentPause => deployments::pause,
        Id::DeploymentUnpause => deployments::unpause,
        Id::DeploymentRun => deployments::run,
        Id::DeploymentRunList => deployment_runs::list,
        Id::DeploymentRunRetrieve => deployment_runs::retrieve,

        Id::ModelList => models::list,
        Id::ModelRetrieve => models::retrieve,
    };
    handler(world, request)
}
