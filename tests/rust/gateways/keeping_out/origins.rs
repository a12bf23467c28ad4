//! Requests of pages of foreign origins are counted, and a stranger who invents origins keeps no other one out of the log.

use std::time::Duration;

use gateway_runtime::{Cors, testing::TestApp};

use super::{Hall, assert_refused, assert_served, builder};
use crate::{
    log,
    way::{Way, over_each_way},
};

over_each_way! {
    while_time_stands:
    invented_origins_keep_no_other_one_out_of_the_log_for_longer_than_a_minute,
    a_function_that_panics_is_an_error_once_a_minute_beside_the_line_about_its_page,
}

/// A page of this origin is refused.
async fn refuse(way: Way, app: &TestApp, origin: &str) {
    let refused = way.connect::<Hall>(app).origin(origin).await;
    assert_refused(refused, 403, "Forbidden");
}

async fn invented_origins_keep_no_other_one_out_of_the_log_for_longer_than_a_minute(way: Way) {
    let app = way.start(builder()).await;
    log::start();
    for number in 0..30 {
        refuse(way, &app, &format!("https://{number}.evil.example")).await;
        refuse(way, &app, "https://0.evil.example").await;
    }
    let lines = log::lines_with("a page of a foreign origin was refused");
    assert_eq!(lines.len(), 10, "{lines:#?}");
    app.advance(Duration::from_mins(1)).await;
    for _ in 0..2 {
        refuse(way, &app, "https://shop.example").await;
    }
    let lines = log::lines_with("a page of a foreign origin was refused");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    // All that were not logged are counted.
    for words in ["\"https://shop.example\"", "refused=61", "`cors`"] {
        assert!(lines[0].contains(words), "{lines:#?}");
    }
    // What a stranger has sent is cut.
    let long = format!("https://{}.example", "e".repeat(1_000));
    refuse(way, &app, &long).await;
    let lines = log::lines_with("a page of a foreign origin was refused");
    assert!(lines[0].len() < 500, "{lines:#?}");
}

async fn a_function_that_panics_is_an_error_once_a_minute_beside_the_line_about_its_page(way: Way) {
    let cors = Cors::matching(|origin| {
        assert!(!origin.ends_with("evil.example"), "a bug in a function");
        true
    });
    let app = way.start(builder().cors(cors)).await;
    log::start();
    for _ in 0..2 {
        for number in 0..30 {
            refuse(way, &app, &format!("https://{number}.evil.example")).await;
        }
        let page = way.connect::<Hall>(&app).origin("https://shop.example");
        assert_served(&page.await.unwrap()).await;
        let lines = log::lines();
        let with = |words: &str| lines.iter().filter(|line| line.contains(words)).count();
        assert_eq!(with("`Cors::matching` has panicked"), 1, "{lines:#?}");
        assert_eq!(
            with("a page of a foreign origin was refused"),
            10,
            "{lines:#?}"
        );
        app.advance(Duration::from_mins(1)).await;
    }
}
