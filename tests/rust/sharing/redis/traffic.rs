//! `traffic` emits events in a row, whatever happens meanwhile.

use std::{collections::HashSet, time::Duration};

use tokio::{task::JoinHandle, time::sleep};

use crate::node::{News, Node, QUIET, news};

/// Emits numbers from 0 on; it returns for each whether it was shared.
pub(crate) fn traffic(from: &Node, numbers: u32) -> JoinHandle<Vec<bool>> {
    let server = from.server();
    tokio::spawn(async move {
        let mut shared = Vec::new();
        for number in 0..numbers {
            let delivery = server.emit_event(&News(number)).await.unwrap();
            shared.push(delivery.shared.is_ok());
            sleep(Duration::from_millis(12)).await;
        }
        shared
    })
}

/// The clients of the server that emitted get all in order, those of the other nothing twice.
pub(crate) async fn check_traffic(shared: Vec<bool>, here: &mut Node, there: &mut Node) {
    let got = here.client.all(QUIET).await;
    let mut emitted = 0..u32::try_from(shared.len()).unwrap();
    assert_eq!(
        got.len(),
        shared.len(),
        "this server's clients miss nothing"
    );
    assert!(
        got.iter()
            .all(|packet| Some(packet) == emitted.next().map(news).as_ref())
    );

    let got = there.client.all(QUIET).await;
    let numbers: Vec<usize> = got.iter().map(|packet| number_of(packet)).collect();
    let different: HashSet<usize> = numbers.iter().copied().collect();
    assert_eq!(different.len(), numbers.len(), "nothing arrives twice");
    // What a silent Redis had when it was given up may come late.
    let in_time: Vec<usize> = numbers
        .into_iter()
        .filter(|number| shared[*number])
        .collect();
    assert!(in_time.is_sorted(), "what was shared arrives in order");
    assert!(in_time.len() > 100, "only {} have arrived", in_time.len());
}

fn number_of(packet: &str) -> usize {
    let end = packet.strip_prefix("42/shared,[\"news\",").unwrap();
    end.strip_suffix(']').unwrap().parse().unwrap()
}
