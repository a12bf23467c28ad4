//! Limits on the paused clock, as the chain of a method sees them.

use std::{
    net::{IpAddr, Ipv4Addr},
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::{Instant, advance};

use super::{
    Limited, Limiter, Throttle, ThrottleBy, ThrottleDecision, ThrottleFuture, ThrottleRequest,
    ThrottleStore, by::KeyFunction, subject::Subject,
};
use crate::{error::WsError, protocol::SocketId, sync::lock};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);

/// A message.
#[derive(Clone)]
struct From {
    socket: SocketId,
    address: Option<IpAddr>,
    key: &'static str,
}

impl Subject for From {
    fn socket(&self) -> SocketId {
        self.socket
    }

    fn address(&self) -> Option<IpAddr> {
        self.address
    }

    fn key(&self, _: &KeyFunction) -> String {
        self.key.to_owned()
    }
}

/// A message of the socket with this number.
fn socket(number: u32) -> From {
    From {
        socket: format!("AAAAAAAAAA{number:06}").parse().unwrap(),
        address: None,
        key: "",
    }
}

/// A message of socket 1 from this address.
fn address(address: impl Into<IpAddr>) -> From {
    From {
        address: Some(address.into()),
        ..socket(1)
    }
}

/// A message of socket 1 with this key.
fn key(key: &'static str) -> From {
    From { key, ..socket(1) }
}

fn by_key() -> ThrottleBy {
    ThrottleBy::key(|_| String::new())
}

/// Whether a message passes, decided at once.
fn passes(limiter: &Limiter, message: &From) -> bool {
    retry_after(limiter, message).is_none()
}

/// How many milliseconds later a message would pass.
fn retry_after(limiter: &Limiter, message: &From) -> Option<u64> {
    match limiter.check(message) {
        Limited::Allowed => None,
        Limited::Refused(error) => Some(retry_after_ms(&error)),
        Limited::Later(_) => panic!("no store was given"),
    }
}

fn retry_after_ms(error: &WsError) -> u64 {
    assert_eq!(error.code(), "too_many_requests");
    error.details().unwrap()["retryAfterMs"].as_u64().unwrap()
}

/// How many of ten messages pass at once.
fn of_ten(limiter: &Limiter, message: &From) -> usize {
    (0..10).filter(|_| passes(limiter, message)).count()
}

#[tokio::test(start_paused = true)]
async fn as_many_as_the_limit_come_at_once_and_then_one_by_one() {
    let limiter = Limiter::new(Throttle::new(5, MINUTE));
    let client = socket(1);
    assert_eq!(of_ten(&limiter, &client), 5);
    assert_eq!(retry_after(&limiter, &client), Some(12_000));
    advance(Duration::from_millis(11_999)).await;
    assert_eq!(retry_after(&limiter, &client), Some(1));
    advance(Duration::from_millis(1)).await;
    assert_eq!(of_ten(&limiter, &client), 1);
    advance(MINUTE).await;
    assert_eq!(of_ten(&limiter, &client), 5);
    advance(MINUTE * 60).await;
    assert_eq!(of_ten(&limiter, &client), 5, "no more than the burst");
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_more_or_less_than_the_limit() {
    let more = Limiter::new(Throttle::new(5, MINUTE).burst(8));
    let less = Limiter::new(Throttle::new(5, MINUTE).burst(2));
    let client = socket(1);
    assert_eq!((of_ten(&more, &client), of_ten(&less, &client)), (8, 2));
    advance(MINUTE).await;
    assert_eq!((of_ten(&more, &client), of_ten(&less, &client)), (5, 2));
}

#[tokio::test(start_paused = true)]
async fn several_limits_hold_together() {
    let limiters = [
        Limiter::new(Throttle::new(3, SECOND).name("short")),
        Limiter::new(Throttle::new(6, SECOND * 60).name("long")),
    ];
    assert_eq!(limiters[0].name(), Some("short"));
    let client = socket(1);
    let passed = || {
        let all = |_: &i32| limiters.iter().all(|limiter| passes(limiter, &client));
        (0..10).filter(all).count()
    };
    assert_eq!(passed(), 3);
    advance(SECOND).await;
    assert_eq!(passed(), 3);
    advance(SECOND).await;
    assert_eq!(passed(), 0, "the long limit is used up");
    advance(SECOND * 60).await;
    assert_eq!(passed(), 3);
}

#[tokio::test(start_paused = true)]
async fn each_socket_has_its_own_count() {
    let limiter = Limiter::new(Throttle::new(2, MINUTE));
    assert_eq!(of_ten(&limiter, &socket(1)), 2);
    assert_eq!(of_ten(&limiter, &socket(2)), 2);
    assert_eq!(of_ten(&limiter, &socket(1)), 0);
}

#[tokio::test(start_paused = true)]
async fn sockets_of_one_address_share_a_count() {
    let limiter = Limiter::new(Throttle::new(2, MINUTE).by(ThrottleBy::Address));
    let first = address(Ipv4Addr::new(192, 0, 2, 1));
    let second = From {
        socket: socket(2).socket,
        ..first.clone()
    };
    assert!(passes(&limiter, &first) && passes(&limiter, &second));
    assert!(!passes(&limiter, &first) && !passes(&limiter, &second));
    assert_eq!(of_ten(&limiter, &address(Ipv4Addr::new(192, 0, 2, 2))), 2);
    let network = |text: &str| address(text.parse::<IpAddr>().unwrap());
    assert_eq!(of_ten(&limiter, &network("2001:db8::1")), 2);
    assert_eq!(of_ten(&limiter, &network("2001:db8::2")), 0);
    assert_eq!(of_ten(&limiter, &network("2001:db8:0:1::1")), 2);
}

#[tokio::test(start_paused = true)]
async fn without_an_address_each_socket_has_its_own_count() {
    let limiter = Limiter::new(Throttle::new(2, MINUTE).by(ThrottleBy::Address));
    assert_eq!(of_ten(&limiter, &socket(1)), 2);
    assert_eq!(of_ten(&limiter, &socket(2)), 2);
}

#[tokio::test(start_paused = true)]
async fn messages_with_one_key_share_a_count() {
    let limiter = Limiter::new(Throttle::new(2, MINUTE).by(by_key()));
    assert_eq!(of_ten(&limiter, &key("a")), 2);
    assert_eq!(of_ten(&limiter, &key("b")), 2);
    assert_eq!(of_ten(&limiter, &key("")), 2);
    assert_eq!(of_ten(&limiter, &key("a")), 0);
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_zero_refuses_everything_and_a_period_of_zero_nothing() {
    let closed = Limiter::new(Throttle::new(0, MINUTE).burst(3));
    assert_eq!(retry_after(&closed, &socket(1)), Some(60_000));
    let open = Limiter::new(Throttle::new(1, Duration::ZERO));
    for _ in 0..10 {
        advance(Duration::from_millis(1)).await;
        assert!(passes(&open, &socket(1)));
    }
    let once = Limiter::new(Throttle::new(1, MINUTE).burst(0));
    assert_eq!(of_ten(&once, &socket(1)), 1);
}

#[tokio::test(start_paused = true)]
async fn of_100_000_addresses_that_never_return_few_are_kept() {
    let limiter = Limiter::new(Throttle::new(5, SECOND).by(ThrottleBy::Address));
    let busy = address(Ipv4Addr::new(192, 0, 2, 1));
    let mut most = 0;
    for number in 0..100_000_u32 {
        assert!(passes(
            &limiter,
            &address(Ipv4Addr::from(0x0a00_0000 + number))
        ));
        most = most.max(limiter.kept());
        // A thousand new addresses a second, and one that is always above the limit.
        advance(Duration::from_millis(1)).await;
        let _refused = limiter.check(&busy);
    }
    assert!(most < 2_500, "{most} were kept");
    assert_eq!(
        of_ten(&limiter, &busy),
        0,
        "what is in use is not forgotten"
    );
    // They come seldom now.
    for number in 0..64_u32 {
        advance(MINUTE).await;
        assert!(passes(
            &limiter,
            &address(Ipv4Addr::from(0x0b00_0000 + number))
        ));
    }
    assert!(limiter.kept() <= 64, "{} are kept", limiter.kept());
}

#[tokio::test(start_paused = true)]
async fn sockets_and_keys_that_are_gone_are_forgotten_too() {
    let sockets = Limiter::new(Throttle::new(5, SECOND));
    let keys = Limiter::new(Throttle::new(5, SECOND).by(by_key()));
    for number in 0..10_000 {
        let message = From {
            key: format!("key {number}").leak(),
            ..socket(number)
        };
        assert!(passes(&sockets, &message) && passes(&keys, &message));
        advance(Duration::from_millis(1)).await;
    }
    assert!(sockets.kept() < 2_500, "{} sockets", sockets.kept());
    assert!(keys.kept() < 2_500, "{} keys", keys.kept());
}

#[test]
fn threads_that_share_a_count_let_no_more_pass_than_the_limit() {
    let limiter = Limiter::new(Throttle::new(1000, MINUTE * 600).by(ThrottleBy::Address));
    let passed = Mutex::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for number in 0..1000_u32 {
                    let one = passes(&limiter, &address(Ipv4Addr::new(192, 0, 2, 1)));
                    let another = Ipv4Addr::from(0x0a00_0000 + number);
                    assert!(passes(&limiter, &address(another)));
                    *lock(&passed) += usize::from(one);
                }
            });
        }
    });
    assert_eq!(*lock(&passed), 1000);
    assert_eq!(limiter.kept(), 1001);
}

/// A store that answers what a function says, once the executor has come by again.
struct Answering<F>(F);

impl<F> ThrottleStore for Answering<F>
where
    F: Fn(&ThrottleRequest) -> Result<ThrottleDecision, &'static str> + Send + Sync + 'static,
{
    fn take(&self, request: ThrottleRequest) -> ThrottleFuture<'_> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok((self.0)(&request)?)
        })
    }
}

fn later(limited: Limited) -> Pin<Box<dyn Future<Output = Result<(), WsError>> + Send>> {
    match limited {
        Limited::Later(answer) => answer,
        Limited::Allowed | Limited::Refused(_) => panic!("the store was not asked"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_is_told_the_limit_and_decides() {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let told = Arc::clone(&seen);
    let store = Arc::new(Answering(move |request: &ThrottleRequest| {
        lock(&told).push(format!(
            "{} {} {} in {:?}, {} at once",
            request.name().unwrap_or("?"),
            request.key(),
            request.limit(),
            request.period(),
            request.burst()
        ));
        Ok(match request.key() {
            "192.0.2.1" => ThrottleDecision::Wait(SECOND),
            _ => ThrottleDecision::Allow,
        })
    }));
    let login = Throttle::new(5, MINUTE)
        .name("login")
        .by(ThrottleBy::Address)
        .store(Arc::clone(&store));
    let login = Limiter::new(login);
    let error = later(login.check(&address(Ipv4Addr::new(192, 0, 2, 1)))).await;
    assert_eq!(retry_after_ms(&error.unwrap_err()), 1000);
    let answers = [
        login.check(&address(Ipv4Addr::new(192, 0, 2, 2))),
        login.check(&socket(7)),
        Limiter::new(Throttle::new(1, SECOND).burst(3).store(Arc::clone(&store))).check(&socket(8)),
        Limiter::new(Throttle::new(1, SECOND).by(by_key()).store(store)).check(&key("k")),
    ];
    // The answers outlive their limiters.
    for answer in answers {
        assert!(later(answer).await.is_ok());
    }
    assert_eq!(
        *lock(&seen),
        [
            "login 192.0.2.1 5 in 60s, 5 at once",
            "login 192.0.2.2 5 in 60s, 5 at once",
            "login AAAAAAAAAA000007 5 in 60s, 5 at once",
            "? AAAAAAAAAA000008 1 in 1s, 3 at once",
            "? k 1 in 1s, 1 at once",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_or_panics_refuses_as_an_internal_error() {
    let chain = async |throttle: Throttle| {
        let error = later(Limiter::new(throttle).check(&socket(1)))
            .await
            .unwrap_err();
        assert_eq!(error.code(), "internal");
        assert_eq!(error.message(), "Internal server error");
        error.chain().unwrap()
    };
    let fails = Throttle::new(5, MINUTE).store(Answering(|_: &_| Err("it is gone")));
    assert_eq!(
        chain(fails.clone().name("login")).await,
        "the store of the throttle `login` failed: it is gone"
    );
    assert_eq!(
        chain(fails).await,
        "the store of the throttle failed: it is gone"
    );
    let panics = Throttle::new(5, MINUTE).store(Answering(|_: &_| panic!("a bug")));
    assert_eq!(
        chain(panics).await,
        "the store of the throttle failed: it panicked: a bug"
    );
}

#[tokio::test(start_paused = true)]
async fn the_clock_of_tests_moves_limits() {
    let start = Instant::now();
    let limiter = Limiter::new(Throttle::new(1, MINUTE * 60 * 24));
    assert!(passes(&limiter, &socket(1)));
    assert_eq!(retry_after(&limiter, &socket(1)), Some(86_400_000));
    tokio::time::sleep(MINUTE * 60 * 24).await;
    assert!(passes(&limiter, &socket(1)));
    assert!(start.elapsed() < MINUTE * 60 * 25);
}
