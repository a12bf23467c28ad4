//! `ManyGateway` has 17 more events, to measure what events cost that nobody uses.

use gateway_runtime::prelude::*;

use crate::contract::Echo;

#[websocket_gateway(namespace = "bench")]
pub(crate) struct ManyGateway;

#[websocket_gateway]
impl ManyGateway {
    #[subscribe_message("profile")]
    async fn profile(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("settings")]
    async fn settings(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("presence")]
    async fn presence(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("typing")]
    async fn typing(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("history")]
    async fn history(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("search")]
    async fn search(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("invite")]
    async fn invite(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("leave")]
    async fn leave(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("mute")]
    async fn mute(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("pin")]
    async fn pin(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("react")]
    async fn react(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("edit")]
    async fn edit(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("remove")]
    async fn remove(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("upload")]
    async fn upload(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("report")]
    async fn report(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("archive")]
    async fn archive(&self, #[message_body] body: Echo) -> Echo {
        body
    }

    #[subscribe_message("export")]
    async fn export(&self, #[message_body] body: Echo) -> Echo {
        body
    }
}
