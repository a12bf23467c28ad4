//! `replace` and the builder's other methods for tests, which put something else in the place of what an app has.

use std::{borrow::Cow, panic::Location};

use super::GatewayAppBuilder;
use crate::{
    enhance::{Call, Filter, Guard, Interceptor, InterceptorFuture, Next, Throttle},
    error::WsError,
    extract::{Pipe, replace_pipe},
    providers::Provider,
    reply::Outcome,
};

/// What a guard may give that can be left out: nothing.
#[diagnostic::on_unimplemented(
    message = "this guard gives a `{Self}`, which is taken behind it, so it cannot be left out",
    label = "give one in its place: `.replace_guard::<..>(|_| Ok(..))`"
)]
pub trait GivesNothing {}

impl GivesNothing for () {}

/// For tests, with the feature `testing`: what a test puts in the place of something that the app has. The calls may stand
/// anywhere in the chain, before or after what they replace; of several for the same type or name the last counts. One that
/// replaces nothing is a start-up error.
///
/// Whether something is replaced is decided when the app starts, so that messages cost the same.
impl GatewayAppBuilder {
    /// For tests: puts a value in the place of the one of the same type that is there, so that all who inject it get this
    /// one: NestJS's `overrideProvider(..).useValue(..)`.
    ///
    /// The value that is replaced is one that was [provided](Self::provide), or the [`Server`](crate::Server) of a gateway.
    /// It may also be of a type that the app makes by itself, an [`#[injectable]`](macro@crate::injectable): the guards,
    /// interceptors and filters with fields that stand in lists by their types, and what methods take by
    /// [`#[per_connection]`](macro@crate::per_connection). Of the latter each connection gets a clone; a value in an `Arc`
    /// stands for an injectable too, and is the same for all connections.
    ///
    /// What is replaced is not made, if the app would make it: nothing of what an injectable needs is asked for. A value
    /// that was provided has been made before, unlike with NestJS: a function that describes the app for the program and for
    /// tests takes what is expensive as a parameter. Who got the old value in another way keeps it: a service or a
    /// [gateway](Self::gateway) that the program made of it, the function of [`on_shutdown`](Self::on_shutdown).
    ///
    /// The type is exactly that of the injection: for `#[inject] users: Arc<dyn Users>` an `Arc<dyn Users>`. A value that
    /// was not provided is a start-up error, since nobody would inject it.
    ///
    /// ```
    /// use gateway_runtime::{GatewayAppBuilder, prelude::*, testing::TestApp};
    ///
    /// trait Users: Send + Sync {
    ///     fn name(&self, id: u32) -> String;
    /// }
    ///
    /// struct Database;
    /// impl Users for Database {
    ///     fn name(&self, _: u32) -> String { unimplemented!("asks a server") }
    /// }
    ///
    /// #[websocket_gateway]
    /// struct Accounts { #[inject] users: Arc<dyn Users> }
    ///
    /// #[websocket_gateway]
    /// impl Accounts {
    ///     #[subscribe_message("name")]
    ///     fn name(&self, #[message_body] id: u32) -> String { self.users.name(id) }
    /// }
    ///
    /// /// What the program starts.
    /// fn accounts() -> GatewayAppBuilder {
    ///     let users: Arc<dyn Users> = Arc::new(Database);
    ///     GatewayApp::builder().provide(users).only::<(Accounts,)>()
    /// }
    ///
    /// struct OnlyAn;
    /// impl Users for OnlyAn {
    ///     fn name(&self, _: u32) -> String { "an".to_owned() }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// // In a function marked #[tokio::test]:
    /// let users: Arc<dyn Users> = Arc::new(OnlyAn);
    /// let app = TestApp::start(accounts().replace(users)).await.unwrap();
    /// let client = app.connect::<Accounts>().await.unwrap();
    /// assert_eq!(client.ask::<String>("name", &7).await.unwrap(), "an");
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn replace<T: Provider>(mut self /* chain the calls */, value: T) -> Self {
        self.plan.providers.replace(value, Location::caller());
        self
    }

    /// For tests: lets a function decide in the place of a guard, wherever the guard stands: in front of the app, of
    /// gateways and of methods, in bundles, by its type or as a value. NestJS's `overrideGuard(..).useValue(..)`.
    ///
    /// The function gives what the guard gives, or refuses. A guard that returns `bool` gives `()`. It runs when the guard
    /// would run, and what the guard needs of the app is not asked for; a guard that has fields and stands in lists by its
    /// type is not made. A guard that another guard calls is not replaced there.
    ///
    /// A guard that stands in front of nothing is a start-up error.
    ///
    /// ```
    /// use gateway_runtime::{prelude::*, testing::TestApp};
    ///
    /// #[derive(Clone)]
    /// struct User { name: String }
    ///
    /// #[guard]
    /// async fn authenticated(#[handshake_auth] token: String) -> Result<User, WsError> {
    ///     # let _ = token;
    ///     Err(WsError::unauthorized("asks a server"))
    /// }
    ///
    /// #[websocket_gateway]
    /// #[use_guards(authenticated)]
    /// struct Notes;
    ///
    /// #[websocket_gateway]
    /// impl Notes {
    ///     #[subscribe_message("whose")]
    ///     fn whose(&self, #[guarded] user: User) -> String { user.name }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let builder = GatewayApp::builder().only::<(Notes,)>();
    /// let builder = builder.replace_guard::<authenticated>(|_| Ok(User { name: "an".to_owned() }));
    /// let app = TestApp::start(builder).await.unwrap();
    /// let client = app.connect::<Notes>().await.unwrap();
    /// assert_eq!(client.ask::<String>("whose", &()).await.unwrap(), "an");
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn replace_guard<G: Guard>(
        mut self, /* chain the calls */
        check: impl Fn(&Call) -> Result<G::Value, WsError> + Send + Sync + 'static,
    ) -> Self {
        let place = Location::caller();
        self.plan.replacements.replace_guard::<G>(check, place);
        self
    }

    /// For tests: leaves a guard out, wherever it stands. It has to be one that gives nothing to those behind it; another one
    /// is [replaced](Self::replace_guard).
    ///
    /// A guard that stands in front of nothing is a start-up error.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn without_guard<G>(mut self /* chain the calls */) -> Self
    where
        G: Guard,
        G::Value: GivesNothing,
    {
        self.plan
            .replacements
            .without_guard::<G>(Location::caller());
        self
    }

    /// For tests: lets a function run in the place of an interceptor, wherever the interceptor stands. NestJS's
    /// `overrideInterceptor(..).useValue(..)`.
    ///
    /// The function returns a future in a box. As with a guard, the interceptor is not made, and needs nothing; one that
    /// stands around nothing is a start-up error.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[interceptor]
    /// async fn cached(next: Next) -> Result<Outcome, Failure> {
    ///     # next.run().await
    ///     // asks a cache first
    /// }
    ///
    /// # let builder = GatewayApp::builder();
    /// let builder = builder.replace_interceptor::<cached>(|call, next| {
    ///     Box::pin(async move {
    ///         println!("{:?}", call.event());
    ///         next.run().await
    ///     })
    /// });
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn replace_interceptor<I: Interceptor>(
        mut self, /* chain the calls */
        intercept: impl Fn(Call, Next) -> InterceptorFuture + Send + Sync + 'static,
    ) -> Self {
        let place = Location::caller();
        self.plan
            .replacements
            .replace_interceptor::<I>(intercept, place);
        self
    }

    /// For tests: leaves an interceptor out, wherever it stands. One that stands around nothing is a start-up error.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn without_interceptor<I: Interceptor>(mut self /* chain the calls */) -> Self {
        let place = Location::caller();
        self.plan.replacements.without_interceptor::<I>(place);
        self
    }

    /// For tests: lets a function catch in the place of a filter, wherever the filter stands. NestJS's
    /// `overrideFilter(..).useValue(..)`.
    ///
    /// The function gets the errors that the filter catches, and returns what the client is told, or an answer after all. As
    /// with a guard, the filter is not made, and needs nothing; one that stands nowhere is a start-up error.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[filter]
    /// fn reported(error: WsError) -> WsError {
    ///     # error
    ///     // tells a server
    /// }
    ///
    /// # let builder = GatewayApp::builder();
    /// let builder = builder.replace_filter::<reported>(|error, _| Err(error));
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn replace_filter<F: Filter>(
        mut self, /* chain the calls */
        catch: impl Fn(F::Error, &Call) -> Result<Outcome, WsError> + Send + Sync + 'static,
    ) -> Self {
        let place = Location::caller();
        self.plan.replacements.replace_filter::<F>(catch, place);
        self
    }

    /// For tests: leaves a filter out, wherever it stands. One that stands nowhere is a start-up error.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn without_filter<F: Filter>(mut self /* chain the calls */) -> Self {
        let place = Location::caller();
        self.plan.replacements.without_filter::<F>(place);
        self
    }

    /// For tests: lets a function pipe in the place of a pipe, for all methods: NestJS's `overridePipe(..).useValue(..)`.
    ///
    /// The function gets what was decoded for the pipe. What the pipe needs of the app is not asked for. A pipe that no method
    /// has is a start-up error.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// struct Order { id: u64 }
    ///
    /// #[pipe]
    /// async fn order(id: u64) -> Result<Order, WsError> {
    ///     # Ok(Order { id })
    ///     // asks a database
    /// }
    ///
    /// # let builder = GatewayApp::builder();
    /// let builder = builder.replace_pipe::<order>(|id| Ok(Order { id }));
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn replace_pipe<P>(
        mut self, /* chain the calls */
        pipe: impl Fn(P::Input) -> Result<P::Output, WsError> + Send + Sync + 'static,
    ) -> Self
    where
        P: Pipe<Output: Send + 'static>,
    {
        let place = Location::caller();
        replace_pipe::<P>(&mut self.plan.providers, pipe, place);
        self
    }

    /// For tests: puts a limit in the place of those with this name, wherever they stand. The limit keeps the name. A name
    /// that no limit has is a start-up error.
    ///
    /// Under a clock that [stands](crate::testing#time) limits need no replacement: a test lets time pass.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn replace_throttle(
        mut self, /* chain the calls */
        name: impl Into<Cow<'static, str>>,
        throttle: Throttle,
    ) -> Self {
        let place = Location::caller();
        let name = Some(name.into());
        self.plan
            .replacements
            .replace_limits(name, Some(throttle), place);
        self
    }

    /// For tests: switches the limits with this name off, wherever they stand. A name that no limit has is a start-up error.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn without_throttle(
        mut self, /* chain the calls */
        name: impl Into<Cow<'static, str>>,
    ) -> Self {
        let place = Location::caller();
        let name = Some(name.into());
        self.plan.replacements.replace_limits(name, None, place);
        self
    }

    /// For tests: switches all limits off, but for those that are [replaced](Self::replace_throttle) by their names. An app
    /// without limits is a start-up error.
    #[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
    #[must_use]
    #[track_caller]
    pub fn without_throttles(mut self /* chain the calls */) -> Self {
        let place = Location::caller();
        self.plan.replacements.replace_limits(None, None, place);
        self
    }
}
