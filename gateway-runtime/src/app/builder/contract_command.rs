//! `contract_command` is the builder's method for a command line of the app that prints the contract.

use std::{env, io};

use super::GatewayAppBuilder;
use crate::{contract::Command, error::AppError};

impl GatewayAppBuilder {
    /// Runs the command `contract` if that is the program's first argument, and says whether it was: `my-app contract
    /// typescript`. Then the app is not to be started. With other arguments nothing happens.
    ///
    /// ```no_run
    /// use gateway_runtime::prelude::*;
    ///
    /// #[tokio::main]
    /// async fn main() -> Result<(), AppError> {
    ///     let builder = GatewayApp::builder();
    ///     if builder.contract_command()? {
    ///         return Ok(());
    ///     }
    ///     builder.listen(3000).await
    /// }
    /// ```
    ///
    /// | command | prints |
    /// |---|---|
    /// | `contract typescript` | types for the official client |
    /// | `contract json` | the contract, as in `contract.json` |
    /// | `contract asyncapi` | an AsyncAPI document; `--yaml`, `--title TITLE`, `--version VERSION` |
    /// | `contract check FILE` | nothing, if the contract is that of the file, a `contract.json`; else the changes, as an error |
    /// | `contract problems` | what the contract cannot say, a line each |
    ///
    /// With `--strict` such problems are an error of every command. The output goes to the standard output, and nothing
    /// else does. Nothing is bound, and neither gateways nor providers are needed: the contract is read from signatures. See
    /// [the explorer](crate::guide::explorer).
    ///
    /// # Errors
    /// [`AppError`] if a word is not known, with the usage; if the contract has changed, for `check`; if the contract has problems, with `--strict`; and if the
    /// output cannot be written.
    #[cfg_attr(docsrs, doc(cfg(feature = "contract")))]
    pub fn contract_command(&self) -> Result<bool, AppError> {
        let Some(command) = Command::parse(env::args_os().skip(1))? else {
            return Ok(false);
        };
        command.run(&self.contract(), &mut io::stdout().lock())?;
        Ok(true)
    }
}
