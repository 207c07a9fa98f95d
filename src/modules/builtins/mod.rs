//! The functions of `builtins`. Its types and exceptions are in the table of types; what compiles or runs code
//! (`eval`, `globals`, `__import__`, ...) is in `vm`.

mod class;
mod iteration;
mod number;
mod output;

pub(crate) use class::dir_of as dir;

use crate::object::{ANY, Member};

/// The builtin functions.
pub(crate) static MEMBERS: &[Member] = &[
    Member::either("abs", 1, 1, &(number::leaf_abs, number::abs)),
    Member::general("all", 1, 1, iteration::all),
    Member::general("any", 1, 1, iteration::any),
    Member::general("ascii", 1, 1, output::ascii),
    Member::general("bin", 1, 1, number::bin),
    Member::leaf("callable", 1, 1, class::callable),
    Member::either("chr", 1, 1, &(number::leaf_chr, number::chr)),
    Member::general("delattr", 2, 2, class::del_attr),
    Member::either("divmod", 2, 2, &(number::leaf_divmod, number::divmod)),
    Member::general("format", 1, 2, output::format),
    Member::general("getattr", 2, 3, class::get_attr),
    Member::general("hasattr", 2, 2, class::has_attr),
    Member::general("hash", 1, 1, number::hash),
    Member::general("hex", 1, 1, number::hex),
    Member::leaf("id", 1, 1, number::id),
    Member::either("isinstance", 2, 2, &(class::leaf_is_instance, class::is_instance)),
    Member::general("issubclass", 2, 2, class::is_subclass),
    Member::general("iter", 1, 2, iteration::iter),
    Member::either("len", 1, 1, &(iteration::leaf_len, iteration::len)),
    Member::either("max", 1, ANY, &(iteration::leaf_max, iteration::max)).keywords(),
    Member::either("min", 1, ANY, &(iteration::leaf_min, iteration::min)).keywords(),
    Member::general("next", 1, 2, iteration::next),
    Member::general("oct", 1, 1, number::oct),
    Member::leaf("ord", 1, 1, number::ord),
    Member::general("pow", 2, 3, number::pow).keywords(),
    Member::general("print", 0, ANY, output::print).keywords(),
    Member::general("repr", 1, 1, output::repr),
    Member::general("round", 1, 2, number::round).keywords(),
    Member::general("setattr", 3, 3, class::set_attr),
    Member::general("sorted", 1, 1, iteration::sorted).keywords(),
    Member::either("sum", 1, 2, &(iteration::leaf_sum, iteration::sum)).keywords(),
];
