//! `Context` is what the printed code of a method takes the parameters from: the message, or what
//! the runtime calls a hook with.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use crate::{
    callable::{GuardPoint, HookKind, Role},
    runtime_path::RuntimePath,
    spans::{keyword, variable},
};

/// The context of a method with this role.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    role: Role,
    pub(crate) runtime: &'a RuntimePath,
}

impl<'a> Context<'a> {
    pub(crate) fn of(role: Role, runtime: &'a RuntimePath) -> Self {
        Self { role, runtime }
    }

    // Expands to one of these modules, which have the same names in them:
    //
    //     ::gateway_runtime::__private::handler
    //     ::gateway_runtime::__private::init
    //     ::gateway_runtime::__private::connection
    //     ::gateway_runtime::__private::disconnect
    //     ::gateway_runtime::__private::server_event
    //     ::gateway_runtime::__private::shutdown
    //     ::gateway_runtime::__private::interval
    //     ::gateway_runtime::__private::event
    //     ::gateway_runtime::__private::call
    //     ::gateway_runtime::__private::message_call
    pub(crate) fn module(self, span: Span) -> TokenStream {
        let private = self.runtime.private(span);
        let module = Ident::new(
            match self.role {
                Role::Handler | Role::Pipe => "handler",
                Role::Hook(kind) => kind.name(),
                Role::Guard(GuardPoint::Message) => "message_call",
                Role::Guard(_) | Role::Interceptor | Role::Filter => "call",
            },
            span,
        );
        quote_spanned!(span=> #private::#module)
    }

    /// The variable that holds a message by reference, a hook's context, or a call's by reference.
    pub(crate) fn variable(self) -> Ident {
        variable(match self.role {
            Role::Handler | Role::Pipe => "message",
            _ => "context",
        })
    }

    // Expands to one of:
    //
    //     message
    //     &context
    //     &*context
    pub(crate) fn reference(self, span: Span) -> TokenStream {
        let variable = self.variable();
        match self.role {
            Role::Handler | Role::Pipe => quote!(#variable),
            Role::Hook(_) => quote_spanned!(span=> &#variable),
            _ => quote_spanned!(span=> &*#variable),
        }
    }

    // Expands to one of:
    //
    //     message
    //     context.message()?
    pub(crate) fn message(self, span: Span) -> TokenStream {
        let variable = self.variable();
        if matches!(self.role, Role::Guard(_)) {
            quote_spanned!(span=> #variable.message()?)
        } else {
            quote!(#variable)
        }
    }

    /// Whether the function takes the payload of a server event, and not the bodies of a message.
    pub(crate) fn is_of_server_event(self) -> bool {
        self.role == Role::Hook(HookKind::ServerEvent)
    }

    /// Whether the function is a hook, a timer or a listener.
    pub(super) fn is_of_hook(self) -> bool {
        matches!(self.role, Role::Hook(_))
    }

    // Expands to the mode in which bodies without a word about validation are taken: that of the gateway, or for a function
    // that belongs to none, that of the body's type:
    //
    //     Self::__gateway_bodies()
    //     ByType
    pub(super) fn bodies(self, span: Span) -> TokenStream {
        if self.role.is_method() {
            let gateway = keyword("Self");
            quote_spanned!(span=> #gateway::__gateway_bodies())
        } else {
            let private = self.runtime.private(span);
            quote_spanned!(span=> #private::ByType)
        }
    }

    // Expands to one of:
    //
    //     <Rooms as FromMessage>::from_message(message)
    //     <Rooms as FromInit>::from_init(&context)
    //     <Rooms as server_event::ServerEventParameter>::of_context(&context)
    //     <Rooms as FromSocket>::from_socket(context.socket())
    //     <Rooms as FromDisconnect>::from_disconnect(&context)
    //     <Shutdown as FromShutdown>::from_shutdown(&context)
    //     <Server as FromApp>::from_app(&context)
    //     <Server as FromApp>::from_app(context.init())
    //     <Rooms as FromCall>::from_call(context)
    //     <Rooms as FromMessageCall>::from_message_call(context)
    pub(crate) fn taken(self, ty: &Type, span: Span) -> TokenStream {
        let root = self.runtime.root(span);
        let private = self.runtime.private(span);
        let context = self.variable();
        let cast = keyword("as");
        match self.role {
            Role::Guard(GuardPoint::Message) => quote_spanned! {span=>
                <#ty #cast #private::FromMessageCall>::from_message_call(#context)
            },
            Role::Guard(_) | Role::Interceptor | Role::Filter => {
                quote_spanned!(span=> <#ty #cast #private::FromCall>::from_call(#context))
            }
            Role::Handler | Role::Pipe => {
                quote_spanned!(span=> <#ty #cast #root::FromMessage>::from_message(#context))
            }
            Role::Hook(HookKind::Init) => {
                quote_spanned!(span=> <#ty #cast #root::FromInit>::from_init(&#context))
            }
            Role::Hook(HookKind::ServerEvent) => {
                quote_spanned! {span=>
                    <#ty #cast #private::server_event::ServerEventParameter>::of_context(&#context)
                }
            }
            Role::Hook(HookKind::Connection) => {
                quote_spanned!(span=> <#ty #cast #root::FromSocket>::from_socket(#context.socket()))
            }
            Role::Hook(HookKind::Disconnect) => {
                quote_spanned!(span=> <#ty #cast #root::FromDisconnect>::from_disconnect(&#context))
            }
            Role::Hook(HookKind::Shutdown) => {
                quote_spanned!(span=> <#ty #cast #private::FromShutdown>::from_shutdown(&#context))
            }
            Role::Hook(HookKind::Interval) => {
                quote_spanned!(span=> <#ty #cast #private::FromApp>::from_app(&#context))
            }
            Role::Hook(HookKind::Event) => {
                quote_spanned!(span=> <#ty #cast #private::FromApp>::from_app(#context.init()))
            }
        }
    }
}
