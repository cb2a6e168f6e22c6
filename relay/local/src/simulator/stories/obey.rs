//! Brings the calls of a turn in line with the agent's permission policies (`managed-agents-api.md` §2.1.1).

use serde_json::Value;

use crate::simulator::script::{Act, Call, Permission, Tool, Turn};

/// The turn with every call that a story leaves allowed put under the policy of its tool.
///
/// A call that a story wants asked, judged or denied stays so: a person who asks for approvals gets them.
pub(super) fn obey(mut turn: Turn, tools: &[Value]) -> Turn {
    for act in &mut turn.acts {
        if let Act::Request(request) = act {
            for call in &mut request.calls {
                if call.permission == Permission::Allow {
                    call.permission = policy_of(call, tools);
                }
            }
        }
    }
    turn
}

fn policy_of(call: &Call, tools: &[Value]) -> Permission {
    let toolset = tools.iter().find(|tool| match &call.tool {
        Tool::BuiltIn => tool["type"] == "agent_toolset_20260401",
        Tool::Mcp(server) => tool["type"] == "mcp_toolset" && tool["mcp_server_name"] == **server,
        Tool::Custom => false,
    });
    let Some(toolset) = toolset else {
        return Permission::Allow;
    };
    let own = toolset["configs"]
        .as_array()
        .and_then(|configs| configs.iter().find(|config| config["name"] == *call.name));
    let policy = own.map_or(&Value::Null, |config| &config["permission_policy"]["type"]);
    let general = &toolset["default_config"]["permission_policy"]["type"];
    match policy.as_str().or(general.as_str()) {
        Some("always_ask") => Permission::Ask,
        Some("auto") => Permission::AutoAllow,
        _ => Permission::Allow,
    }
}
