//! What is the same wherever it is said that bodies are validated.

use gateway_runtime::{Gateway, testing::Client};
use serde_json::json;

use super::{
    ByType, Validated, Validation, assert_invalid, assert_undecodable, join, order, tea,
    wrong_order,
};
use crate::way::{Way, over_each_way};

over_each_way!(
    where_a_parameter_says_validate_valid_bodies_are_taken_and_wrong_fields_are_listed,
    where_the_gateway_says_validate_valid_bodies_are_taken_and_wrong_fields_are_listed,
    where_nothing_says_validate_valid_bodies_are_taken_and_wrong_fields_are_listed,
);

async fn where_a_parameter_says_validate_valid_bodies_are_taken_and_wrong_fields_are_listed(
    way: Way,
) {
    assert_validated::<Validation>(way).await;
}

async fn where_the_gateway_says_validate_valid_bodies_are_taken_and_wrong_fields_are_listed(
    way: Way,
) {
    assert_validated::<Validated>(way).await;
}

async fn where_nothing_says_validate_valid_bodies_are_taken_and_wrong_fields_are_listed(way: Way) {
    assert_validated::<ByType>(way).await;
}

async fn assert_validated<G: Gateway>(way: Way) {
    let (_app, client) = join::<G>(way).await;
    valid_bodies_are_taken(&client).await;
    every_wrong_field_is_listed_with_its_path(&client).await;
    what_does_not_decode_is_not_validated(&client).await;
}

async fn valid_bodies_are_taken(client: &Client) {
    assert_eq!(client.ask::<usize>("order", &order()).await, Ok(2));
    let item = json!({ "item": tea() });
    assert_eq!(client.ask::<u32>("order-key", &item).await, Ok(2));
}

/// The paths of a keyed body begin with the key.
async fn every_wrong_field_is_listed_with_its_path(client: &Client) {
    let answer = client.ask::<()>("order", &wrong_order()).await;
    let paths = ["email", "items[1].count", "items[1].name"];
    assert_invalid(&answer.unwrap_err(), "order", &paths);
    let item = json!({ "item": { "name": "", "count": 101 } });
    let answer = client.ask::<()>("order-key", &item).await;
    let paths = ["item.count", "item.name"];
    assert_invalid(&answer.unwrap_err(), "order-key", &paths);
}

async fn what_does_not_decode_is_not_validated(client: &Client) {
    let undecodable = json!({ "email": "nobody", "items": 7 });
    let answer = client.ask::<()>("order", &undecodable).await;
    assert_undecodable(&answer.unwrap_err(), "order", "`items`");
}
