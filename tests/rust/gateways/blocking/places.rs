//! `max_blocking` is how many methods block at a time, and `sequential` is as strict as ever.

use gateway_runtime::{prelude::*, testing::TestApp};

use super::{Lock, builder, join};
use crate::{
    journal::Journal,
    way::{Way, over_each_way},
};

/// One after another, however many places there are.
#[websocket_gateway(namespace = "mill-in-order", ordering = "sequential")]
struct InOrder {
    #[inject]
    lock: Lock,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl InOrder {
    #[subscribe_message("grind", blocking)]
    fn grind(&self, #[message_body] number: u32) -> u32 {
        self.notes.note(format!("{number} begins"));
        self.lock.pass();
        self.notes.note(format!("{number} ends"));
        number
    }
}

over_each_way!(
    with_sequential_a_method_begins_when_the_one_before_has_ended,
    methods_are_handed_over_in_the_order_of_their_messages,
);

async fn with_sequential_a_method_begins_when_the_one_before_has_ended(way: Way) {
    let (lock, notes) = (Lock::default(), Journal::<String>::default());
    let builder = GatewayApp::builder()
        .provide(lock.clone())
        .provide(notes.clone())
        .only::<(InOrder,)>();
    let app = way.start(builder).await;
    let client = way.join::<InOrder>(&app).await;
    let answers: Vec<_> = (0..10)
        .map(|number| client.ask::<u32>("grind", &number))
        .collect();
    lock.holds(1).await;
    assert_eq!(
        (notes.all(), app.in_work()),
        (vec!["0 begins".to_owned()], 10)
    );
    lock.open();
    for (number, answer) in (0..10).zip(answers) {
        assert_eq!(answer.await, Ok(number));
    }
    let in_order =
        (0..10).flat_map(|number| [format!("{number} begins"), format!("{number} ends")]);
    assert_eq!(notes.all(), in_order.collect::<Vec<_>>());
    assert_eq!(lock.most(), 1);
}

async fn methods_are_handed_over_in_the_order_of_their_messages(way: Way) {
    let (builder, _, notes) = builder();
    // With one place the order of the hand-over is that of the methods.
    let app = way.start(builder.max_blocking(1)).await;
    let client = way.join::<super::Mill>(&app).await;
    let answers: Vec<_> = (0..50)
        .map(|number| client.ask::<u32>("note", &number))
        .collect();
    for (number, answer) in (0..50).zip(answers) {
        assert_eq!(answer.await, Ok(number));
    }
    let in_order: Vec<_> = (0..50).map(|number| number.to_string()).collect();
    assert_eq!(notes.all(), in_order);
}

#[tokio::test]
async fn no_more_methods_block_at_a_time_than_there_are_places() {
    let (builder, lock, notes) = builder();
    let (app, client) = join(builder.max_blocking(3)).await;
    let other = app.connect::<super::Mill>().await.unwrap();
    let clients = [&client, &other].into_iter().cycle();
    let answers: Vec<_> = clients
        .zip(0..10)
        .map(|(client, number)| client.ask::<u32>("hold", &number))
        .collect();
    lock.holds(3).await;
    assert_eq!(app.in_work(), 10);
    assert_eq!(other.ask::<u32>("pass", &7).await, Ok(7));
    lock.open();
    for (number, answer) in (0..10).zip(answers) {
        assert_eq!(answer.await, Ok(number));
    }
    assert_eq!((lock.most(), notes.all().len()), (3, 10));
}

#[tokio::test]
async fn no_place_at_all_is_a_problem_of_the_start() {
    let (builder, _, _) = builder();
    let problem = TestApp::start(builder.max_blocking(0)).await.err();
    let problem = problem.unwrap().to_string();
    assert!(
        problem.contains("`max_blocking` is 0") && problem.contains("give it 1 or more"),
        "{problem}"
    );
}
