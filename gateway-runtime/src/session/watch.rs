//! `Watch` notes the events that an app emits and that its contract does not declare.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex},
};

use crate::sync::lock;

/// How many events are noted at most. An app may make names of what clients send.
const MOST: usize = 1_000;

/// An event that an app has emitted, and that the contract of its namespace does not declare: see
/// [`GatewayApp::undeclared_events`](crate::GatewayApp::undeclared_events).
///
/// ```
/// use gateway_runtime::contract::UndeclaredEvent;
///
/// fn print(undeclared: &[UndeclaredEvent]) {
///     for UndeclaredEvent { namespace, event, .. } in undeclared {
///         println!("{event} in {namespace}");
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct UndeclaredEvent {
    /// The name of the namespace, or the pattern of a dynamic one: `/shop`, `/rooms/{room}`.
    pub namespace: String,
    /// The name of the event.
    pub event: String,
}

/// `/shop: "tick"`.
impl fmt::Display for UndeclaredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.namespace, self.event)
    }
}

/// What is declared, and what was emitted all the same.
pub(crate) struct Watch {
    /// The names of the events of each namespace, by the namespace's name or pattern.
    declared: BTreeMap<String, BTreeSet<String>>,
    undeclared: Mutex<BTreeSet<UndeclaredEvent>>,
}

impl Watch {
    pub(crate) fn new(declared: BTreeMap<String, BTreeSet<String>>) -> Self {
        Self {
            declared,
            undeclared: Mutex::default(),
        }
    }

    /// What was emitted so far and is not declared, each event once, sorted.
    pub(crate) fn undeclared(&self) -> Vec<UndeclaredEvent> {
        lock(&self.undeclared).iter().cloned().collect()
    }

    /// Notes an event that is not declared. Returns whether it is new.
    fn add(&self, undeclared: UndeclaredEvent) -> bool {
        let mut noted = lock(&self.undeclared);
        noted.len() < MOST && noted.insert(undeclared)
    }
}

/// A namespace whose events are watched.
pub(super) struct WatchedNamespace {
    watch: Arc<Watch>,
    /// The namespace's name, or its pattern.
    name: String,
}

impl WatchedNamespace {
    /// The namespace with this name or pattern; `None` if no gateway serves it.
    pub(super) fn new(watch: &Arc<Watch>, name: &str) -> Option<Self> {
        watch.declared.contains_key(name).then(|| Self {
            watch: Arc::clone(watch),
            name: name.to_owned(),
        })
    }

    /// Notes an event that is sent. The first time that an event is not declared, the log says so.
    #[cold]
    pub(super) fn see(&self, event: &str) {
        let declared = self.watch.declared.get(&self.name);
        if declared.is_some_and(|declared| declared.contains(event)) {
            return;
        }
        let undeclared = UndeclaredEvent {
            namespace: self.name.clone(),
            event: event.to_owned(),
        };
        if self.watch.add(undeclared) {
            tracing::warn!(
                namespace = self.name,
                event,
                "an event was emitted that the contract does not declare; add it to the gateway of the namespace: \
                 `emits(\"its name\" = Type)`, or `emits(Type)` for a type that derives `ServerEvent`"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, UndeclaredEvent, Watch, WatchedNamespace};
    use std::{
        collections::{BTreeMap, BTreeSet},
        sync::Arc,
    };

    fn watch() -> Arc<Watch> {
        let events = BTreeSet::from(["tick".to_owned()]);
        Arc::new(Watch::new(BTreeMap::from([("/clock".to_owned(), events)])))
    }

    fn namespace(watch: &Arc<Watch>) -> WatchedNamespace {
        WatchedNamespace::new(watch, "/clock").expect("it is declared")
    }

    #[test]
    fn what_is_not_declared_is_noted_once_and_sorted() {
        let watch = watch();
        let clock = namespace(&watch);
        for event in ["tock", "tick", "chime", "tock"] {
            clock.see(event);
        }
        let noted: Vec<String> = watch
            .undeclared()
            .iter()
            .map(UndeclaredEvent::to_string)
            .collect();
        assert_eq!(noted, ["/clock: \"chime\"", "/clock: \"tock\""]);
    }

    #[test]
    fn a_namespace_that_no_gateway_serves_is_not_watched() {
        assert!(WatchedNamespace::new(&watch(), "/").is_none());
    }

    #[test]
    fn names_that_an_app_makes_do_not_pile_up() {
        let watch = watch();
        let clock = namespace(&watch);
        for number in 0..=MOST {
            clock.see(&format!("tick-{number}"));
        }
        assert_eq!(watch.undeclared().len(), MOST);
    }
}
