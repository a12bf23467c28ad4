//! `History` keeps the last messages: a service, which gateways inject.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::chat::Message;

/// How many messages are kept.
const MOST: usize = 50;

/// The last messages, the oldest first.
#[derive(Default)]
pub struct History {
    messages: Mutex<VecDeque<Message>>,
}

impl History {
    /// Keeps a message, in place of the oldest if there are too many.
    pub fn add(&self, message: Message) {
        let mut messages = self.messages();
        if messages.len() == MOST {
            messages.pop_front();
        }
        messages.push_back(message);
    }

    /// The messages that are kept.
    pub fn all(&self) -> Vec<Message> {
        self.messages().iter().cloned().collect()
    }

    fn messages(&self) -> MutexGuard<'_, VecDeque<Message>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_message_goes_first() {
        let history = History::default();
        for number in 0..=MOST {
            history.add(Message {
                name: "An".to_owned(),
                text: number.to_string(),
            });
        }
        let messages = history.all();
        assert_eq!(messages.len(), MOST);
        assert_eq!(messages[0].text, "1");
    }
}
