//! Characters past ASCII without tables: letters that have no case.

/// A letter.
pub(super) fn is_alpha(_: char) -> bool {
    true
}

/// A letter or a number.
pub(super) fn is_alnum(_: char) -> bool {
    true
}

/// A decimal digit.
pub(super) fn is_decimal(_: char) -> bool {
    false
}

/// A digit.
pub(super) fn is_digit(_: char) -> bool {
    false
}

/// A number.
pub(super) fn is_numeric(_: char) -> bool {
    false
}

/// An upper-case letter.
pub(super) fn is_upper(_: char) -> bool {
    false
}

/// A lower-case letter.
pub(super) fn is_lower(_: char) -> bool {
    false
}

/// Whether `repr` shows it as it is.
pub(crate) fn is_printable_beyond(character: char) -> bool {
    character > '\u{a0}' && character != '\u{ad}'
}

/// To upper case.
pub(crate) fn upper_beyond(character: char, out: &mut dyn FnMut(u32)) {
    out(character.into());
}

/// To lower case.
pub(crate) fn lower_beyond(character: char, out: &mut dyn FnMut(u32)) {
    out(character.into());
}
