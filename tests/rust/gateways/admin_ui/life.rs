//! The end of an app whose admins look.

use std::{sync::Arc, time::Duration};

use gateway_runtime::testing::End;

use super::{admin_ui, all_sockets, app, builder, page};

#[tokio::test]
async fn a_page_is_disconnected_at_the_end_of_the_app() {
    let app = app(admin_ui()).await;
    let page = page(&app).await;
    all_sockets(&page).await;
    app.shutdown(Duration::from_secs(5)).await;
    assert_eq!(page.ended().await, End::ConnectionLost);
}

#[tokio::test]
async fn nothing_of_an_app_is_kept() {
    let value = Arc::new("a value of the app");
    for ends in [false, true] {
        let app = builder(admin_ui())
            .provide(Arc::clone(&value))
            .build()
            .await
            .unwrap();
        if ends {
            app.shutdown(Duration::from_secs(5)).await;
        }
        drop(app);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(Arc::strong_count(&value), 1, "{ends}");
    }
}
