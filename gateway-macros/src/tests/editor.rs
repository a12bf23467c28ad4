//! What is printed for editors: the names of attributes and options, as imports of what documents
//! them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// The imports, one for each line, without the runtime's path.
fn imports(arguments: TokenStream, item: TokenStream) -> Vec<String> {
    let output = crate::websocket_gateway::expand(arguments, item);
    let inner = |tokens: TokenStream| {
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                Some(group.stream())
            }
            _ => None,
        })
    };
    let printed = inner(output).and_then(inner).expect("two constants");
    let text = printed.to_string().replace(' ', "");
    text.split_terminator(';')
        .map(|import| import.replace("use::gateway_runtime::", ""))
        .collect()
}

#[test]
fn each_option_and_each_attribute_of_a_field_is_mentioned() {
    let imports = imports(
        quote!(
            namespace = "chat",
            emits(Sent),
            cors(origin = "*"),
            transports(websocket)
        ),
        quote! {
            pub struct Chat {
                #[doc = "no attribute of ours"]
                #[websocket_server]
                server: Server<Chat>,
                #[gateway_runtime::inject]
                greeter: Arc<Greeter>,
                #[default = { 3 }]
                limit: u8,
            }
        },
    );
    assert_eq!(
        imports,
        [
            "attributes::websocket_gateway::{namespaceas_,emitsas_,corsas_,transportsas_,}",
            "attributes::websocket_gateway::cors::{originas_,}",
            "attributes::websocket_gateway::transports::{websocketas_,}",
            "websocket_serveras_",
            "injectas_",
            "attributes::defaultas_",
        ]
    );
}

#[test]
fn each_attribute_of_a_method_and_of_a_parameter_is_mentioned() {
    let imports = imports(
        quote!(),
        quote! {
            impl Chat {
                #[subscribe_message("send", timeout = "5s", blocking)]
                fn send(&self, #[message_body(validate)] body: Body, #[ack] ack: Ack<u8>) {
                    #[inject]
                    let not_a_parameter = (#[param] 1);
                }
                #[on_gateway_init]
                fn started(&self) {}
                #[interval("1s")]
                fn tick(&self) {}
                #[on_event]
                fn created(&self, event: Created) {}
                #[on_gateway_shutdown]
                fn bye(&self) {}
            }
        },
    );
    assert_eq!(
        imports,
        [
            "subscribe_messageas_",
            "attributes::subscribe_message::{timeoutas_,blockingas_,}",
            "message_bodyas_",
            "attributes::message_body::{validateas_,}",
            "const_:fn(())=|_|{}",
            "ackas_",
            "on_gateway_initas_",
            "intervalas_",
            "on_eventas_",
            "on_gateway_shutdownas_",
        ]
    );
}

#[test]
fn what_stands_around_a_method_is_mentioned_with_the_names_in_it() {
    let imports = imports(
        quote!(),
        quote! {
            impl Chat {
                #[subscribe_message("send")]
                #[use_guards(authenticated, { ADMIN }, Limit<5>)]
                #[use_filters()]
                #[set_metadata(roles(1))]
                #[throttle(limit = 5, by = of_tenant)]
                fn send(&self, #[message_body("a", pipe = order)] body: Order, #[guarded(global)] user: User) {}
            }
        },
    );
    assert_eq!(
        imports,
        [
            "subscribe_messageas_",
            "attributes::subscribe_message::{}",
            "use_guardsas_",
            "const_:fn((authenticated,Limit<5>,))=|_|{}",
            "const_:fn()=||{let_=({ADMIN},)",
            "}",
            "use_filtersas_",
            "const_:fn(())=|_|{}",
            "set_metadataas_",
            "const_:fn(())=|_|{}",
            "const_:fn()=||{let_=(roles(1),)",
            "}",
            "throttleas_",
            "attributes::throttle::{limitas_,byas_,}",
            "const_:fn(())=|_|{}",
            "const_:fn()=||{let_=(of_tenant,)",
            "}",
            "message_bodyas_",
            "attributes::message_body::{pipeas_,}",
            "const_:fn((order,))=|_|{}",
            "guardedas_",
            "attributes::guarded::{globalas_,}",
        ]
    );
}

#[test]
fn constants_that_hold_names_are_mentioned_and_are_no_options() {
    let mentioned = imports(
        quote!(namespace = Self::NAMESPACE),
        quote!(
            pub struct Chat;
        ),
    );
    assert_eq!(
        mentioned,
        [
            "attributes::websocket_gateway::{namespaceas_,}",
            "const_:fn()=||{let_=(<Chat>::NAMESPACE,)",
            "}",
        ]
    );
    let mentioned = imports(
        quote!(),
        quote! {
            impl Chat {
                #[subscribe_message("a", events::SEND, SENT, <Self as Named>::NAME, timeout = "5s")]
                fn send(&self) {}
            }
        },
    );
    assert_eq!(
        mentioned,
        [
            "subscribe_messageas_",
            "attributes::subscribe_message::{timeoutas_,}",
            "const_:fn()=||{let_=(events::SEND,SENT,<ChatasNamed>::NAME,)",
            "}",
        ]
    );
}

#[test]
fn code_that_does_not_parse_is_mentioned_too() {
    let imports = imports(
        quote!(namesp),
        quote! {
            struct Chat { #[inject] greeter: }
        },
    );
    assert_eq!(
        imports,
        ["attributes::websocket_gateway::{namespas_,}", "injectas_"]
    );
}

#[test]
fn a_list_that_is_empty_yet_has_its_place() {
    let imports = imports(
        quote!(cors()),
        quote!(
            struct Chat;
        ),
    );
    assert_eq!(
        imports,
        [
            "attributes::websocket_gateway::{corsas_,}",
            "attributes::websocket_gateway::cors::{}",
        ]
    );
}

#[test]
fn another_path_of_the_runtime_holds_here_too() {
    let output = crate::websocket_gateway::expand(
        quote!(crate = ::facade::runtime),
        quote!(
            impl Chat {
                #[on_gateway_init]
                fn started(&self) {}
            }
        ),
    );
    let expected = quote!(
        use ::facade::runtime::on_gateway_init as _;
    )
    .to_string();
    assert!(output.to_string().contains(&expected), "{output}");
}

#[test]
fn each_option_has_a_page() {
    let others = [
        ("websocket_gateway", crate::gateway::KNOWN_OPTIONS),
        ("throttle", crate::enhancer_list::THROTTLE_OPTIONS),
        ("guard", &["connection", "message"]),
        ("guarded", &["global"]),
        ("message_body", &["validate", "unchecked", "pipe"]),
    ];
    for (attribute, options) in others {
        let file = format!(
            "{}/../gateway-runtime/src/attributes/{attribute}.rs",
            env!("CARGO_MANIFEST_DIR")
        );
        let pages = std::fs::read_to_string(file).expect("the pages are in this repository");
        for option in options {
            // `crate` is a keyword, which no module can have for a name.
            let page = format!("\npub mod {option} {{");
            assert!(*option == "crate" || pages.contains(&page), "{option}");
        }
    }
}
