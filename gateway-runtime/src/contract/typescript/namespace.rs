//! `Printer::namespace` prints the types of a namespace.

use super::{
    Printer, call, declaration, docs, failure,
    identifier::{key, literal},
    names::{NamedNamespace, is_itself},
    remarks::{self, code},
    ty::{Member, Type},
};
use crate::contract::{Endpoint, Namespace};

/// What members of interfaces are indented by.
const INDENT: &str = "  ";

/// The event that tells clients of errors.
const EXCEPTION: &str = "exception";

/// The path that clients use if they are told no other.
const USUAL_PATH: &str = "/socket.io";

impl Printer<'_> {
    pub(super) fn namespace(&self, named: &NamedNamespace<'_>) -> String {
        let parts = [
            self.failures(named),
            self.server_to_client(named),
            self.client_to_server(named),
            self.auth(named),
            self.params(named),
            socket(named),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    }

    fn failures(&self, named: &NamedNamespace<'_>) -> String {
        let of_messages = named.failures().filter_map(|(event, name)| {
            let message = named.namespace.messages.get(event)?;
            let docs = failure::docs_of(event, &message.errors);
            Some(failure::exported(name, &docs, &self.failure(message)))
        });
        let exception = named.exception.as_ref().map(|name| {
            let docs = format!("What comes as the event `{EXCEPTION}`.");
            failure::exported(name, &docs, &self.exception(named))
        });
        of_messages.chain(exception).collect::<Vec<_>>().join("\n")
    }

    fn server_to_client(&self, named: &NamedNamespace<'_>) -> String {
        let mut members = String::new();
        for (name, event) in &named.namespace.events {
            // The runtime's own event, which no gateway declares.
            if name == EXCEPTION {
                continue;
            }
            let wide =
                remarks::wide_integers(event.arguments.iter().map(|argument| &argument.schema));
            members += &member(
                name,
                &docs::paragraphs([event.docs.as_str(), wide]),
                &self.listener(event),
            );
        }
        members += &member(
            EXCEPTION,
            "The error of a message, or of a hook.",
            &call::exception_listener(named),
        );
        let docs = format!("What clients of {} get.", code(named.path));
        interface(&named.name("ServerToClientEvents"), &docs, &members)
    }

    fn client_to_server(&self, named: &NamedNamespace<'_>) -> String {
        let mut members = String::new();
        for (name, message) in &named.namespace.messages {
            let arguments = message.body.iter().chain(&message.answer.acknowledgement);
            let wide = remarks::wide_integers(arguments.map(|argument| &argument.schema));
            let docs =
                docs::paragraphs([message.docs.as_str(), &remarks::of_message(message), wide]);
            members += &member(name, &docs, &self.call(name, message, named));
        }
        let docs = format!("What clients of {} send.", code(named.path));
        let docs = docs::paragraphs([docs.as_str(), &fallback(named.namespace)]);
        interface(&named.name("ClientToServerEvents"), &docs, &members)
    }

    fn auth(&self, named: &NamedNamespace<'_>) -> String {
        let name = named.name("Auth");
        let Some(auth) = named
            .namespace
            .auth
            .as_ref()
            .filter(|auth| !is_itself(&auth.schema, &name))
        else {
            return String::new();
        };
        let optional = if auth.optional {
            "It may be left out."
        } else {
            ""
        };
        let docs = format!(
            "The option `auth` of a connection to {}. {optional}",
            code(named.path)
        );
        docs::comment(&docs, "") + &declaration::exported(&name, &self.type_of(&auth.schema))
    }

    fn params(&self, named: &NamedNamespace<'_>) -> String {
        let params = &named.namespace.params;
        if params.is_empty() {
            return String::new();
        }
        let members = params.iter().map(|(name, schema)| Member {
            docs: remarks::docs_of(schema),
            key: key(name),
            is_optional: false,
            ty: self.type_of(schema),
        });
        let docs = format!("The parameters in the path {}.", code(named.path));
        docs::comment(&docs, "")
            + &declaration::exported(&named.name("Params"), &Type::Object(members.collect()))
    }
}

/// The type of the namespace's socket.
fn socket(named: &NamedNamespace<'_>) -> String {
    let connection = format!(
        "A socket of {}.\n{}",
        code(named.path),
        options(named.endpoint)
    );
    let refusals = named.namespace.refusals.codes.iter().map(|(name, error)| {
        let message = error
            .message
            .as_ref()
            .map(|message| format!(", {}", literal(message)));
        format!("- {}{}", code(name), message.unwrap_or_default())
    });
    let refusals: Vec<String> = refusals.collect();
    let refused = if refusals.is_empty() {
        String::new()
    } else {
        format!(
            "A connection is refused with the message of one of these errors, as that of `connect_error`:\n{}",
            refusals.join("\n")
        )
    };
    let docs = docs::paragraphs([connection.as_str(), &named.namespace.docs, &refused]);
    format!(
        "{}export type {} = TypedSocket<{}, {}>;\n",
        docs::comment(&docs, ""),
        named.name("Socket"),
        named.name("ServerToClientEvents"),
        named.name("ClientToServerEvents"),
    )
}

/// What a client has to know to reach the endpoint, if it is not what clients do anyway.
fn options(endpoint: &Endpoint) -> String {
    let mut options = Vec::new();
    if let Some(port) = endpoint.port {
        options.push(format!("the port {port}"));
    }
    if endpoint.path != USUAL_PATH {
        options.push(format!("`path: {}`", literal(&endpoint.path)));
    }
    if !endpoint
        .transports
        .iter()
        .any(|transport| transport == "polling")
    {
        let transports: Vec<String> = endpoint
            .transports
            .iter()
            .map(|transport| literal(transport))
            .collect();
        options.push(format!("`transports: [{}]`", transports.join(", ")));
    }
    if endpoint.msgpack {
        options.push("`parser` of `socket.io-msgpack-parser`".to_owned());
    }
    if options.is_empty() {
        String::new()
    } else {
        format!("Clients connect with {}.", options.join(", "))
    }
}

fn fallback(namespace: &Namespace) -> String {
    let Some(fallback) = &namespace.fallback else {
        return String::new();
    };
    docs::paragraphs([
        "A method takes every other event, too.",
        fallback.docs.as_str(),
    ])
}

fn member(name: &str, docs: &str, signature: &str) -> String {
    format!(
        "{}{INDENT}{}: {signature};\n",
        docs::comment(docs, INDENT),
        key(name)
    )
}

fn interface(name: &str, docs: &str, members: &str) -> String {
    format!(
        "{}export interface {name} {{\n{members}}}\n",
        docs::comment(docs, "")
    )
}
