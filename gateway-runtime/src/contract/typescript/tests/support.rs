//! `Way` says in which direction a type is described, and `printed` prints what it becomes.

use schemars::{JsonSchema, generate::SchemaSettings};

use crate::contract::{
    Argument, Contract, Endpoint, Message, Namespace, Schema, typescript::Printer,
};

/// Which schema of a type.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// As the server reads it.
    Read,
    /// As the server writes it.
    Written,
}

/// The schema of `T` and a contract with the types that it refers to.
pub(super) fn described<T: JsonSchema>(way: Way) -> (Schema, Contract) {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/types".into());
    let mut generator = match way {
        Way::Read => settings.for_deserialize().into_generator(),
        Way::Written => settings.for_serialize().into_generator(),
    };
    let schema = generator.subschema_for::<T>().to_value();
    let types = generator.take_definitions(true).into_iter().collect();
    let contract = Contract {
        types,
        ..Contract::default()
    };
    (schema, contract)
}

/// The declarations of the types that `T` refers to, and what `T` is.
pub(super) fn printed<T: JsonSchema>(way: Way) -> String {
    let (schema, contract) = described::<T>(way);
    let printer = Printer::new(&contract);
    let types = contract.types.iter();
    let types: Vec<String> = types
        .map(|(name, schema)| printer.declaration(name, schema))
        .collect();
    types.concat() + &printer.type_of(&schema).print(0)
}

/// What a schema is, in a contract without types.
pub(super) fn of_schema(schema: &Schema) -> String {
    Printer::new(&Contract::default()).type_of(schema).print(0)
}

/// A contract with these namespaces at `/socket.io`.
pub(super) fn with_namespaces<const N: usize>(namespaces: [(&str, Namespace); N]) -> Contract {
    let endpoint = Endpoint {
        path: "/socket.io".to_owned(),
        transports: ["polling", "websocket"].map(str::to_owned).into(),
        namespaces: namespaces
            .map(|(path, namespace)| (path.to_owned(), namespace))
            .into(),
        ..Endpoint::default()
    };
    Contract {
        endpoints: [("main".to_owned(), endpoint)].into(),
        ..Contract::default()
    }
}

/// A namespace that clients send these messages to.
pub(super) fn with_messages<const N: usize>(messages: [(&str, Message); N]) -> Namespace {
    Namespace {
        messages: messages
            .map(|(event, message)| (event.to_owned(), message))
            .into(),
        ..Namespace::default()
    }
}

pub(super) fn argument(name: &str, schema: Schema) -> Argument {
    Argument {
        name: name.to_owned(),
        schema,
        optional: false,
    }
}

/// The line of `file` that begins with `start`, without what it is indented by.
pub(super) fn line<'a>(file: &'a str, start: &str) -> &'a str {
    file.lines()
        .map(str::trim)
        .find(|line| line.starts_with(start))
        .unwrap_or_else(|| panic!("no {start} in {file}"))
}
