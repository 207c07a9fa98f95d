//! A few bytes of text on the host's stack: on the way to a builder, or a number being written.

use core::fmt;

/// Room of a [`Piece`] in bytes: more than any 64-bit int in binary with its prefix and separators.
pub(crate) const ROOM: usize = 112;
/// The most that one character becomes when it is escaped.
const ESCAPE_MAX: usize = 10;

/// Up to [`ROOM`] bytes of text; writing more fails.
pub(crate) struct Piece {
    bytes: [u8; ROOM],
    len: usize,
}

impl Piece {
    /// No text.
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; ROOM], len: 0 }
    }

    /// The text.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Whether any escaped character still fits.
    pub(crate) fn has_room(&self) -> bool {
        self.len + ESCAPE_MAX <= ROOM
    }

    /// Appends bytes, if there is room.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), fmt::Error> {
        let end = self.len + bytes.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(bytes);
        self.len = end;
        Ok(())
    }
}

impl fmt::Write for Piece {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes())
    }
}
