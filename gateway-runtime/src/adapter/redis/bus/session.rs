//! `BusSession` is a connection to the bus: what the commands of Redis are here.

use std::sync::Arc;

use redis::RedisError;

use super::participant::Participant;

/// A connection, which is closed when its last clone is dropped.
#[derive(Clone)]
pub(in crate::adapter::redis) struct BusSession(Arc<Open>);

struct Open {
    participant: Participant,
    number: u64,
}

impl BusSession {
    pub(super) fn new(participant: Participant, number: u64) -> Self {
        Self(Arc::new(Open {
            participant,
            number,
        }))
    }

    pub(in crate::adapter::redis) async fn ping(&self) -> Result<(), RedisError> {
        let Open {
            participant,
            number,
        } = &*self.0;
        participant.until_heard().await;
        participant.locked(|state| state.session(*number).map(drop))
    }

    pub(in crate::adapter::redis) async fn publish(
        &self,
        channel: &str,
        message: &[u8],
    ) -> Result<(), RedisError> {
        let Open {
            participant,
            number,
        } = &*self.0;
        participant.locked(|state| state.publish(*number, channel, message))?;
        self.ping().await
    }

    pub(in crate::adapter::redis) async fn subscribe(
        &self,
        channels: &[String],
    ) -> Result<(), RedisError> {
        self.ping().await?;
        self.0.participant.locked(|state| {
            let session = state.session(self.0.number)?;
            session.channels.extend(channels.iter().cloned());
            Ok(())
        })
    }

    pub(in crate::adapter::redis) async fn unsubscribe(
        &self,
        channel: &str,
    ) -> Result<(), RedisError> {
        self.ping().await?;
        self.0.participant.locked(|state| {
            state.session(self.0.number)?.channels.remove(channel);
            Ok(())
        })
    }

    pub(in crate::adapter::redis) async fn subscribers(
        &self,
        channel: &str,
    ) -> Result<u16, RedisError> {
        self.ping().await?;
        Ok(self
            .0
            .participant
            .locked(|state| state.subscribers(channel)))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let ended = self.participant.locked(|state| state.close(self.number));
        // It ends what it listens with, under no lock.
        drop(ended);
    }
}
