use gateway_runtime::prelude::*;

struct Article;

#[derive(WsError)]
enum BuyError {
    #[ws_error(message = "only {left} left")]
    OutOfStock { left: u32, article: Article },
    #[ws_error(message = "no such article")]
    Unknown(Article),
}

fn main() {}
