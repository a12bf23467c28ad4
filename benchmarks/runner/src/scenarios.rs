//! `SCENARIOS` are the ways in which the servers are loaded, with the rows of the table that each gives.

use crate::figures::Figures;

/// One way to load a server, for which the server is started afresh.
pub(crate) struct Scenario {
    /// The variant of the servers.
    pub(crate) variant: &'static str,
    /// The arguments of the load generator.
    pub(crate) arguments: &'static str,
    /// The arguments of a run that is only to show that everything works.
    pub(crate) quick: &'static str,
    /// Whether the server runs on one core, or on all of them.
    pub(crate) on_one_core: bool,
    pub(crate) rows: &'static [Row],
}

/// One figure of a scenario, as a row of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) figure: fn(&Figures) -> f64,
}

const fn processor_time(name: &'static str) -> Row {
    Row {
        name,
        unit: "µs",
        figure: |figures| figures.get("server_microseconds"),
    }
}

const fn memory(name: &'static str) -> Row {
    Row {
        name,
        unit: "KiB",
        figure: |figures| figures.get("bytes_each") / 1024.0,
    }
}

/// All scenarios, in the order of the table.
pub(crate) const SCENARIOS: [Scenario; 12] = [
    Scenario {
        variant: "contract",
        arguments: "acknowledge --connections 32 --depth 8",
        quick: "acknowledge --connections 32 --depth 8 --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time(
            "server CPU per acknowledged message, 32 x 8, async handler that is ready at once",
        )],
    },
    Scenario {
        variant: "kinds",
        arguments: "acknowledge --connections 32 --depth 8 --event echo-plain",
        quick: "acknowledge --connections 32 --depth 8 --event echo-plain --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time("the same, plain handler")],
    },
    Scenario {
        variant: "kinds",
        arguments: "acknowledge --connections 32 --depth 8 --event echo-wait",
        quick: "acknowledge --connections 32 --depth 8 --event echo-wait --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time("the same, handler that waits once")],
    },
    Scenario {
        variant: "contract",
        arguments: "acknowledge --connections 100 --depth 1",
        quick: "acknowledge --connections 100 --depth 1 --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time(
            "server CPU per acknowledged message, 100 x 1, async handler",
        )],
    },
    Scenario {
        variant: "contract",
        arguments: "acknowledge --connections 8 --depth 1 --text 8000",
        quick: "acknowledge --connections 8 --depth 1 --text 8000 --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time("the same, 8 x 1, text of 8 KB")],
    },
    Scenario {
        variant: "contract",
        arguments: "acknowledge --connections 8 --depth 1 --text 500000",
        quick: "acknowledge --connections 8 --depth 1 --text 500000 --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time("the same, 8 x 1, text of 500 KB")],
    },
    Scenario {
        variant: "contract",
        arguments: "broadcast --connections 200",
        quick: "broadcast --connections 200 --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time("server CPU per delivery, room of 200")],
    },
    Scenario {
        variant: "contract",
        arguments: "broadcast --connections 1000",
        quick: "broadcast --connections 1000 --warm 0.3 --seconds 0.7",
        on_one_core: true,
        rows: &[processor_time("server CPU per delivery, room of 1000")],
    },
    Scenario {
        variant: "contract",
        arguments: "connect --count 30000",
        quick: "connect --count 1000",
        on_one_core: true,
        rows: &[
            Row {
                name: "connects",
                unit: "1/s",
                figure: |figures| figures.get("per_second"),
            },
            processor_time("server CPU per connect"),
        ],
    },
    Scenario {
        variant: "contract",
        arguments: "idle --connections 2000",
        quick: "idle --connections 500 --settle 0.5",
        on_one_core: true,
        rows: &[memory("memory per idle connection, 3 events")],
    },
    Scenario {
        variant: "many",
        arguments: "idle --connections 2000",
        quick: "idle --connections 500 --settle 0.5",
        on_one_core: true,
        rows: &[memory("memory per idle connection, 20 events")],
    },
    // On all cores: this is not about speed, and one thread alone loses nothing.
    Scenario {
        variant: "contract",
        arguments: "flood --depth 5000 --bursts 4",
        quick: "flood --depth 5000 --bursts 1",
        on_one_core: false,
        rows: &[
            Row {
                name: "answers out of order, 1 x 5000, server on all cores",
                unit: "%",
                figure: |figures| 100.0 * figures.get("reordered") / figures.get("answered"),
            },
            Row {
                name: "answers lost, the same",
                unit: "%",
                figure: |figures| figures.percent("lost", "answered"),
            },
        ],
    },
];
