//! `conforms` says whether everything has kept the contract so far, and a client that is dropped says what has not.

use std::{panic::Location, thread};

use super::Client;
use crate::testing::failure::fail;

impl Client {
    /// Waits until nothing happens any more by itself, and checks that everything which has come to this client keeps the
    /// contract, whether the test has asked for it or not.
    ///
    /// # Panics
    /// When it is awaited: if something breaks the contract, if the client is not [checked](crate::testing::Connect::checked), or if the
    /// app does not come to rest.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing-contract")))]
    #[track_caller]
    #[must_use = "nothing is checked until this is awaited"]
    pub fn conforms(&self) -> impl Future<Output = ()> + use<'_> {
        let place = Location::caller();
        async move {
            if !self.connection.is_watched() {
                self.fail(
                    "this client is not checked: connect it with `.checked()`",
                    place,
                );
            }
            self.connection.settling().settled().await;
            self.fail_if_broken(place);
        }
    }
}

/// What breaks the contract is not lost with the client.
impl Drop for Client {
    fn drop(&mut self) {
        // A second panic on the same thread would end the process, and the first one is what the test fails with.
        if !thread::panicking()
            && let Some((why, place)) = self.connection.unnoticed()
        {
            let why = format!("{why}\n  no expectation of the client came after that");
            fail(&why, place, &self.connection);
        }
    }
}
