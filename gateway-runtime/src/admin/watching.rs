//! `Watching` is the task that tells the pages what happens, as long as there is a page.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender},
    time::{Interval, MissedTickBehavior, interval, sleep},
};

use super::{
    events::Event,
    look::Look,
    page::Pages,
    running::Admin,
    statistics::{Statistics, aggregated},
};
use crate::{
    protocol::{Recipients, SocketId},
    session::{Namespace, NamespaceContext},
};

/// How often events are passed on.
const TURN: Duration = Duration::from_millis(100);

/// After how many turns there is a look, and after how many there are statistics: a second, and two.
const LOOK: u32 = 10;
const STATISTICS: u32 = 20;

/// How many events a second the pages are told of at most, by each server: a page keeps a thousand. Node has no such bound, so
/// that a page there doubles the traffic.
const EVENTS: usize = 200;

/// How many of these may be differences between two looks, so that neither these nor the messages crowd out the other.
const DIFFERENCES: usize = 100;

/// How often each server asks for the admins of all servers.
const ASK: Duration = Duration::from_secs(2);

/// What the task is told.
pub(super) enum News {
    /// A page has connected to this server.
    Newcomer(SocketId),
    /// The admins of all servers.
    Everywhere(BTreeSet<SocketId>),
}

pub(super) struct Watching {
    admin: Arc<Admin>,
    pages: Pages,
    look: Look,
    is_on: bool,
    turns: u32,
}

impl Watching {
    /// `contexts` are all namespaces, those of the gateways and that of the admins.
    pub(super) fn new(
        admin: Arc<Admin>,
        namespace: Arc<Namespace>,
        contexts: Vec<std::sync::Weak<NamespaceContext>>,
    ) -> Self {
        let are_sockets_shown = admin.features().are_sockets_shown;
        Self {
            admin,
            pages: Pages::new(namespace),
            look: Look::new(contexts, are_sockets_shown),
            is_on: false,
            turns: 0,
        }
    }

    pub(super) async fn run(mut self, mut news: UnboundedReceiver<News>) {
        let mut turns = turns();
        loop {
            tokio::select! {
                biased;
                told = news.recv() => match told {
                    Some(News::Newcomer(page)) => self.welcome(page).await,
                    Some(News::Everywhere(pages)) => self.are(pages),
                    None => return,
                },
                _ = turns.tick(), if self.is_on => self.turn().await,
            }
        }
    }

    /// Begins to look, if nobody did.
    fn begin(&mut self) {
        if self.is_on {
            return;
        }
        self.is_on = true;
        self.turns = 0;
        self.admin.traffic.watch(true);
        self.admin.traffic.give_room(EVENTS);
        self.look.begin();
    }

    fn end(&mut self) {
        self.is_on = false;
        self.admin.traffic.watch(false);
        self.look.end();
    }

    /// Tells a page of this server what there is.
    async fn welcome(&mut self, page: SocketId) {
        self.begin();
        if self.admin.features().are_sockets_shown {
            // What is different by now, so that nothing is told twice: what follows is what there is.
            self.tell_differences().await;
            self.tell_events().await;
            self.pages
                .tell(page, &Event::all_sockets(self.look.all()))
                .await;
        }
        let numbers = self.statistics(false);
        self.pages.tell(page, &Event::statistics(numbers)).await;
    }

    /// The admins of all servers are these.
    fn are(&mut self, everywhere: BTreeSet<SocketId>) {
        let new = self.pages.are(everywhere);
        if new.is_empty() {
            return;
        }
        self.begin();
        for page in new {
            self.pages.tell_later(page, self.look.keys());
        }
    }

    async fn turn(&mut self) {
        if !self.pages.are_there() {
            return self.end();
        }
        self.turns = self.turns.wrapping_add(1);
        if self.turns.is_multiple_of(LOOK) {
            let told = self.tell_differences().await;
            self.admin.traffic.give_room(EVENTS.saturating_sub(told));
        }
        self.tell_events().await;
        self.pages.tell_more(&self.look).await;
        if self.turns.is_multiple_of(STATISTICS) {
            let numbers = self.statistics(true);
            self.pages.tell_all(&Event::statistics(numbers)).await;
        }
    }

    async fn tell_differences(&mut self) -> usize {
        let reasons = self.admin.traffic.take_reasons();
        let differences = self.look.differences(DIFFERENCES, &reasons);
        for event in &differences {
            self.pages.tell_all(event).await;
        }
        differences.len()
    }

    async fn tell_events(&self) {
        let passed = self.admin.traffic.take_events().into_iter();
        for event in passed.filter_map(Event::passed) {
            self.pages.tell_all(&event).await;
        }
    }

    /// The numbers as they are; `with_past` is whether all pages are told, and so what was counted is told once.
    fn statistics(&mut self, with_past: bool) -> Statistics {
        let aggregated_events = if with_past {
            let came = self.look.take_came();
            aggregated(&self.admin.traffic.take_counted(), &came)
        } else {
            Vec::new()
        };
        let mut statistics = Statistics {
            server_id: self.admin.server_id.clone(),
            hostname: self.admin.host.clone(),
            pid: std::process::id(),
            uptime: self.admin.began.elapsed().as_secs_f64(),
            clients_count: 0,
            polling_clients_count: 0,
            aggregated_events,
            namespaces: Vec::new(),
        };
        statistics.count(self.look.numbers());
        statistics
    }
}

fn turns() -> Interval {
    let mut turns = interval(TURN);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    turns
}

/// Asks for the admins of all servers again and again, so that each server knows whether somebody looks, without a protocol of
/// its own: the ids of the sockets of a namespace are what every adapter gives.
pub(super) async fn ask_for_admins(namespace: Arc<Namespace>, news: UnboundedSender<News>) {
    loop {
        let sockets = namespace.protocol().sockets(Recipients::everyone()).await;
        // Servers that cannot be reached are asked again. Until then their admins are those that are known.
        if let Ok(sockets) = sockets {
            let told = news.send(News::Everywhere(sockets.into_iter().collect()));
            if told.is_err() {
                return;
            }
        }
        sleep(ASK).await;
    }
}
