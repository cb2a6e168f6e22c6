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
    let Some(toolset) = tools.iter().find(|toolset| has(toolset, call)) else {
        return Permission::Allow;
    };
    let configs = toolset.get("configs").and_then(Value::as_array);
    let own = configs.into_iter().flatten().find(|config| says(config, "/name", &call.name));
    let policy = own.and_then(|config| config.pointer("/permission_policy/type"));
    let general = toolset.pointer("/default_config/permission_policy/type");
    match policy.or(general).and_then(Value::as_str) {
        Some("always_ask") => Permission::Ask,
        Some("auto") => Permission::AutoAllow,
        _ => Permission::Allow,
    }
}

/// Whether the toolset is the one that the call's tool is in.
fn has(toolset: &Value, call: &Call) -> bool {
    match &call.tool {
        Tool::BuiltIn => says(toolset, "/type", "agent_toolset_20260401"),
        Tool::Mcp(server) => says(toolset, "/type", "mcp_toolset") && says(toolset, "/mcp_server_name", server),
        Tool::Custom => false,
    }
}

fn says(value: &Value, place: &str, text: &str) -> bool {
    value.pointer(place).and_then(Value::as_str) == Some(text)
}
