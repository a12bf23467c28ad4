//! `__private` is the one door for generated code. Nothing here is public API: these names change
//! together with the macros, which the version requirement of this crate pins.
//!
//! The door is an index: it names what an expansion uses, and holds what only expansions use.
//!
//! - [`handler`], [`init`], [`server_event`], [`connection`], [`disconnect`], [`shutdown`], [`interval`], [`event`], [`call`]
//!   and [`message_call`] have the same names for what
//!   depends on the kind of a method or function, so that an expansion prints one path for all kinds: `Parameter::note` notes
//!   what a parameter without an attribute needs of the app, and in hooks `Returned` turns what the
//!   method returned into a result.
//! - `parameters` and `requirements` are about attributes on parameters, whatever the kind of the method.
//! - [`roles`] and [`guarded`] let the compiler check lists of guards and their like, and what guards give.
//! - `returned` is about what enhancers' functions return.
//! - `blocking` runs a method on a thread where it may block.
//! - `fields` makes the first values of a gateway's fields.
//! - `ws_error` makes a `WsError` of an error that derives it.
//! - `contract` and the macros `describe!`, `describe_hook!`, `describe_guard!`, `describe_gateway!` and `describe_errors!` are about the
//!   contract, and nothing without the feature `contract`.
//! - `constants` checks the names that attributes take from constants.
//!
//! Where a type of the user has to implement a trait, the expansion calls the trait's own function: a
//! function with the trait as a bound would be named in the compiler's message.

pub mod call;
pub mod connection;
pub mod contract;
pub mod disconnect;
pub mod event;
pub mod handler;
pub mod init;
pub mod interval;
pub mod message_call;
pub mod server_event;
pub mod shutdown;

pub mod guarded;
pub mod roles;

mod blocking;
mod constants;
mod fields;
mod hook_output;
mod items;
mod parameters;
mod requirements;
mod returned;
mod unshared;
mod ws_error;

pub use inventory;

pub use contract::{describe, describe_errors, describe_gateway, describe_guard, describe_hook};

pub use blocking::{BlockingParameter, Sent, blocking, sent};
pub use constants::{
    Constant, NameOfConstant, NoName, check_event_of_client, check_event_of_server,
    check_namespace, slashed, slashed_length, slashed_text,
};
pub use fields::DefaultField;
pub use handler::{AckOutput, pipe_failed};
pub use hook_output::HookOutput;
pub use items::{items, with_validation};
pub use parameters::{AuthPayload, ParamValue, expect_several_arguments, inject};
pub use requirements::{
    ForConnections, NothingToRequire, Probe, require_checked, require_guarded, require_param,
    require_provider,
};
pub use returned::{
    OfGuard, ReturnedByGuard, UnknownGuardOutput, ValueOfGuard, filter_without_parameter,
    refused_by_parameter,
};
pub use unshared::Unshared;
pub use ws_error::{
    Cause, Detail, DisplayedError, NoCause, PassedOn, internal_for, message, with_cause,
    with_fields, with_value, with_values,
};

pub use crate::{
    enhance::{
        CallContext, Checked, EnhancerList, Enhancers, FilterOutput, Filtered, FromCall,
        FromMessageCall, Given, GuardOutput, Intercepted, InterceptorOutput, catch_by_function,
        check_function,
    },
    extract::{
        AckHandle, DecodedByPipe, FromApp, FromShutdown, Gate, Guarded, HasGiven, InputOfPipe,
        IsPipe, NoBody, NoPipe, Passes, PerConnection, PipeOutput, PipedTo, Requirements,
        ServerHandle, SocketHandle, TakenByPipe,
    },
    gateway::{GatewayOptions, Ordering, RenameAll, Setup},
    message::{
        BodiesByType, BodyByType, BodyWithoutRules, ByType, Message, NothingToValidate, OpenBody,
        PlainBody, Unchecked, UnvalidatedBody, Validated, ValidatedByGateway,
    },
    options::{DeclaredCors, DeclaredServer, Transport},
    registry::{
        GatewayRecord, Handler, HandlerRecord, HandlerRecords, Hook, HookFuture, HookRecord,
        Subscribed,
    },
    reply::{
        AfterCall, AnswerKind, AnyValue, ConvertedError, EmittedKind, ListKind, OptionalKind,
        OptionalListKind, Output, PlainKind, Reply, ReturnedError, SendableAnswer, SplitOutput,
        StreamKind, Value, Work,
    },
};
