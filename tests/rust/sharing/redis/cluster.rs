//! `Cluster` is a Redis Cluster of the test's own: three masters, each with a replica.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use crate::redis::{Redis, cli};

pub(crate) struct Cluster {
    nodes: Vec<Redis>,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let start = |_| {
            Redis::start_with(&[
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "1000",
                "--cluster-replica-validity-factor",
                "0",
            ])
        };
        let nodes: Vec<Redis> = (0..6).map(start).collect();
        let addresses = nodes
            .iter()
            .map(|node| format!("127.0.0.1:{}", node.port()));
        let addresses: Vec<String> = addresses.collect();
        let mut create = vec!["--cluster", "create"];
        create.extend(addresses.iter().map(String::as_str));
        create.extend(["--cluster-replicas", "1", "--cluster-yes"]);
        let created = cli(&create);
        assert!(
            created.contains("[OK] All 16384 slots covered"),
            "{created}"
        );
        let cluster = Self { nodes };
        // A replica that has not synchronised does not replace its master.
        let deadline = Instant::now() + Duration::from_secs(20);
        while !cluster.nodes.iter().all(Self::is_ready) {
            assert!(Instant::now() < deadline, "the cluster is not ready");
            sleep(Duration::from_millis(100));
        }
        cluster
    }

    fn is_ready(node: &Redis) -> bool {
        let state = node.ask(&["CLUSTER", "INFO"]);
        let role = node.ask(&["INFO", "replication"]);
        state.contains("cluster_state:ok")
            && (role.contains("master_link_status:up") || role.contains("connected_slaves:1"))
    }

    /// Some of its nodes.
    pub(crate) fn urls(&self) -> Vec<String> {
        self.nodes.iter().take(3).map(Redis::url).collect()
    }

    /// The master that a channel is on.
    pub(crate) fn master_of(&mut self, channel: &str) -> &mut Redis {
        let slot = self.nodes[0].ask(&["CLUSTER", "KEYSLOT", channel]);
        let slot: u16 = slot.trim().parse().unwrap();
        let nodes = self.nodes[0].ask(&["CLUSTER", "NODES"]);
        let owner = nodes.lines().find(|line| {
            let ranges = line.split(' ').skip(8);
            let mut ranges = ranges.filter_map(|range| range.split_once('-'));
            ranges.any(|(from, to)| (from.parse().unwrap()..=to.parse().unwrap()).contains(&slot))
        });
        let address = owner
            .expect("every slot is covered")
            .split(' ')
            .nth(1)
            .unwrap();
        let port = address
            .split([':', '@'])
            .nth(1)
            .unwrap()
            .parse::<u16>()
            .unwrap();
        self.nodes
            .iter_mut()
            .find(|node| node.port() == port)
            .unwrap()
    }

    pub(crate) fn kill(&mut self) {
        self.nodes.iter_mut().for_each(Redis::kill);
    }

    pub(crate) fn restart(&mut self) {
        self.nodes.iter_mut().for_each(Redis::restart);
    }
}
