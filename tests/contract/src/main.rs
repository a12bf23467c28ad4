//! Prints contracts, for the tests in `tests/js/default-only/contract-*`.
//!
//! The first argument says which contract, and the second one in which form: `gateways typescript`.

mod by_hand;
mod gateways;
mod names;
mod texts;
mod types;

use std::{process::ExitCode, time::Duration};

use gateway_runtime::{Drain, GatewayApp, contract::Contract};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [which, form] = &arguments[..] else {
        eprintln!("two arguments are needed: which contract, and in which form");
        return ExitCode::FAILURE;
    };
    match printed(which, form) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The contract of the gateways of this program, in an app that announces its end.
fn gateways() -> Contract {
    let drain = Drain::over(Duration::from_secs(30)).announce("server-draining");
    GatewayApp::builder().drain(drain).contract()
}

fn printed(which: &str, form: &str) -> Result<String, String> {
    let contract: Contract = match which {
        "gateways" => Ok(gateways()),
        "errors" => by_hand::errors(),
        "exceptions" => by_hand::exceptions(),
        "names" => names::names(),
        "texts" => texts::texts(),
        _ => return Err(format!("there is no contract `{which}`")),
    }
    .map_err(|error| error.to_string())?;
    match form {
        "typescript" => Ok(contract.typescript()),
        "asyncapi" => Ok(contract.asyncapi("Sample: #1", "1.0").to_json()),
        "asyncapi-yaml" => Ok(contract.asyncapi("Sample: #1", "1.0").to_yaml()),
        "json" => Ok(contract.to_json()),
        _ => Err(format!("there is no form `{form}`")),
    }
}
