//! `Way` is a transport with a parser, and `over_each_way!` makes a test of each of them.

use gateway_runtime::{
    Gateway, GatewayAppBuilder, Parser,
    testing::{Client, Connect, TestApp},
};

/// How clients reach a gateway.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub(crate) transport: Transport,
    pub(crate) parser: Parser,
}

/// What the packets of Engine.IO are carried by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Websocket,
    Polling,
    Upgrade,
}

impl Way {
    /// For tests of what no transport and no parser has a part in.
    pub(crate) const USUAL: Self = Self {
        transport: Transport::Websocket,
        parser: Parser::Common,
    };

    /// The app, whose messages are written in this way.
    pub(crate) async fn start(self, builder: GatewayAppBuilder) -> TestApp {
        TestApp::start(builder.parser(self.parser)).await.unwrap()
    }

    /// A client that is about to connect in this way.
    pub(crate) fn connect<G: Gateway>(self, app: &TestApp) -> Connect<'_> {
        let connect = app.connect::<G>();
        match self.transport {
            Transport::Websocket => connect,
            Transport::Polling => connect.polling(),
            Transport::Upgrade => connect.upgrading(),
        }
    }

    /// A client that has connected in this way.
    pub(crate) async fn join<G: Gateway>(self, app: &TestApp) -> Client {
        self.connect::<G>(app).await.unwrap()
    }
}

/// Makes tests of functions that take a [`Way`]: one for each transport and each parser. With `while_time_stands:` first,
/// their clock moves only when they wait.
macro_rules! over_each_way {
    (while_time_stands: $($name:ident),* $(,)?) => {
        $($crate::way::over_each_way! { @theme $name tokio::test(start_paused = true) })*
    };
    (@theme $name:ident $test:meta) => {
        mod $name {
            $crate::way::over_each_way! { @test $name over_a_websocket Websocket Common $test }
            $crate::way::over_each_way! { @test $name by_polling Polling Common $test }
            $crate::way::over_each_way! { @test $name with_an_upgrade Upgrade Common $test }
            $crate::way::over_each_way! { @test $name over_a_websocket_in_msgpack Websocket Msgpack $test }
            $crate::way::over_each_way! { @test $name by_polling_in_msgpack Polling Msgpack $test }
            $crate::way::over_each_way! { @test $name with_an_upgrade_in_msgpack Upgrade Msgpack $test }
        }
    };
    (@test $function:ident $name:ident $transport:ident $parser:ident $test:meta) => {
        #[$test]
        async fn $name() {
            let transport = $crate::way::Transport::$transport;
            let parser = gateway_runtime::Parser::$parser;
            super::$function($crate::way::Way { transport, parser }).await;
        }
    };
    ($($name:ident),* $(,)?) => {
        $($crate::way::over_each_way! { @theme $name tokio::test })*
    };
}
pub(crate) use over_each_way;
