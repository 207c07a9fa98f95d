//! What annotations are made of: `list[int]` and `int | None`.
//!
//! ```text
//! GENERIC_ALIAS  [header][origin, a class][arguments, a tuple]
//! UNION          [header][alternatives, a tuple: classes, aliases, None]
//! ```

use super::sequence::RowHash;
use super::tuple;
use crate::bytecode::{BinaryOp, CompareOp};
use crate::name::rom;
use crate::object::{Args, Engine, Member, Res, Role, Slot, Trap, Type, TypeFlags, TypeId, kind};
use crate::runtime::{attribute, compare, format, text};
use crate::value::{UNBOUND, Value};

/// Word of an alias's class, or of a union's alternatives.
const FIRST: u32 = 1;
/// Word of an alias's arguments.
const ARGUMENTS: u32 = 2;

/// `class[arguments]`: the method `__class_getitem__` of builtin classes.
pub(crate) fn class_get_item<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    alias(vm, args.at(0), args.at(1))
}

/// `origin[key]`, where origin is a class or an alias.
pub(crate) fn alias<'g>(vm: &'g Engine, origin: Value<'g>, key: Value<'g>) -> Res<'g> {
    vm.reserve(2 + 3)?;
    let arguments = match vm.expect(key, kind::TUPLE) {
        Some(tuple) => tuple,
        None => tuple::new(vm, &[key.word()])?.word(),
    };
    vm.make(kind::GENERIC_ALIAS, &[origin.word(), arguments])
}

/// The member that builtin containers have for it.
pub(crate) const CLASS_GET_ITEM: Member =
    Member::leaf("__class_getitem__", 2, 2, class_get_item).role(Role::Class);

fn part<'g>(vm: &'g Engine, args: Args<'g>, i: u32) -> Res<'g> {
    Ok(args.at(0).address().map_or(Value::none(), |address| vm.value(vm.field(address, i))))
}

/// Whether a value may stand in a union.
fn is_alternative(vm: &Engine, value: Value<'_>) -> bool {
    let is_class = matches!(
        vm.layout(value),
        Some(kind::TYPE | kind::CLASS | kind::GENERIC_ALIAS | kind::UNION | kind::TYPE_PARAMETER)
    );
    is_class || value == Value::none()
}

/// The alternatives of a union; of any other value, itself.
fn alternative<'g>(vm: &'g Engine, value: Value<'g>, i: usize) -> Option<Value<'g>> {
    match vm.expect(value, kind::UNION) {
        Some(union) => tuple::item(vm, vm.field(union, FIRST), i),
        // None stands for its type.
        None if i == 0 && value == Value::none() => Some(vm.type_object(TypeId::NONE)),
        None => (i == 0).then_some(value),
    }
}

fn alternatives<'g>(vm: &'g Engine, value: Value<'g>) -> impl Iterator<Item = Value<'g>> {
    (0..).map_while(move |i| alternative(vm, value, i))
}

/// `class | class`, for classes, aliases and unions.
pub(crate) fn union<'g>(
    vm: &'g Engine,
    op: BinaryOp,
    a: Value<'g>,
    b: Value<'g>,
) -> Result<Option<Value<'g>>, Trap> {
    if op != BinaryOp::Or || !is_alternative(vm, a) || !is_alternative(vm, b) {
        return Ok(None);
    }
    let room = alternatives(vm, a).chain(alternatives(vm, b)).count() as u32;
    vm.reserve(room + 1 + 2)?;
    let made = vm.make(kind::UNION, &[UNBOUND])?;
    let row = tuple::alloc(vm, room)?;
    let mut count = 0;
    for value in alternatives(vm, a).chain(alternatives(vm, b)) {
        let is_new = (1..=count).all(|i| vm.field(row, i) != value.word());
        if is_new {
            count += 1;
            vm.set_raw(row, count, value.word());
        }
    }
    vm.heap.shrink(row, count + 1);
    if count == 1 {
        return Ok(vm.value_field(row, 1));
    }
    vm.set_raw(made.word(), FIRST, row);
    Ok(Some(made))
}

/// Appends the name by which a class is shown in an annotation, or the repr of what is no class.
fn repr_part(vm: &mut Engine, part: Slot, out: Slot) -> Result<(), Trap> {
    let value = vm.at(part);
    if value == Value::ellipsis() {
        return text::push(vm, out, b"...");
    }
    if value == vm.type_object(TypeId::NONE) {
        return text::push(vm, out, b"None");
    }
    if !matches!(vm.layout(value), Some(kind::TYPE | kind::CLASS)) {
        return format::repr(vm, part, out);
    }
    vm.scope(|vm| {
        let name = vm.push_unbound(1)?;
        if vm.expect(vm.at(part), kind::CLASS).is_some() {
            let word = attribute::get_attr(vm, part, const { rom("__module__") })?;
            vm.set_word(name, word);
            text::push_str(vm, out, name)?;
            text::push(vm, out, b".")?;
        }
        let word = attribute::get_attr(vm, part, const { rom("__qualname__") })?;
        vm.set_word(name, word);
        text::push_str(vm, out, name)
    })
}

/// Appends the parts of a tuple with something between them.
fn repr_parts(vm: &mut Engine, row: Slot, out: Slot, between: &[u8]) -> Result<(), Trap> {
    vm.scope(|vm| {
        let each = vm.push_unbound(1)?;
        for i in 0..tuple::len(vm, vm.word(row)) {
            if i > 0 {
                text::push(vm, out, between)?;
            }
            vm.set(each, tuple::item(vm, vm.word(row), i).unwrap_or(Value::none()));
            repr_part(vm, each, out)?;
        }
        Ok(())
    })
}

fn repr_alias(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let slots = vm.push_unbound(2)?;
        vm.set_word(slots, vm.field(vm.word(value), FIRST));
        vm.set_word(slots.offset(1), vm.field(vm.word(value), ARGUMENTS));
        repr_part(vm, slots, out)?;
        text::push(vm, out, b"[")?;
        repr_parts(vm, slots.offset(1), out, b", ")?;
        text::push(vm, out, b"]")
    })
}

fn repr_union(vm: &mut Engine, value: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let row = vm.push_unbound(1)?;
        vm.set_word(row, vm.field(vm.word(value), FIRST));
        repr_parts(vm, row, out, b" | ")
    })
}

fn equality(op: CompareOp, is_equal: bool) -> Option<bool> {
    match op {
        CompareOp::Equal => Some(is_equal),
        CompareOp::NotEqual => Some(!is_equal),
        _ => None,
    }
}

fn compare_aliases(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    let (Some(a), Some(b)) = (vm.expect(a, kind::GENERIC_ALIAS), vm.expect(b, kind::GENERIC_ALIAS))
    else {
        return Ok(None);
    };
    let arguments = |alias| vm.value(vm.field(alias, ARGUMENTS));
    let is_equal = vm.field(a, FIRST) == vm.field(b, FIRST)
        && compare::leaf_equal(vm, arguments(a), arguments(b))?;
    Ok(equality(op, is_equal))
}

fn hash_alias(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let address = value.address().unwrap_or_default();
    let origin = compare::leaf_hash(vm, vm.value(vm.field(address, FIRST)))?;
    let arguments = compare::leaf_hash(vm, vm.value(vm.field(address, ARGUMENTS)))?;
    Ok(RowHash::EMPTY.add(origin).add(arguments).finish())
}

/// Whether two unions have the same alternatives, in any order.
fn compare_unions(
    vm: &Engine,
    op: CompareOp,
    a: Value<'_>,
    b: Value<'_>,
) -> Result<Option<bool>, Trap> {
    if vm.expect(a, kind::UNION).is_none() || vm.expect(b, kind::UNION).is_none() {
        return Ok(None);
    }
    let is_part =
        |a, b| alternatives(vm, a).all(|own| alternatives(vm, b).any(|other| own == other));
    Ok(equality(op, is_part(a, b) && is_part(b, a)))
}

fn hash_union(vm: &Engine, value: Value<'_>) -> Result<u32, Trap> {
    let mut hash = 0;
    for part in alternatives(vm, value) {
        hash ^= RowHash::EMPTY.add(compare::leaf_hash(vm, part)?).finish();
    }
    Ok(hash)
}

/// `list[int]` and the like.
pub(crate) static ALIAS: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[
        Member::leaf("__origin__", 1, 1, |vm, args| part(vm, args, FIRST)).role(Role::Attribute),
        Member::leaf("__args__", 1, 1, |vm, args| part(vm, args, ARGUMENTS)).role(Role::Attribute),
        // As a base class it stands for its origin.
        Member::leaf("__mro_entries__", 2, 2, |vm, args| {
            tuple::new(vm, &[part(vm, args, FIRST)?.word()])
        }),
    ],
    repr: Some(repr_alias),
    hash: Some(hash_alias),
    binary: Some(union),
    compare: Some(compare_aliases),
    ..Type::new(TypeId::GENERIC_ALIAS)
};

/// `int | str` and the like.
pub(crate) static UNION: Type = Type {
    flags: TypeFlags::TRUE,
    members: &[
        Member::leaf("__args__", 1, 1, |vm, args| part(vm, args, FIRST)).role(Role::Attribute)
    ],
    repr: Some(repr_union),
    hash: Some(hash_union),
    binary: Some(union),
    compare: Some(compare_unions),
    ..Type::new(TypeId::UNION)
};
