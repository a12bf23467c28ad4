#![allow(unused)]

use gateway_runtime::prelude::*;

struct OutOfStock<'a>(&'a str);

impl From<OutOfStock<'_>> for WsError {
    fn from(OutOfStock(article): OutOfStock<'_>) -> Self {
        Self::conflict(article.to_owned())
    }
}

#[websocket_gateway]
struct Shop {
    article: String,
}

#[websocket_gateway]
impl Shop {
    #[subscribe_message("buy")]
    fn buy(&self) -> Result<(), OutOfStock<'_>> {
        Err(OutOfStock(&self.article))
    }

    #[subscribe_message("sell")]
    async fn sell(&self) -> Result<(), impl Into<WsError>> {
        Err::<(), _>(WsError::conflict("closed"))
    }
}

fn main() {}
