//! The test of what this application is to clients: a change that breaks clients has to be wanted.
//!
//! `UPDATE_CONTRACT=1 cargo test -p team` writes the files after a change that breaks nobody.

use std::time::Duration;

#[test]
fn the_contract_is_what_clients_know() {
    let contract = crate::for_clients(Duration::ZERO).contract();
    assert_eq!(contract.problems(), [""; 0]);
    contract.check("contract.json");
    contract.check_text("page/contract.d.ts", &contract.typescript());
}
