//! `Reports` tells its clients at the times of a schedule: NestJS's `@Cron`.

use chrono::Utc;
use cron::Schedule;
use gateway_runtime::prelude::*;
use tokio::time::sleep;

#[websocket_gateway(namespace = "reports")]
pub(crate) struct Reports {
    #[inject]
    schedule: Arc<Schedule>,
    #[websocket_server]
    server: Server<Reports>,
}

#[websocket_gateway]
impl Reports {
    /// Starts the task, which ends with the app.
    #[on_gateway_init]
    fn start(self: Arc<Self>) {
        tokio::spawn(async move {
            tokio::select! {
                () = self.server.closed() => {}
                () = self.run() => {}
            }
        });
    }
}

impl Reports {
    /// Runs the job at each time of the schedule. A time that comes while the job runs is left out.
    async fn run(&self) {
        while let Some(next) = self.schedule.upcoming(Utc).next() {
            // A time that is over by now is waited for no more.
            sleep((next - Utc::now()).to_std().unwrap_or_default()).await;
            if let Err(error) = self.server.emit("report", &next.to_rfc3339()).await {
                tracing::error!(%error, "the report cannot be sent");
            }
        }
    }
}
