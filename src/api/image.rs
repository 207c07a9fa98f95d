//! Images of compiled programs: written from code objects, and made code objects again.

use core::cell::Cell;

use super::error::Error;
use crate::bytecode::code::{CONSTANTS_WORD, HANDLER_WORDS, Head, NO_PREFIX};
use crate::bytecode::image::{
    CodeImage, Constant, LENGTH_AT, MAGIC, NESTING_MAX, NO_CODE, Reader, VERSION, check, sort,
    working_words,
};
use crate::bytecode::verify::Invalid;
use crate::name::Name;
use crate::object::{Engine, Slot, Trap, kind};
use crate::types::{bytes, complex, float, int, set, tuple};
use crate::value::{Float, Value, Word};
use crate::vm::function;

/// Writes into a buffer, and counts on when it is full.
struct Writer<'o> {
    out: &'o mut [u8],
    at: usize,
}

/// A constant that an image cannot hold: nested too deep, or too long.
struct Unfit;

impl Writer<'_> {
    fn put(&mut self, bytes: &[u8]) {
        let end = self.at + bytes.len();
        if let Some(place) = self.out.get_mut(self.at..end) {
            place.copy_from_slice(bytes);
        }
        self.at = end;
    }

    fn u8(&mut self, n: u8) {
        self.put(&[n]);
    }

    fn count(&mut self, n: usize) -> Result<(), Unfit> {
        let n = u16::try_from(n).map_err(|_| Unfit)?;
        self.put(&n.to_le_bytes());
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Unfit> {
        self.count(text.len())?;
        self.put(text.as_bytes());
        Ok(())
    }

    fn long(&mut self, bytes: &[u8]) {
        self.put(&(bytes.len() as u32).to_le_bytes());
        self.put(bytes);
    }

    fn name(&mut self, vm: &Engine, number: u16) -> Result<(), Unfit> {
        self.text(vm.text(vm.name_value(Name(number))).unwrap_or_default())
    }

    fn code(&mut self, vm: &Engine, code: Word, depth: u32) -> Result<(), Unfit> {
        if depth > NESTING_MAX {
            return Err(Unfit);
        }
        let head = function::head(vm, code);
        let line_bytes = (4 * vm.heap.object_words(code)).saturating_sub(head.lines.into());
        self.put(&[head.registers, head.shape]);
        self.put(&head.flags.bits().to_le_bytes());
        self.put(&head.first_line.to_le_bytes());
        self.put(&[head.positional, head.positional_only, head.keyword_only, head.free]);
        self.put(&head.constants.to_le_bytes());
        self.put(&head.handlers.to_le_bytes());
        self.count(head.name_count())?;
        self.count(head.units())?;
        self.count(line_bytes as usize)?;
        self.name(vm, head.name)?;
        self.u8(u8::from(head.prefix != NO_PREFIX));
        if head.prefix != NO_PREFIX {
            self.name(vm, head.prefix)?;
        }
        for i in 0..head.name_count() as u32 {
            self.name(vm, function::name(vm, &head, code, i).0)?;
        }
        let handlers = code + 4 * head.handlers_word() as u32;
        self.put(vm.heap.bytes(handlers, (4 * HANDLER_WORDS * usize::from(head.handlers)) as u32));
        self.put(vm.heap.bytes(code + u32::from(head.start), 2 * head.units() as u32));
        self.put(vm.heap.bytes(code + u32::from(head.lines), line_bytes));
        let constant = |i: u16| vm.value(vm.field(code, CONSTANTS_WORD as u32 + u32::from(i)));
        for i in 0..head.constants {
            let free = vm.expect(constant(i), kind::CODE).map(|code| function::head(vm, code).free);
            self.u8(free.unwrap_or(NO_CODE));
        }
        (0..head.constants).try_for_each(|i| self.constant(vm, constant(i), depth))
    }

    fn constant(&mut self, vm: &Engine, value: Value<'_>, depth: u32) -> Result<(), Unfit> {
        if depth > NESTING_MAX {
            return Err(Unfit);
        }
        for (constant, number) in [
            (Value::none(), sort::NONE),
            (Value::true_(), sort::TRUE),
            (Value::false_(), sort::FALSE),
            (Value::ellipsis(), sort::ELLIPSIS),
        ] {
            if value == constant {
                self.u8(number);
                return Ok(());
            }
        }
        if let Some((negative, digits)) = int::to_digits(vm, value, &[Cell::new(0)]) {
            self.put(&[sort::INT, negative.into()]);
            self.count(digits.len())?;
            digits.iter().for_each(|digit| self.put(&digit.get().to_le_bytes()));
        } else if let Some(x) = float::get(vm, value) {
            self.u8(sort::FLOAT);
            self.float(x);
        } else if let Some(number) = complex::get(vm, value) {
            self.u8(sort::COMPLEX);
            self.float(number.real);
            self.float(number.imaginary);
        } else if let Some(text) = vm.text(value) {
            self.u8(sort::STR);
            self.long(text.as_bytes());
        } else if let Some(address) = vm.expect(value, kind::BYTES) {
            let content = bytes::content(vm, address);
            self.u8(sort::BYTES);
            self.long(content);
        } else if let Some(address) = vm.expect(value, kind::TUPLE) {
            self.u8(sort::TUPLE);
            self.count(tuple::len(vm, address))?;
            for i in 0..tuple::len(vm, address) {
                let item = tuple::item(vm, address, i).unwrap_or(Value::none());
                self.constant(vm, item, depth + 1)?;
            }
        } else if let Some(address) = vm.expect(value, kind::FROZENSET) {
            let table = set::table(address);
            self.u8(sort::FROZENSET);
            self.count(table.len(vm) as usize)?;
            let mut from = 0;
            while let Some(i) = table.next(vm, from) {
                self.constant(vm, vm.value(table.key(vm, i)), depth + 1)?;
                from = i + 1;
            }
        } else if let Some(code) = vm.expect(value, kind::CODE) {
            self.u8(sort::CODE);
            self.code(vm, code, depth + 1)?;
        } else {
            return Err(Unfit);
        }
        Ok(())
    }

    #[allow(clippy::useless_conversion, reason = "floats have 32 bits in other builds")]
    fn float(&mut self, x: Float) {
        self.put(&f64::from(x).to_le_bytes());
    }
}

/// Writes the code object of a program; how many bytes that took, or would take.
pub(super) fn write(vm: &Engine, code: Word, out: &mut [u8]) -> Result<usize, Error> {
    let mut writer = Writer { out, at: 0 };
    writer.put(&MAGIC);
    writer.put(&VERSION.to_le_bytes());
    writer.put(&[0; 4]);
    let written =
        writer.name(vm, function::head(vm, code).file).and_then(|()| writer.code(vm, code, 0));
    let (out, len) = (writer.out, writer.at);
    if written.is_err() || u32::try_from(len).is_err() {
        return Err(Error::Image { at: len, problem: "a constant does not fit" });
    }
    if let Some(place) = out.get_mut(LENGTH_AT..LENGTH_AT + 4) {
        place.copy_from_slice(&(len as u32).to_le_bytes());
    }
    if len > out.len() { Err(Error::ImageTooLarge { needed: len }) } else { Ok(len) }
}

/// Why an image could not be made code.
pub(super) enum Failure {
    /// It is not right.
    Invalid(Invalid),
    /// Memory is short.
    Trap(Trap),
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl From<Trap> for Failure {
    fn from(trap: Trap) -> Self {
        Self::Trap(trap)
    }
}

/// Checks an image, and then makes its code object.
pub(super) fn read(vm: &mut Engine, image: &[u8]) -> Result<Word, Failure> {
    let words = working_words(image.len());
    if vm.scratch().len() < words && !vm.grow_scratch(words as u32) {
        return Err(Failure::Trap(vm.memory_error()));
    }
    let checked = check(image, vm.scratch_mut());
    vm.release_scratch();
    checked?;
    let (file, mut reader) = Reader::open(image)?;
    let file = intern(vm, file)?;
    code(vm, &mut reader, file)
}

fn intern(vm: &mut Engine, text: &str) -> Result<u16, Trap> {
    vm.leaf_with(|vm| vm.intern(text.as_bytes())).map(|name| name.0)
}

/// Makes the next code object.
fn code(vm: &mut Engine, reader: &mut Reader<'_>, file: u16) -> Result<Word, Failure> {
    let image = reader.code()?;
    let Some((head, words)) = image.layout() else { return Err(Failure::Trap(vm.memory_error())) };
    let start = vm.top();
    let word = vm.leaf(|vm| vm.alloc_zeroed(kind::CODE, words).map(Value::object))?;
    let made = vm.push(word)?;
    // The count of constants is set at once: those not yet made are 0.
    let head = Head { prefix: NO_PREFIX, file, ..head };
    function::set_head(vm, vm.word(made), &head);
    fill(vm, made, &image)?;
    let name = intern(vm, image.name)?;
    let prefix = match image.prefix {
        Some(prefix) => intern(vm, prefix)?,
        None => NO_PREFIX,
    };
    function::set_head(vm, vm.word(made), &Head { name, prefix, ..head });
    for i in 0..u32::from(head.constants) {
        let word = constant(vm, reader, file)?;
        vm.set_field(vm.word(made), CONSTANTS_WORD as u32 + i, word);
    }
    let word = vm.word(made);
    vm.set_top(start);
    Ok(word)
}

/// Copies handlers, names, instructions and lines.
fn fill(vm: &mut Engine, code: Slot, image: &CodeImage<'_>) -> Result<(), Failure> {
    let head = function::head(vm, vm.word(code));
    let handlers = 4 * head.handlers_word() as u32;
    for (offset, bytes) in [
        (handlers, image.handlers),
        (head.start.into(), image.units),
        (head.lines.into(), image.lines),
    ] {
        vm.heap.copy_in(vm.word(code) + offset, bytes);
    }
    let mut names = image.names;
    for i in 0..u32::from(image.name_count) {
        let name = intern(vm, names.text()?)?;
        vm.heap.set_half(vm.word(code) + head.name_offset(i), name);
    }
    Ok(())
}

/// Makes the next constant.
fn constant(vm: &mut Engine, reader: &mut Reader<'_>, file: u16) -> Result<Word, Failure> {
    let (count, is_set) = match reader.constant()? {
        Constant::Code => return code(vm, reader, file),
        Constant::Tuple(0) => return Ok(Value::empty_tuple().word()),
        Constant::Tuple(count) => (u32::from(count), false),
        Constant::FrozenSet(count) => (u32::from(count), true),
        other => return Ok(vm.leaf(|vm| simple(vm, other))?),
    };
    let start = vm.top();
    let word = vm.leaf(|vm| {
        if is_set {
            set::with_room(vm, kind::FROZENSET, count)
        } else {
            vm.alloc_zeroed(kind::TUPLE, count + 1).map(Value::object)
        }
    })?;
    let made = vm.push(word)?;
    for i in 0..count {
        let word = constant(vm, reader, file)?;
        if is_set {
            let item = vm.push(word)?;
            // What cannot be hashed is no item of a set: the image is not one that was written.
            set::add_slot(vm, made, item)?;
            vm.set_top(item);
        } else {
            vm.set_field(vm.word(made), i + 1, word);
        }
    }
    let word = vm.word(made);
    vm.set_top(start);
    Ok(word)
}

/// Makes a constant that holds no other.
fn simple<'g>(vm: &'g Engine, constant: Constant<'_>) -> Result<Value<'g>, Trap> {
    match constant {
        Constant::True => Ok(Value::true_()),
        Constant::False => Ok(Value::false_()),
        Constant::Ellipsis => Ok(Value::ellipsis()),
        Constant::Int(negative, digits) => {
            int::from_digits(vm, negative, digits.iter().map(|digit| u32::from_le_bytes(*digit)))
        }
        Constant::Float(x) => float::make(vm, x as Float),
        Constant::Complex(real, imaginary) => {
            let number = complex::Complex { real: real as Float, imaginary: imaginary as Float };
            complex::make(vm, number)
        }
        Constant::Str(text) => vm.new_str(text.as_bytes()),
        Constant::Bytes(content) => bytes::new(vm, content),
        Constant::None | Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Code => {
            Ok(Value::none())
        }
    }
}
