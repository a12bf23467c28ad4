//! `ListenAddress` is what an app can be told to listen at: a port, or an address with a host.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6},
};

/// Where an app listens: what [`listen`](crate::GatewayApp::listen) and [`bind`](crate::GatewayApp::bind) take.
///
/// | address | listens at |
/// |---|---|
/// | `3000` | port 3000 of all addresses of the machine, over IPv6 and IPv4, as Node does; over IPv4 alone on a machine without IPv6. With both, `remote_address()` of a client over IPv4 is written as `::ffff:192.0.2.1` |
/// | `"127.0.0.1:3000"`, `"localhost:3000"`, `"[::1]:3000"` | this address; a name is resolved, and the first of its addresses that can be bound counts |
/// | `("0.0.0.0", 3000)`, `(Ipv4Addr::UNSPECIFIED, 3000)` | the same, in two parts |
/// | [`SocketAddr`], `&[SocketAddr]` | this address, or the first of these that can be bound |
///
/// The port 0 is one that the system chooses: [`local_addr`](crate::GatewayApp::local_addr) tells it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no address to listen at",
    label = "neither a port nor an address",
    note = "write a port, which is a `u16`, for all addresses of the machine: `3000`",
    note = "or an address with a port: `\"127.0.0.1:3000\"`, `(\"0.0.0.0\", 3000)` or a `SocketAddr`"
)]
pub trait ListenAddress {
    /// The address as the crate needs it.
    #[doc(hidden)]
    fn target(&self) -> ListenTarget;
}

/// An address that is still to be resolved, and how the program has written it.
#[derive(Debug)]
pub struct ListenTarget {
    pub(super) kind: Kind,
    /// For errors.
    pub(super) named: String,
}

/// What was given as an address.
#[derive(Debug)]
pub(super) enum Kind {
    /// A port of all addresses of the machine.
    Port(u16),
    Addresses(Vec<SocketAddr>),
    /// A host and a port in one text.
    Text(String),
    Host(String, u16),
}

impl ListenTarget {
    fn new(kind: Kind, named: &impl fmt::Debug) -> Self {
        Self {
            kind,
            named: format!("{named:?}"),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: ListenAddress + ?Sized> ListenAddress for &T {
    fn target(&self) -> ListenTarget {
        T::target(self)
    }
}

// No other integer may implement the trait: the literal in `listen(3000)` is a `u16` since that is the only one.
impl ListenAddress for u16 {
    fn target(&self) -> ListenTarget {
        let named = format!("port {self}");
        ListenTarget {
            kind: Kind::Port(*self),
            named,
        }
    }
}

#[diagnostic::do_not_recommend]
impl ListenAddress for str {
    fn target(&self) -> ListenTarget {
        ListenTarget::new(Kind::Text(self.to_owned()), &self)
    }
}

#[diagnostic::do_not_recommend]
impl ListenAddress for String {
    fn target(&self) -> ListenTarget {
        self.as_str().target()
    }
}

#[diagnostic::do_not_recommend]
impl ListenAddress for (&str, u16) {
    fn target(&self) -> ListenTarget {
        ListenTarget::new(Kind::Host(self.0.to_owned(), self.1), self)
    }
}

#[diagnostic::do_not_recommend]
impl ListenAddress for (String, u16) {
    fn target(&self) -> ListenTarget {
        (self.0.as_str(), self.1).target()
    }
}

#[diagnostic::do_not_recommend]
impl ListenAddress for [SocketAddr] {
    fn target(&self) -> ListenTarget {
        ListenTarget::new(Kind::Addresses(self.to_vec()), &self)
    }
}

macro_rules! socket_addresses {
    ($($address:ty),*) => {
        $(#[diagnostic::do_not_recommend]
        impl ListenAddress for $address {
            fn target(&self) -> ListenTarget {
                ListenTarget::new(Kind::Addresses(vec![SocketAddr::from(*self)]), self)
            }
        })*
    };
}

socket_addresses!(
    SocketAddr,
    SocketAddrV4,
    SocketAddrV6,
    (IpAddr, u16),
    (Ipv4Addr, u16),
    (Ipv6Addr, u16)
);
