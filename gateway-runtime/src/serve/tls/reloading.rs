//! `Reloading` is the certificate that new connections get: the last pair of files that fit.

use std::{
    fmt, fs,
    io::ErrorKind,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::SystemTime,
};

use tokio::{task::spawn_blocking, time::sleep};
use tokio_rustls::rustls::{
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use super::{Tls, certificate::read};
use crate::sync::lock;

/// See the [module](self).
pub(crate) struct Reloading {
    files: Tls,
    current: RwLock<Arc<CertifiedKey>>,
    seen: Mutex<Seen>,
}

/// What the last look has found.
struct Seen {
    /// The state of the files, from before they were read.
    state: State,
    /// Whether the files were in use then. Files that were not are read at each look: what was wrong may have gone without a
    /// trace in their times, as when the process had no file descriptor left.
    are_used: bool,
}

/// When each of the files was changed last, or why that cannot be seen.
type State = [Result<SystemTime, ErrorKind>; 2];

impl Reloading {
    /// # Errors
    /// What is wrong with the files.
    pub(super) fn load(files: &Tls) -> Result<Self, Vec<String>> {
        // The state first: what changes while the files are read is seen at the next look.
        let state = state(files);
        let current = read(files)?;
        Ok(Self {
            files: files.clone(),
            current: RwLock::new(Arc::new(current)),
            seen: Mutex::new(Seen {
                state,
                are_used: true,
            }),
        })
    }

    /// Looks at the files, again and again, until the caller stops waiting.
    pub(crate) async fn keep_looking(self: Arc<Self>) {
        loop {
            sleep(self.files.between_looks).await;
            let looking = Arc::clone(&self);
            // An error means that the program ends.
            let _ = spawn_blocking(move || looking.look()).await;
        }
    }

    fn look(&self) {
        let state = state(&self.files);
        let has_changed = {
            let seen = lock(&self.seen);
            if seen.state == state && seen.are_used {
                return;
            }
            seen.state != state
        };
        let read = read(&self.files);
        *lock(&self.seen) = Seen {
            state,
            are_used: read.is_ok(),
        };
        match read {
            Ok(new) => {
                let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
                *current = Arc::new(new);
                drop(current);
                tracing::info!("new connections get the new certificate");
            }
            // One line for each change, not for each look.
            Err(_) if !has_changed => {}
            Err(problems) => {
                let problems = problems.join("; ");
                tracing::error!(
                    problems,
                    "the files with the certificate and its key have changed and cannot be used; the old ones are kept"
                );
            }
        }
    }
}

fn state(files: &Tls) -> State {
    [&files.certificate, &files.key].map(|path| {
        let changed = fs::metadata(path).and_then(|metadata| metadata.modified());
        changed.map_err(|error| error.kind())
    })
}

impl ResolvesServerCert for Reloading {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }
}

impl fmt::Debug for Reloading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reloading").finish_non_exhaustive()
    }
}
