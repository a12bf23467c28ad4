//! `Replacements` are what a test has put in the place of enhancers, by their types, and of limits, by their names.

use std::{
    any::TypeId,
    borrow::Cow,
    panic::Location,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use super::{
    Call, CallContext, Filter, Guard, Interceptor, Next, Throttle,
    filter::{AnyFilter, Filtered},
    guard::{AnyGuard, Checked},
    guard_output::Given,
    interceptor::{AnyInterceptor, Intercepted},
};
use crate::{
    error::{Caught, Failure, FailureKind, WsError},
    place::place,
    reply::Outcome,
    type_name::short_name,
};

/// What the function of [`replace_interceptor`](crate::GatewayAppBuilder::replace_interceptor) returns: a future in a box.
pub type InterceptorFuture = Pin<Box<dyn Future<Output = Result<Outcome, Failure>> + Send>>;

/// Everything that is replaced in an app.
#[derive(Default)]
pub(crate) struct Replacements {
    pub(super) guards: OfKind<dyn AnyGuard>,
    pub(super) interceptors: OfKind<dyn AnyInterceptor>,
    pub(super) filters: OfKind<dyn AnyFilter>,
    limits: Vec<OfLimits>,
}

/// The replacements of one kind of enhancer, in the order of the calls.
pub(super) struct OfKind<E: ?Sized>(Vec<Replacement<E>>);

struct Replacement<E: ?Sized> {
    of: TypeId,
    /// The name of the type that is replaced.
    name: String,
    by: InPlace<E>,
    said: Said,
}

/// What stands in the place of an enhancer, or of a limit.
pub(super) enum InPlace<E: ?Sized> {
    Another(Arc<E>),
    Nothing,
}

/// The replacement of the limits with one name, or of all of them.
struct OfLimits {
    name: Option<Cow<'static, str>>,
    by: InPlace<Throttle>,
    said: Said,
}

/// A call of the builder.
struct Said {
    place: &'static Location<'static>,
    /// Whether something was found that it replaces.
    is_used: AtomicBool,
}

impl Said {
    fn at(place: &'static Location<'static>) -> Self {
        let is_used = AtomicBool::new(false);
        Self { place, is_used }
    }

    fn note_use(&self) {
        self.is_used.store(true, Relaxed);
    }

    fn is_unused(&self) -> bool {
        !self.is_used.load(Relaxed)
    }
}

impl<E: ?Sized> Default for OfKind<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: ?Sized> OfKind<E> {
    /// Of several replacements of one type the last counts.
    fn put<T: 'static>(&mut self, by: InPlace<E>, place: &'static Location<'static>) {
        let of = TypeId::of::<T>();
        self.0.retain(|before| before.of != of);
        self.0.push(Replacement {
            of,
            name: short_name::<T>(),
            by,
            said: Said::at(place),
        });
    }

    /// What stands in the place of `T`; nothing, if `T` is not replaced.
    pub(super) fn of<T: 'static>(&self) -> Option<&InPlace<E>> {
        let of = TypeId::of::<T>();
        let found = self.0.iter().find(|replacement| replacement.of == of)?;
        found.said.note_use();
        Some(&found.by)
    }

    /// The replacements that replace nothing. `kind` is that of the enhancers, as builder, attributes and people write it.
    fn unused(&self, kind: &str) -> impl Iterator<Item = String> {
        let unused = self.0.iter().filter(|one| one.said.is_unused());
        unused.map(move |Replacement { name, by, said, .. }| {
            let (what, method) = match by {
                InPlace::Another(_) => ("is replaced", "replace"),
                InPlace::Nothing => ("is left out", "without"),
            };
            let at = place(said.place);
            format!(
                "the {kind} `{name}` {what} ({at}), and stands in no list of the app, its gateways and their methods; remove \
                 `{method}_{kind}`, or add the gateway that has it to `only`"
            )
        })
    }
}

impl Replacements {
    pub(crate) fn replace_guard<G: Guard>(
        &mut self,
        check: impl Fn(&Call) -> Result<G::Value, WsError> + Send + Sync + 'static,
        place: &'static Location<'static>,
    ) {
        let by = InPlace::Another(Arc::new(CheckedBy(check)) as Arc<dyn AnyGuard>);
        self.guards.put::<G>(by, place);
    }

    pub(crate) fn without_guard<G: Guard>(&mut self, place: &'static Location<'static>) {
        self.guards.put::<G>(InPlace::Nothing, place);
    }

    pub(crate) fn replace_interceptor<I: Interceptor>(
        &mut self,
        intercept: impl Fn(Call, Next) -> InterceptorFuture + Send + Sync + 'static,
        place: &'static Location<'static>,
    ) {
        let by = InPlace::Another(Arc::new(InterceptedBy(intercept)) as Arc<dyn AnyInterceptor>);
        self.interceptors.put::<I>(by, place);
    }

    pub(crate) fn without_interceptor<I: Interceptor>(
        &mut self,
        place: &'static Location<'static>,
    ) {
        self.interceptors.put::<I>(InPlace::Nothing, place);
    }

    pub(crate) fn replace_filter<F: Filter>(
        &mut self,
        catch: impl Fn(F::Error, &Call) -> Result<Outcome, WsError> + Send + Sync + 'static,
        place: &'static Location<'static>,
    ) {
        let by = InPlace::Another(Arc::new(CaughtBy::new(catch)) as Arc<dyn AnyFilter>);
        self.filters.put::<F>(by, place);
    }

    pub(crate) fn without_filter<F: Filter>(&mut self, place: &'static Location<'static>) {
        self.filters.put::<F>(InPlace::Nothing, place);
    }

    /// Replaces the limits with this name, or all of them. `by` is nothing for no limit.
    pub(crate) fn replace_limits(
        &mut self,
        name: Option<Cow<'static, str>>,
        by: Option<Throttle>,
        place: &'static Location<'static>,
    ) {
        self.limits.retain(|before| before.name != name);
        let by = by.map_or(InPlace::Nothing, |by| InPlace::Another(Arc::new(by)));
        let said = Said::at(place);
        self.limits.push(OfLimits { name, by, said });
    }

    /// What stands in the place of a limit; `None`, if the limit is not replaced. What was said of the limit's name counts
    /// before what was said of all.
    pub(super) fn of_limit(&self, name: Option<&str>) -> Option<&InPlace<Throttle>> {
        let said_of = |wanted: Option<&str>| {
            let mut limits = self.limits.iter();
            limits.find(|one| one.name.as_deref() == wanted)
        };
        let of_all = said_of(None);
        if let Some(of_all) = of_all {
            of_all.said.note_use();
        }
        let of_name = name.and_then(|name| said_of(Some(name)));
        let found = of_name.or(of_all)?;
        found.said.note_use();
        Some(&found.by)
    }

    /// The replacements that replace nothing, with the remedies.
    pub(crate) fn unused(&self) -> Vec<String> {
        let mut problems: Vec<_> = self.guards.unused("guard").collect();
        problems.extend(self.interceptors.unused("interceptor"));
        problems.extend(self.filters.unused("filter"));
        let limits = self.limits.iter().filter(|limit| limit.said.is_unused());
        problems.extend(limits.map(|OfLimits { name, by, said }| {
            let at = place(said.place);
            match (name, by) {
                (None, _) => format!(
                    "all limits are off ({at}), and neither the app nor its gateways have one; remove `without_throttles`"
                ),
                (Some(name), by) => {
                    let what = match by {
                        InPlace::Another(_) => "replaced",
                        InPlace::Nothing => "off",
                    };
                    format!(
                        "the limit `{name}` is {what} ({at}), and no limit of the app, its gateways and their methods has \
                         this name; write the name of one, `#[throttle(.., name = \"{name}\")]`"
                    )
                }
            }
        }));
        problems
    }
}

/// A guard that is a function of a test.
struct CheckedBy<C>(C);

impl<T, C> AnyGuard for CheckedBy<C>
where
    T: Send + Sync + 'static,
    C: Fn(&Call) -> Result<T, WsError> + Send + Sync,
{
    fn start(&self, context: &mut CallContext<'_>) -> Checked {
        Checked::now(match (self.0)(&context.call()) {
            Ok(value) => Given::of(value),
            Err(error) => Err(Failure::new(error, FailureKind::Guard)),
        })
    }
}

/// An interceptor that is a function of a test.
struct InterceptedBy<C>(C);

impl<C: Fn(Call, Next) -> InterceptorFuture + Send + Sync> AnyInterceptor for InterceptedBy<C> {
    fn start(&self, next: Next) -> Intercepted {
        (self.0)(next.call(), next)
    }
}

/// A filter that is a function of a test.
struct CaughtBy<E, C> {
    catch: C,
    error: std::marker::PhantomData<fn(E)>,
}

impl<E, C> CaughtBy<E, C> {
    fn new(catch: C) -> Self {
        let error = std::marker::PhantomData;
        Self { catch, error }
    }
}

impl<E, C> AnyFilter for CaughtBy<E, C>
where
    E: Caught,
    C: Fn(E, &Call) -> Result<Outcome, WsError> + Send + Sync,
{
    fn catches(&self, failure: &Failure) -> bool {
        E::is(failure)
    }

    fn start(&self, failure: Failure, context: &mut CallContext<'_>) -> Option<Filtered> {
        let error = E::of(failure).ok()?;
        let caught = (self.catch)(error, &context.call());
        Some(Box::pin(std::future::ready(caught)))
    }
}
