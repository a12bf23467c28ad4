//! `patterns` finds dynamic namespaces that overlap, or that cannot be shared between servers.

use matchit::Router;

use crate::{gateway::is_pattern, place::place, registry::GatewayRecord};

/// Patterns that stand for the same names and, if `is_shared`, any pattern: the other servers would have to know
/// each of its namespaces.
pub(super) fn patterns(gateways: &[&GatewayRecord], is_shared: bool) -> Vec<String> {
    let mut problems = Vec::new();
    let mut router: Router<()> = Router::new();
    let mut seen: Vec<&str> = Vec::new();
    for gateway in gateways {
        let pattern = gateway.options.namespace;
        if !is_pattern(pattern) || seen.contains(&pattern) {
            continue;
        }
        seen.push(pattern);
        let (name, at) = (gateway.name, place(gateway.place));
        if is_shared {
            problems.push(format!(
                "the namespace `{pattern}` of `{name}` ({at}) is dynamic, and rooms are shared between \
                 servers: namespaces that come and go on one server are unknown to the others; use one \
                 namespace with a room for each, or no shared adapter"
            ));
        }
        match router.insert(pattern, ()) {
            Ok(()) => {}
            Err(matchit::InsertError::Conflict { with }) => {
                let other = gateways
                    .iter()
                    .find(|other| other.options.namespace == with)
                    .map(|other| format!(" of `{}` ({})", other.name, place(other.place)))
                    .unwrap_or_default();
                problems.push(format!(
                    "the namespaces `{pattern}` of `{name}` ({at}) and `{with}`{other} stand for the \
                     same names; write the same parameter names, or other fixed parts"
                ));
            }
            Err(error) => problems.push(format!(
                "the namespace `{pattern}` of `{name}` ({at}) is no pattern: {error}"
            )),
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::{Gateway, GatewayOptions, Setup};

    macro_rules! gateways {
        ($($name:ident $namespace:literal;)*) => {
            $(
                struct $name;

                impl Gateway for $name {
                    const NAME: &'static str = stringify!($name);
                    const OPTIONS: GatewayOptions = GatewayOptions {
                        namespace: $namespace,
                        ..GatewayOptions::DEFAULT
                    };

                    fn create(_: &mut Setup<'_>) -> Option<Self> {
                        None
                    }
                }
            )*
        };
    }

    gateways! {
        Chat "/chat/{room}";
        ChatToo "/chat/{room}";
        Rooms "/chat/{name}";
        Fixed "/chat/lobby";
    }

    #[test]
    fn a_dynamic_namespace_cannot_be_shared_between_servers() {
        let gateways = [
            &GatewayRecord::new::<Chat>(),
            &GatewayRecord::new::<Fixed>(),
        ];
        assert_eq!(patterns(&gateways, false), [""; 0]);
        let problems = patterns(&gateways, true);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(
            problems[0].starts_with("the namespace `/chat/{room}` of `Chat` (")
                && problems[0].contains("unknown to the others"),
            "{problems:#?}"
        );
    }

    #[test]
    fn two_patterns_for_the_same_names_are_named_with_both_places() {
        let gateways = [
            &GatewayRecord::new::<Chat>(),
            &GatewayRecord::new::<ChatToo>(),
            &GatewayRecord::new::<Fixed>(),
        ];
        assert_eq!(patterns(&gateways, false), [""; 0]);
        let gateways = [
            &GatewayRecord::new::<Chat>(),
            &GatewayRecord::new::<Rooms>(),
        ];
        let problems = patterns(&gateways, false);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(
            problems[0].starts_with("the namespaces `/chat/{name}` of `Rooms` (")
                && problems[0].contains("and `/chat/{room}` of `Chat` (")
                && problems[0].matches("patterns.rs:").count() == 2,
            "{problems:#?}"
        );
    }
}
