//! `Postgres` is a PostgreSQL server of the test's own.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

pub(crate) struct Postgres {
    port: u16,
    directory: PathBuf,
    process: Option<Child>,
}

impl Postgres {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let directory = std::env::temp_dir().join(format!("gateway-postgres-{port}"));
        let made = as_user("initdb")
            .args(["--auth=trust", "--username=test", "--no-sync", "--pgdata"])
            .arg(&directory)
            .stdout(Stdio::null())
            .status();
        assert!(made.expect("`initdb` is installed").success());
        let mut postgres = Self {
            port,
            directory,
            process: None,
        };
        postgres.restart();
        postgres
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://test:secret@127.0.0.1:{}/postgres", self.port)
    }

    pub(crate) fn restart(&mut self) {
        self.kill();
        let mut command = as_user("postgres");
        command.arg("-D").arg(&self.directory);
        command.args(["-p", &self.port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
        ] {
            command.args(["-c", setting]);
        }
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        self.process = Some(process.expect("`postgres` is installed"));
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < deadline, "postgres does not start");
            sleep(Duration::from_millis(20));
        }
    }

    /// Stops the server, which waits until its clients have closed their connections.
    pub(crate) async fn ends_with_its_connections(&mut self, patience: Duration) {
        let process = self.process.as_mut().expect("it runs");
        let sent = Command::new("kill")
            .args(["-TERM", &process.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        let deadline = Instant::now() + patience;
        while process.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "a connection is left");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.process = None;
    }

    /// The processes of its connections end with it.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// PostgreSQL does not run as root; `setpriv` becomes the program, so that it can be killed.
fn as_user(program: &str) -> Command {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout != b"0\n" {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args([
        "--reuid=postgres",
        "--regid=postgres",
        "--clear-groups",
        program,
    ]);
    command
}
