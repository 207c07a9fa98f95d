//! The arguments of a builtin function, where they lie on the Python stack.

use core::cell::Cell;

use super::{Engine, Slot, Trap, TypeId};
use crate::name::Name;
use crate::value::{Value, Word};

/// The arguments of a leaf function: positional ones, then pairs of a name (str) and a value.
#[derive(Clone, Copy)]
pub(crate) struct Args<'g> {
    words: &'g [Cell<Word>],
    positional: u32,
}

impl<'g> Args<'g> {
    /// Arguments from a run of stack words: `positional` values, then keyword pairs.
    pub(crate) fn new(words: &'g [Cell<Word>], positional: usize) -> Self {
        Self { words, positional: positional.min(words.len()) as u32 }
    }

    /// How many positional arguments there are.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.positional as usize
    }

    /// Positional argument `i`, if given.
    #[inline]
    pub(crate) fn get(self, i: usize) -> Option<Value<'g>> {
        if i < self.len() { Value::from_word(self.words[i].get()) } else { None }
    }

    /// Positional argument `i`, which the function's [`Member`](super::Member) entry promises; 0 if it lied.
    #[inline]
    pub(crate) fn at(self, i: usize) -> Value<'g> {
        self.get(i).unwrap_or(const { Value::int(0) })
    }

    /// How many keyword arguments there are.
    pub(crate) fn keywords(self) -> usize {
        (self.words.len() - self.len()) / 2
    }

    /// Keyword argument `i`: its name (a str) and its value.
    pub(crate) fn keyword_at(self, i: usize) -> Option<(Value<'g>, Value<'g>)> {
        let at = self.len() + 2 * i;
        let name = self.words.get(at)?.get();
        let value = self.words.get(at + 1)?.get();
        Some((Value::from_word(name)?, Value::from_word(value)?))
    }

    /// The keyword argument of this name.
    pub(crate) fn keyword(self, vm: &'g Engine, name: Name) -> Option<Value<'g>> {
        (0..self.keywords())
            .filter_map(|i| self.keyword_at(i))
            .find(|(key, _)| vm.name_of(*key) == Some(name))
            .map(|(_, v)| v)
    }

    /// Argument `i` by position, or else by name.
    pub(crate) fn get_or(self, vm: &'g Engine, i: usize, name: Name) -> Option<Value<'g>> {
        self.get(i).or_else(|| self.keyword(vm, name))
    }

    /// TypeError unless every keyword is among `names`.
    pub(crate) fn only(self, vm: &'g Engine, names: &[Name]) -> Result<(), Trap> {
        for (key, _) in (0..self.keywords()).filter_map(|i| self.keyword_at(i)) {
            if !vm.name_of(key).is_some_and(|name| names.contains(&name)) {
                return Err(vm.raise_with(
                    TypeId::TYPE_ERROR,
                    "got an unexpected keyword argument '{s}'",
                    key,
                    key,
                ));
            }
        }
        Ok(())
    }
}

/// Where the arguments of a general function lie: slots, since values do not survive a collection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The first argument's slot; the callee itself is three slots before it.
    pub(crate) base: Slot,
    /// How many positional arguments.
    pub(crate) positional: u16,
    /// How many pairs of name and value follow them.
    pub(crate) keywords: u16,
}

impl Frame {
    /// The slot of positional argument `i`, if given.
    #[inline]
    pub(crate) fn get(self, i: usize) -> Option<Slot> {
        if i < usize::from(self.positional) { Some(self.base.offset(i as u32)) } else { None }
    }

    /// The slot of argument `i`, which the function's entry promises (otherwise some slot of the frame).
    #[inline]
    pub(crate) fn at(self, i: usize) -> Slot {
        self.base.offset(i as u32)
    }

    /// The same arguments as values.
    pub(crate) fn args(self, vm: &Engine) -> Args<'_> {
        let words = usize::from(self.positional) + 2 * usize::from(self.keywords);
        Args::new(vm.slots(self.base, words), usize::from(self.positional))
    }

    /// The slot of the keyword argument of this name.
    pub(crate) fn keyword(self, vm: &Engine, name: Name) -> Option<Slot> {
        let first = u32::from(self.positional);
        (0..u32::from(self.keywords))
            .map(|i| self.base.offset(first + 2 * i))
            .find(|&at| vm.get(at).is_some_and(|key| vm.name_of(key) == Some(name)))
            .map(|at| at.offset(1))
    }

    /// The slot of argument `i` by position, or else by name.
    pub(crate) fn get_or(self, vm: &Engine, i: usize, name: Name) -> Option<Slot> {
        self.get(i).or_else(|| self.keyword(vm, name))
    }
}
