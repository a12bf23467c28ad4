//! Each shape that serde knows, described by schemars, as TypeScript.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::support::{Way, of_schema, printed};

/// Types that are only described.
macro_rules! described {
    ($($item:item)*) => { $(#[allow(dead_code, reason = "the type is only described")] #[derive(Serialize, Deserialize, JsonSchema)] $item)* };
}

described! {
    /// A message.
    ///
    /// To everyone.
    struct Post {
        /** Whose. */ name: String,
        #[serde(default)] loud: bool,
        reply_to: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")] note: Option<String>,
        #[serde(rename = "content-type")] kind: String,
        #[serde(skip)] secret: u8,
    }
}

#[test]
fn a_struct_is_an_interface_with_the_names_of_serde() {
    assert_eq!(
        printed::<Post>(Way::Written),
        r#"/**
 * A message.
 *
 * To everyone.
 */
export interface Post {
  "content-type": string;
  loud: boolean;
  /** Whose. */
  name: string;
  note?: string | null;
  reply_to: number | null;
}
Post"#
    );
}

#[test]
fn what_has_a_default_may_be_left_out_of_what_is_read() {
    assert_eq!(
        printed::<Post>(Way::Read),
        r#"/**
 * A message.
 *
 * To everyone.
 */
export interface Post {
  "content-type": string;
  loud?: boolean;
  /** Whose. */
  name: string;
  note?: string | null;
  reply_to?: number | null;
}
Post"#
    );
}

described! {
    struct Small { a: u8 }
    enum External { Unit, Newtype(u8), Known(Small), Tuple(u8, String), Struct { a: u8 } }
    #[serde(tag = "type", rename_all = "snake_case")]
    enum Internal { FirstUnit, Newtype(Small), Struct { a: u8 } }
    #[serde(tag = "t", content = "c")]
    enum Adjacent { Unit, Newtype(u8), Tuple(u8, String), Struct { a: u8 } }
    #[serde(untagged)]
    enum Untagged { Number(f64), Text(String), Many(Vec<Untagged>), Object { a: Option<bool> } }
    #[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
    enum Renamed { FirstOne { some_field: u8 }, SecondOne }
    /// Only names.
    #[serde(rename_all = "kebab-case")]
    enum Level { /** Low. */ VeryLow, High, #[serde(other)] Other }
}

#[test]
fn an_externally_tagged_enum() {
    assert_eq!(
        printed::<External>(Way::Written),
        "export type External = \"Unit\" | {\n  Newtype: number;\n} | {\n  Known: Small;\n} | {\n  Tuple: [number, string];\n} | {\n  \
         Struct: {\n    a: number;\n  };\n};\nexport interface Small {\n  a: number;\n}\nExternal"
    );
}

#[test]
fn an_internally_tagged_enum() {
    assert_eq!(
        printed::<Internal>(Way::Written),
        "export type Internal = {\n  type: \"first_unit\";\n} | {\n  type: \"newtype\";\n} & Small | {\n  a: number;\n  \
         type: \"struct\";\n};\nexport interface Small {\n  a: number;\n}\nInternal"
    );
}

#[test]
fn an_adjacently_tagged_enum() {
    assert_eq!(
        printed::<Adjacent>(Way::Written),
        "export type Adjacent = {\n  t: \"Unit\";\n} | {\n  c: number;\n  t: \"Newtype\";\n} | {\n  c: [number, string];\n  \
         t: \"Tuple\";\n} | {\n  c: {\n    a: number;\n  };\n  t: \"Struct\";\n};\nAdjacent"
    );
}

#[test]
fn an_untagged_enum_that_contains_itself() {
    assert_eq!(
        printed::<Untagged>(Way::Read),
        "export type Untagged = number | string | Untagged[] | {\n  a?: boolean | null;\n};\nUntagged"
    );
}

#[test]
fn variants_and_their_fields_are_renamed() {
    assert_eq!(
        printed::<Renamed>(Way::Read),
        "export type Renamed = \"second-one\" | {\n  \"first-one\": {\n    someField: number;\n  };\n};\nRenamed"
    );
}

#[test]
fn an_enum_of_names_is_a_union_of_them() {
    let level = printed::<Level>(Way::Written);
    for name in ["\"very-low\"", "\"high\"", "\"other\""] {
        assert!(level.contains(name), "{level}");
    }
    assert!(
        level.starts_with("/** Only names. */\nexport type Level = \""),
        "{level}"
    );
}

described! {
    struct Tree { children: Vec<Tree>, parent: Option<Box<Tree>> }
    struct Forest(BTreeMap<String, Forest>);
    struct Loop(Option<Box<Loop>>);
    struct Newtype(String);
    struct Unit;
    struct Tuple(u8, Option<String>);
    struct Empty {}
    #[serde(deny_unknown_fields)]
    struct Nothing {}
    #[serde(deny_unknown_fields)]
    struct Strict { a: u8 }
    struct Page<T> { items: Vec<T> }
    struct Pages { one: Page<Small>, two: Page<u8> }
}

#[test]
fn a_type_may_contain_itself() {
    assert_eq!(
        printed::<Tree>(Way::Read),
        "export interface Tree {\n  children: Tree[];\n  parent?: Tree | null;\n}\nTree"
    );
    assert_eq!(
        printed::<Forest>(Way::Read),
        "export type Forest = { [key: string]: Forest };\nForest"
    );
    assert_eq!(
        printed::<Loop>(Way::Read),
        "export type Loop = unknown;\nLoop"
    );
}

#[test]
fn structs_of_other_forms() {
    assert_eq!(
        printed::<Newtype>(Way::Read),
        "export type Newtype = string;\nNewtype"
    );
    assert_eq!(printed::<Unit>(Way::Read), "export type Unit = null;\nUnit");
    assert_eq!(
        printed::<Tuple>(Way::Read),
        "export type Tuple = [number, string | null];\nTuple"
    );
    assert_eq!(
        printed::<Empty>(Way::Read),
        "export type Empty = { [key: string]: unknown };\nEmpty"
    );
    assert_eq!(
        printed::<Nothing>(Way::Read),
        "export type Nothing = { [key: string]: never };\nNothing"
    );
    assert_eq!(
        printed::<Strict>(Way::Read),
        "export interface Strict {\n  a: number;\n}\nStrict"
    );
}

#[test]
fn a_generic_type_with_two_arguments_is_two_types() {
    let pages = printed::<Pages>(Way::Read);
    assert!(pages.contains("  items: Small[];"), "{pages}");
    assert!(pages.contains("  items: number[];"), "{pages}");
}

described! {
    struct Flat { id: u8, #[serde(flatten)] small: Small, #[serde(flatten)] kind: Internal }
    struct FlatMap { id: u8, #[serde(flatten)] rest: HashMap<String, bool> }
    struct FlatOption { id: u8, #[serde(flatten)] small: Option<Small> }
}

#[test]
fn flattened_types_are_parts_of_the_object() {
    let flat = printed::<Flat>(Way::Written);
    assert!(
        flat.starts_with("export type Flat = {\n  a: number;\n  id: number;\n} & ({\n  type: \"first_unit\";\n} | "),
        "{flat}"
    );
    assert!(flat.contains("type: \"struct\";\n});\n"), "{flat}");
    assert_eq!(
        printed::<FlatMap>(Way::Written),
        "export type FlatMap = {\n  id: number;\n} & { [key: string]: unknown };\nFlatMap"
    );
    let option = printed::<FlatOption>(Way::Read);
    assert!(
        option.contains("a?: number;") && option.contains("id: number;"),
        "{option}"
    );
}

#[test]
fn primitive_types_and_collections() {
    let read = |printed: String, expected: &str| assert_eq!(printed, expected);
    read(printed::<bool>(Way::Read), "boolean");
    read(printed::<f64>(Way::Read), "number");
    read(printed::<u64>(Way::Read), "number");
    read(printed::<i128>(Way::Read), "number");
    read(printed::<char>(Way::Read), "string");
    read(printed::<()>(Way::Read), "null");
    read(printed::<Value>(Way::Read), "unknown");
    read(printed::<Option<u8>>(Way::Read), "number | null");
    read(printed::<Option<Value>>(Way::Read), "unknown");
    read(
        printed::<Vec<Option<Vec<u8>>>>(Way::Read),
        "(number[] | null)[]",
    );
    read(printed::<BTreeSet<u8>>(Way::Read), "number[]");
    read(printed::<(u8, String)>(Way::Read), "[number, string]");
    read(printed::<[f32; 3]>(Way::Read), "[number, number, number]");
    read(printed::<[u8; 0]>(Way::Read), "[]");
    read(printed::<[u8; 17]>(Way::Read), "number[]");
    read(
        printed::<HashMap<String, u8>>(Way::Read),
        "{ [key: string]: number }",
    );
    read(
        printed::<BTreeMap<u32, bool>>(Way::Read),
        "{ [key: string]: boolean }",
    );
    read(
        printed::<serde_json::Map<String, Value>>(Way::Read),
        "{ [key: string]: unknown }",
    );
    read(
        printed::<Result<u8, String>>(Way::Read)
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned(),
        "Result_of_uint8_or_string",
    );
}

/// As a user marks an attachment.
struct Attachment;

impl JsonSchema for Attachment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Attachment".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "binary", "x-binary": true })
    }
}

described! {
    struct File { #[schemars(with = "Attachment")] content: Vec<u8>, #[schemars(with = "Option<Attachment>")] thumb: Option<Vec<u8>> }
    #[serde(untagged)]
    enum Blob { Text(String), Bytes(#[schemars(with = "Attachment")] Vec<u8>) }
}

#[test]
fn binary_data_is_binary() {
    assert_eq!(
        printed::<File>(Way::Read),
        "export interface File {\n  content: Binary;\n  thumb?: Binary | null;\n}\nFile"
    );
    assert_eq!(
        printed::<Blob>(Way::Read),
        "export type Blob = string | Binary;\nBlob"
    );
    assert_eq!(of_schema(&json!({ "x-binary": true })), "Binary");
}

described! {
    struct Ids { id: u64, count: u32 }
    #[schemars(extend("deprecated" = true))]
    struct Old { #[schemars(extend("deprecated" = true))] was: u8 }
}

#[test]
fn a_type_says_what_javascript_does_not_hold_and_what_is_deprecated() {
    assert_eq!(
        printed::<Ids>(Way::Read),
        "/**\n * @remarks Integers of 64 bits are not exact beyond 2^53.\n */\nexport interface Ids {\n  count: number;\n  id: number;\n}\nIds"
    );
    let old = printed::<Old>(Way::Read);
    assert_eq!(
        old,
        "/**\n * @deprecated\n */\nexport interface Old {\n  /**\n   * @deprecated\n   */\n  was: number;\n}\nOld"
    );
}

#[test]
fn schemas_by_hand() {
    let of = |schema: Value, expected: &str| assert_eq!(of_schema(&schema), expected, "{schema}");
    of(json!(true), "unknown");
    of(json!({}), "unknown");
    of(json!(false), "never");
    of(json!({ "not": {} }), "never");
    of(json!(null), "unknown");
    of(json!({ "type": "weird; evil()" }), "unknown");
    of(
        json!({ "type": ["string", "integer", "number", "null"] }),
        "string | number | null",
    );
    of(json!({ "const": "a\n\"b" }), r#""a\n\"b""#);
    of(json!({ "const": [1, null] }), "[1, null]");
    of(
        json!({ "const": { "a-b": true } }),
        "{\n  \"a-b\": true;\n}",
    );
    of(
        json!({ "enum": ["a", 1, -2.5, null] }),
        "\"a\" | 1 | -2.5 | null",
    );
    of(json!({ "enum": [] }), "never");
    of(json!({ "$ref": "#/types/Unheard" }), "unknown");
    of(json!({ "$ref": "https://example.com/evil" }), "unknown");
    of(
        json!({ "properties": { "a": true } }),
        "{\n  a?: unknown;\n}",
    );
    of(json!({ "type": "array" }), "unknown[]");
    of(
        json!({ "type": "array", "prefixItems": [{ "type": "string" }, { "type": ["string", "null"] }], "minItems": 1, "items": { "type": "number" } }),
        "[string, (string | null)?, ...number[]]",
    );
    of(
        json!({ "type": "object", "patternProperties": { "^a": { "type": "string" }, "^b": { "type": "number" } } }),
        "{ [key: string]: string | number }",
    );
    of(
        json!({ "anyOf": [{ "type": "string" }, { "type": "number" }], "allOf": [{ "properties": { "a": true }, "required": ["a"] }] }),
        "(string | number) & {\n  a: unknown;\n}",
    );
}
