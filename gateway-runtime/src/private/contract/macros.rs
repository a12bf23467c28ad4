//! `describe!` and its like are what expansions print for the contract. Without the feature `contract` they expand to nothing.

/// Describes a method that takes messages.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe {
    ($($ignored:tt)*) => {};
}

/// Describes a hook.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_hook {
    ($($ignored:tt)*) => {};
}

/// Describes a guard.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_guard {
    ($($ignored:tt)*) => {};
}

/// Describes a gateway.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_gateway {
    ($($ignored:tt)*) => {};
}

/// Describes a method that takes messages. The closure that calls the method is never called: it is there for its type.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe {
    (
        $(#[doc = $doc:expr])*
        $mode:ident $receiver:ident $name:ident(
            $($argument:ident: $ty:ty = ($($role:ident)+) $label:literal $described:ty,)*
        )
    ) => {
        fn describe(types: &mut $crate::__private::contract::Types) -> $crate::__private::contract::Shape {
            use $crate::__private::contract::{
                ListedEvents as _, Nameless as _, NoSchema as _, NotAcknowledged as _, NotBinary as _,
                OneArgument as _, OpenErrors as _, PlainAnswer as _, PlainOutput as _, Required as _,
                WithoutRules as _,
            };
            let output = $crate::__gateway_describe!(
                @output $mode $receiver $name ($($argument,)*) ($($ty,)*)
            );
            let (value, error) = output.__gateway_split();
            let (kind, value, error_of_item) = value.__gateway_kind();
            let mut shape = $crate::__private::contract::Shape {
                docs: ::core::concat!($($doc, "\n",)*),
                parameters: ::std::vec::Vec::new(),
                kind,
                answer: $crate::__gateway_describe!(@payload value types Written),
                errors: error.__gateway_errors(types),
            };
            $crate::__private::contract::add_errors(&mut shape.errors, error_of_item.__gateway_errors(types));
            $($crate::__gateway_describe!(@parameter shape types ($($role)+) $label $described);)*
            shape
        }
    };
    (@output ready borrowed $name:ident ($($argument:ident,)*) $types:ty) => {
        $crate::__private::contract::output_of(
            |gateway: &'static ::std::sync::Arc<Self>, ($($argument,)*): $types| Self::$name(gateway, $($argument,)*)
        )
    };
    (@output later borrowed $name:ident ($($argument:ident,)*) $types:ty) => {
        $crate::__private::contract::awaited_output_of(
            |gateway: &'static ::std::sync::Arc<Self>, ($($argument,)*): $types| Self::$name(gateway, $($argument,)*)
        )
    };
    (@output ready shared $name:ident ($($argument:ident,)*) $types:ty) => {
        $crate::__private::contract::output_of(
            |gateway: ::std::sync::Arc<Self>, ($($argument,)*): $types| Self::$name(gateway, $($argument,)*)
        )
    };
    (@output later shared $name:ident ($($argument:ident,)*) $types:ty) => {
        $crate::__private::contract::awaited_output_of(
            |gateway: ::std::sync::Arc<Self>, ($($argument,)*): $types| Self::$name(gateway, $($argument,)*)
        )
    };
    (@schema $of:ident $types:ident $way:ident) => {
        match $of.__gateway_binary($types, $crate::__private::contract::Way::$way) {
            ::core::option::Option::Some(schema) => schema,
            ::core::option::Option::None => $of.__gateway_schema($types, $crate::__private::contract::Way::$way),
        }
    };
    (@payload $of:ident $types:ident $way:ident) => {
        $crate::__private::contract::Payload {
            arity: $of.__gateway_arity(),
            schema: $crate::__gateway_describe!(@schema $of $types $way),
            event: $of.__gateway_event(),
            rust: $of.__gateway_name(),
        }
    };
    (@parameter $shape:ident $types:ident (ack) $label:literal $described:ty) => {
        let of = $crate::__private::contract::Of::<$described>::NEW.__gateway_acknowledged();
        $shape.answer = $crate::__gateway_describe!(@payload of $types Written);
        // `Ack::fail` takes any error.
        $shape.errors.other = $crate::contract::OtherCodes::Any;
    };
    (@parameter $shape:ident $types:ident (around) $label:literal $described:ty) => {
        $crate::__private::contract::add_around(&mut $shape.errors);
    };
    (@parameter $shape:ident $types:ident (other) $label:literal $described:ty) => {};
    (@parameter $shape:ident $types:ident ($role:ident $($flag:ident)*) $label:literal $described:ty) => {
        let of = $crate::__private::contract::Of::<$described>::NEW;
        $shape.parameters.push($crate::__private::contract::Parameter {
            role: $crate::__private::contract::Role::$role,
            name: $label,
            optional: of.__gateway_optional(),
            validated: false $(|| $crate::__gateway_describe!(@flag of $flag))*,
            payload: $crate::__gateway_describe!(@payload of $types Read),
        });
        $($crate::__gateway_describe!(@effect $shape $flag);)*
    };
    (@flag $of:ident rules) => { $of.__gateway_rules() };
    (@flag $of:ident piped) => { false };
    (@effect $shape:ident rules) => {};
    (@effect $shape:ident piped) => { $crate::__private::contract::add_around(&mut $shape.errors) };
}

/// Describes a hook.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_hook {
    ($(($($role:ident)+) $label:literal $described:ty,)*) => {
        fn describe(types: &mut $crate::__private::contract::Types) -> $crate::__private::contract::HookShape {
            use $crate::__private::contract::{
                Nameless as _, NoSchema as _, NotBinary as _, OneArgument as _, Required as _,
                WithoutRules as _,
            };
            let mut shape = $crate::__private::contract::HookShape::default();
            $($crate::__gateway_describe!(@parameter shape types ($($role)+) $label $described);)*
            shape
        }
    };
}

/// Describes a guard by what its function returns.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_guard {
    ($output:ty; $(($($role:ident)+) $label:literal $described:ty,)*) => {
        fn describe(types: &mut $crate::__private::contract::Types) -> $crate::__private::contract::GuardShape {
            use $crate::__private::contract::{
                Nameless as _, NoSchema as _, NotBinary as _, OneArgument as _, OpenErrors as _,
                PlainOutput as _, Required as _, SilentGuard as _, WithoutRules as _,
            };
            let (value, error) = $crate::__private::contract::Of::<$output>::NEW.__gateway_split();
            let mut shape = $crate::__private::contract::GuardShape {
                parameters: ::std::vec::Vec::new(),
                errors: value.__gateway_refusal(),
            };
            $crate::__private::contract::add_errors(&mut shape.errors, error.__gateway_errors(types));
            $($crate::__gateway_describe!(@parameter shape types ($($role)+) $label $described);)*
            shape
        }
    };
}

/// Describes a gateway. The name of an event stands before it, unless the event's type has one.
#[cfg(feature = "contract")]
#[doc(hidden)]
#[macro_export]
macro_rules! __gateway_describe_gateway {
    ($(#[doc = $doc:expr])* $(($($name:literal)?) $event:ty,)*) => {
        fn describe(types: &mut $crate::__private::contract::Types) -> $crate::__private::contract::GatewayShape {
            use $crate::__private::contract::{Nameless as _, NoSchema as _, NotBinary as _, OneArgument as _};
            let mut shape = $crate::__private::contract::GatewayShape {
                docs: ::core::concat!($($doc, "\n",)*),
                events: ::std::vec::Vec::new(),
            };
            $({
                let of = $crate::__private::contract::Of::<$event>::NEW;
                let payload = $crate::__gateway_describe!(@payload of types Written);
                let mut name = ::core::option::Option::None;
                $(name = ::core::option::Option::Some($name);)?
                shape.events.push((name, payload));
            })*
            shape
        }
    };
}

pub use {
    __gateway_describe as describe, __gateway_describe_gateway as describe_gateway,
    __gateway_describe_guard as describe_guard, __gateway_describe_hook as describe_hook,
};
