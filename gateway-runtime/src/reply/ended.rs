//! `Route::ended_well` and `Route::failed` note what became of a message, for its span and for the metrics.

use super::Route;
use crate::error::FailureKind;
#[cfg(feature = "metrics")]
use crate::metrics::Meter;

impl Route {
    /// Notes where a failure comes from that may become the answer.
    #[cfg_attr(
        not(feature = "metrics"),
        expect(unused_variables, clippy::unused_self, reason = "nothing is measured")
    )]
    #[inline]
    pub(crate) fn note(&mut self, failure: FailureKind) {
        #[cfg(feature = "metrics")]
        if let Some(meter) = &mut self.meter {
            meter.note(failure);
        }
    }

    /// The message is answered, or needs no answer.
    #[inline]
    pub(super) fn ended_well(&self) {
        if let Some(extra) = &self.extra {
            extra.ended("ok");
        }
        #[cfg(feature = "metrics")]
        if let Some(meter) = self.own_meter() {
            meter.ok();
        }
    }

    /// The message was answered with an error of this code.
    #[inline]
    pub(super) fn failed(&self, code: &str) {
        if let Some(extra) = &self.extra {
            extra.ended(code);
        }
        #[cfg(feature = "metrics")]
        if let Some(meter) = self.own_meter() {
            meter.failed(code);
        }
    }

    /// The meter, unless interceptors see the answer first: then the message has not ended.
    #[cfg(feature = "metrics")]
    fn own_meter(&self) -> Option<&Meter> {
        let meter = self.meter.as_ref()?;
        self.capture().is_none().then_some(meter)
    }
}
