//! The format mini-language: what stands after the colon in `f'{x:>8.3f}'`.

use core::fmt::Write;

use super::piece::Piece;
use super::utf8;
use crate::object::{Engine, Trap, TypeId};
use crate::value::Value;

/// How a value is to be formatted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    /// The fill character's code.
    pub(crate) fill: u32,
    /// `<`, `>`, `^`, `=`, or 0 for the type's own.
    pub(crate) align: u8,
    /// `+`, `-`, a space, or 0.
    pub(crate) sign: u8,
    /// `z`: no negative zero.
    pub(crate) no_negative_zero: bool,
    /// `#`
    pub(crate) alternate: bool,
    /// The least width in characters.
    pub(crate) width: usize,
    /// `,`, `_`, or 0.
    pub(crate) grouping: u8,
    /// What follows the point.
    pub(crate) precision: Option<usize>,
    /// The type character's code, or 0.
    pub(crate) kind: u32,
}

impl Spec {
    /// No wishes.
    pub(crate) const PLAIN: Self = Self {
        fill: b' ' as u32,
        align: 0,
        sign: 0,
        no_negative_zero: false,
        alternate: false,
        width: 0,
        grouping: 0,
        precision: None,
        kind: 0,
    };

    /// The type character as a byte; past ASCII, one that means nothing.
    pub(crate) fn kind_byte(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(b'?')
    }

    /// What a spec says. `value` is what is to be formatted, for error texts; numbers are aligned to the right.
    pub(crate) fn parse<'g>(
        vm: &'g Engine,
        text: Value<'g>,
        value: Value<'g>,
        is_number: bool,
    ) -> Result<Self, Trap> {
        let mut spec = Self::PLAIN;
        let mut rest = vm.str_bytes(text).unwrap_or_default();
        let has_fill = spec.take_alignment(&mut rest);
        if let Some(sign) = take(&mut rest, b"+- ") {
            spec.sign = sign;
        }
        spec.no_negative_zero = take(&mut rest, b"z").is_some();
        spec.alternate = take(&mut rest, b"#").is_some();
        if !has_fill && take(&mut rest, b"0").is_some() {
            spec.fill = b'0'.into();
            if spec.align == 0 && is_number {
                spec.align = b'=';
            }
        }
        spec.width = take_number(vm, &mut rest)?.unwrap_or(0);
        spec.take_grouping(vm, &mut rest)?;
        if take(&mut rest, b".").is_some() {
            let precision = take_number(vm, &mut rest)?;
            if precision.is_none() {
                return Err(vm.value_error("Format specifier missing precision"));
            }
            spec.precision = precision;
        }
        match utf8::decode(rest) {
            None => {}
            Some((kind, width)) if width == rest.len() => spec.kind = kind,
            Some(_) => {
                let message = "Invalid format specifier '{s}' for object of type '{t}'";
                return Err(vm.raise_with(TypeId::VALUE_ERROR, message, text, value));
            }
        }
        spec.check_grouping(vm)?;
        Ok(spec)
    }

    /// Takes `[[fill]align]`; whether there was a fill character.
    fn take_alignment(&mut self, rest: &mut &[u8]) -> bool {
        const ALIGNMENTS: &[u8] = b"<>^=";
        let Some((fill, width)) = utf8::decode(rest) else { return false };
        if let Some(align) = rest.get(width).filter(|align| ALIGNMENTS.contains(align)) {
            (self.fill, self.align) = (fill, *align);
            *rest = &rest[width + 1..];
            return true;
        }
        if let Some(align) = take(rest, ALIGNMENTS) {
            self.align = align;
        }
        false
    }

    fn take_grouping(&mut self, vm: &Engine, rest: &mut &[u8]) -> Result<(), Trap> {
        let Some(grouping) = take(rest, b",_") else { return Ok(()) };
        self.grouping = grouping;
        match rest.first() {
            Some(b',') if grouping == b',' => Err(vm.value_error("Cannot specify ',' with ','.")),
            Some(b'_') if grouping == b'_' => Err(vm.value_error("Cannot specify '_' with '_'.")),
            Some(b',' | b'_') => Err(vm.value_error("Cannot specify both ',' and '_'.")),
            _ => Ok(()),
        }
    }

    fn check_grouping(&self, vm: &Engine) -> Result<(), Trap> {
        let fits = match self.kind_byte() {
            0 | b'd' | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => true,
            b'b' | b'o' | b'x' | b'X' => self.grouping == b'_',
            _ => false,
        };
        if self.grouping == 0 || fits {
            return Ok(());
        }
        let text = match self.grouping {
            b',' => "Cannot specify ',' with '{s}'.",
            _ => "Cannot specify '_' with '{s}'.",
        };
        Err(self.raise_kind(vm, text, Value::none()))
    }

    /// ValueError whose text has the type character first and then the type of `value`.
    #[cold]
    pub(crate) fn raise_kind(&self, vm: &Engine, text: &'static str, value: Value<'_>) -> Trap {
        let mut piece = Piece::new();
        // A character and its code fit.
        let _ = match u8::try_from(self.kind) {
            Ok(kind @ 33..=126) => piece.push(&[kind]),
            _ => write!(piece, "\\x{:x}", self.kind),
        };
        match vm.new_str(piece.as_bytes()) {
            Ok(kind) => vm.raise_with(TypeId::VALUE_ERROR, text, kind, value),
            Err(trap) => trap,
        }
    }
}

/// Takes the first byte if it is one of `wanted`.
fn take(rest: &mut &[u8], wanted: &[u8]) -> Option<u8> {
    let (&first, after) = rest.split_first()?;
    if !wanted.contains(&first) {
        return None;
    }
    *rest = after;
    Some(first)
}

/// Takes a decimal number.
pub(super) fn take_number(vm: &Engine, rest: &mut &[u8]) -> Result<Option<usize>, Trap> {
    let mut number: Option<u32> = None;
    while let Some(digit) = take(rest, b"0123456789") {
        let longer =
            number.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add((digit - b'0').into()));
        match longer.filter(|&n| n <= i32::MAX as u32) {
            None => return Err(vm.value_error("Too many decimal digits in format string")),
            longer => number = longer,
        }
    }
    Ok(number.map(|n| n as usize))
}
