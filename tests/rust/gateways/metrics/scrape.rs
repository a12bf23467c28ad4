//! `Scraped` is what a Prometheus server would get, read back.

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// A recorder that hears this thread alone, as long as the test runs: each test has its own.
pub(super) struct Recorder {
    handle: PrometheusHandle,
    _heard: metrics::LocalRecorderGuard<'static>,
}

impl Recorder {
    /// The tests run on one thread, apps and clients included.
    pub(super) fn install() -> Self {
        let recorder = PrometheusBuilder::new()
            .set_buckets(&[0.001, 0.01, 0.1, 1.0])
            .unwrap()
            .build_recorder();
        let handle = recorder.handle();
        let recorder = Box::leak(Box::new(recorder));
        Self {
            handle,
            _heard: metrics::set_default_local_recorder(recorder),
        }
    }

    pub(super) fn scrape(&self) -> Scraped {
        Scraped(self.handle.render())
    }
}

pub(super) struct Scraped(String);

impl Scraped {
    /// The sum of all series of a metric that have these labels; `None` if there is none.
    pub(super) fn sum(&self, metric: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let values: Vec<f64> = self
            .series(metric, labels)
            .map(|(_, value)| value)
            .collect();
        (!values.is_empty()).then(|| values.iter().sum())
    }

    /// The same, with 0 for none.
    pub(super) fn count(&self, metric: &str, labels: &[(&str, &str)]) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count"
        )]
        let count = self.sum(metric, labels).unwrap_or_default() as u64;
        count
    }

    /// The values that a label has in the series of a metric that are not 0, sorted.
    pub(super) fn values_of(&self, metric: &str, label: &str) -> Vec<String> {
        let series = self.series(metric, &[]).filter(|(_, value)| *value > 0.0);
        let mut values: Vec<String> = series
            .filter_map(|(labels, _)| {
                let (_, rest) = labels.split_once(&format!("{label}=\""))?;
                Some(rest.split_once('"')?.0.to_owned())
            })
            .collect();
        values.sort();
        values.dedup();
        values
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    fn series<'a>(
        &'a self,
        metric: &'a str,
        labels: &'a [(&'a str, &'a str)],
    ) -> impl Iterator<Item = (&'a str, f64)> {
        self.0.lines().filter_map(move |line| {
            let rest = line.strip_prefix(metric)?;
            let (found, value) = match rest.strip_prefix('{') {
                Some(rest) => rest.split_once("} ")?,
                None => ("", rest.strip_prefix(' ')?),
            };
            let has_all = labels
                .iter()
                .all(|(name, value)| found.contains(&format!("{name}=\"{value}\"")));
            has_all.then_some((found, value.parse().unwrap()))
        })
    }
}
