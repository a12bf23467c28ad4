use gateway_runtime::prelude::*;

#[interceptor]
async fn timed(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

fn main() {
    let _ = GatewayApp::builder().replace_guard::<timed>(|_| Ok(()));
}
