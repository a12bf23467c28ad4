//! Events of the app: who gets them, in which order, and when.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering::SeqCst},
};

use gateway_runtime::{GatewayAppBuilder, prelude::*};
use tokio::{
    sync::{Notify, oneshot},
    time::timeout,
};

use super::{
    notes::{Notes, PATIENCE, wait_until},
    support::log,
};

#[derive(Clone)]
struct OrderCreated {
    id: u64,
}

#[derive(Clone)]
struct Countdown(u8);

/// An event that is not what `OrderCreated` is, since it is in an `Arc`.
struct Report(&'static str);

#[derive(Clone)]
struct Held;

struct CannotBeCloned;

impl Clone for CannotBeCloned {
    #[expect(clippy::panic, reason = "that it panics is the point")]
    fn clone(&self) -> Self {
        panic!("no clone");
    }
}

#[websocket_gateway(namespace = "events-b")]
struct Bakery {
    #[inject]
    notes: Notes,
    #[inject]
    events: Events,
}

#[websocket_gateway]
impl Bakery {
    #[on_event]
    fn created(&self, order: OrderCreated) {
        self.notes.add(format!("Bakery {}", order.id));
    }

    #[on_event]
    async fn created_too(
        &self,
        #[inject] notes: Notes,
        server: Server<Bakery>,
        order: OrderCreated,
    ) -> Result<(), EmitError> {
        server.emit("created", &order.id).await?;
        notes.add(format!("Bakery again {}", order.id));
        Ok(())
    }

    /// Emits the event that it listens for.
    #[on_event]
    async fn count(&self, Countdown(left): Countdown) -> Result<(), EmitError> {
        self.notes.add(format!("count {left}"));
        if left > 0 {
            self.events.emit(Countdown(left - 1)).await?;
        }
        self.notes.add(format!("counted {left}"));
        Ok(())
    }

    #[on_event]
    fn report(&self, report: Arc<Report>) {
        self.notes.add(report.0);
    }

    #[on_event]
    fn cloned(&self, _: CannotBeCloned) {
        self.notes.add("cloned");
    }
}

#[websocket_gateway(namespace = "events-a")]
struct Archive {
    #[inject]
    notes: Notes,
}

#[websocket_gateway]
impl Archive {
    #[on_event]
    fn created(self: Arc<Self>, order: OrderCreated, Inject(notes): Inject<Notes>) {
        notes.add(format!("Archive {}", order.id));
    }

    #[on_event]
    async fn held(&self, _: Held, #[inject] go_on: Arc<Notify>) {
        self.notes.add("held");
        go_on.notified().await;
        self.notes.add("let go");
    }
}

#[expect(clippy::panic, reason = "that it panics is the point")]
fn panics(message: &str) {
    panic!("{message}");
}

fn app(notes: &Notes) -> GatewayAppBuilder {
    GatewayApp::builder()
        .only::<(Bakery, Archive)>()
        .provide(notes.clone())
        .provide(Arc::new(Notify::new()))
}

#[tokio::test]
async fn every_listener_gets_the_event_gateways_first_in_the_order_of_their_names() {
    let notes = Notes::default();
    let [first, second] = [notes.clone(), notes.clone()];
    let builder = app(&notes)
        .on_event(move |order: OrderCreated| {
            let notes = first.clone();
            async move { notes.add(format!("first {}", order.id)) }
        })
        .on_event(move |order: OrderCreated| {
            second.add(format!("second {}", order.id));
            async { Ok::<_, std::io::Error>(()) }
        });
    let early = builder.events();
    let app = builder.build().await.expect("starts");
    assert!(matches!(early.emit(OrderCreated { id: 7 }).await, Ok(5)));
    // The second listener of `Bakery` waits for the broadcast, and no other waits for the listener.
    let mut all = notes.all();
    all.retain(|note| note != "Bakery again 7");
    assert_eq!(all, ["Archive 7", "Bakery 7", "first 7", "second 7"]);
    assert_eq!(notes.count("Bakery again 7"), 1);
    assert!(matches!(app.events().emit(1_u8).await, Ok(0)));
}

#[tokio::test]
async fn events_are_told_apart_by_exactly_their_type() {
    let notes = Notes::default();
    let app = app(&notes).build().await.expect("starts");
    assert!(matches!(
        app.events().emit(Arc::new(Report("monthly"))).await,
        Ok(1)
    ));
    assert!(matches!(
        app.events().emit(Arc::new(OrderCreated { id: 1 })).await,
        Ok(0)
    ));
    assert_eq!(notes.all(), ["monthly"]);
}

/// NestJS emits `("order.created", order)`; what is left of it when the compiler has had its way is a text.
#[tokio::test]
async fn a_text_that_nobody_listens_for_is_a_warning_once_a_minute() {
    let notes = Notes::default();
    let app = app(&notes).build().await.expect("starts");
    log::start();
    let (line, emitted) = (line!() + 1, app.events());
    assert!(matches!(emitted.emit("order.created").await, Ok(0)));
    let [warning] = &*log::lines_with("nobody listens") else {
        unreachable!("one line")
    };
    assert!(
        warning.starts_with(
            " WARN a text was emitted as an event of the app, and nobody listens for it: the type of an event is its \
             name; emit a value of your own type"
        ) && warning.contains(&format!("{}:{line}:", file!())),
        "{warning}"
    );

    let _ = emitted.emit("order.created".to_owned()).await;
    let _ = emitted.emit(Arc::new(OrderCreated { id: 1 })).await;
    let lines = log::lines_with("nobody listens");
    let debug = "DEBUG nobody listens for an event of the app event=";
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].starts_with(&format!("{debug}\"String\"")));
    assert!(lines[1].starts_with(&format!("{debug}\"Arc<OrderCreated>\"")));
}

#[tokio::test]
async fn a_listener_may_emit_the_event_that_it_listens_for() {
    let notes = Notes::default();
    let app = app(&notes).build().await.expect("starts");
    let emitted = timeout(PATIENCE, app.events().emit(Countdown(2))).await;
    assert!(matches!(emitted, Ok(Ok(1))));
    assert_eq!(
        notes.all(),
        [
            "count 2",
            "count 1",
            "count 0",
            "counted 0",
            "counted 1",
            "counted 2"
        ]
    );
}

#[tokio::test]
async fn errors_and_panics_of_listeners_are_logged_and_are_not_the_emitters() {
    log::start();
    let notes = Notes::default();
    let last = notes.clone();
    let app = app(&notes)
        .on_event(async |_: u16| Err::<(), _>(std::io::Error::other("the disk is full")))
        .on_event(async |_: u16| panics("out of luck"))
        .on_event(|_: u16| {
            panics("before there is a future");
            async {}
        })
        .on_event(move |number: u16| {
            last.add(number.to_string());
            async {}
        })
        .build()
        .await
        .expect("starts");
    assert!(matches!(app.events().emit(1_u16).await, Ok(4)));
    assert!(matches!(app.events().emit(CannotBeCloned).await, Ok(1)));
    assert_eq!(notes.all(), ["1"]);
    let lines = log::lines_with("ERROR");
    let file = "tests/rust/life/events.rs";
    for words in [
        &["a listener failed", "the disk is full", file, "u16"],
        &["panicked", "out of luck", file, "on_event ("],
        &["panicked", "before there is a future", file, "u16"],
        &["no clone", "Bakery::cloned", "CannotBeCloned", "panicked"],
    ] {
        let has_all = |line: &&String| words.iter().all(|word| line.contains(word));
        assert_eq!(
            lines.iter().filter(has_all).count(),
            1,
            "{words:?} {lines:#?}"
        );
    }
}

#[tokio::test]
async fn who_stops_waiting_does_not_end_the_listeners() {
    let notes = Notes::default();
    let go_on = Arc::new(Notify::new());
    let app = app(&notes)
        .provide(Arc::clone(&go_on))
        .build()
        .await
        .expect("starts");
    let waiting = tokio::spawn(app.events().emit(Held));
    notes.until("held", 1).await;
    waiting.abort();
    assert!(waiting.await.is_err());
    go_on.notify_one();
    notes.until("let go", 1).await;
    // Nor is anything told if nobody ever waits.
    drop(app.events().emit(OrderCreated { id: 1 }));
    assert_eq!(notes.all(), ["held", "let go"]);
}

#[tokio::test]
async fn events_can_be_emitted_from_another_runtime() {
    let notes = Notes::default();
    let app = app(&notes).build().await.expect("starts");
    let events = app.events();
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let _ = tell.send(
            runtime
                .expect("a runtime")
                .block_on(events.emit(Countdown(0))),
        );
    });
    assert!(matches!(told.await, Ok(Ok(1))));
    assert_eq!(notes.all(), ["count 0", "counted 0"]);
}

#[websocket_gateway(namespace = "emits-early")]
struct EmitsEarly {
    #[inject]
    events: Events,
    is_refused: AtomicBool,
}

#[websocket_gateway]
impl EmitsEarly {
    #[on_gateway_init]
    async fn start(&self) {
        let emitted = self.events.emit(OrderCreated { id: 1 }).await;
        let is_refused = matches!(emitted, Err(EmitError::NotRunning));
        self.is_refused.store(is_refused, SeqCst);
    }
}

fn is_not_running(emitted: &Result<usize, EmitError>) -> bool {
    matches!(emitted, Err(EmitError::NotRunning))
}

#[tokio::test]
async fn before_the_app_runs_and_after_its_end_there_are_no_events() {
    let notes = Notes::default();
    let builder = app(&notes).only::<(Archive, EmitsEarly)>();
    let events = builder.events();
    assert!(is_not_running(&events.emit(OrderCreated { id: 1 }).await));
    let running = builder.build().await.expect("starts");
    assert!(running.gateway::<EmitsEarly>().is_refused.load(SeqCst));
    assert!(matches!(events.emit(OrderCreated { id: 2 }).await, Ok(1)));
    running.shutdown(PATIENCE).await;
    assert!(is_not_running(&events.emit(OrderCreated { id: 3 }).await));
    assert!(is_not_running(&running.events().emit(1_u8).await));

    let dropped = app(&notes).build().await.expect("starts");
    let events = dropped.events();
    drop(dropped);
    assert!(is_not_running(&events.emit(OrderCreated { id: 4 }).await));
    let never_built = GatewayApp::builder().events();
    assert!(is_not_running(&never_built.emit(1_u8).await));
    assert_eq!(notes.all(), ["Archive 2"]);
}

/// What the test says to a listener that the app cuts off.
static DROPPED: Mutex<Vec<&str>> = Mutex::new(Vec::new());

struct SaysThatItIsDropped(&'static str);

impl Drop for SaysThatItIsDropped {
    fn drop(&mut self) {
        DROPPED.lock().expect("not poisoned").push(self.0);
    }
}

#[tokio::test]
async fn listeners_that_never_return_end_with_the_app() {
    let notes = Notes::default();
    let never = |name: &'static str| {
        let notes = notes.clone();
        move |_: u32| {
            let dropped = SaysThatItIsDropped(name);
            notes.add(name);
            async move {
                let _dropped = dropped;
                std::future::pending::<()>().await;
            }
        }
    };
    let is_dropped = |name| DROPPED.lock().expect("not poisoned").contains(&name);
    let dropped = app(&notes).on_event(never("dropped")).build().await;
    let dropped = dropped.expect("starts");
    let waiting = tokio::spawn(dropped.events().emit(1_u32));
    notes.until("dropped", 1).await;
    drop(dropped);
    assert!(matches!(waiting.await, Ok(Err(EmitError::NotRunning))));
    assert!(is_dropped("dropped"));

    log::start();
    let shut_down = app(&notes).on_event(never("shut down")).build().await;
    let shut_down = shut_down.expect("starts");
    let waiting = tokio::spawn(shut_down.events().emit(1_u32));
    notes.until("shut down", 1).await;
    shut_down
        .shutdown(std::time::Duration::from_millis(50))
        .await;
    assert!(matches!(waiting.await, Ok(Err(EmitError::NotRunning))));
    wait_until(|| is_dropped("shut down")).await;
    let lines = log::lines_with("WARN");
    assert!(lines[0].contains("(listener for u32) (1)"), "{lines:#?}");
}

/// An enhancer that the app makes.
#[injectable]
struct Tells {
    #[inject]
    events: Events,
}

impl Guard for Tells {
    type Value = ();

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        self.events.emit(OrderCreated { id: 1 }).await?;
        Ok(())
    }
}

#[websocket_gateway(namespace = "injected")]
#[use_guards(Tells)]
struct Injected;

#[websocket_gateway]
impl Injected {
    #[subscribe_message("a")]
    fn a(&self, #[inject] _events: Events) {}
}

#[tokio::test]
async fn the_program_may_provide_the_events_of_another_app() {
    let notes = Notes::default();
    let other = app(&notes).build().await.expect("starts");
    let app = GatewayApp::builder()
        .only::<(Injected,)>()
        .provide(other.events())
        .build()
        .await;
    let app = app.expect("starts");
    assert!(app.try_gateway::<Injected>().is_some());
}
