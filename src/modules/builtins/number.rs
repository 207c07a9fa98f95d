//! Builtins that make or take numbers: `abs`, `divmod`, `pow`, `round`, `hash`, `id`, `bin`, `oct`, `hex`, `chr`, ...

use crate::bytecode::BinaryOp;
use crate::heap::Header;
use crate::name::{self, rom};
use crate::object::{Args, Engine, Frame, Res, Slot, Trap, TypeId, UnaryOp, kind};
use crate::runtime::{attribute, call, compare, format, index, operator, text};
use crate::types::str::utf8;
use crate::types::{float, int};
use crate::value::{UNBOUND, Value, Word};

/// `abs` of a number.
pub(super) fn leaf_abs<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let value = args.at(0);
    if let Some(n) = value.as_small() {
        return int::from_i64(vm, i64::from(n).abs());
    }
    match float::get(vm, value) {
        Some(x) => float::make(vm, x.abs()),
        None => Err(vm.need_call()),
    }
}

pub(super) fn abs(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    operator::unary(vm, UnaryOp::Absolute, frame.at(0))
}

/// `divmod` of ints.
pub(super) fn leaf_divmod<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (a, b) = (args.at(0), args.at(1));
    if is_int(vm, a) && is_int(vm, b) { int::divmod(vm, a, b) } else { Err(vm.need_call()) }
}

pub(super) fn divmod(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (a, b) = (frame.at(0), frame.at(1));
    vm.scope(|vm| {
        let answer = operator::binary_special(
            vm,
            const { rom("__divmod__") },
            const { rom("__rdivmod__") },
            a,
            b,
        )?;
        if answer != UNBOUND {
            return Ok(answer);
        }
        let is_number = |slot| {
            let native = attribute::native_type(vm, vm.at(slot));
            matches!(native, TypeId::INT | TypeId::BOOL | TypeId::FLOAT)
        };
        if !is_number(a) || !is_number(b) {
            let text = "unsupported operand type(s) for divmod(): '{t}' and '{t}'";
            return Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(a), vm.at(b)));
        }
        vm.leaf(|vm| {
            let (x, y) = (attribute::native(vm, vm.at(a)), attribute::native(vm, vm.at(b)));
            if let (Some(x), Some(y)) = (int::as_int(vm, x), int::as_int(vm, y)) {
                return int::divmod(vm, x, y);
            }
            // Both are numbers, so these are never absent.
            let part = |value| float::operand(vm, value).map(Option::unwrap_or_default);
            float::divmod(vm, part(x)?, part(y)?)
        })
    })
}

fn is_int(vm: &Engine, value: Value<'_>) -> bool {
    value.as_small().is_some() || vm.expect(value, kind::INT).is_some()
}

pub(super) fn pow(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[const { rom("mod") }])?;
    let modulus =
        frame.get_or(vm, 2, const { rom("mod") }).filter(|&slot| vm.at(slot) != Value::none());
    let Some(modulus) = modulus else {
        return operator::binary(vm, BinaryOp::Power, frame.at(0), frame.at(1));
    };
    if let Some(word) = vm.scope(|vm| {
        call::call_special(vm, frame.at(0), const { rom("__pow__") }, &[frame.at(1), modulus])
    })? {
        return Ok(word);
    }
    let slots = [frame.at(0), frame.at(1), modulus];
    if !slots.iter().all(|&slot| int::as_int(vm, vm.at(slot)).is_some()) {
        return Err(
            vm.type_error("pow() 3rd argument not allowed unless all arguments are integers")
        );
    }
    vm.leaf(|vm| int::power_modulo(vm, vm.at(slots[0]), vm.at(slots[1]), vm.at(slots[2])))
}

pub(super) fn round(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    frame.args(vm).only(vm, &[const { rom("ndigits") }])?;
    let places =
        frame.get_or(vm, 1, const { rom("ndigits") }).filter(|&slot| vm.at(slot) != Value::none());
    let method = attribute::lookup(
        vm,
        attribute::type_of(vm, vm.at(frame.at(0))),
        const { rom("__round__") },
    );
    let Some(method) = method.map(Value::word) else {
        let value = vm.at(frame.at(0));
        return Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "type {t} doesn't define __round__ method",
            value,
            value,
        ));
    };
    vm.scope(|vm| match places {
        Some(places) => call::call_found(vm, method, frame.at(0), &[places]),
        None => call::call_found(vm, method, frame.at(0), &[]),
    })
}

pub(super) fn hash(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let hash = match compare::hash(vm, frame.at(0))? as i32 {
        -1 => -2,
        hash => hash,
    };
    vm.leaf(|vm| int::from_i64(vm, hash.into()))
}

pub(super) fn id<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    int::from_u32(vm, vm.id(args.at(0))?)
}

pub(super) fn bin(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    in_base(vm, frame, 1, b"0b")
}

pub(super) fn oct(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    in_base(vm, frame, 3, b"0o")
}

pub(super) fn hex(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    in_base(vm, frame, 4, b"0x")
}

/// The text of an int in a base of so many bits.
fn in_base(vm: &mut Engine, frame: Frame, bits: u32, prefix: &[u8]) -> Result<Word, Trap> {
    format::build(vm, |vm, out| {
        let number = vm.push_unbound(1)?;
        let word = index::int_of(vm, frame.at(0))?;
        vm.set_word(number, word);
        if Magnitude::of(vm, number).is_negative {
            text::push(vm, out, b"-")?;
        }
        text::push(vm, out, prefix)?;
        let mut digit = Magnitude::of(vm, number).bits(vm, number).max(1).div_ceil(bits);
        let mut buffer = [0; 32];
        while digit > 0 {
            let count = digit.min(buffer.len() as u32);
            for place in buffer.iter_mut().take(count as usize) {
                digit -= 1;
                let value =
                    Magnitude::of(vm, number).digit(vm, number, digit * bits) & ((1 << bits) - 1);
                *place = b"0123456789abcdef"[value as usize & 15];
            }
            text::push(vm, out, &buffer[..count as usize])?;
        }
        Ok(())
    })
}

/// An int without its sign, as 32-bit words.
struct Magnitude {
    is_negative: bool,
    words: u32,
}

impl Magnitude {
    fn of(vm: &Engine, number: Slot) -> Self {
        match (vm.at(number).as_small(), vm.at(number).address()) {
            (None, Some(address)) => Self {
                is_negative: vm.header(address).has(Header::FLAG_A),
                words: vm.heap.object_words(address) - 1,
            },
            (small, _) => Self { is_negative: small.is_some_and(|n| n < 0), words: 1 },
        }
    }

    fn word(&self, vm: &Engine, number: Slot, i: u32) -> u32 {
        match vm.at(number).as_small() {
            _ if i >= self.words => 0,
            Some(n) => n.unsigned_abs(),
            None => vm.field(vm.word(number), i + 1),
        }
    }

    /// How many bits it has.
    fn bits(&self, vm: &Engine, number: Slot) -> u32 {
        let top = self.words - 1;
        32 * top + (32 - self.word(vm, number, top).leading_zeros())
    }

    /// The bits from one on.
    fn digit(&self, vm: &Engine, number: Slot, bit: u32) -> u32 {
        let (i, shift) = (bit / 32, bit % 32);
        let pair =
            u64::from(self.word(vm, number, i)) | u64::from(self.word(vm, number, i + 1)) << 32;
        (pair >> shift) as u32
    }
}

/// `chr` of a small int.
pub(super) fn leaf_chr<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match args.at(0).as_small().and_then(|code| char::from_u32(code as u32)) {
        Some(c) if c.is_ascii() => Ok(vm.name_value(name::ascii(c as u8))),
        Some(c) => vm.new_str(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => Err(vm.need_call()),
    }
}

pub(super) fn chr(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let code = index::index_of(vm, frame.at(0))?;
    let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) else {
        return Err(vm.value_error("chr() arg not in range(0x110000)"));
    };
    vm.leaf(|vm| vm.new_str(c.encode_utf8(&mut [0; 4]).as_bytes()))
}

pub(super) fn ord<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let value = attribute::native(vm, args.at(0));
    if let Some(text) = vm.str_bytes(value) {
        if let Some((code, width)) = utf8::decode(text)
            && width == text.len()
        {
            return Ok(Value::int(code as i32));
        }
        let len = Value::int(utf8::count(text) as i32);
        let text = "ord() expected a character, but string of length {d} found";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, len, len));
    }
    let byte = match (vm.layout(value), value.address()) {
        (Some(kind::BYTES), Some(at)) if vm.field(at, 1) == 1 => Some(vm.heap.byte(at + 8)),
        (Some(kind::BYTEARRAY), Some(at)) if vm.field(at, 1) == 1 => {
            Some(vm.heap.byte(vm.field(at, 2) + 4))
        }
        _ => None,
    };
    match byte {
        Some(byte) => Ok(Value::int(byte.into())),
        None => Err(vm.raise_with(
            TypeId::TYPE_ERROR,
            "ord() expected string of length 1, but {t} found",
            value,
            value,
        )),
    }
}
