//! Empty: the fixtures of `tests/ui` are built as dependants of this package's library, through which
//! they see its dependencies.
