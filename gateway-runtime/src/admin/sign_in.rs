//! `SignIn` decides who is an admin, before CONNECT: after a CONNECT the page closes its form.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use serde::Deserialize;
use tokio::sync::Semaphore;

use super::{credentials::Credentials, sessions::Sessions};
use crate::{mistakes::LineLimit, rate::AddressLimit, seldom::Seldom};

/// What the page has to be told for it to open its form again: this text and no other.
const INVALID: &str = "invalid credentials";

/// The page shows every other text beside its form, which stays open.
const TOO_MANY: &str = "too many tries, try again in a minute";
const CROWDED: &str = "many sign-ins wait, try again in some seconds";

/// How many tries an address has in a minute. A tab that was signed in by its form sends the password with each reconnection.
const TRIES: u32 = 10;

/// How many passwords are hashed at a time, and how many more may wait for that: each hash takes a processor for itself.
const AT_A_TIME: usize = 2;
const WAITING: usize = 64;

/// The least time between two lines about sign-ins that find no place.
const BETWEEN_WARNINGS: Duration = Duration::from_mins(1);

/// What a page sends with its CONNECT.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Login {
    username: Option<String>,
    password: Option<String>,
    session_id: Option<String>,
}

/// How an admin was let in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// By a password: the page is told this session's id, with which it enters the next time.
    New(String),
    /// By such an id, or because everyone is an admin.
    Known,
}

/// Who is an admin.
pub(super) enum SignIn {
    Everyone,
    Basic(Box<Basic>),
}

/// Name and password.
pub(super) struct Basic {
    credentials: Credentials,
    sessions: Sessions,
    tries: AddressLimit,
    hashing: Semaphore,
    waiting: Semaphore,
    /// Lines about one address.
    lines: LineLimit,
    crowd: Seldom,
}

impl SignIn {
    pub(super) fn new(basic_auth: Option<(String, String)>) -> Self {
        let Some((user, hash)) = basic_auth else {
            return Self::Everyone;
        };
        Self::Basic(Box::new(Basic {
            credentials: Credentials::new(user, &hash),
            sessions: Sessions::default(),
            tries: AddressLimit::new(TRIES, Duration::from_mins(1)),
            hashing: Semaphore::new(AT_A_TIME),
            waiting: Semaphore::new(AT_A_TIME + WAITING),
            lines: LineLimit::default(),
            crowd: Seldom::new(BETWEEN_WARNINGS),
        }))
    }

    /// Lets an admin in.
    ///
    /// # Errors
    /// What the page is told.
    pub(super) async fn enter(
        &self,
        login: Login,
        address: Option<IpAddr>,
    ) -> Result<Entered, &'static str> {
        match self {
            Self::Everyone => Ok(Entered::Known),
            Self::Basic(basic) => basic.enter(login, address).await,
        }
    }
}

impl Basic {
    async fn enter(&self, login: Login, address: Option<IpAddr>) -> Result<Entered, &'static str> {
        if login.session_id.is_some_and(|id| self.sessions.has(&id)) {
            return Ok(Entered::Known);
        }
        // A page that has no session yet sends neither. That is no try.
        let Some(password) = login.password else {
            return Err(INVALID);
        };
        // Where the HTTP server does not tell addresses, all share the tries of one.
        let address = address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        // First, since who finds no place has not tried.
        let Ok(_waits) = self.waiting.try_acquire() else {
            if self.crowd.is_due() {
                tracing::warn!(
                    "so many sign-ins to the Admin UI wait that further ones are refused, whoever it is; this is logged once \
                     a minute at the most"
                );
            }
            return Err(CROWDED);
        };
        if !self.tries.allows(address) {
            self.lines
                .log(|| format!("{address} has too many tries to sign in to the Admin UI"));
            return Err(TOO_MANY);
        }
        // Never closed.
        let hashing = self.hashing.acquire().await;
        let user = login.username.unwrap_or_default();
        let is_right = self.credentials.are(&user, password).await;
        drop(hashing);
        if !is_right {
            self.lines
                .log(|| format!("{address} tried wrong credentials for the Admin UI"));
            return Err(INVALID);
        }
        let session = self.sessions.begin();
        session
            .map(Entered::New)
            .ok_or("the system gives no random numbers")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of an admin with the password "changeit".
    fn sign_in() -> SignIn {
        let hash = bcrypt::hash_with_salt("changeit", 4, [7; 16]).expect("hashes");
        SignIn::new(Some(("admin".to_owned(), hash.to_string())))
    }

    fn login(user: &str, password: &str) -> Login {
        Login {
            username: Some(user.to_owned()),
            password: Some(password.to_owned()),
            session_id: None,
        }
    }

    fn session(id: &str) -> Login {
        Login {
            session_id: Some(id.to_owned()),
            ..Login::default()
        }
    }

    #[tokio::test]
    async fn a_session_opens_where_a_password_did() {
        let sign_in = sign_in();
        let entered = sign_in.enter(login("admin", "changeit"), None).await;
        let Ok(Entered::New(id)) = entered else {
            panic!("{entered:?}");
        };
        assert_eq!(id.len(), 32);
        assert_eq!(sign_in.enter(session(&id), None).await, Ok(Entered::Known));
        for other in ["", "null", &id[1..]] {
            assert_eq!(sign_in.enter(session(other), None).await, Err(INVALID));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_crowd_of_others_costs_an_address_no_try_and_a_session_no_time() {
        let sign_in = sign_in();
        let SignIn::Basic(basic) = &sign_in else {
            panic!("is another");
        };
        let enter = |login| sign_in.enter(login, "192.0.2.1".parse().ok());
        let Ok(Entered::New(id)) = enter(login("admin", "changeit")).await else {
            panic!("is refused");
        };
        let crowd: Vec<_> = (0..AT_A_TIME + WAITING)
            .map(|_| basic.waiting.try_acquire())
            .collect();
        for _ in 0..2 * TRIES {
            let refused = enter(login("admin", "changeit")).await;
            assert_eq!(refused, Err(CROWDED));
        }
        assert_eq!(enter(session(&id)).await, Ok(Entered::Known));
        drop(crowd);
        for _ in 1..TRIES {
            let entered = enter(login("admin", "changeit")).await;
            assert!(matches!(entered, Ok(Entered::New(_))), "{entered:?}");
        }
        let refused = enter(login("admin", "changeit")).await;
        assert_eq!(refused, Err(TOO_MANY));
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_has_ten_tries_a_minute() {
        let sign_in = sign_in();
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|text| text.parse().ok());
        for _ in 0..TRIES {
            let refused = sign_in.enter(login("admin", "wrong"), one).await;
            assert_eq!(refused, Err(INVALID));
        }
        let refused = sign_in.enter(login("admin", "changeit"), one).await;
        assert_eq!(refused, Err(TOO_MANY));
        let entered = sign_in.enter(login("admin", "changeit"), other).await;
        assert!(matches!(entered, Ok(Entered::New(_))));
        // A page that is loaded sends a session's id, or nothing: that is no try.
        for _ in 0..2 * TRIES {
            assert_eq!(sign_in.enter(Login::default(), other).await, Err(INVALID));
        }
        tokio::time::advance(Duration::from_mins(1)).await;
        let entered = sign_in.enter(login("admin", "changeit"), one).await;
        assert!(matches!(entered, Ok(Entered::New(_))));
    }
}
