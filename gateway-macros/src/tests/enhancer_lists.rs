//! `#[use_guards(..)]` and the like: what is printed for a method and for a gateway.

use proc_macro2::TokenStream;
use quote::quote;

use super::{function, gateway};

/// The function that writes the enhancers of a method down.
fn list(attributes: TokenStream) -> String {
    let output = gateway! {
        ()
        impl Chat {
            #[subscribe_message("a", "b")]
            #attributes
            fn method(&self) {}
        }
    };
    let text = output.to_string();
    assert_eq!(
        text.matches(". enhanced (__enhancers0)").count(),
        2,
        "{text}"
    );
    let written = function(&output, "__enhancers0").to_string();
    written.replace(":: gateway_runtime :: ", "")
}

#[test]
fn a_path_is_a_type_and_anything_else_an_expression() {
    let printed = list(quote! {
        #[use_guards(authenticated, Limit<5>, Limit::<5>::new(1, 2), { ADMIN }, Admin {}, |call| true)]
        #[use_interceptors(timed)]
        #[use_guards(crate::other,)]
        #[use_filters(Named { shop: "north" })]
    });
    let expected = quote! {
        fn __enhancers0(list: &mut __private::EnhancerList<'_>) {
            use __private::roles::{
                FilterEntry as _, GuardEntry as _, InterceptorEntry as _,
                UnknownGuard as _, UnknownInterceptor as _,
            };
            <<authenticated as __private::roles::Listed>::InGuards>::ENTRY.add(list);
            <<Limit<5> as __private::roles::Listed>::InGuards>::ENTRY.add(list);
            list.guard_value(Limit::<5>::new(1, 2));
            list.guard_value(ADMIN);
            list.guard_value(Admin {});
            list.guard_value(|call| true);
            <<timed as __private::roles::Listed>::InInterceptors>::ENTRY.add(list);
            <<crate::other as __private::roles::Listed>::InGuards>::ENTRY.add(list);
            list.filter_value(Named { shop: "north" });
        }
    };
    assert_eq!(printed, expected.to_string());
}

#[test]
fn metadata_limits_and_bundles_are_written_down() {
    let printed = list(quote! {
        #[set_metadata(Roles(&["admin"]))]
        #[set_metadata(7)]
        #[throttle(limit = 5, per = "1m")]
        #[throttle(per = "1h", limit = 1_000, burst = 10, by = "ip", name = "login")]
        #[throttle(limit = 5, per = "500ms", by = "socket")]
        #[throttle(limit = 5, per = "1s", by = keys::of_tenant)]
        #[throttle(skip)]
        #[throttle(skip = "minute")]
        #[use_enhancers(AdminOnly)]
    });
    let expected = quote! {
        fn __enhancers0(list: &mut __private::EnhancerList<'_>) {
            list.metadata(Roles(&["admin"]));
            list.metadata(7);
            list.throttle(Throttle::new(5u32, ::core::time::Duration::from_millis(60000u64)));
            list.throttle(
                Throttle::new(1000u32, ::core::time::Duration::from_millis(3600000u64))
                    .burst(10u32).by(ThrottleBy::Address).name("login")
            );
            list.throttle(
                Throttle::new(5u32, ::core::time::Duration::from_millis(500u64)).by(ThrottleBy::Socket)
            );
            list.throttle(
                Throttle::new(5u32, ::core::time::Duration::from_millis(1000u64))
                    .by(ThrottleBy::key(keys::of_tenant))
            );
            list.skip_throttle(::core::option::Option::None);
            list.skip_throttle(::core::option::Option::Some("minute"));
            list.bundle::<AdminOnly>();
        }
    };
    assert_eq!(printed, expected.to_string());
}

#[test]
fn a_gateway_says_what_its_guards_give() {
    let output = gateway! {
        ()
        #[use_guards(authenticated, Limit::new(5))]
        struct Chat;
    };
    let text = output
        .to_string()
        .replace(":: gateway_runtime :: __private :: ", "");
    assert!(
        text.contains("GatewayRecord :: new :: < Chat > () . enhanced (__enhancers)"),
        "{text}"
    );
    for printed in [
        quote!(as guarded::GivenValue>::Value, 0usize> for Chat {}),
        quote!(as guarded::GivenValue>::Value, 0usize, {
            <<authenticated as roles::Listed>::InGuards>::IS_AT_CONNECTION
        }> for Chat {}),
        quote!(
            impl<__Value> guarded::GivesBeforeMessages<__Value, 1usize> for Chat {}
        ),
        quote!(
            impl<__Value> guarded::GivesAtConnection<__Value, 1usize, true> for Chat {}
        ),
    ] {
        assert!(
            text.contains(&printed.to_string()),
            "{printed} is not in {text}"
        );
    }
}

#[test]
fn what_a_method_takes_from_a_guard_is_checked() {
    let printed = |attributes: TokenStream| {
        let output = gateway! {
            ()
            impl Chat {
                #[subscribe_message("a")]
                #attributes
                fn method(&self, #[guarded] user: User, #[guarded(global)] plan: Plan) {}
            }
        };
        output
            .to_string()
            .replace(":: gateway_runtime :: __private :: ", "")
    };
    let checked = printed(quote!(#[use_guards(authenticated)] #[use_enhancers(AdminOnly)]));
    for expected in [
        quote!(<User as guarded::GivenBeforeMethod<),
        quote!(
            false
                || guarded::GivenBy::<<authenticated as roles::Listed>::Itself, User>::YES
                || guarded::BeforeMessages::<AdminOnly, User, 0usize>::YES
        ),
        quote!(|| guarded::BeforeMessages::<Chat, User, 16usize>::YES),
        quote!(let __argument0 = <User as Guarded>::of_context(message)?;),
        quote!(require_guarded::<User>(requirements);),
        quote!(require_guarded::<Plan>(requirements);),
    ] {
        let expected = expected.to_string().replace("> >", ">>");
        assert!(
            checked.replace("> >", ">>").contains(&expected),
            "{expected} is not in {checked}"
        );
    }
    assert!(
        !checked.contains("Plan as guarded"),
        "global guards are unknown: {checked}"
    );
    // What a value gives is known to the compiler alone, so the start-up checks.
    let unchecked = printed(quote!(#[use_guards(Limit::new(5))]));
    assert!(!unchecked.contains("GivenBeforeMethod"), "{unchecked}");
    assert!(
        unchecked.contains("require_guarded :: < User >"),
        "{unchecked}"
    );
}

#[test]
fn a_plain_method_behind_a_pipe_is_called_later() {
    let output = gateway! {
        ()
        impl Chat {
            #[subscribe_message("a")]
            fn method(&self, #[message_body("id", pipe = order)] order: Order) -> u8 { 1 }
        }
    };
    let call = function(&output, "call").to_string();
    for expected in [
        "Work :: later (async move { let __argument0 = match",
        "return :: gateway_runtime :: __private :: pipe_failed (reply , failure)",
        "let output = Self :: method (& gateway , __argument0 ,) ;",
    ] {
        assert!(call.contains(expected), "{expected} is not in {call}");
    }
    let extract = function(&output, "extract").to_string();
    assert!(extract.contains(":: take (message) ?"), "{extract}");
    assert!(extract.contains("body_key :: <"), "{extract}");
}

#[test]
fn a_bundle_is_a_list_with_a_name() {
    let output = crate::bundle::expand(
        quote!(),
        quote! {
            #[use_guards(authenticated)]
            #[throttle(limit = 5, per = "1m")]
            struct AdminOnly;
        },
    );
    let text = output.to_string();
    assert!(text.contains("struct AdminOnly ;"), "{text}");
    assert!(text.contains("Enhancers for AdminOnly"), "{text}");
    assert!(text.contains("GivesBeforeMessages"), "{text}");
    let declare = function(&output, "declare").to_string();
    assert!(declare.contains("__enhancers (list)"), "{declare}");
}
