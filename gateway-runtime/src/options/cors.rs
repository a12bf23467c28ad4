//! `Cors` names the origins whose pages may connect.

use serde::{Deserialize, Deserializer};

use super::{DeclaredCors, Origin};

/// The origins whose pages may connect, besides the server's own origin.
///
/// The server checks the origin of polling requests, for which browsers ask the server (CORS), and of the
/// WebSocket handshake, for which they do not ask: without a check there, any page that a user visits could
/// talk to the server in the user's name. So without this option a page has to be of the server's own
/// origin, which is the host that the page's requests are sent to. Clients that are not browsers send no
/// `Origin`, and are not checked.
///
/// Behind a proxy, the server knows its own origin if the proxy passes on the `Host` that the browser sent.
/// If the proxy does not, name the origin here.
///
/// The scheme of the server's own origin is not compared, since a proxy may speak TLS in the server's
/// place: `https` and `http` of one host are both the server's own. The host is whatever `Host` says, so a
/// page whose name was rebound to this server's address (DNS rebinding) may connect. Where that matters, such
/// as on a developer's machine or inside a company's network, the proxy or a layer of yours has to check the
/// host.
///
/// ```
/// use gateway_runtime::Cors;
///
/// let any_page = Cors::any();
/// let ours = Cors::origins(["https://example.com", "http://localhost:5173"]);
/// let with_cookies = Cors::origins(["https://example.com"]).credentials();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cors {
    pub(crate) allowed: Allowed,
    pub(crate) credentials: bool,
}

/// The origins that are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    Any,
    /// These origins, as they were written, each once and in alphabetical order.
    Named(Vec<String>),
}

const ANY: &str = "*";

impl Cors {
    /// Pages of every origin may connect: for public data. This is NestJS's `cors: true`.
    #[must_use]
    pub fn any() -> Self {
        Self {
            allowed: Allowed::Any,
            credentials: false,
        }
    }

    /// Pages of these origins may connect. An origin is a scheme, a host and perhaps a port, as in
    /// `https://example.com` or `http://localhost:5173`. `"*"` among them is [`any`](Self::any). A text that
    /// is not an origin is an error when the app is built.
    #[must_use]
    pub fn origins<O: Into<String>>(origins: impl IntoIterator<Item = O>) -> Self {
        let mut named: Vec<String> = origins.into_iter().map(Into::into).collect();
        named.sort_unstable();
        named.dedup();
        let allowed = if named.iter().any(|origin| origin == ANY) {
            Allowed::Any
        } else {
            Allowed::Named(named)
        };
        Self {
            allowed,
            credentials: false,
        }
    }

    /// Browsers may send cookies and HTTP authentication with polling requests, for clients with
    /// `withCredentials: true`. Credentials need named origins. NestJS's `origin: true` with `credentials: true`
    /// is not offered: it lets the pages of every origin act with the cookies of their visitor.
    #[must_use]
    pub fn credentials(mut self /* chain the calls */) -> Self {
        self.credentials = true;
        self
    }

    /// The named origins, as browsers write them; `None` if any origin is allowed.
    pub(crate) fn named(&self) -> Option<Vec<Origin>> {
        match &self.allowed {
            Allowed::Any => None,
            // `problems` has reported the texts that are not origins.
            Allowed::Named(named) => Some(
                named
                    .iter()
                    .filter_map(|text| Origin::parse(text).ok())
                    .collect(),
            ),
        }
    }

    /// What is wrong with these settings, in words.
    pub(crate) fn problems(&self) -> Vec<String> {
        match &self.allowed {
            Allowed::Any if self.credentials => vec![
                "`cors` has credentials for any origin, which browsers refuse; name the origins"
                    .to_owned(),
            ],
            Allowed::Any => Vec::new(),
            Allowed::Named(named) => named
                .iter()
                .filter_map(|text| Origin::parse(text).err())
                .map(|problem| format!("`cors`: {problem}"))
                .collect(),
        }
    }
}

impl From<&DeclaredCors> for Cors {
    fn from(declared: &DeclaredCors) -> Self {
        Self {
            credentials: declared.credentials,
            ..Self::origins(declared.origins.iter().copied())
        }
    }
}

/// Reads `"*"`, `"https://example.com"`, a list of such texts, or `{ "origin": .., "credentials": true }`.
impl<'de> Deserialize<'de> for Cors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(
            untagged,
            expecting = "an origin, a list of origins, or an object with `origin` and `credentials`"
        )]
        enum Written {
            Origins(Origins),
            Whole(Whole),
        }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Whole {
            origin: Origins,
            #[serde(default)]
            credentials: bool,
        }

        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Origins {
            One(String),
            Many(Vec<String>),
        }

        let (origins, credentials) = match Written::deserialize(deserializer)? {
            Written::Origins(origins) => (origins, false),
            Written::Whole(Whole {
                origin,
                credentials,
            }) => (origin, credentials),
        };
        let origins = match origins {
            Origins::One(origin) => vec![origin],
            Origins::Many(origins) => origins,
        };
        Ok(Self {
            credentials,
            ..Self::origins(origins)
        })
    }
}
