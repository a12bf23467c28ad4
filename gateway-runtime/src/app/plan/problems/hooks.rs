//! `double_hooks` finds gateways with two hooks of one kind, or with two methods for one event of other servers.

use std::any::TypeId;

use crate::{
    app::plan::GatewayHook, place::place, registry::HookKind, registry::HookRecord,
    sorted::SortedMap,
};

/// A second hook of a kind, which can only be in another block of the same gateway.
pub(crate) fn double_hooks(hooks: &[GatewayHook]) -> Vec<String> {
    // The key has the gateway's type, since several gateways may have one name.
    let mut by_kind: SortedMap<(&str, TypeId, String), Vec<&HookRecord>> = SortedMap::new();
    let hooks = hooks.iter();
    for GatewayHook { gateway, record } in hooks.filter(|hook| !hook.record.kind.may_be_several()) {
        let attribute = match record.kind {
            HookKind::ServerEvent(event, _) => format!("{}({event:?})", record.kind.attribute()),
            _ => record.kind.attribute().to_owned(),
        };
        let kind = (gateway.name, (gateway.gateway)(), attribute);
        by_kind.get_or_insert_with(kind, Vec::new).push(record);
    }
    by_kind
        .into_iter()
        .filter(|(_, hooks)| hooks.len() > 1)
        .map(|((gateway, _, attribute), hooks)| {
            let methods: Vec<String> = hooks
                .iter()
                .map(|hook| format!("`{}` ({})", hook.method, place(hook.place)))
                .collect();
            format!(
                "`{gateway}` has {} methods marked `#[{attribute}]`: {}; keep one",
                hooks.len(),
                methods.join(" and ")
            )
        })
        .collect()
}
