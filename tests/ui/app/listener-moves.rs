#![allow(unused)]

use gateway_runtime::prelude::*;

#[derive(Clone)]
struct Created;

struct Mailer;

impl Mailer {
    async fn send(&self, _: Created) {}
}

fn main() {
    let mailer = Mailer;
    let builder = GatewayApp::builder().on_event(async move |event: Created| mailer.send(event).await);
}
