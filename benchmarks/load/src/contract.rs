//! `check` tests whether a server keeps the contract, before anything is measured.

use std::{net::SocketAddr, time::Duration};

use crate::{
    Failure,
    pool::{Id, Pool, Scenario},
    scenario::SETTLE,
};

const PATIENCE: Duration = Duration::from_secs(10);
/// How long a client has to hear nothing until it counts as not meant.
const SILENCE: Duration = Duration::from_millis(200);

/// Two clients in the room, and one outside.
const CLIENTS: usize = 3;
const MEMBERS: [Id; 2] = [0, 1];
const OUTSIDER: Id = 2;

/// Bodies of echoes, as a server that keeps the order of members writes them.
const BODIES: [&str; 5] = [
    r#"{"id":0,"text":""}"#,
    r#"{"id":-1,"text":"plain"}"#,
    r#"{"id":2147483647,"text":"quote \" backslash \\ newline \n"}"#,
    r#"{"id":9007199254740991,"text":"é 你好 🦀"}"#,
    r#"{"id":5,"text":"[\"nested\",{\"json\":1}]"}"#,
];

/// Checks the contract; `echoes` are the events that answer as `echo` does.
pub fn check(address: SocketAddr, echoes: &[&str]) -> Result<(), Failure> {
    let mut pool = Pool::new(address, false)?;
    let mut inbox = Inbox::default();
    for _ in 0..CLIENTS {
        pool.open()?;
    }
    pool.run(&mut inbox, PATIENCE, |inbox| inbox.connected == CLIENTS)?;
    pool.rest(&mut inbox, SETTLE)?;

    let long = format!(r#"{{"id":6,"text":"{}"}}"#, "x".repeat(60_000));
    for event in echoes {
        for body in BODIES.iter().copied().chain([long.as_str()]) {
            let answer = inbox.call(&mut pool, 0, &format!(r#"["{event}",{body}]"#))?;
            same("the answer to an echo", &answer, &format!("[{body}]"))?;
        }
    }
    for id in MEMBERS {
        inbox.call(&mut pool, id, r#"["join","room"]"#)?;
    }
    for from in [MEMBERS[0], OUTSIDER] {
        let body = format!(r#"{{"text":"from {from}"}}"#);
        pool.emit(from, None, &format!(r#"["say",{body}]"#));
        pool.run(&mut inbox, PATIENCE, |inbox| {
            inbox.events.len() == MEMBERS.len()
        })?;
        pool.rest(&mut inbox, SILENCE)?;
        inbox.events.sort();
        let heard: Vec<Id> = inbox.events.iter().map(|(id, _)| *id).collect();
        if heard != MEMBERS {
            return Err(Failure::new(format!(
                "{heard:?} heard what {MEMBERS:?} were to hear"
            )));
        }
        for (_, arguments) in inbox.events.drain(..) {
            same("what was said", &arguments, &format!(r#"["said",{body}]"#))?;
        }
    }
    Ok(())
}

fn same(what: &str, is: &[u8], expected: &str) -> Result<(), Failure> {
    if is == expected.as_bytes() {
        Ok(())
    } else {
        let what = format!("{what} is wrong: expected {expected:.80}, got");
        Err(Failure::packet(&what, is))
    }
}

/// What the clients have received.
#[derive(Default)]
struct Inbox {
    connected: usize,
    called: u64,
    answer: Option<(Id, u64, Vec<u8>)>,
    events: Vec<(Id, Vec<u8>)>,
}

impl Inbox {
    /// Emits and waits for the acknowledgement.
    fn call(&mut self, pool: &mut Pool, id: Id, arguments: &str) -> Result<Vec<u8>, Failure> {
        self.called += 1;
        pool.emit(id, Some(self.called), arguments);
        pool.run(self, PATIENCE, |inbox| inbox.answer.is_some())?;
        match self.answer.take() {
            Some((from, number, answer)) if (from, number) == (id, self.called) => Ok(answer),
            other => Err(Failure::new(format!(
                "another answer came than to {arguments}: {other:?}"
            ))),
        }
    }
}

impl Scenario for Inbox {
    fn connected(&mut self, _: &mut Pool, _: Id) -> Result<(), Failure> {
        self.connected += 1;
        Ok(())
    }

    fn event(&mut self, _: &mut Pool, id: Id, arguments: &[u8]) -> Result<(), Failure> {
        self.events.push((id, arguments.to_vec()));
        Ok(())
    }

    fn acknowledged(
        &mut self,
        _: &mut Pool,
        id: Id,
        number: u64,
        arguments: &[u8],
    ) -> Result<(), Failure> {
        match self.answer.replace((id, number, arguments.to_vec())) {
            None => Ok(()),
            Some(_) => Err(Failure::new("more was answered than asked")),
        }
    }
}
