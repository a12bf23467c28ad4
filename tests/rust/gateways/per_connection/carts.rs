//! `Cart` and the like are made once for each connection that needs them.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use gateway_runtime::prelude::*;

use crate::journal::Journal;

/// The number of a cart. Each copy is another one, so that the one which the app is given makes those of all its carts.
pub(super) struct Number {
    value: u64,
    last: Arc<AtomicU64>,
    notes: Journal,
}

impl Number {
    /// A number that no cart has.
    pub(super) fn first(notes: &Journal) -> Self {
        Self {
            value: 0,
            last: Arc::default(),
            notes: notes.clone(),
        }
    }
}

impl Clone for Number {
    fn clone(&self) -> Self {
        let value = self.last.fetch_add(1, SeqCst) + 1;
        self.notes.note(format!("made {value}"));
        Self {
            value,
            last: Arc::clone(&self.last),
            notes: self.notes.clone(),
        }
    }
}

impl Drop for Number {
    fn drop(&mut self) {
        self.notes.note(format!("dropped {}", self.value));
    }
}

#[injectable]
pub(super) struct Cart {
    #[inject]
    price: u16,
    #[inject]
    number: Number,
    articles: Mutex<Vec<String>>,
}

impl Cart {
    pub(super) fn number(&self) -> u64 {
        self.number.value
    }

    pub(super) fn add(&self, article: &str) {
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.push(article.to_owned());
    }

    pub(super) fn articles(&self) -> Vec<String> {
        let articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.clone()
    }

    pub(super) fn sum(&self) -> usize {
        self.articles().len() * usize::from(self.price)
    }
}

/// What is taken as it is.
#[injectable]
#[derive(Clone)]
pub(super) struct Till {
    pub(super) paid: Arc<AtomicU64>,
}

/// A cart that takes a while to be made.
#[injectable]
pub(super) struct SlowCart {
    #[inject]
    number: Number,
    #[default = thread::sleep(Duration::from_millis(30))]
    _slow: (),
}

impl SlowCart {
    pub(super) fn number(&self) -> u64 {
        self.number.value
    }
}

/// A cart that cannot be made while its fuse is armed.
#[injectable]
pub(super) struct FragileCart {
    #[inject]
    _fuse: Fuse,
    #[inject]
    number: Number,
}

impl FragileCart {
    pub(super) fn number(&self) -> u64 {
        self.number.value
    }
}

/// Panics once when it is copied after it was armed.
#[derive(Default)]
pub(super) struct Fuse(Arc<AtomicBool>);

impl Fuse {
    pub(super) fn arm(&self) {
        self.0.store(true, SeqCst);
    }
}

impl Clone for Fuse {
    fn clone(&self) -> Self {
        assert!(!self.0.swap(false, SeqCst), "boom in a cart");
        Self(Arc::clone(&self.0))
    }
}
