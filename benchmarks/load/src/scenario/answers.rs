//! `Answers` notes which messages of a connection are answered, and in which order.

use std::collections::VecDeque;

use crate::Failure;

/// The messages of one connection, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The number of the first message in `answered`.
    oldest: u64,
    /// Whether each message is answered, from the oldest that is not.
    answered: VecDeque<bool>,
    /// One more than the highest number that was answered.
    newest: u64,
    reordered: u64,
}

impl Answers {
    /// The number of the next message, whose answer is open from now on.
    pub(super) fn next_number(&mut self) -> u64 {
        self.answered.push_back(false);
        self.oldest + self.answered.len() as u64 - 1
    }

    /// Notes that message `number` is answered. Fails if it was answered before, or was never sent.
    pub(super) fn answer(&mut self, number: u64) -> Result<(), Failure> {
        let place = number.checked_sub(self.oldest);
        let place = place.and_then(|place| usize::try_from(place).ok());
        match place.and_then(|place| self.answered.get_mut(place)) {
            Some(answered) if !*answered => *answered = true,
            _ => {
                let what = format!("message {number} was answered twice, or never sent");
                return Err(Failure::new(what));
            }
        }
        if number < self.newest {
            self.reordered += 1;
        } else {
            self.newest = number + 1;
        }
        while self.answered.front() == Some(&true) {
            self.answered.pop_front();
            self.oldest += 1;
        }
        Ok(())
    }

    /// How many messages wait for their answer.
    pub(super) fn open(&self) -> u64 {
        let open = self.answered.iter().filter(|answered| !**answered);
        open.count() as u64
    }

    /// Gives up waiting for the answers that have not come.
    pub(super) fn give_up(&mut self) {
        self.oldest += self.answered.len() as u64;
        self.answered.clear();
        self.newest = self.oldest;
    }

    /// How many answers came after the answer to a later message.
    pub(super) fn reordered(&self) -> u64 {
        self.reordered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(order: &[u64]) -> Answers {
        let mut answers = Answers::default();
        for number in 0..4 {
            assert_eq!(answers.next_number(), number);
        }
        for number in order {
            answers.answer(*number).expect("is open");
        }
        answers
    }

    #[test]
    fn answers_that_were_overtaken_are_counted() {
        assert_eq!(answers(&[0, 1, 2, 3]).reordered(), 0);
        assert_eq!(answers(&[3, 0, 1, 2]).reordered(), 3);
        assert_eq!(answers(&[1, 0, 3, 2]).reordered(), 2);
    }

    #[test]
    fn what_is_not_answered_is_open_until_it_is_given_up() {
        let mut answers = answers(&[3, 1]);
        assert_eq!(answers.open(), 2);
        answers.give_up();
        assert_eq!(answers.open(), 0);
        assert_eq!(answers.next_number(), 4);
        assert_eq!(answers.reordered(), 1);
    }

    #[test]
    fn a_second_answer_and_one_to_nothing_are_failures() {
        let mut answers = answers(&[1]);
        assert!(answers.answer(1).is_err());
        assert!(answers.answer(4).is_err());
        answers.answer(0).expect("is open");
        assert!(answers.answer(0).is_err());
    }
}
