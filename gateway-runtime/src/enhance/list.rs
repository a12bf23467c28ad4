//! `EnhancerList` is what attributes and the builder write their enhancers into, when the app starts.

use std::{
    any::{Any, TypeId},
    panic::Location,
    sync::Arc,
};

#[cfg(feature = "contract")]
use super::list_shape::{ListShape, ListedGuard};
#[cfg(feature = "testing")]
use super::replaced::Replacements;
#[cfg(not(feature = "testing"))]
use super::throttle::Limiter;
use super::{
    Declared, Entry, Filter, Guard, GuardEntry, Interceptor, MetadataSet, Throttle, declared::Skip,
    filter::AnyFilter, guard::AnyGuard, interceptor::AnyInterceptor,
};
use crate::{
    error::{Failure, WsError},
    extract::Requirements,
    gateway::{Injectable, Links, Setup},
    providers::Providers,
    sorted::SortedMap,
    type_name::short_name,
};

/// The values that an app has made of the types in lists, one of each type. A type of which a provider was missing has
/// none.
#[derive(Default)]
pub(crate) struct Instances(SortedMap<TypeId, Option<Arc<dyn Any + Send + Sync>>>);

/// The enhancers of one scope, as they are written down.
pub struct EnhancerList<'a> {
    declared: Declared,
    metadata: MetadataSet,
    purpose: Purpose<'a>,
}

/// What a list is written down for.
enum Purpose<'a> {
    /// To be run: the types in the list are made.
    Run(Maker<'a>),
    /// For the contract: nothing is made.
    #[cfg(feature = "contract")]
    Describe(ListShape),
}

/// What the types in a list are made with.
pub(crate) struct Maker<'a> {
    pub(crate) instances: &'a mut Instances,
    pub(crate) providers: &'a Providers,
    pub(crate) links: &'a Links,
    pub(crate) problems: &'a mut Vec<String>,
    /// What a test has put in the place of enhancers.
    #[cfg(feature = "testing")]
    pub(crate) replacements: &'a Replacements,
}

/// A bundle of enhancers: a struct marked `#[enhancers]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no bundle of enhancers",
    label = "not a bundle",
    note = "mark a struct with `#[enhancers]`, and write `#[use_guards(..)]` and the like above it"
)]
pub trait Enhancers {
    /// Writes the enhancers of the bundle down.
    fn declare(list: &mut EnhancerList<'_>);
}

impl<'a> EnhancerList<'a> {
    pub(crate) fn new(maker: Maker<'a>) -> Self {
        Self {
            declared: Declared::default(),
            metadata: MetadataSet::default(),
            purpose: Purpose::Run(maker),
        }
    }

    /// What `declare` writes down, without making anything.
    #[cfg(feature = "contract")]
    pub(crate) fn shape_of(declare: impl FnOnce(&mut EnhancerList<'_>)) -> ListShape {
        let mut list = EnhancerList {
            declared: Declared::default(),
            metadata: MetadataSet::default(),
            purpose: Purpose::Describe(ListShape::default()),
        };
        declare(&mut list);
        let mut shape = list.shape().map(std::mem::take).unwrap_or_default();
        shape.skips = list.declared.skips;
        shape
    }

    /// What the list is to clients, if it is written down for the contract.
    #[cfg(feature = "contract")]
    fn shape(&mut self) -> Option<&mut ListShape> {
        match &mut self.purpose {
            Purpose::Run(_) => None,
            Purpose::Describe(shape) => Some(shape),
        }
    }

    /// What was written down.
    pub(crate) fn into_declared(mut self) -> Declared {
        self.declared.metadata = Arc::new(self.metadata);
        self.declared
    }

    /// Adds a guard by its type.
    #[track_caller]
    pub fn guard<G: Guard + Injectable>(&mut self) {
        self.guard_at::<G>(Location::caller());
    }

    pub(crate) fn guard_at<G: Guard + Injectable>(&mut self, place: &'static Location<'static>) {
        #[cfg(feature = "contract")]
        self.note_guard::<G>();
        #[cfg(feature = "testing")]
        if self.replaces_guard::<G>(true, place) {
            return;
        }
        if let Some(guard) = self.instance::<G>() {
            self.push_guard::<G>(Arc::new(guard), <G as Guard>::require, true, place);
        }
    }

    /// Adds a guard.
    #[track_caller]
    pub fn guard_value<G: Guard>(&mut self, guard: G) {
        self.add_guard(Arc::new(guard), Location::caller());
    }

    pub(crate) fn add_guard<G: Guard>(&mut self, guard: Arc<G>, place: &'static Location<'static>) {
        #[cfg(feature = "contract")]
        self.note_guard::<G>();
        #[cfg(feature = "testing")]
        if self.replaces_guard::<G>(false, place) {
            return;
        }
        self.push_guard::<G>(Arc::new(guard), <G as Guard>::require, false, place);
    }

    /// Adds what stands for the guard `G`.
    pub(super) fn push_guard<G: Guard>(
        &mut self,
        guard: Arc<dyn AnyGuard>,
        require: fn(&mut Requirements<'_>),
        is_type: bool,
        place: &'static Location<'static>,
    ) {
        self.declared.guards.push(GuardEntry {
            entry: entry::<G, _>(guard, require, place),
            of: TypeId::of::<G>(),
            is_type,
            point: G::POINT,
            value: TypeId::of::<G::Value>(),
        });
    }

    /// Adds an interceptor by its type.
    #[track_caller]
    pub fn interceptor<I: Interceptor + Injectable>(&mut self) {
        self.interceptor_at::<I>(Location::caller());
    }

    pub(crate) fn interceptor_at<I: Interceptor + Injectable>(
        &mut self,
        place: &'static Location<'static>,
    ) {
        #[cfg(feature = "testing")]
        if self.replaces_interceptor::<I>(place) {
            return;
        }
        if let Some(interceptor) = self.instance::<I>() {
            self.push_interceptor::<I>(Arc::new(interceptor), <I as Interceptor>::require, place);
        }
    }

    /// Adds an interceptor.
    #[track_caller]
    pub fn interceptor_value<I: Interceptor>(&mut self, interceptor: I) {
        self.add_interceptor(Arc::new(interceptor), Location::caller());
    }

    pub(crate) fn add_interceptor<I: Interceptor>(
        &mut self,
        interceptor: Arc<I>,
        place: &'static Location<'static>,
    ) {
        #[cfg(feature = "testing")]
        if self.replaces_interceptor::<I>(place) {
            return;
        }
        self.push_interceptor::<I>(Arc::new(interceptor), <I as Interceptor>::require, place);
    }

    /// Adds what stands for the interceptor `I`.
    pub(super) fn push_interceptor<I: Interceptor>(
        &mut self,
        interceptor: Arc<dyn AnyInterceptor>,
        require: fn(&mut Requirements<'_>),
        place: &'static Location<'static>,
    ) {
        let entry = entry::<I, _>(interceptor, require, place);
        self.declared.interceptors.push(entry);
    }

    /// Adds a filter by its type.
    #[track_caller]
    pub fn filter<F: Filter + Injectable>(&mut self) {
        self.filter_at::<F>(Location::caller());
    }

    pub(crate) fn filter_at<F: Filter + Injectable>(&mut self, place: &'static Location<'static>) {
        #[cfg(feature = "contract")]
        self.note_filter();
        #[cfg(feature = "testing")]
        if self.replaces_filter::<F>(place) {
            return;
        }
        if let Some(filter) = self.instance::<F>() {
            self.push_filter::<F>(Arc::new(filter), <F as Filter>::require, place);
        }
    }

    /// Adds a filter.
    #[track_caller]
    pub fn filter_value<F: Filter>(&mut self, filter: F) {
        self.add_filter(Arc::new(filter), Location::caller());
    }

    pub(crate) fn add_filter<F: Filter>(
        &mut self,
        filter: Arc<F>,
        place: &'static Location<'static>,
    ) {
        #[cfg(feature = "contract")]
        self.note_filter();
        #[cfg(feature = "testing")]
        if self.replaces_filter::<F>(place) {
            return;
        }
        self.push_filter::<F>(Arc::new(filter), <F as Filter>::require, place);
    }

    /// Adds what stands for the filter `F`.
    pub(super) fn push_filter<F: Filter>(
        &mut self,
        filter: Arc<dyn AnyFilter>,
        require: fn(&mut Requirements<'_>),
        place: &'static Location<'static>,
    ) {
        let caught = TypeId::of::<F::Error>();
        let mut entry = entry::<F, _>(filter, require, place);
        entry.sees_refusals = [TypeId::of::<Failure>(), TypeId::of::<WsError>()].contains(&caught);
        self.declared.filters.push(entry);
    }

    #[cfg(feature = "contract")]
    fn note_guard<G: Guard>(&mut self) {
        if let Some(shape) = self.shape() {
            shape.guards.push(ListedGuard::new::<G>());
        }
    }

    #[cfg(feature = "contract")]
    fn note_filter(&mut self) {
        if let Some(shape) = self.shape() {
            shape.has_filter = true;
        }
    }

    /// Adds metadata.
    pub fn metadata<T: Send + Sync + 'static>(&mut self, value: T) {
        self.metadata.insert(value);
    }

    /// Adds a limit.
    pub fn throttle(&mut self, throttle: Throttle) {
        #[cfg(feature = "contract")]
        if let Some(shape) = self.shape() {
            shape.throttles.push(throttle.clone());
        }
        #[cfg(feature = "testing")]
        let limiter = self.limiter(throttle);
        #[cfg(not(feature = "testing"))]
        let limiter = Limiter::new(throttle);
        self.declared.throttles.push(Arc::new(limiter));
    }

    /// Takes the scope out of the limit with this name, or out of every limit of a wider scope.
    #[track_caller]
    pub fn skip_throttle(&mut self, name: Option<&'static str>) {
        let place = Location::caller();
        self.declared.skips.push(Skip { name, place });
    }

    /// Adds all of a bundle.
    pub fn bundle<B: Enhancers>(&mut self) {
        B::declare(self);
    }

    /// What types are made with, if they are.
    #[cfg_attr(
        not(feature = "contract"),
        expect(
            clippy::unnecessary_wraps,
            reason = "without a contract every list is run"
        )
    )]
    pub(super) fn maker(&mut self) -> Option<&mut Maker<'a>> {
        match &mut self.purpose {
            Purpose::Run(maker) => Some(maker),
            #[cfg(feature = "contract")]
            Purpose::Describe(_) => None,
        }
    }

    /// The app's value of the type `T`, which the first call makes. A missing provider is noted once.
    fn instance<T: Injectable>(&mut self) -> Option<Arc<T>> {
        let maker = self.maker()?;
        let of = TypeId::of::<T>();
        let name = short_name::<T>();
        let made = maker.instances.0.get_or_insert_with(of, || {
            #[cfg(feature = "testing")]
            if maker.providers.replaces::<T>() {
                let replaced = maker.providers.in_place_of::<T>();
                return replaced.map(|replaced| replaced as Arc<dyn Any + Send + Sync>);
            }
            let made = T::create(&mut Setup {
                gateway: &name,
                providers: maker.providers,
                links: Some(maker.links),
                problems: maker.problems,
            });
            made.map(|made| Arc::new(made) as Arc<dyn Any + Send + Sync>)
        });
        made.clone()?.downcast().ok()
    }
}

/// The entry of a list. What the enhancer needs is found out once more when the list is checked, since that depends on
/// where the list stands.
fn entry<T, E: ?Sized>(
    enhancer: Arc<E>,
    require: fn(&mut Requirements<'_>),
    place: &'static Location<'static>,
) -> Entry<E> {
    Entry {
        enhancer,
        name: short_name::<T>(),
        place,
        require,
        sees_refusals: false,
        reads_call: Requirements::reads_call_by(require),
    }
}
