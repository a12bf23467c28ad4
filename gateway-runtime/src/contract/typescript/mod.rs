//! `Contract::typescript` prints a contract as TypeScript: one file of types for the official client.
//!
//! A `Printer` holds the contract and the names of everything in the file. It prints the helpers (`helpers`), the types
//! that schemas refer to (`declaration`), and the namespaces (`namespace`) with the signatures of their events (`call`)
//! and the errors of their messages (`failure`). A schema becomes a `Type` (`schema`), which prints itself (`ty`).
//!
//! Names, texts and documentation are a user's. Whatever is in them, the file is valid TypeScript and means what the
//! contract says: `identifier`, `names` and `docs` see to it.

mod call;
mod cycles;
mod declaration;
mod docs;
mod exception;
mod failure;
mod helpers;
mod identifier;
mod labels;
mod names;
mod namespace;
mod prefixes;
mod remarks;
mod reserved;
mod schema;
#[cfg(test)]
mod tests;
mod ty;

use super::Contract;
use names::Names;

/// How the file begins. `Client` is an alias, since the root namespace has a type `Socket`.
const HEAD: &str = "\
// Generated from the gateways by gateway-runtime. Do not edit.
/* eslint-disable */
import type { Socket as Client } from \"socket.io-client\";
";

impl Contract {
    /// The contract as TypeScript: the text of a file that holds nothing but types, for socket.io-client from 4.6 on and
    /// TypeScript from 5.0 on.
    ///
    /// For each namespace there is the type of its socket, which is named after the path: `Socket` for `/`, `ShopSocket`
    /// for `/shop`, `ChatRoomSocket` for `/chat/{room}`. It types `emit`, `emitWithAck`, `timeout` and `on`:
    ///
    /// ```ts
    /// import { io } from "socket.io-client";
    /// import type { ShopSocket } from "./contract";
    ///
    /// const socket: ShopSocket = io("http://localhost:3000/shop");
    /// const answer = await socket.timeout(5000).emitWithAck("buy", { item: "tea" });
    /// if ("status" in answer) console.error(answer.code, answer.message);
    /// else console.log(answer.left);
    /// ```
    ///
    /// Beside it are `ShopServerToClientEvents` and `ShopClientToServerEvents`, the type parameters of the official
    /// `Socket`; `ShopAuth`, what a client passes as `auth`; `ChatRoomParams`, the parameters of a dynamic namespace; and
    /// `ShopBuyFailure`, how the message `buy` fails. A second namespace of the same name gets a number (`Shop2Socket`), and
    /// the same path on another port the port (`ShopPort81Socket`).
    ///
    /// A type that the client reads in another way than it writes it is two types. A Rust type with a name that TypeScript
    /// or the file uses itself gets a `_` behind it.
    ///
    /// The same contract is always the same text.
    #[must_use]
    pub fn typescript(&self) -> String {
        Printer::new(self).print()
    }
}

/// What prints one contract.
struct Printer<'a> {
    contract: &'a Contract,
    names: Names<'a>,
}

impl<'a> Printer<'a> {
    fn new(contract: &'a Contract) -> Self {
        Self {
            contract,
            names: Names::new(contract),
        }
    }

    fn print(&self) -> String {
        let mut file = format!("{HEAD}\n{}", helpers::helpers(self.contract.errors));
        for (name, schema) in &self.contract.types {
            file.push('\n');
            file += &self.declaration(name, schema);
        }
        for namespace in self.names.namespaces() {
            file.push('\n');
            file += &self.namespace(namespace);
        }
        file
    }
}
