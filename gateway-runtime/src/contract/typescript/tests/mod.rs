//! Tests of the whole file, and of schemas by the types that they are made of.

mod names;
mod namespaces;
mod support;
mod types;
