//! Collecting, and the memory that is no object: the stack and scratch memory, which give way to each other.

use super::Engine;
use crate::config::{STACK_RESERVE_BYTES, STACK_SPARE_BYTES};
use crate::heap::Roots;
use crate::object::{Pending, Res, Root, Trap, TypeId};
use crate::value::{UNBOUND, Value, Word};

impl Engine {
    /// Runs a leaf operation; where memory is short, collects and runs it again.
    #[inline]
    pub(crate) fn leaf<F>(&mut self, f: F) -> Result<Word, Trap>
    where
        F: for<'g> Fn(&'g Engine) -> Res<'g>,
    {
        self.leaf_with(|vm| f(vm).map(Value::word))
    }

    /// As [`Engine::leaf`] for an operation that answers something other than a value.
    ///
    /// The operation is called in one place, so that it becomes part of the caller.
    #[inline]
    pub(crate) fn leaf_with<T, F>(&mut self, f: F) -> Result<T, Trap>
    where
        F: Fn(&Engine) -> Result<T, Trap>,
    {
        let mut is_retry = false;
        let answer = loop {
            match f(self) {
                Ok(answer) => break answer,
                Err(trap) => self.make_room(trap, is_retry)?,
            }
            is_retry = true;
        };
        if self.stress_active() {
            self.stress.retrying.set(false);
        }
        Ok(answer)
    }

    /// Collects if that is what the trap asks for; otherwise hands the trap on.
    #[cold]
    #[inline(never)]
    pub(crate) fn make_room(&mut self, trap: Trap, is_retry: bool) -> Result<(), Trap> {
        self.stress.retrying.set(false);
        let Pending::NeedMemory = self.pending() else { return Err(trap) };
        if is_retry || self.stress.failing.get() || self.heap.locks() > 0 {
            self.stress.failing.set(false);
            return Err(self.memory_error());
        }
        self.collect();
        self.stress.retrying.set(true);
        Ok(())
    }

    /// Raises MemoryError, which needs no memory.
    #[cold]
    pub(crate) fn memory_error(&self) -> Trap {
        self.raise(TypeId::MEMORY_ERROR, "memory allocation failed")
    }

    /// Collects garbage.
    #[cold]
    pub(crate) fn collect(&mut self) {
        self.clear_above_top();
        self.clear_cache();
        self.shrink_stack();
        let strong = [self.stack.get()..self.top.get()];
        let roots = Roots { strong: &strong, weak: &[self.weak_identities()] };
        if self.stress.collect_always.get() {
            self.heap.collect_and_displace(&roots);
        } else {
            self.heap.collect(&roots);
        }
        self.heap.keep_locked();
        self.find_names();
        self.note_dead_identities();
        self.pending.set(Pending::Nothing);
    }

    /// INV-CLEAR: words above the top hold nothing that a collection would have had to update.
    pub(super) fn clear_above_top(&self) {
        let mut at = self.top.get();
        while at < self.dirty.get() {
            self.heap.set_word(at, UNBOUND);
            at += 4;
        }
        self.dirty.set(self.stack_end.get());
    }

    /// The words between the object area and the stack: scratch memory, taken by [`Engine::grow_scratch`].
    pub(crate) fn scratch(&self) -> &[u32] {
        let start = self.heap.end();
        self.heap.words(start, (self.stack.get() - start) / 4)
    }

    /// The same, to be written.
    pub(crate) fn scratch_mut(&mut self) -> &mut [u32] {
        let start = self.heap.end();
        let len = (self.stack.get() - start) / 4;
        self.heap.words_mut(start, len)
    }

    /// Makes scratch memory larger by at least `words`, at its end; false where memory does not allow it.
    pub(crate) fn grow_scratch(&mut self, words: u32) -> bool {
        let start = self.heap.end();
        let used = (self.stack.get() - start) / 4;
        for more in [4 * words.max(64 + used / 4), 4 * words] {
            if !self.heap.set_end(start.saturating_sub(more)) {
                self.collect();
                if !self.heap.set_end(start.saturating_sub(more)) {
                    continue;
                }
            }
            self.heap.copy_words(start, start - more, used);
            self.heap.set_lent(used + more / 4);
            return true;
        }
        false
    }

    /// Gives scratch memory back.
    pub(crate) fn release_scratch(&self) {
        self.heap.set_lent(0);
        self.heap.set_end(self.stack.get());
    }

    /// Makes the stack larger by at least `words`, moving it; RecursionError where memory does not allow it.
    #[cold]
    pub(crate) fn grow_stack(&mut self, words: u32) -> Result<(), Trap> {
        let needed = 4 * words;
        let wanted = needed.max((self.stack_end.get() - self.stack.get()) / 8 * 4);
        let room =
            |vm: &Self| (vm.heap.end() - vm.heap.tail_start()).saturating_sub(STACK_RESERVE_BYTES);
        if room(self) < wanted {
            self.collect();
        }
        let more = wanted.min(room(self)) & !3;
        let scratch = self.heap.end();
        if more < needed || !self.heap.set_end(scratch - more) {
            return Err(self.raise(TypeId::RECURSION_ERROR, "maximum recursion depth exceeded"));
        }
        // Scratch memory lies between the object area and the stack, and moves along.
        self.heap.copy_words(scratch, scratch - more, (self.top.get() - scratch) / 4);
        self.stack.set(self.stack.get() - more);
        self.top.set(self.top.get() - more);
        self.clear_above_top();
        Ok(())
    }

    /// Makes room for so many words; gives back the words that wait for it, up to four, as they are after it.
    ///
    /// INV-ROOT: growing may collect.
    #[cold]
    pub(crate) fn grow_stack_keeping<const N: usize>(
        &mut self,
        more: u32,
        mut words: [Word; N],
    ) -> Result<[Word; N], Trap> {
        const { assert!(N as u32 <= Root::Kept4 as u32 - Root::Kept as u32 + 1) };
        let kept = |i: usize| Self::root_slot(Root::Kept).offset(i as u32);
        for (i, &word) in words.iter().enumerate() {
            self.set_word(kept(i), word);
        }
        let grown = self.grow_stack(more);
        for (i, word) in words.iter_mut().enumerate() {
            *word = self.word(kept(i));
            self.set_word(kept(i), UNBOUND);
        }
        grown.map(|()| words)
    }

    /// Gives back most of what the stack has and does not use, so that deep recursion does not keep its memory.
    fn shrink_stack(&self) {
        let used = self.top.get() - self.stack.get();
        let spare = self.stack_end.get() - self.top.get();
        let is_scratch_in_use = self.heap.end() != self.stack.get();
        if is_scratch_in_use || spare <= used + STACK_SPARE_BYTES {
            return;
        }
        let less = (spare - used / 2 - STACK_SPARE_BYTES / 2) & !3;
        let from = self.stack.get();
        self.heap.copy_words(from, from + less, used / 4);
        self.stack.set(from + less);
        self.top.set(self.top.get() + less);
        self.heap.set_end(from + less);
    }
}
