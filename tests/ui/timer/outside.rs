#![allow(unused)]

use gateway_runtime::prelude::*;

struct Clock;

impl Clock {
    #[interval("1s")]
    fn tick(&self) {}
}

fn main() {}
