//! Messages about `#[derive(WsError)]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::assert_refused;
use crate::ws_error;

/// The messages about the variants of an enum named `BuyError`.
#[track_caller]
fn variants(variants: TokenStream, expected: &[&str]) {
    let output = ws_error::derive(quote!(enum BuyError { #variants }));
    // Whatever was wrong, the type is still an error.
    let printed = output.to_string();
    assert!(printed.contains("From < BuyError >"), "{printed}");
    assert_refused(output, expected);
}

#[test]
fn an_option_has_a_name_and_stands_in_parentheses() {
    let named = "options have names; write `message = \"closed\"`";
    variants(
        quote!(
            #[ws_error("closed")]
            Closed
        ),
        &[named],
    );
    variants(
        quote!(
            #[ws_error = "closed"]
            Closed
        ),
        &["options stand in parentheses; write `#[ws_error(message = \"closed\")]`"],
    );
    for attribute in [quote!(#[ws_error]), quote!(#[ws_error()])] {
        variants(
            quote!(#attribute Closed),
            &["no option here; write one, as in `#[ws_error(message = \"..\")]`, or remove this"],
        );
    }
    variants(
        quote!(
            #[ws_error(5)]
            Closed
        ),
        &["expected an option; the options are `code`, `message`, `internal` and `transparent`"],
    );
    variants(
        quote!(
            #[error(code = "closed")]
            Closed
        ),
        &["`#[error(..)]` is the attribute of `thiserror`; write `#[ws_error(code = \"closed\")]`"],
    );
    variants(
        quote!(
            #[error("closed", code = 3)]
            Closed
        ),
        &[],
    );
}

#[test]
fn an_option_stands_where_it_means_something() {
    variants(
        quote!(
            #[ws_error(skip, crate = ::a, colour)]
            Closed(
                #[ws_error(code = "a", from, skip = 1, 2)]
                u8
            )
        ),
        &[
            "`skip` belongs to a field, which `details` do not have then; move it there",
            "`crate` belongs to the type; move it above the `enum`",
            "unknown option `colour`; the options are `code`, `message`, `internal` and `transparent`",
            "`code` belongs to a variant; move it there",
            "unknown option `from`; `thiserror` has `#[from]`, and this derive reads it: write that",
            "`skip` stands alone: write `skip`, or remove it",
            "expected an option; the only one here is `skip`",
        ],
    );
    let output = ws_error::derive(quote!(
        #[ws_error(message = "a", codes)]
        enum BuyError {}
    ));
    assert_refused(
        output,
        &[
            "`message` belongs to a variant; move it there",
            "unknown option `codes`; the only one here is `crate`",
        ],
    );
    variants(
        quote!(
            #[ws_error(message = "a")]
            #[ws_error(message = "b")]
            Closed
        ),
        &["option `message` is given twice; remove one"],
    );
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    variants(
        quote!(
            #[ws_error(internal, code = "a")]
            Closed
        ),
        &[
            "an `internal` error has the code `internal`, so that `code` would change nothing; remove one",
        ],
    );
    let beside = ["code", "message", "internal"].map(|name| {
        format!("`transparent` passes on the field's error as it is, so that `{name}` would change nothing; remove one")
    });
    let [code, message, internal] = beside.each_ref().map(String::as_str);
    variants(
        quote!(
            #[ws_error(transparent, internal, message = "a", code = "b")]
            Closed(u8)
        ),
        &[code, message, internal],
    );
    for (fields, found) in [
        (quote!(), "no field"),
        (quote!({}), "no field"),
        (quote!((u8, u8)), "2 fields"),
    ] {
        let message = format!(
            "`transparent` passes on the error in a variant's only field, and `Other` has {found}; write \
             `Other(OtherError)`, or remove `transparent`"
        );
        variants(quote!(#[ws_error(transparent)] Other #fields), &[&message]);
    }
}

#[test]
fn each_code_is_one_word_and_stands_once() {
    variants(
        quote! {
            #[ws_error(code = "shop_closed")]
            A,
            ShopClosed,
            #[ws_error(code = "")]
            B,
            #[ws_error(code = "Shop  closed")]
            C,
            #[ws_error(code = 3)]
            D,
            Internal,
        },
        &[
            "the code is empty; name the error, as in `code = \"out_of_stock\"`",
            "a code is one word for programs, and `Shop  closed` has spaces; write `code = \"shop_closed\"`, and what \
             people read as `message`",
            "`code` takes a string, as in `code = \"out_of_stock\"`",
            "the code `internal` is for faults of the server, of which clients are told nothing else; write \
             `#[ws_error(internal)]`, or choose another code: `#[ws_error(code = \"..\")]`",
            "`BuyError::ShopClosed` has the code `shop_closed`, and so has `BuyError::A`; give one of them another: \
             `#[ws_error(code = \"..\")]`",
        ],
    );
}

#[test]
fn a_number_in_a_message_is_that_of_a_field() {
    let first = |text: &str| {
        let literal = proc_macro2::Literal::string(text);
        quote!(#[ws_error(message = #literal)])
    };
    for (text, fields, expected) in [
        ("{0}", quote!((u8)), None),
        ("{{1}} {:>0$}", quote!((u8)), None),
        ("{:.*}", quote!((u8, u8)), None),
        (
            "{:1$}",
            quote!((u8)),
            Some("`{1}` is no field of `A`; there is one, `{0}`"),
        ),
        (
            "{2}",
            quote!((u8, u8)),
            Some("`{2}` is no field of `A`; there are `{0}` to `{1}`"),
        ),
        (
            "{}",
            quote!({ left: u8 }),
            Some("`A` has fields with names; write them, as in `{left}`"),
        ),
        (
            "{0}",
            quote!(),
            Some(
                "`A` has no fields that a message could show; remove the braces, or write `{{` and `}}`",
            ),
        ),
    ] {
        let attribute = first(text);
        let expected: Vec<&str> = expected.into_iter().collect();
        variants(quote!(#attribute A #fields), &expected);
    }
}

#[test]
fn a_union_is_no_error() {
    assert_refused(
        ws_error::derive(quote!(union BuyError { a: u8 })),
        &[
            "`BuyError` is a union, which says nothing of what it holds; make it an enum with a variant for each error",
        ],
    );
}
