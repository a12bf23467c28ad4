//! `Generated` is a generated workspace, whose crates are compiled to measure build times.

use std::{
    fmt::Write as _,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

use bench_load::Failure;

use super::commit::Commit;
use crate::{
    cargo::{self, succeed},
    side::Side,
};

/// Crates of different sizes, one of each side, that share their dependencies.
pub(crate) struct Generated {
    folder: PathBuf,
}

impl Generated {
    /// Writes the crates, with the dependencies that this repository's workspace has locked.
    pub(crate) fn write(sizes: &[usize], commit: &Commit) -> Result<Self, Failure> {
        let folder = cargo::scratch("compile")?;
        let root = cargo::workspace();
        let mut members = Vec::new();
        for side in Side::in_round(0) {
            for size in sizes {
                let name = package(side, *size);
                let sources = folder.join(&name).join("src");
                fs::create_dir_all(&sources)?;
                write(
                    &folder.join(&name).join("Cargo.toml"),
                    &manifest(side, &name, commit),
                )?;
                write(
                    &sources.join("main.rs"),
                    &source(side, *size, Payloads::Own),
                )?;
                members.push(name);
            }
        }
        let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        write(&folder.join("Cargo.toml"), &workspace)?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    /// `cargo` in the generated workspace, with the target directory of this name.
    pub(crate) fn cargo(&self, target: &str) -> Command {
        let mut command = cargo::cargo();
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join(target))
            // Without this repository's flags, as another project would be built.
            .env_remove("RUSTFLAGS");
        command
    }

    /// Builds each crate in the way that will be measured, so that its dependencies are built before.
    pub(crate) fn build_all(&self, sizes: &[usize]) -> Result<(), Failure> {
        for side in Side::in_round(0) {
            for handlers in sizes {
                let name = package(side, *handlers);
                succeed(self.cargo("target").args(["build", "--package", &name]))?;
            }
        }
        Ok(())
    }

    /// Where the workspace is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lets a crate be compiled again, as it is.
    pub(crate) fn touch(&self, side: Side, handlers: usize) -> Result<(), Failure> {
        let file = self
            .folder
            .join(package(side, handlers))
            .join("src/main.rs");
        write(&file, &fs::read_to_string(&file)?)
    }

    /// Removes a target directory, if it is there.
    pub(crate) fn remove(&self, target: &str) -> Result<(), Failure> {
        match fs::remove_dir_all(self.folder.join(target)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Lets all handlers of a crate share one payload type.
    pub(crate) fn share_payload(&self, side: Side, handlers: usize) -> Result<(), Failure> {
        let file = self
            .folder
            .join(package(side, handlers))
            .join("src/main.rs");
        write(&file, &source(side, handlers, Payloads::Shared))
    }

    /// Changes the body of one handler.
    pub(crate) fn edit(&self, side: Side, handlers: usize, edit: usize) -> Result<(), Failure> {
        let file = self
            .folder
            .join(package(side, handlers))
            .join("src/main.rs");
        let before = fs::read_to_string(&file)?;
        let (head, rest) = before
            .split_once("/* edit: */")
            .ok_or_else(|| Failure::new("there is nothing to edit"))?;
        let (_, tail) = rest.split_once(';').unwrap_or_default();
        let after = format!("{head}/* edit: */ body.id += {edit};{tail}");
        if after == before {
            return Err(Failure::new("the edit has changed nothing"));
        }
        write(&file, &after)
    }
}

/// The name of the package with this many handlers.
pub(crate) fn package(side: Side, handlers: usize) -> String {
    match side {
        Side::Gateway => format!("gateway-{handlers}"),
        Side::Handwritten => format!("handwritten-{handlers}"),
    }
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", file.display())))
}

fn manifest(side: Side, name: &str, commit: &Commit) -> String {
    let dependencies = match side {
        Side::Gateway => commit.dependency(),
        Side::Handwritten => "\
axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }
socketioxide = { version = \"0.18.9\", features = [\"extensions\"] }
"
        .to_owned(),
    };
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         tokio = {{ version = \"1.51\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n"
    )
}

/// Whether handlers share their payload types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Payloads {
    /// Each handler has a type of its own, as in an app.
    Own,
    /// All handlers share one type, so that the expansion is hardly more than handlers.
    Shared,
}

/// The source of a server with this many handlers.
fn source(side: Side, handlers: usize, payload: Payloads) -> String {
    let mut payloads = String::new();
    let mut methods = String::new();
    for number in 0..handlers {
        let body = match payload {
            Payloads::Own => number,
            Payloads::Shared => 0,
        };
        if body == number {
            let _ = write!(
                payloads,
                "#[derive(Serialize, Deserialize)]\nstruct Body{body} {{ id: i64, text: String }}\n\n"
            );
        }
        // The statement that `edit` changes.
        let edited = if number == 0 {
            "/* edit: */ body.id += 0;"
        } else {
            "body.id += 1;"
        };
        let _ = match side {
            Side::Gateway => write!(
                methods,
                "    #[subscribe_message(\"event-{number}\")]\n    \
                     async fn event_{number}(&self, #[message_body] mut body: Body{body}) -> Body{body} {{\n        \
                         {edited}\n        body\n    }}\n\n"
            ),
            Side::Handwritten => write!(
                methods,
                "    socket.on(\"event-{number}\", async |Data(mut body): Data<Body{body}>, ack: AckSender| {{\n        \
                     {edited}\n        ack.send(&body).ok();\n    }});\n"
            ),
        };
    }
    match side {
        Side::Gateway => format!(
            "use gateway_runtime::prelude::*;\n\n{payloads}#[websocket_gateway]\nstruct Events;\n\n\
             #[websocket_gateway]\nimpl Events {{\n{methods}}}\n\n\
             #[tokio::main]\nasync fn main() -> Result<(), AppError> {{\n    \
                 GatewayApp::builder().listen(\"127.0.0.1:3000\").await\n}}\n"
        ),
        Side::Handwritten => format!(
            "use serde::{{Deserialize, Serialize}};\n\
             use socketioxide::{{SocketIo, extract::{{AckSender, Data, SocketRef}}}};\n\n\
             {payloads}async fn connected(socket: SocketRef) {{\n{methods}}}\n\n\
             #[tokio::main]\nasync fn main() -> std::io::Result<()> {{\n    \
                 let (layer, io) = SocketIo::new_layer();\n    \
                 io.ns(\"/\", connected);\n    \
                 let listener = tokio::net::TcpListener::bind(\"127.0.0.1:3000\").await?;\n    \
                 axum::serve(listener, axum::Router::new().layer(layer)).await\n}}\n"
        ),
    }
}
