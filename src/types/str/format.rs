//! `format(value, spec)`, which f-strings and `str.format` come down to.

use super::number;
use super::spec::Spec;
use super::subject::{self, Output};
use super::utf8;
use crate::name::{Name, rom};
use crate::object::{Engine, Frame, Res, Slot, Trap, TypeId};
use crate::runtime::{attribute, call, format};
use crate::types::complex::{self, Complex};
use crate::types::int;
use crate::value::{Value, Word};

const FORMAT: Name = const { rom("__format__") };

/// `format(value, spec)` after a conversion (0 none, 1 `str`, 2 `repr`, 3 `ascii`): a str.
pub(crate) fn format_value(
    vm: &mut Engine,
    value: Slot,
    spec: Option<Slot>,
    conversion: u8,
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let value = converted(vm, value, conversion)?;
        let spec = spec.filter(|&spec| vm.str_bytes(vm.at(spec)) != Some(b""));
        if attribute::is_python_class_instance(vm, vm.at(value))
            && let Some(text) = by_method(vm, value, spec)?
        {
            return Ok(text);
        }
        match spec {
            None => text_of(vm, value),
            Some(spec) => vm.leaf(|vm| format_native(vm, vm.at(value), vm.at(spec))),
        }
    })
}

/// `str(value)`
pub(crate) fn text_of(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    match vm.at(value).as_small() {
        Some(n) => vm.leaf(|vm| number::decimal(vm, n)),
        None => format::str_of(vm, value),
    }
}

/// The slot of a value, or a new one with its text.
fn converted(vm: &mut Engine, value: Slot, conversion: u8) -> Result<Slot, Trap> {
    let word = match conversion {
        0 => return Ok(value),
        1 => text_of(vm, value)?,
        2 => format::repr_of(vm, value)?,
        _ => ascii_of(vm, value)?,
    };
    vm.push(word)
}

/// `ascii(value)`
pub(super) fn ascii_of(vm: &mut Engine, value: Slot) -> Result<Word, Trap> {
    format::build(vm, |vm, out| format::ascii(vm, value, out))
}

/// What the `__format__` of the value's class answers, if it has one.
fn by_method(vm: &mut Engine, value: Slot, spec: Option<Slot>) -> Result<Option<Word>, Trap> {
    if attribute::special(vm, vm.at(value), FORMAT).is_none() {
        return Ok(None);
    }
    let empty = vm.name_value(const { rom("") }).word();
    let spec = match spec {
        Some(spec) => spec,
        None => vm.push(empty)?,
    };
    let Some(word) = call::call_special(vm, value, FORMAT, &[spec])? else { return Ok(None) };
    let answer = vm.value(word);
    if !attribute::is_instance(vm, answer, TypeId::STR) {
        let text = "__format__ must return a str, not {t}";
        return Err(vm.raise_with(TypeId::TYPE_ERROR, text, answer, answer));
    }
    Ok(Some(attribute::native(vm, answer).word()))
}

/// `object.__format__(spec)`, which all builtin types have.
pub(crate) fn method(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let (value, spec) = (frame.at(0), frame.at(1));
    match vm.str_bytes(attribute::native(vm, vm.at(spec))) {
        Some(b"") => text_of(vm, value),
        Some(_) => {
            vm.leaf(|vm| format_native(vm, vm.at(value), attribute::native(vm, vm.at(spec))))
        }
        None => {
            let text = "__format__() argument must be str, not {t}";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, vm.at(spec), vm.at(spec)))
        }
    }
}

/// Formats a value whose class has no `__format__` of its own, with a spec that is not empty.
pub(crate) fn format_native<'g>(vm: &'g Engine, value: Value<'g>, spec: Value<'g>) -> Res<'g> {
    let native = attribute::native(vm, value);
    match attribute::native_type(vm, native) {
        TypeId::STR => {
            let parsed = Spec::parse(vm, spec, value, false)?;
            check_text(vm, &parsed, value)?;
            number::format_text(vm, native, &parsed)
        }
        TypeId::INT | TypeId::BOOL => {
            let parsed = Spec::parse(vm, spec, value, true)?;
            let n = int::expect_int(vm, native)?;
            format_int(vm, &parsed, n, value)
        }
        TypeId::FLOAT => {
            let parsed = Spec::parse(vm, spec, value, true)?;
            format_float(vm, &parsed, native, value)
        }
        TypeId::COMPLEX => {
            let parsed = Spec::parse(vm, spec, value, true)?;
            let number = complex::get(vm, native).unwrap_or(Complex::from(0.0));
            format_complex(vm, &parsed, number, value)
        }
        _ => {
            let text = "unsupported format string passed to {t}.__format__";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, value, value))
        }
    }
}

/// ValueError for what does not go with texts.
fn check_text(vm: &Engine, spec: &Spec, value: Value<'_>) -> Result<(), Trap> {
    if !matches!(spec.kind_byte(), 0 | b's') {
        let text = "Unknown format code '{s}' for object of type '{t}'";
        return Err(spec.raise_kind(vm, text, value));
    }
    let text = match spec {
        Spec { grouping: b',', .. } => "Cannot specify ',' with 's'.",
        Spec { grouping: b'_', .. } => "Cannot specify '_' with 's'.",
        Spec { sign: b' ', .. } => "Space not allowed in string format specifier",
        Spec { sign: b'+' | b'-', .. } => "Sign not allowed in string format specifier",
        Spec { no_negative_zero: true, .. } => {
            "Negative zero coercion (z) not allowed in string format specifier"
        }
        Spec { alternate: true, .. } => "Alternate form (#) not allowed in string format specifier",
        Spec { align: b'=', .. } => "'=' alignment not allowed in string format specifier",
        _ => return Ok(()),
    };
    Err(vm.value_error(text))
}

fn format_int<'g>(vm: &'g Engine, spec: &Spec, n: Value<'g>, value: Value<'g>) -> Res<'g> {
    match spec.kind_byte() {
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            let x = int::to_float(vm, n)?;
            return number::format_float(vm, x, spec);
        }
        0 | b'd' | b'n' | b'b' | b'o' | b'x' | b'X' | b'c' => {}
        _ => {
            let text = "Unknown format code '{s}' for object of type '{t}'";
            return Err(spec.raise_kind(vm, text, value));
        }
    }
    if spec.precision.is_some() {
        return Err(vm.value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        let text = "Negative zero coercion (z) not allowed in integer format specifier";
        return Err(vm.value_error(text));
    }
    if spec.kind_byte() == b'c' {
        return format_character(vm, spec, n);
    }
    number::format_int(vm, n, spec, 1)
}

fn format_character<'g>(vm: &'g Engine, spec: &Spec, n: Value<'g>) -> Res<'g> {
    if spec.sign != 0 {
        return Err(vm.value_error("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        let text = "Alternate form (#) not allowed with integer format specifier 'c'";
        return Err(vm.value_error(text));
    }
    let character = character(vm, n)?;
    // An int's character is aligned as a number is.
    let align = if spec.align == 0 || spec.align == b'=' { b'>' } else { spec.align };
    number::format_text(vm, character, &Spec { align, ..*spec })
}

/// The character with a code.
pub(super) fn character<'g>(vm: &'g Engine, n: Value<'g>) -> Res<'g> {
    match n.as_small().and_then(|code| u32::try_from(code).ok()) {
        Some(code) if code < 0x11_0000 => {
            let (bytes, width) = utf8::encode(code);
            vm.new_str(&bytes[..width])
        }
        _ => Err(vm.raise(TypeId::OVERFLOW_ERROR, "%c arg not in range(0x110000)")),
    }
}

fn format_float<'g>(vm: &'g Engine, spec: &Spec, x: Value<'g>, value: Value<'g>) -> Res<'g> {
    match spec.kind_byte() {
        0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%' => {
            number::format_float(vm, number::real(vm, x, "")?, spec)
        }
        _ => {
            let text = "Unknown format code '{s}' for object of type '{t}'";
            Err(spec.raise_kind(vm, text, value))
        }
    }
}

/// Both parts as the spec says, the whole padded; without a type, in brackets as `str` has them.
fn format_complex<'g>(vm: &'g Engine, spec: &Spec, number: Complex, value: Value<'g>) -> Res<'g> {
    let kind = spec.kind_byte();
    if !matches!(kind, 0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n') {
        let text = "Unknown format code '{s}' for object of type '{t}'";
        return Err(spec.raise_kind(vm, text, value));
    }
    if spec.fill == b'0'.into() {
        return Err(vm.value_error("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == b'=' {
        return Err(vm.value_error("'=' alignment flag is not allowed in complex format specifier"));
    }
    let is_general = kind == 0 && spec.precision.is_some();
    let only_imaginary = kind == 0 && number.real == 0.0 && number.real.is_sign_positive();
    let of_real =
        Spec { width: 0, kind: if is_general { b'g'.into() } else { spec.kind }, ..*spec };
    let of_imaginary = Spec { sign: if only_imaginary { spec.sign } else { b'+' }, ..of_real };
    let part = |spec: &Spec, x| -> Result<&'g [u8], Trap> {
        let text = vm.str_bytes(number::format_float(vm, x, spec)?).unwrap_or_default();
        let whole = if spec.kind == 0 { text.strip_suffix(b".0") } else { None };
        Ok(whole.unwrap_or(text))
    };
    let real = if only_imaginary { b"" } else { part(&of_real, number.real)? };
    let imaginary = part(&of_imaginary, number.imaginary)?;
    let (open, close): (&[u8], &[u8]) =
        if kind == 0 && !only_imaginary { (b"(", b"j)") } else { (b"", b"j") };
    let pieces = [open, real, imaginary, close];
    let mut output =
        Output::new(vm, subject::Kind::Str, Some(pieces.iter().map(|piece| piece.len()).sum()))?;
    for piece in pieces {
        output.put(piece);
    }
    let align = if spec.align == 0 { b'>' } else { spec.align };
    number::format_text(vm, output.finish(), &Spec { align, precision: None, ..*spec })
}
