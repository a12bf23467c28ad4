//! `Board` is what the process watches: the code of its apps, and the words of its threads.

use std::{
    mem,
    sync::{Arc, Mutex, atomic::Ordering::SeqCst},
    thread::{self, Thread},
    time::{Duration, Instant},
};

use super::{
    Id, Kind,
    look::look,
    word::{IS_ASLEEP, LAST_ID, Word, code},
};
use crate::sync::lock;

/// How long the line about some code stays the only one about it.
const MINUTE: Duration = Duration::from_mins(1);

static BOARD: Mutex<Board> = Mutex::new(Board {
    records: Vec::new(),
    last_id: 0,
    words: Vec::new(),
    looks: None,
});

struct Board {
    /// The code that is watched, in the order of the numbers.
    records: Vec<(Id, Record)>,
    last_id: u32,
    words: Vec<Seen>,
    /// The thread that looks, while there is code to be watched.
    looks: Option<Thread>,
}

/// Code that is watched.
pub(super) struct Record {
    kind: Kind,
    name: Arc<str>,
    namespace: Option<&'static str>,
    limit: Duration,
    /// When the log had the last line about it.
    warned: Option<Instant>,
}

/// The word of a thread as it was at the last look.
struct Seen {
    word: Arc<Word>,
    before: u64,
    /// For how long the word has been the same.
    same: Duration,
}

/// What the log is to be told.
pub(super) struct Warning {
    pub(super) kind: Kind,
    pub(super) name: Arc<str>,
    pub(super) namespace: Option<&'static str>,
    /// For how long the code has held its thread so far.
    pub(super) held: Duration,
}

/// What a look has found.
pub(super) struct Found {
    pub(super) warnings: Vec<Warning>,
    /// Whether any code runs, or has run since the look before.
    pub(super) is_active: bool,
    /// The shortest limit of all.
    pub(super) shortest: Duration,
}

impl Record {
    pub(super) fn new(
        kind: Kind,
        name: &str,
        namespace: Option<&'static str>,
        limit: Duration,
    ) -> Self {
        Self {
            kind,
            name: name.into(),
            namespace,
            limit,
            warned: None,
        }
    }

    /// The line for the log, if it is due.
    fn warning(&mut self, held: Duration, now: Instant) -> Option<Warning> {
        let is_new = self
            .warned
            .is_none_or(|warned| now.duration_since(warned) >= MINUTE);
        if held < self.limit || !is_new {
            return None;
        }
        self.warned = Some(now);
        Some(Warning {
            kind: self.kind,
            name: Arc::clone(&self.name),
            namespace: self.namespace,
            held,
        })
    }
}

impl Board {
    /// Where the record of some code is.
    fn place(&self, Id(id): Id) -> Result<usize, usize> {
        self.records.binary_search_by_key(&id, |(Id(id), _)| *id)
    }
}

/// Watches code from now on. Without a thread that looks it is not watched, which the log is told.
pub(super) fn add(record: Record) -> Id {
    let mut board = lock(&BOARD);
    if board.last_id == LAST_ID {
        return Id::default();
    }
    if board.looks.is_none() {
        // It begins with the board, which is locked.
        let looks = thread::Builder::new()
            .name("gateway-watchdog".to_owned())
            .spawn(look);
        match looks {
            Ok(handle) => board.looks = Some(handle.thread().clone()),
            Err(error) => {
                drop(board);
                tracing::warn!(%error, "no thread can be started that looks for handlers which hold theirs");
                return Id::default();
            }
        }
    }
    board.last_id += 1;
    let id = board.last_id;
    board.records.push((Id(id), record));
    Id(id)
}

/// Watches code no longer.
pub(super) fn remove(id: Id) {
    let mut board = lock(&BOARD);
    if let Ok(at) = board.place(id) {
        board.records.remove(at);
    }
    if board.records.is_empty()
        && let Some(looks) = &board.looks
    {
        // It ends.
        looks.unpark();
    }
}

/// The word of a thread that runs watched code for the first time.
pub(super) fn word_of_new_thread() -> Arc<Word> {
    let word = Arc::<Word>::default();
    lock(&BOARD).words.push(Seen {
        word: Arc::clone(&word),
        before: 0,
        same: Duration::ZERO,
    });
    word
}

/// Wakes the thread that looks.
#[cold]
pub(super) fn wake() {
    if IS_ASLEEP.swap(false, SeqCst)
        && let Some(looks) = &lock(&BOARD).looks
    {
        looks.unpark();
    }
}

/// Looks at all words. `step` is the time since the look before. Nothing, if there is no code to be watched any more: the
/// caller ends then, and the next code starts another thread.
pub(super) fn look_at_words(step: Duration, now: Instant) -> Option<Found> {
    let mut locked = lock(&BOARD);
    let board = &mut *locked;
    if board.records.is_empty() {
        board.looks = None;
        return None;
    }
    // Of a thread that has ended.
    board.words.retain(|seen| Arc::strong_count(&seen.word) > 1);
    let (mut same, mut warnings) = (Vec::new(), Vec::new());
    let mut is_active = false;
    for seen in &mut board.words {
        let word = seen.word.load(SeqCst);
        is_active |= code(word).is_some() || word != seen.before;
        if mem::replace(&mut seen.before, word) != word {
            seen.same = Duration::ZERO;
            continue;
        }
        seen.same = seen.same.saturating_add(step);
        if let Some(code) = code(word) {
            same.push((code, seen.same));
        }
    }
    for (code, held) in same {
        if let Ok(at) = board.place(code)
            && let Some((_, record)) = board.records.get_mut(at)
        {
            warnings.extend(record.warning(held, now));
        }
    }
    let limits = board.records.iter().map(|(_, record)| record.limit);
    Some(Found {
        warnings,
        is_active,
        shortest: limits.min().unwrap_or(Duration::MAX),
    })
}
