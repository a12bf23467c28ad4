//! `conforms` says whether everything has kept the contract so far.

use std::panic::Location;

use super::Client;

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
            self.connection.settling().settled(place).await;
            self.fail_if_broken(place);
        }
    }
}
