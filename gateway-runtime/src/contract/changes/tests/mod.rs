//! One test for each row of the table of changes: what a change means for clients, and the words for it.

mod around;
mod sample;
mod schemas;
mod size;
