//! The special methods of builtin types, as attributes: `list.__getitem__`, `super().__add__(other)`, `(5).__eq__(5)`.
//!
//! One table serves all types: a type has a method of it if it has the slot behind it.

use super::attribute::{self, native, native_type};
use super::{compare, format, item, iterate, native_slot, operator, record_of, text};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::{Name, rom};
use crate::object::{Engine, Frame, Member, Next, Slot, Trap, Type, TypeFlags, TypeId, UnaryOp};
use crate::value::{UNBOUND, Value, Word};

/// What a type must have to have a method.
#[derive(Clone, Copy)]
enum Need {
    Repr,
    Str,
    Hash,
    Len,
    Truth,
    Iter,
    Next,
    GetItem,
    SetItem,
    Contains,
    Compare,
    Binary(BinaryOp),
    Reflected(BinaryOp),
    InPlace(BinaryOp),
    Unary,
    Exception,
}

macro_rules! methods {
    ($($name:literal $arguments:literal $need:expr => $run:expr;)*) => {
        /// The methods.
        pub(crate) static MEMBERS: &[Member] = &[$(Member::general($name, $arguments, $arguments, $run)),*];
        static NEEDS: &[Need] = &[$($need),*];
    };
}

methods! {
    "__repr__" 1 Need::Repr => repr;
    "__str__" 1 Need::Str => str;
    "__hash__" 1 Need::Hash => hash;
    "__len__" 1 Need::Len => len;
    "__bool__" 1 Need::Truth => truth;
    "with_traceback" 2 Need::Exception => with_traceback;
    "__iter__" 1 Need::Iter => iter;
    "__next__" 1 Need::Next => next;
    "__getitem__" 2 Need::GetItem => |vm, frame| item::get_native_item(vm, frame.at(0), frame.at(1));
    "__setitem__" 3 Need::SetItem => |vm, frame| set_item(vm, frame, Some(frame.at(2)));
    "__delitem__" 2 Need::SetItem => |vm, frame| set_item(vm, frame, None);
    "__contains__" 2 Need::Contains => contains;
    "__eq__" 2 Need::Compare => |vm, frame| ordered(vm, CompareOp::Equal, frame);
    "__ne__" 2 Need::Compare => |vm, frame| ordered(vm, CompareOp::NotEqual, frame);
    "__lt__" 2 Need::Compare => |vm, frame| ordered(vm, CompareOp::Less, frame);
    "__le__" 2 Need::Compare => |vm, frame| ordered(vm, CompareOp::LessEqual, frame);
    "__gt__" 2 Need::Compare => |vm, frame| ordered(vm, CompareOp::Greater, frame);
    "__ge__" 2 Need::Compare => |vm, frame| ordered(vm, CompareOp::GreaterEqual, frame);
    "__neg__" 1 Need::Unary => |vm, frame| unary(vm, UnaryOp::Negative, frame);
    "__pos__" 1 Need::Unary => |vm, frame| unary(vm, UnaryOp::Positive, frame);
    "__invert__" 1 Need::Unary => |vm, frame| unary(vm, UnaryOp::Invert, frame);
    "__abs__" 1 Need::Unary => |vm, frame| unary(vm, UnaryOp::Absolute, frame);
    "__add__" 2 Need::Binary(BinaryOp::Add) => |vm, frame| binary(vm, BinaryOp::Add, frame);
    "__radd__" 2 Need::Reflected(BinaryOp::Add) => |vm, frame| reflected(vm, BinaryOp::Add, frame);
    "__iadd__" 2 Need::InPlace(BinaryOp::Add) => |vm, frame| in_place(vm, BinaryOp::Add, frame);
    "__sub__" 2 Need::Binary(BinaryOp::Subtract) => |vm, frame| binary(vm, BinaryOp::Subtract, frame);
    "__rsub__" 2 Need::Reflected(BinaryOp::Subtract) => |vm, frame| reflected(vm, BinaryOp::Subtract, frame);
    "__isub__" 2 Need::InPlace(BinaryOp::Subtract) => |vm, frame| in_place(vm, BinaryOp::Subtract, frame);
    "__mul__" 2 Need::Binary(BinaryOp::Multiply) => |vm, frame| binary(vm, BinaryOp::Multiply, frame);
    "__rmul__" 2 Need::Reflected(BinaryOp::Multiply) => |vm, frame| reflected(vm, BinaryOp::Multiply, frame);
    "__imul__" 2 Need::InPlace(BinaryOp::Multiply) => |vm, frame| in_place(vm, BinaryOp::Multiply, frame);
    "__mod__" 2 Need::Binary(BinaryOp::Modulo) => |vm, frame| binary(vm, BinaryOp::Modulo, frame);
    "__rmod__" 2 Need::Reflected(BinaryOp::Modulo) => |vm, frame| reflected(vm, BinaryOp::Modulo, frame);
    "__floordiv__" 2 Need::Binary(BinaryOp::FloorDivide) => |vm, frame| binary(vm, BinaryOp::FloorDivide, frame);
    "__rfloordiv__" 2 Need::Reflected(BinaryOp::FloorDivide) =>
        |vm, frame| reflected(vm, BinaryOp::FloorDivide, frame);
    "__truediv__" 2 Need::Binary(BinaryOp::TrueDivide) => |vm, frame| binary(vm, BinaryOp::TrueDivide, frame);
    "__rtruediv__" 2 Need::Reflected(BinaryOp::TrueDivide) =>
        |vm, frame| reflected(vm, BinaryOp::TrueDivide, frame);
    "__pow__" 2 Need::Binary(BinaryOp::Power) => |vm, frame| binary(vm, BinaryOp::Power, frame);
    "__rpow__" 2 Need::Reflected(BinaryOp::Power) => |vm, frame| reflected(vm, BinaryOp::Power, frame);
    "__and__" 2 Need::Binary(BinaryOp::And) => |vm, frame| binary(vm, BinaryOp::And, frame);
    "__rand__" 2 Need::Reflected(BinaryOp::And) => |vm, frame| reflected(vm, BinaryOp::And, frame);
    "__iand__" 2 Need::InPlace(BinaryOp::And) => |vm, frame| in_place(vm, BinaryOp::And, frame);
    "__or__" 2 Need::Binary(BinaryOp::Or) => |vm, frame| binary(vm, BinaryOp::Or, frame);
    "__ror__" 2 Need::Reflected(BinaryOp::Or) => |vm, frame| reflected(vm, BinaryOp::Or, frame);
    "__ior__" 2 Need::InPlace(BinaryOp::Or) => |vm, frame| in_place(vm, BinaryOp::Or, frame);
    "__xor__" 2 Need::Binary(BinaryOp::Xor) => |vm, frame| binary(vm, BinaryOp::Xor, frame);
    "__rxor__" 2 Need::Reflected(BinaryOp::Xor) => |vm, frame| reflected(vm, BinaryOp::Xor, frame);
    "__ixor__" 2 Need::InPlace(BinaryOp::Xor) => |vm, frame| in_place(vm, BinaryOp::Xor, frame);
    "__lshift__" 2 Need::Binary(BinaryOp::LeftShift) => |vm, frame| binary(vm, BinaryOp::LeftShift, frame);
    "__rlshift__" 2 Need::Reflected(BinaryOp::LeftShift) => |vm, frame| reflected(vm, BinaryOp::LeftShift, frame);
    "__rshift__" 2 Need::Binary(BinaryOp::RightShift) => |vm, frame| binary(vm, BinaryOp::RightShift, frame);
    "__rrshift__" 2 Need::Reflected(BinaryOp::RightShift) =>
        |vm, frame| reflected(vm, BinaryOp::RightShift, frame);
}

/// The least and the greatest number of a method's name: most names lie outside.
const RANGE: (u16, u16) = (const { rom("__repr__") }.0, const { rom("with_traceback") }.0);

/// The position of the method of this name in the table, if the type has it.
pub(crate) fn find(ty: &Type, name: Name) -> Option<usize> {
    if name.0 < RANGE.0 || name.0 > RANGE.1 {
        return None;
    }
    let position = MEMBERS.iter().position(|member| member.name() == name)?;
    has(ty, *NEEDS.get(position)?).then_some(position)
}

fn has(ty: &Type, need: Need) -> bool {
    match need {
        Need::Repr => ty.repr.is_some(),
        Need::Str => ty.str.is_some(),
        Need::Hash => ty.hash.is_some() && !ty.flags.contains(TypeFlags::UNHASHABLE),
        Need::Len => ty.len.is_some(),
        Need::Truth => ty.truth.is_some(),
        Need::Iter => ty.iter.is_some() || !matches!(ty.next, Next::No),
        Need::Next => !matches!(ty.next, Next::No),
        Need::GetItem => ty.get_item.is_some(),
        Need::SetItem => ty.set_item.is_some(),
        Need::Contains => ty.contains.is_some(),
        Need::Compare => ty.compare.is_some(),
        Need::Binary(op) => ty.binary.is_some() && knows(ty.id, op),
        Need::Reflected(op) => ty.binary.is_some() && knows_reflected(ty.id, op),
        Need::InPlace(op) => ty.in_place.is_some() && knows(ty.id, op),
        Need::Unary => ty.unary.is_some(),
        Need::Exception => ty.id.is_exception(),
    }
}

/// Whether a type that has operators at all has this one.
fn knows(id: TypeId, op: BinaryOp) -> bool {
    match id {
        TypeId::INT | TypeId::BOOL => op != BinaryOp::MatrixMultiply,
        TypeId::FLOAT | TypeId::COMPLEX => !is_bitwise(op),
        TypeId::STR | TypeId::BYTES | TypeId::BYTEARRAY => {
            matches!(op, BinaryOp::Add | BinaryOp::Multiply | BinaryOp::Modulo)
        }
        TypeId::DICT => op == BinaryOp::Or,
        TypeId::SET | TypeId::FROZENSET | TypeId::DICT_KEYS | TypeId::DICT_ITEMS => {
            matches!(op, BinaryOp::Subtract | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor)
        }
        _ => matches!(op, BinaryOp::Add | BinaryOp::Multiply),
    }
}

fn knows_reflected(id: TypeId, op: BinaryOp) -> bool {
    let is_sequence = !matches!(
        id,
        TypeId::INT
            | TypeId::BOOL
            | TypeId::FLOAT
            | TypeId::COMPLEX
            | TypeId::DICT
            | TypeId::SET
            | TypeId::FROZENSET
            | TypeId::DICT_KEYS
            | TypeId::DICT_ITEMS
    );
    knows(id, op) && !(is_sequence && op == BinaryOp::Add)
}

fn is_bitwise(op: BinaryOp) -> bool {
    use BinaryOp::{And, LeftShift, MatrixMultiply, Or, RightShift, Xor};
    matches!(op, And | Or | Xor | LeftShift | RightShift | MatrixMultiply)
}

/// `exception.with_traceback(traceback)`: the exception itself, also if it is an instance of a class written in Python,
/// which a method of the type `BaseException` would not see.
fn with_traceback(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let name = const { rom("__traceback__") };
    attribute::default_set_attr(vm, frame.at(0), name, Some(frame.at(1)))?;
    Ok(vm.word(frame.at(0)))
}

/// NotImplemented in place of no answer.
fn or_not_implemented(answer: Word) -> Word {
    if answer == UNBOUND { Value::not_implemented().word() } else { answer }
}

fn binary(vm: &mut Engine, op: BinaryOp, frame: Frame) -> Result<Word, Trap> {
    let id = native_type(vm, vm.at(frame.at(0)));
    operator::native_side(vm, id, op, frame.at(0), frame.at(1)).map(or_not_implemented)
}

fn reflected(vm: &mut Engine, op: BinaryOp, frame: Frame) -> Result<Word, Trap> {
    let id = native_type(vm, vm.at(frame.at(0)));
    operator::native_side(vm, id, op, frame.at(1), frame.at(0)).map(or_not_implemented)
}

fn in_place(vm: &mut Engine, op: BinaryOp, frame: Frame) -> Result<Word, Trap> {
    operator::native_in_place(vm, op, frame.at(0), frame.at(1)).map(or_not_implemented)
}

fn unary(vm: &mut Engine, op: UnaryOp, frame: Frame) -> Result<Word, Trap> {
    operator::native_unary(vm, op, frame.at(0)).map(or_not_implemented)
}

fn ordered(vm: &mut Engine, op: CompareOp, frame: Frame) -> Result<Word, Trap> {
    let answer = compare::native_compare(vm, op, frame.at(0), frame.at(1))?;
    Ok(answer.map_or(Value::not_implemented(), Value::bool).word())
}

fn contains(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let found = compare::native_contains(vm, frame.at(1), frame.at(0))?;
    Ok(Value::bool(found).word())
}

fn set_item(vm: &mut Engine, frame: Frame, value: Option<Slot>) -> Result<Word, Trap> {
    item::set_native_item(vm, frame.at(0), frame.at(1), value)?;
    Ok(Value::none().word())
}

fn iter(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    iterate::native_iter(vm, frame.at(0)).map(or_not_implemented)
}

fn next(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    match iterate::native_next(vm, frame.at(0))? {
        Some(word) => Ok(word),
        None => Err(vm.raise(TypeId::STOP_ITERATION, "")),
    }
}

fn len(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let value = vm.at(frame.at(0));
    let len = record_of(vm, value).len.map_or(0, |slot| slot(vm, native(vm, value)));
    Ok(Value::small(len as i32).unwrap_or(Value::int(0)).word())
}

fn truth(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let value = vm.at(frame.at(0));
    let truth = record_of(vm, value).truth.is_none_or(|slot| slot(vm, native(vm, value)));
    Ok(Value::bool(truth).word())
}

fn hash(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let hash = compare::native_hash(vm, frame.at(0))?;
    let small = Value::small(hash as i32).unwrap_or(Value::int((hash & 0x3fff_ffff) as i32));
    Ok(small.word())
}

fn repr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let value = native_slot(vm, frame.at(0))?;
    format::repr_of(vm, value)
}

fn str(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let value = native_slot(vm, frame.at(0))?;
    let Some(slot) = record_of(vm, vm.at(value)).str else { return format::str_of(vm, value) };
    if vm.is_str(vm.at(value)) {
        return Ok(vm.word(value));
    }
    vm.scope(|vm| {
        let out = text::start(vm)?;
        slot(vm, value, out)?;
        text::finish(vm, out)
    })
}
