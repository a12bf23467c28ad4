//! What stands around methods: guards, interceptors and filters, which NestJS calls enhancers, with the limits and the
//! metadata.
//!
//! - [`Guard`], [`Interceptor`] and [`Filter`] are the traits. The attributes of the same names implement them for a
//!   function, whose parameters are taken from a [`CallContext`]; [`FromCall`] is what such a parameter implements.
//! - [`EnhancerList`] is what the attributes `#[use_guards(..)]` and their like write down, and `Declared` what they
//!   have written for one method, one gateway or the app.
//! - `Chain` is a method with everything around it, as a handler of messages. A method without any of it has no chain.
//! - `ConnectionGuards` are the guards that a client passes before its CONNECT.
//! - [`throttle`] has the limits.
//!
//! The room knows messages, extractors and answers below it, and nothing of records, tables and queues above it.

mod call;
mod call_context;
mod chain;
mod connection_guards;
mod declared;
mod filter;
mod from_call;
mod guard;
mod guard_output;
mod interceptor;
mod list;
#[cfg(feature = "testing")]
mod list_replaced;
#[cfg(feature = "contract")]
mod list_shape;
mod metadata;
mod next;
#[cfg(feature = "testing")]
mod replaced;
mod target;
mod throttle;

pub use call::Call;
#[doc(hidden)]
pub use call_context::CallContext;
use chain::Chain;
pub(crate) use chain::Layers;
pub(crate) use connection_guards::{ConnectionGuard, ConnectionGuards};
pub(crate) use declared::{Declared, Entry, GuardEntry};
pub use filter::Filter;
pub(crate) use filter::Filters;
#[doc(hidden)]
pub use filter::{FilterOutput, Filtered, catch_by_function};
#[doc(hidden)]
pub use from_call::{FromCall, FromMessageCall};
#[doc(hidden)]
pub use guard::Checked;
pub use guard::{Guard, GuardPoint};
#[doc(hidden)]
pub use guard_output::{Given, GuardOutput, check_function};
pub use interceptor::Interceptor;
#[doc(hidden)]
pub use interceptor::{Intercepted, InterceptorOutput};
#[doc(hidden)]
pub use list::{EnhancerList, Enhancers};
pub(crate) use list::{Instances, Maker};
#[cfg(feature = "contract")]
pub(crate) use list_shape::ListShape;
pub use metadata::Metadata;
pub(crate) use metadata::MetadataSet;
pub use next::Next;
#[cfg(feature = "testing")]
pub use replaced::InterceptorFuture;
#[cfg(feature = "testing")]
pub(crate) use replaced::Replacements;
pub(crate) use target::Target;
#[cfg(feature = "admin-ui")]
pub(crate) use throttle::AddressLimit;
pub use throttle::{
    Throttle, ThrottleBy, ThrottleDecision, ThrottleFuture, ThrottleKey, ThrottleRequest,
    ThrottleStore,
};
