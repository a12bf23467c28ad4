//! `Writer` writes `MessagePack` in the shortest form of each value, as Node's servers do.

use std::convert::Infallible;

use rmp::encode::{
    ByteBuf, ValueWriteError, write_array_len, write_bin, write_bool, write_f64, write_map_len,
    write_nil, write_sint, write_str, write_uint,
};

/// The bytes that were written. Writing to memory cannot fail, so the results of the library are not looked at.
#[derive(Default)]
pub(in super::super) struct Writer(ByteBuf);

/// No result, which says nothing here.
fn done<T>(_: Result<T, ValueWriteError<Infallible>>) {}

impl Writer {
    pub(in super::super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_vec()
    }

    pub(in super::super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    pub(in super::super) fn array(&mut self, length: usize) {
        done(write_array_len(&mut self.0, limited(length)));
    }

    pub(in super::super) fn map(&mut self, length: usize) {
        done(write_map_len(&mut self.0, limited(length)));
    }

    pub(in super::super) fn str(&mut self, text: &str) {
        done(write_str(&mut self.0, text));
    }

    pub(in super::super) fn bin(&mut self, bytes: &[u8]) {
        done(write_bin(&mut self.0, bytes));
    }

    pub(in super::super) fn bool(&mut self, value: bool) {
        let _ = write_bool(&mut self.0, value);
    }

    pub(in super::super) fn uint(&mut self, value: u64) {
        done(write_uint(&mut self.0, value));
    }

    pub(in super::super) fn int(&mut self, value: i64) {
        done(write_sint(&mut self.0, value));
    }

    /// A number of JavaScript: a whole one is written as such.
    pub(super) fn float(&mut self, value: f64) {
        /// Numbers below can be told from the next ones.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let is_whole = value.fract() == 0.0 && value.abs() < EXACT;
        if is_whole && (value != 0.0 || value.is_sign_positive()) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the number is whole and small"
            )]
            self.int(value as i64);
        } else {
            done(write_f64(&mut self.0, value));
        }
    }

    pub(in super::super) fn nil(&mut self) {
        let _ = write_nil(&mut self.0);
    }

    /// What is written already.
    pub(in super::super) fn raw(&mut self, bytes: &[u8]) {
        self.0.as_mut_vec().extend_from_slice(bytes);
    }

    /// Where what is written next begins.
    pub(super) fn position(&self) -> usize {
        self.0.as_slice().len()
    }

    /// Forgets what was written from `position` on.
    pub(super) fn truncate(&mut self, position: usize) {
        self.0.as_mut_vec().truncate(position);
    }

    /// Puts the header of an array or a map in the place of the byte that was kept free at `position`: how many items
    /// there are is known behind them only.
    pub(super) fn header(&mut self, position: usize, length: usize, is_map: bool) {
        let mut header = Self::default();
        if is_map {
            header.map(length);
        } else {
            header.array(length);
        }
        self.0
            .as_mut_vec()
            .splice(position..=position, header.into_bytes());
    }
}

/// What is longer does not fit in the memory of a computer.
fn limited(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
