//! `Redis` is a Redis server of the test's own.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// Ends with its last line, whatever the test did to it.
pub(crate) struct Redis {
    port: u16,
    directory: PathBuf,
    arguments: Vec<String>,
    process: Option<Child>,
}

impl Redis {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        let port = free_port();
        let directory = std::env::temp_dir().join(format!("gateway-redis-{port}"));
        fs::create_dir_all(&directory).unwrap();
        let mut redis = Self {
            port,
            directory,
            arguments: arguments.iter().map(|&argument| argument.into()).collect(),
            process: None,
        };
        redis.restart();
        redis
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// On the same port as before.
    pub(crate) fn restart(&mut self) {
        self.kill();
        let process = Command::new("redis-server")
            .args([
                "--port",
                &self.port.to_string(),
                "--save",
                "",
                "--bind",
                "127.0.0.1",
            ])
            .args(&self.arguments)
            .current_dir(&self.directory)
            .stdout(Stdio::null())
            .spawn();
        self.process = Some(process.expect("`redis-server` is installed"));
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < deadline, "redis-server does not start");
            sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// It closes nothing and answers nothing.
    pub(crate) fn pause(&self) {
        self.signal("STOP");
    }

    pub(crate) fn resume(&self) {
        self.signal("CONT");
    }

    /// What `redis-cli` answers to a command.
    pub(crate) fn ask(&self, command: &[&str]) -> String {
        cli(&[&["-p", &self.port.to_string()], command].concat())
    }

    /// A client that listens to a channel and does nothing else.
    pub(crate) fn subscribe(&self, channel: &str) -> TcpStream {
        let mut client = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        client
            .write_all(format!("SUBSCRIBE {channel}\r\n").as_bytes())
            .unwrap();
        let mut confirmed = [0; 1024];
        assert!(client.read(&mut confirmed).unwrap() > 0);
        client
    }

    /// The clients that are connected, as Redis describes them.
    pub(crate) fn connections(&self) -> Vec<String> {
        let mut client = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        client.write_all(b"CLIENT LIST\r\nQUIT\r\n").unwrap();
        let mut list = String::new();
        client.read_to_string(&mut list).unwrap();
        let clients = list.lines().filter(|line| line.starts_with("id="));
        // Without the one that asks.
        let others = clients.filter(|line| !line.contains(" cmd=client"));
        others.map(str::to_owned).collect()
    }

    fn signal(&self, signal: &str) {
        let id = self.process.as_ref().expect("it runs").id();
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &id.to_string()])
            .status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

pub(crate) fn cli(arguments: &[&str]) -> String {
    let output = Command::new("redis-cli").args(arguments).output();
    String::from_utf8(output.expect("`redis-cli` is installed").stdout).unwrap()
}

pub(crate) fn free_port() -> u16 {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        // The nodes of a cluster talk to one another ten thousand ports above.
        let Some(above) = port.checked_add(10_000) else {
            continue;
        };
        if TcpListener::bind(("127.0.0.1", above)).is_ok() {
            return port;
        }
    }
}
