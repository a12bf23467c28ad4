//! `Waves` closes the connections of an app in even portions, those without work first.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

use super::clients::{Client, clients};
use crate::{
    app::{endpoint::InWork, shared::Shared},
    protocol::SocketId,
};

/// How often a portion goes. Those of the next one are asked a beat before whether all that they have said was handed on.
const BEAT: Duration = Duration::from_millis(10);
/// How often the waves look for connections that they do not know.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How many more connections than a portion has are looked at in a beat, if many have work.
const MORE: usize = 64;

type Named = (SocketId, Client);

/// The connections of an app, on their way out.
pub(super) struct Waves<'a> {
    shared: &'a Shared,
    end: Instant,
    /// How long a connection may have work before it goes all the same.
    patience: Duration,
    /// Whose turn has not come, or who could not go when it came.
    waiting: VecDeque<Named>,
    /// Who were asked, and go next.
    asked: VecDeque<Named>,
    /// Whose connection is closing.
    closing: Vec<Named>,
    /// Since when a connection has had work, or has just said something, whenever its turn came.
    busy: HashMap<SocketId, Instant>,
    /// How many there were, and when.
    counted: (usize, Instant),
    let_go: usize,
    cut_off: usize,
}

impl<'a> Waves<'a> {
    pub(super) fn new(shared: &'a Shared, end: Instant, patience: Duration) -> Self {
        Self {
            shared,
            end,
            patience,
            waiting: VecDeque::new(),
            asked: VecDeque::new(),
            closing: Vec::new(),
            busy: HashMap::new(),
            counted: (0, Instant::now()),
            let_go: 0,
            cut_off: 0,
        }
    }

    /// Closes the connections until none is left, or the time is over.
    pub(super) async fn run(mut self) {
        let begin = Instant::now();
        self.look();
        tracing::info!(
            clients = self.left(),
            time = ?self.end.saturating_duration_since(begin),
            "the clients are let go"
        );
        let mut is_last = false;
        while self.left() > 0 {
            let now = Instant::now();
            self.count_the_gone();
            self.close(now, (now + BEAT).min(self.end));
            if is_last {
                break;
            }
            // Those who were asked now go in one beat more.
            is_last = now >= self.end;
            sleep_until(now + BEAT).await;
            let nobody_waits = self.waiting.is_empty() && self.asked.is_empty();
            if nobody_waits || now >= self.counted.1 + LOOK_AGAIN {
                self.look();
            }
        }
        tracing::info!(
            let_go = self.let_go,
            cut_off = self.cut_off,
            left = self.left(),
            "the clients were let go; those that are left have the time of the shutdown"
        );
    }

    fn left(&self) -> usize {
        self.waiting.len() + self.asked.len() + self.closing.len()
    }

    /// Looks for connections that are not known.
    fn look(&mut self) {
        let mut found = clients(self.shared);
        self.busy.retain(|id, _| found.contains_key(id));
        for (id, _) in self.closing.iter().chain(&self.asked) {
            found.remove(id);
        }
        // Those that were passed over stay behind those that were not.
        let known = std::mem::take(&mut self.waiting);
        for (id, _) in known {
            if let Some(client) = found.remove(&id) {
                self.waiting.push_back((id, client));
            }
        }
        for new in found.into_iter().rev() {
            self.waiting.push_front(new);
        }
        self.counted = (self.left(), Instant::now());
    }

    fn count_the_gone(&mut self) {
        for (id, client) in std::mem::take(&mut self.closing) {
            if client.is_gone() {
                self.let_go += 1;
            } else if client.stays() {
                self.waiting.push_back((id, client));
            } else {
                self.closing.push((id, client));
            }
        }
    }

    /// Closes as many connections as have to be gone at `then`, and asks those that may be next.
    fn close(&mut self, now: Instant, then: Instant) {
        let open = self.waiting.len() + self.asked.len();
        let mut due = open.saturating_sub(self.left_at(then));
        let next = 2 * due + MORE;
        for _ in 0..self.asked.len() {
            if due == 0 {
                break;
            }
            let Some((id, client)) = self.asked.pop_front() else {
                break;
            };
            if client.is_gone() {
                due -= 1;
            } else if client.close() {
                due -= 1;
                self.closing.push((id, client));
            } else {
                due -= usize::from(self.pass_over(id, client, now));
            }
        }
        for _ in 0..next.min(self.waiting.len()) {
            if self.asked.len() >= next {
                break;
            }
            let Some((id, client)) = self.waiting.pop_front() else {
                break;
            };
            client.ask();
            self.asked.push_back((id, client));
        }
    }

    /// Puts a client back that could not go, unless that was so for too long: then it goes all the same.
    fn pass_over(&mut self, id: SocketId, client: Client, now: Instant) -> bool {
        let since = *self.busy.entry(id).or_insert(now);
        if now.duration_since(since) < self.patience {
            self.waiting.push_back((id, client));
            return false;
        }
        if self.cut_off == 0 {
            let in_work = InWork::of(&self.shared.endpoints, &self.shared.tasks.0);
            tracing::warn!(
                %in_work,
                time = ?self.patience,
                "clients are let go that have had work, or have said something, all the time"
            );
        }
        self.cut_off += 1;
        client.cut_off();
        self.closing.push((id, client));
        true
    }

    /// How many may be left at a moment, if as many go in each moment.
    fn left_at(&self, then: Instant) -> usize {
        let (count, since) = self.counted;
        let all = self.end.saturating_duration_since(since).as_millis();
        let left = self.end.saturating_duration_since(then).as_millis();
        let count = count as u128;
        match all {
            0 => 0,
            all => usize::try_from(count * left / all).unwrap_or(usize::MAX),
        }
    }
}
