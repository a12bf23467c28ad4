//! `AdminUi` is what an app decides about the Admin UI.

use std::fmt;

use super::credentials;

/// The server of the official [Socket.IO Admin UI](https://socket.io/docs/v4/admin-ui/): a page that shows the sockets, rooms,
/// events and statistics of a running app. [`GatewayAppBuilder::admin_ui`](crate::GatewayAppBuilder::admin_ui) takes it; on Node
/// it is `instrument(io, { .. })`.
///
/// ```
/// use gateway_runtime::{AdminUi, GatewayApp};
///
/// // The hash of the password, as `htpasswd -nbBC 10 "" the-password` prints it.
/// let hash = "$2b$10$bdDOp7FEZ1cIgpIdnUV/KuD6F5Fyb1cuPMW.4HyYnlOsqWMgF3YBe";
/// let builder = GatewayApp::builder().admin_ui(AdminUi::new().basic_auth("admin", hash));
/// ```
///
/// Who signs in sees every socket and may disconnect everyone, so an app has to say how admins sign in:
/// [`basic_auth`](Self::basic_auth), or [`without_auth`](Self::without_auth). Neither of them, both, or a text that is no
/// bcrypt hash is a start-up error. See [The Admin UI](crate::guide::operations::admin_ui).
#[derive(Clone)]
#[must_use = "it does nothing until the builder's `admin_ui` has it"]
pub struct AdminUi {
    pub(super) namespace: &'static str,
    pub(super) basic_auth: Option<(String, String)>,
    pub(super) is_open: bool,
    pub(super) is_readonly: bool,
    pub(super) is_production: bool,
    pub(super) server_id: Option<String>,
}

impl AdminUi {
    /// The namespace `/admin`, with all features, and nobody who may sign in.
    pub fn new() -> Self {
        Self {
            namespace: "/admin",
            basic_auth: None,
            is_open: false,
            is_readonly: false,
            is_production: false,
            server_id: None,
        }
    }

    /// Admins sign in with this name and a password, of which `bcrypt_hash` is the bcrypt hash: `$2b$10$..`. Each address has
    /// ten tries a minute. A wrong name takes as long as a wrong password.
    ///
    /// A sign-in lasts for a day in the browser's tab that did it, on the server that it was done on. At most 1,000 are kept.
    ///
    /// A cost above 14 is a start-up error: each try would take seconds of a processor.
    ///
    /// The hash may be the whole line that `htpasswd` prints, with its colon and its line break.
    pub fn basic_auth(mut self, user: impl Into<String>, bcrypt_hash: impl Into<String>) -> Self {
        let line = bcrypt_hash.into();
        self.basic_auth = Some((user.into(), credentials::hash_in(&line).to_owned()));
        self
    }

    /// Whoever reaches the server is an admin: for a machine of one's own, or where something in front of the server checks who
    /// comes. The log says so at each start. On Node it is `auth: false`.
    pub fn without_auth(mut self) -> Self {
        self.is_open = true;
        self
    }

    /// Nobody can emit, join, leave or disconnect through the page, nor around it: this server refuses the commands.
    pub fn readonly(mut self) -> Self {
        self.is_readonly = true;
        self
    }

    /// Statistics alone: no sockets, no rooms, no events, and no commands. While an admin looks, the sockets are counted once a
    /// second, and nothing else is done for them. Node's `mode: "production"` still takes commands, unless it is `readonly` too.
    pub fn production(mut self) -> Self {
        self.is_production = true;
        self
    }

    /// The name of this server in the page, which has to differ from those of the other servers. Default: the host's name and
    /// the process id, `web-1#4711`.
    pub fn server_id(mut self, id: impl Into<String>) -> Self {
        self.server_id = Some(id.into());
        self
    }

    /// The namespace that the page connects to, with or without its leading slash. Default: `/admin`, which the page tries by
    /// itself. A gateway cannot have the same one.
    pub fn namespace(mut self, namespace: &'static str) -> Self {
        self.namespace = slashed(namespace);
        self
    }

    /// The namespace, with its leading slash.
    pub(crate) fn path(&self) -> &'static str {
        self.namespace
    }

    /// What is wrong, each with the remedy.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        match (&self.basic_auth, self.is_open) {
            (None, false) => problems.push(
                "`admin_ui`: nobody may sign in; add `.basic_auth(user, bcrypt_hash)`, or `.without_auth()` if whoever reaches the \
                 server may disconnect everyone"
                    .to_owned(),
            ),
            (Some(_), true) => problems.push(
                "`admin_ui`: `.without_auth()` contradicts `.basic_auth(..)`; leave one of them out".to_owned(),
            ),
            _ => {}
        }
        if let Some((user, hash)) = &self.basic_auth {
            if user.is_empty() {
                problems.push(
                    "`admin_ui`: the name in `.basic_auth(..)` is empty; give the admin a name"
                        .to_owned(),
                );
            }
            problems.extend(credentials::problem(hash));
        }
        if self.server_id.as_ref().is_some_and(String::is_empty) {
            problems.push(
                "`admin_ui`: the text in `.server_id(..)` is empty; leave the call out for the host's name".to_owned(),
            );
        }
        if let Some(wrong) = unusable(self.namespace) {
            problems.push(format!(
                "`admin_ui`: the namespace is {:?}, {wrong}; write one such as `/admin`",
                self.namespace
            ));
        }
        problems
    }
}

/// The namespace with its leading slash, as a gateway's. It lives as long as the process, as a gateway's does.
fn slashed(namespace: &'static str) -> &'static str {
    if namespace.starts_with('/') {
        namespace
    } else {
        format!("/{namespace}").leak()
    }
}

/// What is wrong with a namespace, as the end of a sentence.
fn unusable(namespace: &str) -> Option<&'static str> {
    let is_odd = |letter: char| letter.is_control() || letter.is_whitespace();
    if namespace == "/" {
        Some("which every client enters that names none")
    } else if namespace.contains(['{', '}']) {
        Some("which stands for several")
    } else if namespace.contains([',', '?', '#']) || namespace.contains(is_odd) {
        Some("which no client can ask for")
    } else {
        None
    }
}

impl Default for AdminUi {
    fn default() -> Self {
        Self::new()
    }
}

/// Leaves out the credentials.
impl fmt::Debug for AdminUi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdminUi")
            .field("namespace", &self.namespace)
            .field("readonly", &self.is_readonly)
            .field("production", &self.is_production)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "$2b$04$WMCuBz1m3GGnM1ZM4aWb8eYrsAqkMyVYEDuXQhvLQRk3MNkNz6bmK";

    fn problems(admin: &AdminUi) -> String {
        admin.problems().join("\n")
    }

    #[test]
    fn how_admins_sign_in_has_to_be_said_once() {
        assert!(problems(&AdminUi::new()).contains("nobody may sign in"));
        let both = AdminUi::new().basic_auth("admin", HASH).without_auth();
        assert!(problems(&both).contains("contradicts"));
        assert_eq!(problems(&AdminUi::new().basic_auth("admin", HASH)), "");
        assert_eq!(problems(&AdminUi::new().without_auth()), "");
    }

    #[test]
    fn everything_that_is_wrong_is_listed() {
        let wrong = AdminUi::new()
            .basic_auth("", "a-password")
            .server_id("")
            .namespace("/a/{room}");
        assert_eq!(wrong.problems().len(), 4, "{}", problems(&wrong));
        let open = || AdminUi::new().without_auth();
        for (namespace, words) in [
            ("/", "names none"),
            ("", "names none"),
            ("/a,b", "no client"),
            ("a,b", "no client"),
            ("/a#b", "no client"),
            ("/a b", "no client"),
            ("/a?b", "no client"),
        ] {
            let found = problems(&open().namespace(namespace));
            assert!(found.contains(words), "{namespace}: {found}");
        }
        for namespace in ["/team/admin", "team/admin"] {
            let named = open().namespace(namespace);
            assert_eq!(problems(&named), "");
            assert_eq!(named.path(), "/team/admin");
        }
    }

    #[test]
    fn credentials_are_not_printed() {
        let printed = format!("{:?}", AdminUi::new().basic_auth("admin", HASH));
        assert!(!printed.contains("$2b$"), "{printed}");
    }
}
