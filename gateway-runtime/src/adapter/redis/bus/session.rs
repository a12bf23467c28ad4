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
        channels: &[&str],
    ) -> Result<(), RedisError> {
        self.ping().await?;
        self.0.participant.locked(|state| {
            let session = state.session(self.0.number)?;
            session
                .channels
                .extend(channels.iter().map(|&channel| channel.to_owned()));
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

#[cfg(test)]
mod tests {
    use std::{
        sync::{Arc, Mutex},
        time::Duration,
    };

    use redis::{PushInfo, PushKind, Value};
    use tokio::time::timeout;

    use super::{super::Bus, *};
    use crate::sync::lock;

    /// What a session was brought.
    #[derive(Clone, Default)]
    struct Brought(Arc<Mutex<Vec<String>>>);

    impl Brought {
        async fn by(&self, participant: &Participant) -> Result<BusSession, RedisError> {
            let brought = self.clone();
            let listen = move |push: PushInfo| {
                let what = match (push.kind, push.data.get(1)) {
                    (PushKind::Message, Some(Value::BulkString(content))) => {
                        String::from_utf8_lossy(content).into_owned()
                    }
                    (kind, _) => kind.to_string(),
                };
                lock(&brought.0).push(what);
                Ok(())
            };
            participant.connect(listen).await
        }

        fn take(&self) -> Vec<String> {
            std::mem::take(&mut lock(&self.0))
        }
    }

    #[tokio::test]
    async fn a_message_reaches_those_who_have_subscribed() {
        let bus = Bus::default();
        let (one, two) = (Brought::default(), Brought::default());
        let first = one.by(&bus.participant("one")).await.expect("connects");
        let second = two.by(&bus.participant("two")).await.expect("connects");
        let channels = ["a", "b"];
        first.subscribe(&channels).await.expect("is connected");
        first.subscribe(&channels).await.expect("is connected");
        second
            .subscribe(&channels[..1])
            .await
            .expect("is connected");
        assert_eq!(first.subscribers("a").await.ok(), Some(2));
        second.publish("a", b"1").await.expect("is connected");
        second.publish("b", b"2").await.expect("is connected");
        assert_eq!(
            (one.take(), two.take()),
            (vec!["1".into(), "2".into()], vec!["1".into()])
        );

        first.unsubscribe("a").await.expect("is connected");
        second.publish("a", b"3").await.expect("is connected");
        assert_eq!((one.take(), two.take()), (vec![], vec!["3".into()]));
        let clone = second.clone();
        drop(second);
        assert_eq!(first.subscribers("a").await.ok(), Some(1));
        drop(clone);
        assert_eq!(first.subscribers("a").await.ok(), Some(0));
    }

    #[tokio::test]
    async fn who_is_cut_off_has_no_session_until_it_is_healed() {
        let bus = Bus::default();
        let (brought, participant) = (Brought::default(), bus.participant("one"));
        let session = brought.by(&participant).await.expect("connects");
        participant.cut();
        assert_eq!(brought.take(), [PushKind::Disconnection.to_string()]);
        assert!(session.publish("a", b"1").await.is_err());
        assert!(brought.by(&participant).await.is_err());
        participant.heal();
        assert!(session.ping().await.is_err(), "that one is broken");
        assert!(brought.by(&participant).await.is_ok());

        participant.kill();
        participant.heal();
        assert!(brought.by(&participant).await.is_err());
        assert!(brought.take().is_empty(), "nobody is told");
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_silent_waits_and_who_hangs_does_not() {
        let bus = Bus::default();
        let (one, two) = (Brought::default(), Brought::default());
        let participant = bus.participant("one");
        let first = one.by(&participant).await.expect("connects");
        let second = two.by(&bus.participant("two")).await.expect("connects");
        let channel = ["a"];
        first.subscribe(&channel).await.expect("is connected");
        second.subscribe(&channel).await.expect("is connected");
        let patience = Duration::from_secs(1);
        for is_silent in [true, false] {
            if is_silent {
                participant.silence();
            } else {
                participant.hang();
            }
            let published = timeout(patience, first.publish("a", b"from one")).await;
            assert_eq!(published.is_err(), is_silent);
            second
                .publish("a", b"from two")
                .await
                .expect("is connected");
            assert_eq!((one.take(), two.take()), (vec![], vec!["from two".into()]));
            participant.heal();
            assert_eq!(one.take(), ["from two", "from one"]);
            assert_eq!(two.take(), ["from one"]);
        }

        // What waits is told when the connection ends.
        participant.silence();
        let publishing = tokio::spawn(async move { first.publish("a", b"lost").await });
        tokio::task::yield_now().await;
        participant.cut();
        assert!(publishing.await.expect("no panic").is_err());
        participant.heal();
        assert!(two.take().is_empty());
    }
}
