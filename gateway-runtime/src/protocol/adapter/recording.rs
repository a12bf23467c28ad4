//! The verbs of `AnyAdapter` in a namespace that runs nowhere: its `Recorder` takes down what is done.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, future::Either, stream};
use socketioxide::AckError;
use socketioxide_core::{
    Sid, Value,
    adapter::BroadcastOptions,
    packet::{Packet, PacketData},
};

use super::{
    any_adapter::AnyAdapter,
    cluster_wide::Queried,
    recorder::{Deed, RecordedAnswers, RecordedQuestion, Recorder},
};
use crate::{
    error::SharingError,
    protocol::{self, Recipients},
};

impl AnyAdapter {
    /// The same adapter, which does nothing but tell `recorder`, if there is one.
    pub(super) fn recorded_by(mut self, recorder: Option<Arc<dyn Recorder>>) -> Self {
        self.recorder = recorder;
        self
    }

    /// Tells the recorder what is done; `None` if there is no recorder, so that it has to be done.
    pub(crate) fn record<'a>(
        &self,
        options: &BroadcastOptions,
        deed: impl FnOnce() -> Deed<'a>,
    ) -> Option<Result<(), SharingError>> {
        let recorder = self.recorder.as_ref()?;
        Some(recorder.record(self.path(), Recipients(options.clone()), deed()))
    }

    /// Tells the recorder that an event was sent; `None` if there is no recorder.
    pub(super) fn record_event(
        &self,
        packet: &Packet,
        options: &BroadcastOptions,
    ) -> Option<Result<(), SharingError>> {
        self.record(options, || Deed::Emit(payload(packet)))
    }

    /// Asks the recorder; `None` if there is no recorder.
    pub(super) fn record_question(
        &self,
        packet: &Packet,
        options: &BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Option<Queried> {
        let recorder = self.recorder.as_ref()?;
        let question = RecordedQuestion {
            packet: payload(packet),
            recipients: Recipients(options.clone()),
            timeout,
        };
        let RecordedAnswers { answers, shared } = recorder.ask(self.path(), question);
        let answers = answers.into_iter().map(|(id, answer)| {
            let answer = answer.map(|packet| packet.0).ok_or(AckError::Timeout);
            (id.sid().unwrap_or(Sid::ZERO), answer)
        });
        let answers: Vec<_> = answers.collect();
        Some(Queried {
            answers: Either::Right(Box::pin(stream::iter(answers).fuse())),
            shared,
        })
    }

    fn path(&self) -> &str {
        self.backend.local().path().as_str()
    }
}

/// What the packet of an event carries.
fn payload(packet: &Packet) -> protocol::Packet {
    protocol::Packet(match &packet.inner {
        PacketData::Event(value, _) | PacketData::BinaryEvent(value, _) => value.clone(),
        // No other packet is broadcast.
        _ => Value::Str("[]".into(), None),
    })
}
