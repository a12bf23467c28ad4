//! `Cors` names the origins whose pages may connect.

use serde::{Deserialize, Deserializer};

use super::{DeclaredCors, Origin, OriginPattern, OriginPredicate};

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
/// as on a developer's machine or inside a company's network, name the hosts of the app with
/// [`allowed_hosts`](crate::GatewayAppBuilder::allowed_hosts), or let the proxy check them.
///
/// ```
/// use gateway_runtime::Cors;
///
/// let any_page = Cors::any();
/// let ours = Cors::origins(["https://example.com", "http://localhost:5173"]);
/// let with_subdomains = Cors::origins(["https://example.com", "https://*.example.com"]);
/// let with_cookies = Cors::origins(["https://example.com"]).credentials();
/// let by_a_rule = Cors::matching(|origin| origin.starts_with("http://localhost:"));
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
    /// These origins and patterns, as they were written, each once and in alphabetical order.
    Named(Vec<String>),
    /// The origins that a function accepts.
    Matching(OriginPredicate),
}

/// An origin that is named, or several by a pattern.
#[derive(Clone, Debug)]
pub(crate) enum NamedOrigin {
    One(Origin),
    Subdomains(OriginPattern),
}

impl NamedOrigin {
    /// Reads what a program wrote. The error says why `text` is neither an origin nor a pattern.
    fn parse(text: &str) -> Result<Self, String> {
        if text.contains('*') {
            OriginPattern::parse(text).map(Self::Subdomains)
        } else {
            Origin::parse(text).map(Self::One)
        }
    }

    /// Whether `origin`, as a browser sends it, is meant.
    pub(crate) fn matches(&self, origin: &str) -> bool {
        match self {
            Self::One(named) => named.as_str() == origin,
            Self::Subdomains(pattern) => pattern.matches(origin),
        }
    }
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
    ///
    /// `https://*.example.com` is a pattern: the `*` stands for exactly one label, so that `https://app.example.com`
    /// may connect, and neither `https://example.com` nor `https://a.b.example.com`. The scheme and the port are
    /// those of the pattern. Whoever may put a page on any of the subdomains may connect: under a domain on which
    /// a provider gives names to its customers, such as `github.io`, that is everybody.
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

    /// Pages of the origins that `accepts` returns `true` for may connect: for rules that a list cannot say, such as
    /// tenants of a database that the app keeps in memory. NestJS's `origin: (origin, callback) => ..`.
    ///
    /// `accepts` gets the origin as browsers send it: in lower case, without the default port, or `"null"` for a page
    /// without an origin, such as a local file. It decides on every request that has an `Origin` and must not wait for
    /// anything. If it panics, the page is refused and the log has an error.
    ///
    /// Compare the whole origin, or the beginning with `://` and the end with a dot: `ends_with("example.com")`
    /// accepts `https://evil-example.com`, and `contains` accepts `https://example.com.evil`.
    ///
    /// ```
    /// use gateway_runtime::Cors;
    ///
    /// // All subdomains, however deep.
    /// let cors = Cors::matching(|origin| {
    ///     let host = origin.strip_prefix("https://");
    ///     host.is_some_and(|host| host == "example.com" || host.ends_with(".example.com"))
    /// });
    /// ```
    ///
    /// Gateways that share a server must not contradict each other in their options. Functions that hold values,
    /// such as a list, are only equal if they are clones: an adapter that gives several gateways such a function makes
    /// the `Cors` once, and clones it in [`configure`](crate::WebSocketAdapter::configure).
    #[must_use]
    pub fn matching<F>(accepts: F) -> Self
    where
        F: Fn(&str) -> bool + Send + Sync + 'static,
    {
        Self {
            allowed: Allowed::Matching(OriginPredicate::new(accepts)),
            credentials: false,
        }
    }

    /// Browsers may send cookies and HTTP authentication with polling requests, for clients with
    /// `withCredentials: true`. Credentials need named origins, a pattern, or a function: for
    /// [`any`](Self::any) origin they are an error when the app is built. NestJS's `origin: true` with
    /// `credentials: true` is not offered: it lets the pages of every origin act with the cookies of their visitor.
    /// A function that accepts every origin does the same.
    #[must_use]
    pub fn credentials(mut self /* chain the calls */) -> Self {
        self.credentials = true;
        self
    }

    /// Whether a function decides.
    pub(crate) fn is_by_function(&self) -> bool {
        matches!(self.allowed, Allowed::Matching(_))
    }

    /// What is wrong with these settings, in words.
    pub(crate) fn problems(&self) -> Vec<String> {
        match &self.allowed {
            Allowed::Any if self.credentials => vec![
                "`cors` has credentials for any origin, which browsers refuse; NestJS's `origin: true`, which lets \
                 every page act as the user, is not offered: name the origins, as in `https://example.com` or \
                 `https://*.example.com`, or leave out the credentials"
                    .to_owned(),
            ],
            Allowed::Any | Allowed::Matching(_) => Vec::new(),
            Allowed::Named(named) => named
                .iter()
                .filter_map(|text| NamedOrigin::parse(text).err())
                .map(|problem| format!("`cors`: {problem}"))
                .collect(),
        }
    }
}

impl Allowed {
    /// The origins and patterns of `named`, which [`Cors::problems`] has looked through.
    pub(crate) fn read(named: &[String]) -> Vec<NamedOrigin> {
        let read = named.iter().map(|text| NamedOrigin::parse(text));
        read.filter_map(Result::ok).collect()
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

/// Reads `"*"`, `"https://example.com"`, `"https://*.example.com"`, a list of such texts, or `{ "origin": .., "credentials": true }`.
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
