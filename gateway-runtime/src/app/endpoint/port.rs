//! `Port` is the port that gateways have beside the app's own.

use std::fmt;

/// A port that gateways name. Gateways with equal ports share a listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Port {
    /// With 0, the system chooses a port.
    number: u16,
    /// The port of the gateways' attribute, if the options have set another one: tests set all ports to 0, and
    /// gateways that have two ports in production have two there too. It is 0 if `number` is not.
    declared: u16,
}

impl Port {
    /// The port `number`, where an attribute has declared `declared`.
    pub(crate) fn new(number: u16, declared: Option<u16>) -> Self {
        let declared = match number {
            0 => declared.unwrap_or_default(),
            _ => 0,
        };
        Self { number, declared }
    }

    /// The number to listen at; 0 if the system is to choose it.
    pub(crate) fn number(self) -> u16 {
        self.number
    }

    /// The number that clients know: the declared one, if the system is to choose.
    #[cfg(feature = "contract")]
    pub(crate) fn known_number(self) -> u16 {
        self.number.max(self.declared)
    }

    /// Whether somebody who names this number means the port: by its number, or by the declared one.
    pub(crate) fn is(self, number: u16) -> bool {
        number == self.number || (self.number == 0 && number == self.declared)
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_ports_tell_apart_what_the_system_chooses_and_nothing_else() {
        let port = Port::new;
        assert_ne!(port(0, Some(8080)), port(0, Some(8081)));
        assert_ne!(port(0, Some(8080)), port(0, None));
        assert_eq!(port(0, Some(0)), port(0, None));
        assert_eq!(port(81, Some(8080)), port(81, Some(8081)));
        assert!(port(0, Some(8080)).is(8080) && port(0, Some(8080)).is(0));
        assert!(port(81, Some(8080)).is(81) && !port(81, Some(8080)).is(8080));
    }
}
