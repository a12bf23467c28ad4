//! `ServerOptions::overridden_by` merges the options that several places set for one server, and
//! `contradictions` finds those that must not differ.

use super::{Cors, DeclaredServer, ServerOptions};

impl ServerOptions {
    /// The options of `stronger`, and these options where `stronger` sets none.
    pub(crate) fn overridden_by(self, stronger: Self) -> Self {
        Self {
            port: stronger.port.or(self.port),
            path: stronger.path.or(self.path),
            transports: stronger.transports.or(self.transports),
            cors: stronger.cors.or(self.cors),
            ping_interval: stronger.ping_interval.or(self.ping_interval),
            ping_timeout: stronger.ping_timeout.or(self.ping_timeout),
            connect_timeout: stronger.connect_timeout.or(self.connect_timeout),
            max_payload: stronger.max_payload.or(self.max_payload),
            max_attachments: stronger.max_attachments.or(self.max_attachments),
            max_buffer_size: stronger.max_buffer_size.or(self.max_buffer_size),
        }
    }

    /// The names of the options that both set, to different values.
    pub(crate) fn contradictions(&self, other: &Self) -> Vec<&'static str> {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.zip(other).is_some_and(|(one, other)| one != other)
        }
        let candidates = [
            (
                "transports",
                differ(self.transports.as_ref(), other.transports.as_ref()),
            ),
            ("cors", differ(self.cors.as_ref(), other.cors.as_ref())),
            (
                "ping_interval",
                differ(self.ping_interval.as_ref(), other.ping_interval.as_ref()),
            ),
            (
                "ping_timeout",
                differ(self.ping_timeout.as_ref(), other.ping_timeout.as_ref()),
            ),
            (
                "connect_timeout",
                differ(
                    self.connect_timeout.as_ref(),
                    other.connect_timeout.as_ref(),
                ),
            ),
            (
                "max_payload",
                differ(self.max_payload.as_ref(), other.max_payload.as_ref()),
            ),
            (
                "max_attachments",
                differ(
                    self.max_attachments.as_ref(),
                    other.max_attachments.as_ref(),
                ),
            ),
            (
                "max_buffer_size",
                differ(
                    self.max_buffer_size.as_ref(),
                    other.max_buffer_size.as_ref(),
                ),
            ),
        ];
        candidates
            .into_iter()
            .filter_map(|(option, differs)| differs.then_some(option))
            .collect()
    }
}

impl From<&DeclaredServer> for ServerOptions {
    fn from(declared: &DeclaredServer) -> Self {
        Self {
            port: declared.port,
            path: declared.path.map(str::to_owned),
            transports: declared.transports.map(<[_]>::to_vec),
            cors: declared.cors.as_ref().map(Cors::from),
            ping_interval: declared.ping_interval,
            ping_timeout: declared.ping_timeout,
            connect_timeout: declared.connect_timeout,
            max_payload: declared.max_payload,
            max_attachments: declared.max_attachments,
            max_buffer_size: declared.max_buffer_size,
        }
    }
}
