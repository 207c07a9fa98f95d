//! What a builtin type can do: one static record each, with a slot per protocol.
//!
//! Slots come in two forms. A *leaf* slot gets values and cannot reach a collection; where the answer must come from
//! Python code (an element's `__eq__`, say) it answers [`Engine::need_call`] before changing anything, and the
//! *general*
//! slot of the same meaning, which works on stack slots, is used instead.

use bitflags::bitflags;

use super::{Args, Engine, Frame, Res, Slot, Trap, TypeId};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::Name;
use crate::value::{Value, Word};

/// A builtin that holds values and cannot reach a collection.
pub(crate) type Leaf = for<'g> fn(&'g Engine, Args<'g>) -> Res<'g>;

/// A builtin that may call Python code: it works on stack slots. The word it answers is a value.
pub(crate) type General = fn(&mut Engine, Frame) -> Result<Word, Trap>;

/// Marks [`Member::max`]: any number of arguments.
pub(crate) const ANY: u8 = 15;

/// A named entry of a type or a module: a function, or an attribute computed when asked for. There are hundreds, of two
/// words each.
#[derive(Clone, Copy)]
pub(crate) enum Member {
    /// Holds values.
    Leaf(Shape, Leaf),
    /// Works on slots.
    General(Shape, General),
    /// Holds values; where it answers that Python code must run, the other works on slots.
    Either(Shape, &'static (Leaf, General)),
}

const _: () = assert!(size_of::<Member>() == 2 * size_of::<usize>());

/// A member's name in flash and its role, in 16 bits; then the fewest and the most arguments, of 4 bits each.
#[derive(Clone, Copy)]
pub(crate) struct Shape([u8; 3]);

/// Bits of the name; above them is the role.
const NAME_BITS: u32 = 13;
const _: () = assert!(crate::name::ROM_COUNT <= 1 << NAME_BITS);

/// How a member is reached. Numbered as [`Member::reached`] reads them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
pub(crate) enum Role {
    /// A function or method of positional arguments only.
    Function,
    /// A function or method that also takes keyword arguments (it checks them itself).
    Keywords,
    /// A class method: the class comes first.
    Class,
    /// A class method that takes keyword arguments.
    ClassKeywords,
    /// A static function of a type.
    Static,
    /// An attribute: the entry is called with the object when it is read.
    Attribute,
}

impl Shape {
    const fn new(name: &str, min: u8, max: u8) -> Self {
        assert!(min < ANY && max <= ANY, "more arguments than a member's shape can say");
        let [low, high] = crate::name::rom(name).0.to_le_bytes();
        Shape([low, high, min | max << 4])
    }

    const fn name_and_role(self) -> u16 {
        u16::from_le_bytes([self.0[0], self.0[1]])
    }

    const fn with(self, role: Role) -> Self {
        let name = self.name_and_role() & ((1 << NAME_BITS) - 1);
        let [low, high] = (name | (role as u16) << NAME_BITS).to_le_bytes();
        Shape([low, high, self.0[2]])
    }
}

impl Member {
    /// A function or method without keyword arguments that holds values.
    pub(crate) const fn leaf(name: &str, min: u8, max: u8, f: Leaf) -> Self {
        Self::Leaf(Shape::new(name, min, max), f)
    }

    /// A function or method without keyword arguments that works on slots.
    pub(crate) const fn general(name: &str, min: u8, max: u8, f: General) -> Self {
        Self::General(Shape::new(name, min, max), f)
    }

    /// A function or method that holds values where it can and else works on slots.
    pub(crate) const fn either(
        name: &str,
        min: u8,
        max: u8,
        both: &'static (Leaf, General),
    ) -> Self {
        Self::Either(Shape::new(name, min, max), both)
    }

    /// The same in another role.
    pub(crate) const fn role(self, role: Role) -> Self {
        match self {
            Self::Leaf(shape, f) => Self::Leaf(shape.with(role), f),
            Self::General(shape, f) => Self::General(shape.with(role), f),
            Self::Either(shape, both) => Self::Either(shape.with(role), both),
        }
    }

    /// The same, taking keyword arguments.
    pub(crate) const fn keywords(self) -> Self {
        self.role(Role::Keywords)
    }

    const fn shape(&self) -> Shape {
        match self {
            Self::Leaf(shape, _) | Self::General(shape, _) | Self::Either(shape, _) => *shape,
        }
    }

    /// Its name.
    pub(crate) const fn name(&self) -> Name {
        Name(self.shape().name_and_role() & ((1 << NAME_BITS) - 1))
    }

    /// How it is reached.
    pub(crate) fn reached(&self) -> Role {
        match self.shape().name_and_role() >> NAME_BITS {
            0 => Role::Function,
            1 => Role::Keywords,
            2 => Role::Class,
            3 => Role::ClassKeywords,
            4 => Role::Static,
            _ => Role::Attribute,
        }
    }

    /// The fewest positional arguments, the object itself included for a method.
    pub(crate) const fn min(&self) -> u8 {
        self.shape().0[2] & 15
    }

    /// The most positional arguments; [`ANY`] for no limit.
    pub(crate) const fn max(&self) -> u8 {
        self.shape().0[2] >> 4
    }
}

/// How an iterator of a builtin type is advanced; `None` is its end.
#[derive(Clone, Copy)]
pub(crate) enum Next {
    /// It is not an iterator.
    No,
    /// Without running Python code.
    Leaf(for<'g> fn(&'g Engine, Value<'g>) -> Result<Option<Value<'g>>, Trap>),
    /// With the iterator in a slot.
    General(fn(&mut Engine, Slot) -> Result<Option<Word>, Trap>),
}

bitflags! {
    /// What else is to be known of a type.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub(crate) struct TypeFlags: u8 {
        /// Classes may derive from it.
        const BASE = 1;
        /// Its objects are always true.
        const TRUE = 2;
        /// Its objects cannot be hashed.
        const UNHASHABLE = 4;
    }
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum UnaryOp {
    Negative,
    Positive,
    Invert,
    Absolute,
}

/// A builtin type. `None` in a slot means that the type does not do it.
pub(crate) struct Type {
    /// Its number; that of `BaseException` for all exception types, which share records.
    pub(crate) id: TypeId,
    /// Further properties.
    pub(crate) flags: TypeFlags,
    /// Methods, class methods and computed attributes.
    pub(crate) members: &'static [Member],
    /// Makes an object: called with the class (of this type or derived from it), then the arguments.
    pub(crate) new: Option<Member>,
    /// Appends the repr of the slot's value to the text builder in the second slot.
    pub(crate) repr: Option<fn(&mut Engine, Slot, Slot) -> Result<(), Trap>>,
    /// Appends the str, where it is not the repr.
    pub(crate) str: Option<fn(&mut Engine, Slot, Slot) -> Result<(), Trap>>,
    /// The hash.
    pub(crate) hash: Option<fn(&Engine, Value<'_>) -> Result<u32, Trap>>,
    /// `len()`; also decides truth.
    pub(crate) len: Option<fn(&Engine, Value<'_>) -> usize>,
    /// Truth of types without a length.
    pub(crate) truth: Option<fn(&Engine, Value<'_>) -> bool>,
    /// `iter()`.
    pub(crate) iter: Option<for<'g> fn(&'g Engine, Value<'g>) -> Res<'g>>,
    /// `next()`.
    pub(crate) next: Next,
    /// `object[key]`.
    pub(crate) get_item: Option<for<'g> fn(&'g Engine, Value<'g>, Value<'g>) -> Res<'g>>,
    /// `object[key] = value`, or `del object[key]` when there is no value.
    pub(crate) set_item:
        Option<fn(&Engine, Value<'_>, Value<'_>, Option<Value<'_>>) -> Result<(), Trap>>,
    /// `item in object`.
    pub(crate) contains: Option<fn(&Engine, Value<'_>, Value<'_>) -> Result<bool, Trap>>,
    /// A binary operator with an object of this type on the left or on the right; `None` is NotImplemented.
    pub(crate) binary: Option<
        for<'g> fn(&'g Engine, BinaryOp, Value<'g>, Value<'g>) -> Result<Option<Value<'g>>, Trap>,
    >,
    /// An in-place operator that changes the left object; `None` falls back to `binary`.
    pub(crate) in_place: Option<
        for<'g> fn(&'g Engine, BinaryOp, Value<'g>, Value<'g>) -> Result<Option<Value<'g>>, Trap>,
    >,
    /// A unary operator; `None` is "bad operand type".
    pub(crate) unary:
        Option<for<'g> fn(&'g Engine, UnaryOp, Value<'g>) -> Result<Option<Value<'g>>, Trap>>,
    /// A comparison; `None` is NotImplemented.
    pub(crate) compare:
        Option<fn(&Engine, CompareOp, Value<'_>, Value<'_>) -> Result<Option<bool>, Trap>>,
    /// An attribute that is not among the members, such as a variable of a module.
    pub(crate) get_attr:
        Option<for<'g> fn(&'g Engine, Value<'g>, Name) -> Result<Option<Value<'g>>, Trap>>,
    /// Sets an attribute, or deletes it when there is no value; false if there is no such attribute.
    pub(crate) set_attr:
        Option<fn(&Engine, Value<'_>, Name, Option<Value<'_>>) -> Result<bool, Trap>>,
    /// The general forms of the slots above.
    pub(crate) general: &'static GeneralSlots,
}

/// The general forms of slots, used when the leaf form answers that it needs to call Python code.
pub(crate) struct GeneralSlots {
    /// The hash.
    pub(crate) hash: Option<fn(&mut Engine, Slot) -> Result<u32, Trap>>,
    /// `object[key]`.
    pub(crate) get_item: Option<fn(&mut Engine, Slot, Slot) -> Result<Word, Trap>>,
    /// `object[key] = value` or `del object[key]`.
    pub(crate) set_item: Option<fn(&mut Engine, Slot, Slot, Option<Slot>) -> Result<(), Trap>>,
    /// `item in object`.
    pub(crate) contains: Option<fn(&mut Engine, Slot, Slot) -> Result<bool, Trap>>,
    /// A binary operator; [`UNBOUND`](crate::value::UNBOUND) is NotImplemented.
    pub(crate) binary: Option<fn(&mut Engine, BinaryOp, Slot, Slot) -> Result<Word, Trap>>,
    /// An in-place operator; [`UNBOUND`](crate::value::UNBOUND) is NotImplemented.
    pub(crate) in_place: Option<fn(&mut Engine, BinaryOp, Slot, Slot) -> Result<Word, Trap>>,
    /// A comparison; `None` is NotImplemented.
    pub(crate) compare:
        Option<fn(&mut Engine, CompareOp, Slot, Slot) -> Result<Option<bool>, Trap>>,
    /// `next()`; `None` is the end.
    pub(crate) next: Option<fn(&mut Engine, Slot) -> Result<Option<Word>, Trap>>,
}

impl GeneralSlots {
    /// No general form of anything.
    pub(crate) const NONE: Self = Self {
        hash: None,
        get_item: None,
        set_item: None,
        contains: None,
        binary: None,
        in_place: None,
        compare: None,
        next: None,
    };
}

impl Type {
    /// A type with only a number: a base for `..` in tables.
    pub(crate) const fn new(id: TypeId) -> Self {
        Self {
            id,
            flags: TypeFlags::empty(),
            members: &[],
            new: None,
            repr: None,
            str: None,
            hash: None,
            len: None,
            truth: None,
            iter: None,
            next: Next::No,
            get_item: None,
            set_item: None,
            contains: None,
            binary: None,
            in_place: None,
            unary: None,
            compare: None,
            get_attr: None,
            set_attr: None,
            general: &GeneralSlots::NONE,
        }
    }
}
