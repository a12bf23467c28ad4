//! `Inject` is a provider, as a parameter of one method.

use super::{FromInit, FromSocket, InitContext, Requirements};
use crate::{
    error::{BoxError, WsError},
    handles::Socket,
    type_name::short_name,
};

/// A provider that one method needs: the value of exactly the type `T` that was given to
/// [`provide`](crate::GatewayAppBuilder::provide). `#[inject] greeter: Arc<Greeter>` on the parameter does the
/// same. A missing provider is a start-up error. A provider that all methods need is better kept in a field,
/// for which it is looked up once.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct Mailer;
///
/// #[websocket_gateway]
/// struct Accounts;
///
/// #[websocket_gateway]
/// impl Accounts {
///     #[subscribe_message("forgotten")]
///     async fn forgotten(&self, #[message_body] address: String, Inject(mailer): Inject<Arc<Mailer>>) {
///         // mailer.send(address).await
/// #       let (_, _) = (address, mailer);
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inject<T>(pub T);

impl<T: Clone + Send + Sync + 'static> FromSocket for Inject<T> {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let provider = socket.provider().map(Self);
        provider.ok_or_else(|| WsError::internal(missing::<T>()))
    }

    fn require(requirements: &mut Requirements<'_>) {
        requirements.provider::<T>();
    }
}

impl<T: Clone + Send + Sync + 'static> FromInit for Inject<T> {
    fn from_init(context: &InitContext) -> Result<Self, BoxError> {
        let provider = context.provider().map(Self);
        provider.ok_or_else(|| missing::<T>().into())
    }

    fn require(requirements: &mut Requirements<'_>) {
        requirements.provider::<T>();
    }
}

fn missing<T>() -> String {
    format!("no `{}` was provided", short_name::<T>())
}
