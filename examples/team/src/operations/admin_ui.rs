//! `AdminAccess` is who may look at this server with the official Admin UI, and from which page.
//!
//! The page is static files, which any web server can host:
//!
//! ```text
//! npm install @socket.io/admin-ui
//! npx serve --listen 5000 node_modules/@socket.io/admin-ui/ui/dist
//! ADMIN_PAGE=http://localhost:5000 cargo run -p team
//! ```
//!
//! Without `ADMIN_PAGE`, the page at <https://admin.socket.io> may look. Its form takes the URL of this server, and the name and the
//! password that the program prints.

use std::error::Error;

use gateway_runtime::{AdminUi, Cors, GatewayAppBuilder};

use crate::settings::variable;

/// Where the project hosts the page.
const OFFICIAL_PAGE: &str = "https://admin.socket.io";

/// What a password costs that nobody can guess: the least that there is.
const COST: u32 = 4;

/// A name, the hash of a password, and the origin of the page.
pub(crate) struct AdminAccess {
    user: String,
    hash: String,
    page: String,
    /// The password, if this program has made it.
    password: Option<String>,
}

impl AdminAccess {
    /// Without a hash in the environment, a random password is made.
    pub(crate) fn from_env() -> Result<Self, Box<dyn Error>> {
        let (hash, password) = if let Some(hash) = variable("ADMIN_PASSWORD_HASH") {
            (hash, None)
        } else {
            let password = random_password()?;
            (bcrypt::hash(&password, COST)?, Some(password))
        };
        Ok(Self {
            user: variable("ADMIN_USER").unwrap_or_else(|| "admin".into()),
            hash,
            page: variable("ADMIN_PAGE").unwrap_or_else(|| OFFICIAL_PAGE.into()),
            password,
        })
    }

    /// How to sign in, for people.
    pub(crate) fn how(&self) -> String {
        let Self { user, page, .. } = self;
        let password = self.password.as_deref();
        let password = password.unwrap_or("the password of ADMIN_PASSWORD_HASH");
        format!("the Admin UI at {page} takes {user} and {password}")
    }

    /// The page always asks with credentials, and the server's own page may still connect.
    pub(crate) fn switch_on(self, builder: GatewayAppBuilder) -> GatewayAppBuilder {
        builder
            .cors(Cors::origins([self.page]).credentials())
            .admin_ui(AdminUi::new().basic_auth(self.user, self.hash))
    }
}

fn random_password() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
