//! What is counted, what is refused, and that everything comes back.

use std::{sync::Arc, time::Duration};

use http::HeaderMap;
use tokio::time::advance;

use super::{Admission, AdmissionLimits, KeptOut, Place};

fn admission(change: impl FnOnce(&mut AdmissionLimits)) -> Arc<Admission> {
    let mut limits = AdmissionLimits::default();
    change(&mut limits);
    Arc::new(Admission::new(limits, 100))
}

fn enter(admission: &Arc<Admission>, address: &str) -> Result<Place, KeptOut> {
    let address = Some(address.parse().unwrap());
    let entered = admission.enter(&HeaderMap::new(), address);
    entered.map_err(|refused| refused.why)
}

#[test]
fn places_are_given_back_once_and_nothing_is_left() {
    let admission = admission(|limits| {
        limits.max_connections = 3;
        limits.max_connections_per_address = Some(2);
    });
    let first = enter(&admission, "192.0.2.1").ok().unwrap();
    let second = enter(&admission, "::ffff:192.0.2.1").ok().unwrap();
    let third = enter(&admission, "192.0.2.1");
    assert_eq!(third.err(), Some(KeptOut::ConnectionsOfAddress));
    let other = enter(&admission, "192.0.2.2").ok().unwrap();
    let one_more = enter(&admission, "192.0.2.3");
    assert_eq!(one_more.err(), Some(KeptOut::Connections));
    assert_eq!((admission.connections(), admission.pending()), (3, 3));

    // Who leaves, and is dropped later, leaves once.
    let copy = first.clone();
    first.leave();
    first.leave();
    drop(copy);
    drop(first);
    assert_eq!((admission.connections(), admission.pending()), (2, 2));
    second.settle();
    second.settle();
    assert_eq!((admission.connections(), admission.pending()), (2, 1));
    let again = enter(&admission, "192.0.2.1").ok().unwrap();
    drop((again, second, other));
    assert_eq!((admission.connections(), admission.pending()), (0, 0));
    assert_eq!(admission.kept_addresses(), 0);
    assert_eq!(admission.refused(KeptOut::Connections), 1);
    assert_eq!(admission.refused(KeptOut::ConnectionsOfAddress), 1);
}

#[test]
fn an_address_of_ipv6_is_its_network() {
    let admission = admission(|limits| limits.max_connections_per_address = Some(1));
    let _first = enter(&admission, "2001:db8::1").ok().unwrap();
    let second = enter(&admission, "2001:db8::2");
    assert_eq!(second.err(), Some(KeptOut::ConnectionsOfAddress));
    assert!(enter(&admission, "2001:db8:0:1::1").is_ok());
}

#[test]
fn who_has_joined_a_namespace_is_not_pending() {
    let admission = admission(|limits| limits.max_handshakes_pending = 1);
    let first = enter(&admission, "192.0.2.1").ok().unwrap();
    let second = enter(&admission, "192.0.2.2");
    assert_eq!(second.err(), Some(KeptOut::HandshakesPending));
    first.settle();
    assert!(enter(&admission, "192.0.2.2").is_ok());
}

#[tokio::test(start_paused = true)]
async fn connects_of_an_address_come_back_with_time_and_refused_ones_take_no_place() {
    let second = Duration::from_secs(1);
    let admission = admission(|limits| limits.max_connects_per_address = Some((2, second)));
    assert!(enter(&admission, "192.0.2.1").is_ok());
    assert!(enter(&admission, "192.0.2.1").is_ok());
    let address = Some("192.0.2.1".parse().unwrap());
    let refused = admission.enter(&HeaderMap::new(), address).err().unwrap();
    assert_eq!(refused.why, KeptOut::ConnectsOfAddress);
    assert!(!refused.retry_after.is_zero() && refused.retry_after <= second / 2);
    assert!(enter(&admission, "192.0.2.2").is_ok());
    assert_eq!((admission.connections(), admission.pending()), (0, 0));
    advance(refused.retry_after).await;
    assert!(enter(&admission, "192.0.2.1").is_ok());
}

#[test]
fn a_session_whose_address_is_not_known_is_counted_with_all() {
    let admission = admission(|limits| {
        limits.max_connections = 1;
        limits.max_connections_per_address = Some(1);
    });
    let enter = || admission.enter(&HeaderMap::new(), None);
    let place = enter().ok().unwrap();
    assert_eq!(enter().err().unwrap().why, KeptOut::Connections);
    drop(place);
    assert!(enter().is_ok());
}

#[test]
fn namespaces_are_counted_for_each_connection() {
    let admission = admission(|limits| limits.max_namespaces_per_connection = Some(2));
    let place = enter(&admission, "192.0.2.1").ok().unwrap();
    let other = enter(&admission, "192.0.2.1").ok().unwrap();
    let enter = |place: &Place| place.enter_namespace(&"socket", 0, 0);
    let first = enter(&place);
    let second = enter(&place);
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(enter(&place).err(), Some(KeptOut::Namespaces));
    assert!(enter(&other).is_ok());
    drop(first);
    assert!(enter(&place).is_ok());
    assert_eq!(admission.refused(KeptOut::Namespaces), 1);
}

#[test]
fn what_was_sent_for_all_namespaces_of_a_connection_is_counted_together() {
    let admission = admission(|limits| limits.max_namespaces_per_connection = Some(2));
    let place = enter(&admission, "192.0.2.1").ok().unwrap();
    let enter = |auth| place.enter_namespace(&"socket", auth, 100);
    let first = enter(60).ok().unwrap();
    for auth in [41, usize::MAX] {
        assert_eq!(enter(auth).err(), Some(KeptOut::Auth));
    }
    let second = enter(40).ok().unwrap();
    drop(first);
    assert!(enter(60).is_ok(), "who was refused is in no namespace");
    drop(second);
    assert!(enter(100).is_ok());
    assert_eq!(admission.refused(KeptOut::Auth), 2);
}

#[test]
fn a_connection_may_be_in_all_that_a_pattern_allows() {
    let limits = AdmissionLimits::default();
    assert_eq!(Admission::new(limits.clone(), 100).max_namespaces(), 1_000);
    assert_eq!(Admission::new(limits, 5_000).max_namespaces(), 5_000);
}

#[test]
fn each_reason_has_its_number() {
    for (number, why) in KeptOut::ALL.into_iter().enumerate() {
        assert_eq!(why as usize, number);
    }
}
