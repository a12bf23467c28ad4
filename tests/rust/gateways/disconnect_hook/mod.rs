//! Each gateway that has accepted a socket is told of its end, exactly once, behind everything else of the socket
//! (docs/guarantees.md, 6).

mod last;
mod reasons;
