//! What the front end asks of its surroundings: scratch words, and names.

use crate::name::Name;

/// There is no more memory, even after a collection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct OutOfMemory;

/// Scratch memory addressed by word index, and the table of names. Nothing in `syntax` holds a Python value, so an
/// implementation may collect and move the heap in any of the `&mut self` calls, as long as words keep their indexes.
pub(crate) trait Memory {
    /// All scratch words. What they hold at first does not matter.
    fn words(&self) -> &[u32];

    /// All scratch words, to be written.
    fn words_mut(&mut self) -> &mut [u32];

    /// Makes at least `words` more words available at the end of [`Memory::words`].
    fn grow(&mut self, words: usize) -> Result<(), OutOfMemory>;

    /// The name with this text, which is made when there is none yet.
    fn intern(&mut self, text: &[u8]) -> Result<Name, OutOfMemory>;

    /// Whether the host's stack has room for another level of recursion.
    fn has_stack(&self) -> bool {
        true
    }

    /// Copies the text of a name to `out` as far as that has room; how many bytes were copied.
    fn copy_name(&self, name: Name, out: &mut [u8]) -> usize;
}
