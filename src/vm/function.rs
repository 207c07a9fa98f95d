//! Functions: how they are made, how arguments find their parameters, what is said when they do not.
//!
//! ```text
//! [header][code][globals][defaults tuple or 0][closure tuple or 0][keyword defaults dict or 0][annotations dict or 0]
//! ```
//! Words at the end that would be 0 are left out, but for that of the defaults. In its place may be an ITEMS object of
//! what the function has of its own, the defaults among it: see `callable`.

use core::fmt::Write;

use super::call::{claim, reach};
use super::frame;
use super::run::{finish, slot};
use crate::bytecode::code::{CONSTANTS_WORD, Flags, Head};
use crate::name::{Name, rom};
use crate::object::{Engine, Member, Role, Root, Slot, Trap, TypeId, kind, namespace};
use crate::runtime::{ShortText, raise_text, record};
use crate::value::{UNBOUND, Value, Word};

pub(crate) const CODE: u32 = 1;
pub(crate) const GLOBALS: u32 = 2;
pub(crate) const DEFAULTS: u32 = 3;
pub(crate) const CLOSURE: u32 = 4;
pub(crate) const KEYWORD_DEFAULTS: u32 = 5;
pub(crate) const ANNOTATIONS: u32 = 6;

/// Words of a function without a closure.
pub(crate) const WORDS: u32 = 4;

/// Words of the ITEMS object with what a function has of its own.
pub(crate) const OWN_DEFAULTS: u32 = 1;
pub(crate) const OWN_KEYWORD_DEFAULTS: u32 = 2;
pub(crate) const OWN_ANNOTATIONS: u32 = 3;

/// What a function has of its own, if anything was set.
pub(crate) fn own(vm: &Engine, function: u32) -> Option<u32> {
    vm.value_field(function, DEFAULTS).and_then(|own| vm.expect(own, kind::ITEMS))
}

/// A part of a function, 0 if it has none.
pub(crate) fn part(vm: &Engine, function: u32, i: u32) -> Word {
    if let Some(own) = own(vm, function) {
        match i {
            DEFAULTS => return vm.field(own, OWN_DEFAULTS),
            KEYWORD_DEFAULTS => return vm.field(own, OWN_KEYWORD_DEFAULTS),
            ANNOTATIONS => return vm.field(own, OWN_ANNOTATIONS),
            _ => {}
        }
    }
    if i < vm.heap.object_words(function) { vm.field(function, i) } else { UNBOUND }
}

/// How many of the first names of a code object are those of registers, and of its closure, with the empty name that
/// ends them.
pub(super) fn named_registers(vm: &Engine, head: &Head, code: u32) -> usize {
    if !head.flags.contains(Flags::LOCAL_NAMES) {
        return head.parameters();
    }
    local_count(vm, head, code) + 1 + usize::from(head.free)
}

/// How many of the first names of a code object are those of local variables.
pub(super) fn local_count(vm: &Engine, head: &Head, code: u32) -> usize {
    if !head.flags.contains(Flags::LOCAL_NAMES) {
        return head.parameters();
    }
    let is_end = |i: &usize| name(vm, head, code, *i as u32) == const { rom("") };
    (0..head.name_count()).find(is_end).unwrap_or(0)
}

/// The fixed part of a code object.
pub(crate) fn head(vm: &Engine, code: u32) -> Head {
    let mut head = Head::from_words(core::array::from_fn(|i| vm.field(code, i as u32 + 1)));
    if head.flags.contains(Flags::SIGNATURE) {
        head = head.with_signature(signature(vm, code));
    }
    if head.flags.contains(Flags::HANDLERS) {
        head.handlers = vm.field(code, head.handlers_word() as u32 - 1) as u16;
    }
    if head.flags.contains(Flags::PREFIX) {
        head.prefix = vm.heap.half(code + 4 * head.names_word() as u32);
    }
    head
}

/// Writes what [`head`] reads; the names' places and those of handlers follow from it.
pub(crate) fn set_head(vm: &Engine, code: u32, head: &Head) {
    for (i, word) in (1..).zip(head.to_words()) {
        vm.set_raw(code, i, word);
    }
    if let Some(word) = head.signature() {
        vm.set_raw(code, head.signature_word() as u32, word);
    }
    if head.handlers > 0 {
        vm.set_raw(code, head.handlers_word() as u32 - 1, head.handlers.into());
    }
    if head.flags.contains(Flags::PREFIX) {
        vm.heap.set_half(code + 4 * head.names_word() as u32, head.prefix);
    }
}

/// The word that says how many parameters of which sort a code object has.
#[inline(always)]
fn signature(vm: &Engine, code: u32) -> u32 {
    let info = vm.field(code, 1);
    if info & u32::from(Flags::SIGNATURE.bits()) << 16 == 0 {
        return info >> 8 & 0xff;
    }
    vm.field(code, CONSTANTS_WORD as u32 + (vm.field(code, 2) & 0xffff))
}

/// A name of a code object.
pub(crate) fn name(vm: &Engine, head: &Head, code: u32, i: u32) -> Name {
    Name(vm.heap.half(code + head.name_offset(i)))
}

/// How many registers a code object's parameters take.
pub(super) fn parameter_count(vm: &Engine, code: u32) -> u32 {
    head(vm, code).parameters() as u32
}

/// The cell `i` of a function's closure, or `UNBOUND`.
#[inline(always)]
pub(super) fn free_cell(vm: &Engine, function: Word, i: u32) -> Word {
    vm.field(vm.field(function, CLOSURE), i + 1)
}

/// `r[a] = cell(r[a])`.
pub(super) fn make_cell(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let register = slot(vm, a);
    let cell = vm.leaf(|vm| vm.make(kind::CELL, &[vm.word(register)]))?;
    finish(vm, a, cell)
}

/// `r[a] = ` the function of code constant `k`, with parts from `r[b]` on as `which` says.
pub(super) fn make(vm: &mut Engine, a: u32, b: u32, which: u32, k: u32) -> Result<Word, Trap> {
    check_parts(vm, b, which, k)?;
    let function = vm.leaf(|vm| {
        let own = frame::function(vm, vm.base.get());
        let own_code = vm.field(own, CODE);
        let code = vm.field(own_code, CONSTANTS_WORD as u32 + k);
        let mut words = [code, vm.field(own, GLOBALS), UNBOUND, UNBOUND, UNBOUND, UNBOUND];
        let mut next = slot(vm, b);
        for (bit, index) in [(1, DEFAULTS), (2, KEYWORD_DEFAULTS), (4, ANNOTATIONS), (8, CLOSURE)] {
            if which & bit != 0 {
                words[index as usize - 1] = vm.word(next);
                next = next.offset(1);
            }
        }
        let used = words.iter().rposition(|&word| word != UNBOUND).map_or(0, |last| last + 1);
        vm.make(kind::FUNCTION, &words[..used.max(WORDS as usize - 1)])
    })?;
    finish(vm, a, function)
}

/// Whether the parts of a function are what calls take them for: those from code from outside may not be.
fn check_parts(vm: &Engine, b: u32, which: u32, k: u32) -> Result<(), Trap> {
    let mut next = slot(vm, b);
    for (bit, layout) in [(1, kind::TUPLE), (2, kind::DICT), (4, kind::DICT), (8, kind::TUPLE)] {
        if which & bit == 0 {
            continue;
        }
        let Some(part) = vm.expect(vm.at(next), layout) else {
            return Err(vm.type_error("the code is damaged"));
        };
        if bit == 8 {
            let own = vm.field(frame::function(vm, vm.base.get()), CODE);
            let code = vm.field(own, CONSTANTS_WORD as u32 + k);
            if vm.heap.object_words(part) <= head(vm, code).free.into() {
                return Err(vm.type_error("the code is damaged"));
            }
        }
        next = next.offset(1);
    }
    Ok(())
}

/// A function without defaults or closure, for code that is run as a whole.
pub(crate) fn of_code(vm: &mut Engine, code: Slot, globals: Slot) -> Result<Word, Trap> {
    vm.leaf(|vm| vm.make(kind::FUNCTION, &[vm.word(code), vm.word(globals), UNBOUND]))
}

/// Puts the arguments of a call, as they lie three slots above the function, in the registers of its parameters.
#[inline(never)]
pub(super) fn bind(vm: &mut Engine, start: Slot, given: u32, keywords: u32) -> Result<(), Trap> {
    let code = vm.field(vm.word(start), CODE);
    let (info, parameters) = (vm.field(code, 1), signature(vm, code));
    let positional = parameters & 0xff;
    const STARRED: u32 = (Flags::VARARGS.union(Flags::VARKEYWORDS).bits() as u32) << 16;
    const KEYWORD_ONLY: u32 = 0xff << 16;
    if info & STARRED != 0 || given > positional {
        return bind_all(vm, start, given, keywords);
    }
    if keywords | parameters & KEYWORD_ONLY != 0 {
        return bind_named(vm, start, given, keywords);
    }
    reach(vm, start.offset(frame::WORDS + (info & 0xff)))?;
    let defaults = vm.field(vm.word(start), DEFAULTS);
    let missing = positional - given;
    if defaults != UNBOUND && vm.header(defaults).id() == kind::TUPLE {
        let end = defaults + 4 * vm.heap.object_words(defaults);
        let mut from = end - 4 * missing;
        if from > defaults {
            let mut to = vm.address_of(start.offset(frame::WORDS + given));
            while from < end {
                // Seldom more than three: not worth a call of `memcpy`.
                vm.heap.set_word(to, core::hint::black_box(vm.heap.word(from)));
                (from, to) = (from + 4, to + 4);
            }
            return Ok(());
        }
    }
    bind_all(vm, start, given, keywords)
}

/// As [`bind`], where every positional argument has a parameter and no parameter is starred.
#[inline(never)]
fn bind_named(vm: &mut Engine, start: Slot, given: u32, keywords: u32) -> Result<(), Trap> {
    let code = vm.field(vm.word(start), CODE);
    let (info, parameters) = (vm.field(code, 1), signature(vm, code));
    let named = (parameters & 0xff) + (parameters >> 16 & 0xff);
    let pairs = set_apart(vm, start, info & 0xff, given, keywords)?;
    unbind(vm, start, given, named);
    let bound = bind_keywords(vm, start, pairs, 0, keywords);
    if bound < keywords {
        // Raises: there is no dict for it, so no slot of one.
        return bind_other_keyword(vm, start, pairs.offset(2 * bound), named, start);
    }
    if given + keywords < named { bind_defaults(vm, start, given) } else { Ok(()) }
}

/// Moves keyword pairs to where no register is.
#[inline(always)]
fn set_apart(
    vm: &mut Engine,
    start: Slot,
    registers: u32,
    given: u32,
    keywords: u32,
) -> Result<Slot, Trap> {
    let pairs = start.offset(frame::WORDS + registers.max(given + 2 * keywords));
    claim(vm, pairs.offset(2 * keywords))?;
    let from = vm.address_of(start.offset(frame::WORDS + given));
    let to = vm.address_of(pairs);
    let mut bytes = 8 * keywords;
    while bytes > 0 {
        bytes -= 4;
        vm.heap.set_word(to + bytes, core::hint::black_box(vm.heap.word(from + bytes)));
    }
    Ok(pairs)
}

/// Marks the registers of some parameters as having no argument.
#[inline(always)]
fn unbind(vm: &Engine, start: Slot, from: u32, to: u32) {
    let registers = vm.address_of(start.offset(frame::WORDS));
    let (mut at, end) = (registers + 4 * from, registers + 4 * to);
    while at < end {
        vm.heap.set_word(at, core::hint::black_box(UNBOUND));
        at += 4;
    }
}

/// As [`bind`], whatever there is.
#[inline(never)]
fn bind_all(vm: &mut Engine, start: Slot, given: u32, keywords: u32) -> Result<(), Trap> {
    let code = vm.field(vm.word(start), CODE);
    let (info, parameters) = (vm.field(code, 1), signature(vm, code));
    let flags = Flags::from_bits_retain((info >> 16) as u16);
    let (count, positional) = (info & 0xff, parameters & 0xff);
    let named = positional + (parameters >> 16 & 0xff);
    let registers = start.offset(frame::WORDS);
    let pairs = set_apart(vm, start, count, given, keywords)?;
    let mut rest_keywords = registers.offset(named);
    if flags.contains(Flags::VARARGS) {
        let extra = given.saturating_sub(positional);
        let rest = rest_arguments(vm, registers.offset(positional), extra)?;
        vm.set_word(rest_keywords, rest);
        rest_keywords = rest_keywords.offset(1);
    }
    unbind(vm, start, given.min(positional), named);
    if flags.contains(Flags::VARKEYWORDS) {
        let dict = vm.leaf(|vm| vm.make(kind::DICT, &[0, UNBOUND, UNBOUND]))?;
        vm.set_word(rest_keywords, dict);
    }
    let mut next = 0;
    while next < keywords {
        next = bind_keywords(vm, start, pairs, next, keywords);
        if next < keywords {
            bind_other_keyword(vm, start, pairs.offset(2 * next), named, rest_keywords)?;
            next += 1;
        }
    }
    // What is wrong with keyword arguments is said first.
    if given > positional && !flags.contains(Flags::VARARGS) {
        return Err(too_many(vm, start, given, pairs, keywords));
    }
    if given < positional || named > positional {
        bind_defaults(vm, start, given)?;
    }
    vm.set_top(registers.offset(count));
    Ok(())
}

/// Puts the values of keyword arguments in the registers of their parameters, from pair `next` on; the number of the
/// first that has none, or not for this.
#[inline(never)]
fn bind_keywords(vm: &Engine, start: Slot, pairs: Slot, mut next: u32, keywords: u32) -> u32 {
    let code = vm.field(vm.word(start), CODE);
    let names = code + u32::from(vm.heap.half(code + 10)) - 2;
    let parameters = signature(vm, code);
    let (only, named) = (parameters >> 8 & 0xff, (parameters & 0xff) + (parameters >> 16 & 0xff));
    let registers = vm.address_of(start.offset(frame::WORDS));
    let pairs = vm.address_of(pairs);
    while next < keywords {
        let key = vm.value(vm.heap.word(pairs + 8 * next));
        let Some(wanted) = vm.name_of(key) else { return next };
        let mut i = only;
        loop {
            if i >= named {
                return next;
            }
            if vm.heap.half(names - 2 * i) == wanted.0 {
                break;
            }
            i += 1;
        }
        if vm.heap.word(registers + 4 * i) != UNBOUND {
            return next;
        }
        vm.heap.set_word(registers + 4 * i, vm.heap.word(pairs + 8 * next + 4));
        next += 1;
    }
    next
}

/// The tuple for `*args`.
#[inline(never)]
fn rest_arguments(vm: &mut Engine, first: Slot, count: u32) -> Result<Word, Trap> {
    vm.leaf(|vm| {
        if count == 0 {
            return Ok(Value::empty_tuple());
        }
        let tuple = vm.alloc(kind::TUPLE, count + 1)?;
        vm.heap.copy_words(vm.address_of(first), tuple + 4, count);
        Ok(Value::object(tuple))
    })
}

/// A keyword argument that no parameter takes: for `**kwargs`, or an error.
#[inline(never)]
fn bind_other_keyword(
    vm: &mut Engine,
    start: Slot,
    key: Slot,
    named: u32,
    rest_keywords: Slot,
) -> Result<(), Trap> {
    if !vm.is_str(vm.at(key)) {
        return Err(vm.type_error("keywords must be strings"));
    }
    let code = vm.field(vm.word(start), CODE);
    let head = head(vm, code);
    let wanted = vm.name_of(vm.at(key));
    let parameter = (0..named).find(|&p| wanted == Some(name(vm, &head, code, p)));
    let text = match parameter {
        Some(p) if p >= head.positional_only.into() => {
            let text =
                |out: &mut ShortText, _: &Engine| out.push("got multiple values for argument '");
            return Err(message(vm, start, text, key, "'"));
        }
        _ if head.flags.contains(Flags::VARKEYWORDS) => {
            return vm.leaf_with(|vm| match record(vm, TypeId::DICT).set_item {
                Some(set_item) => {
                    set_item(vm, vm.at(rest_keywords), vm.at(key), vm.get(key.offset(1)))
                }
                None => Ok(()),
            });
        }
        Some(_) => "got some positional-only arguments passed as keyword arguments: '",
        None => "got an unexpected keyword argument '",
    };
    Err(message(vm, start, |out, _| out.push(text), key, "'"))
}

/// Gives parameters without an argument their defaults.
#[inline(never)]
fn bind_defaults(vm: &mut Engine, start: Slot, given: u32) -> Result<(), Trap> {
    let function = vm.word(start);
    let parameters = signature(vm, vm.field(function, CODE));
    let positional = parameters & 0xff;
    let registers = vm.address_of(start.offset(frame::WORDS));
    let mut is_complete = true;
    if given < positional {
        let defaults = part(vm, function, DEFAULTS);
        let count = if defaults == UNBOUND { 0 } else { vm.heap.object_words(defaults) - 1 };
        let first = positional.saturating_sub(count);
        for i in given..positional {
            if vm.heap.word(registers + 4 * i) == UNBOUND {
                if i >= first {
                    vm.heap.set_word(registers + 4 * i, vm.field(defaults, 1 + i - first));
                } else {
                    is_complete = false;
                }
            }
        }
    }
    if parameters >> 16 & 0xff != 0 {
        is_complete &= bind_keyword_defaults(vm, start);
    }
    if is_complete { Ok(()) } else { Err(missing(vm, start)) }
}

/// The same for parameters that can only be given by name; false if one has no default.
#[inline(never)]
fn bind_keyword_defaults(vm: &Engine, start: Slot) -> bool {
    let function = vm.word(start);
    let code = vm.field(function, CODE);
    let parameters = signature(vm, code);
    let positional = parameters & 0xff;
    let named = positional + (parameters >> 16 & 0xff);
    let names = code + u32::from(vm.heap.half(code + 10)) - 2;
    let defaults = part(vm, function, KEYWORD_DEFAULTS);
    let mut is_complete = true;
    for i in positional..named {
        let register = start.offset(frame::WORDS + i);
        if vm.word(register) != UNBOUND {
            continue;
        }
        let parameter = vm.name_value(Name(vm.heap.half(names - 2 * i)));
        let value = match defaults {
            UNBOUND => None,
            defaults => namespace::get(vm, defaults, parameter),
        };
        match value {
            Some(value) => vm.set(register, value),
            None => is_complete = false,
        }
    }
    is_complete
}

/// The name of the function in a slot, with its class or function before it.
pub(crate) fn qualified_name(vm: &Engine, function: u32, out: &mut ShortText) {
    if let Some(own) = super::callable::own_qualified_name(vm, function) {
        return out.push(own);
    }
    let head = head(vm, vm.field(function, CODE));
    qualified_code_name(vm, &head, out);
}

/// The qualified name of a code object.
pub(crate) fn qualified_code_name(vm: &Engine, head: &Head, out: &mut ShortText) {
    if head.prefix != crate::bytecode::code::NO_PREFIX {
        out.push(vm.text(vm.name_value(Name(head.prefix))).unwrap_or_default());
        out.push(if head.flags.contains(Flags::LOCAL) { ".<locals>." } else { "." });
    }
    out.push(vm.text(vm.name_value(Name(head.name))).unwrap_or_default());
}

/// TypeError "f() <text><name><end>".
#[cold]
fn message(
    vm: &mut Engine,
    function: Slot,
    text: impl FnOnce(&mut ShortText, &Engine),
    name: Slot,
    end: &str,
) -> Trap {
    let mut out = ShortText::new();
    qualified_name(vm, vm.word(function), &mut out);
    out.push("() ");
    text(&mut out, vm);
    out.push(vm.text(vm.at(name)).unwrap_or_default());
    out.push(end);
    raise_text(vm, TypeId::TYPE_ERROR, &out)
}

/// TypeError for more positional arguments than parameters.
#[cold]
fn too_many(vm: &mut Engine, start: Slot, given: u32, pairs: Slot, keywords: u32) -> Trap {
    let function = vm.word(start);
    let code = vm.field(function, CODE);
    let head = head(vm, code);
    let takes = u32::from(head.positional);
    let defaults = part(vm, function, DEFAULTS);
    let optional = if defaults == UNBOUND { 0 } else { vm.heap.object_words(defaults) - 1 };
    let mut out = ShortText::new();
    qualified_name(vm, function, &mut out);
    let plural = |n: u32| if n == 1 { "" } else { "s" };
    // Nothing can fail: what does not fit is left out.
    _ = if optional > 0 {
        let least = takes.saturating_sub(optional);
        write!(out, "() takes from {least} to {takes} positional arguments but {given} ")
    } else {
        write!(out, "() takes {takes} positional argument{} but {given} ", plural(takes))
    };
    let is_keyword_only = |pair: &u32| {
        let key = vm.name_of(vm.at(pairs.offset(2 * pair)));
        (takes..takes + u32::from(head.keyword_only)).any(|i| key == Some(name(vm, &head, code, i)))
    };
    let keywords = (0..keywords).filter(is_keyword_only).count() as u32;
    if keywords > 0 {
        _ = write!(
            out,
            "positional argument{} (and {keywords} keyword-only argument{}) ",
            plural(given),
            plural(keywords)
        );
    }
    out.push(if given == 1 && keywords == 0 { "was given" } else { "were given" });
    raise_text(vm, TypeId::TYPE_ERROR, &out)
}

/// TypeError for parameters without an argument.
#[cold]
fn missing(vm: &mut Engine, start: Slot) -> Trap {
    let code = vm.field(vm.word(start), CODE);
    let head = head(vm, code);
    let positional = u32::from(head.positional);
    let is_missing = |i: &u32| vm.word(start.offset(frame::WORDS + *i)) == UNBOUND;
    let mut range = 0..positional;
    let mut what = "positional";
    if !range.clone().any(|i| is_missing(&i)) {
        range = positional..positional + u32::from(head.keyword_only);
        what = "keyword-only";
    }
    let count = range.clone().filter(is_missing).count();
    let mut out = ShortText::new();
    qualified_name(vm, vm.word(start), &mut out);
    let plural = if count == 1 { "" } else { "s" };
    _ = write!(out, "() missing {count} required {what} argument{plural}: ");
    for (nth, i) in range.filter(is_missing).enumerate() {
        out.push(match (nth, nth + 1 == count) {
            (0, _) => "'",
            (1, true) if count == 2 => " and '",
            (_, true) => ", and '",
            _ => ", '",
        });
        out.push(vm.text(vm.name_value(name(vm, &head, code, i))).unwrap_or_default());
        out.push("'");
    }
    raise_text(vm, TypeId::TYPE_ERROR, &out)
}

/// TypeError for a builtin called with the wrong number of arguments, or keywords that it does not take.
#[cold]
pub(super) fn wrong_arguments(
    vm: &mut Engine,
    builtin: u32,
    member: &Member,
    positional: u32,
    keywords: u32,
) -> Trap {
    let is_method = vm.header(builtin).size() >> 8 < vm.types.len() as u32;
    let own = u32::from(is_method);
    let (min, max) =
        (u32::from(member.min()).saturating_sub(own), u32::from(member.max()).saturating_sub(own));
    let given = positional.saturating_sub(own);
    let mut out = ShortText::new();
    let takes_few = max == 0 || min == max && max == 1;
    let is_keyword =
        keywords > 0 && !matches!(member.reached(), Role::Keywords | Role::ClassKeywords);
    // As in CPython, a method's type is named only beside "takes".
    if is_method && (takes_few || is_keyword) {
        let table = vm.header(builtin).size() >> 8;
        out.push(crate::object::TYPE_NAMES.get(table as usize).copied().unwrap_or_default());
        out.push(".");
    }
    out.push(vm.text(vm.name_value(member.name())).unwrap_or_default());
    let plural = |n| if n == 1 { "" } else { "s" };
    _ = if is_keyword {
        write!(out, "() takes no keyword arguments")
    } else if max == 0 {
        write!(out, "() takes no arguments ({given} given)")
    } else if min == max && max == 1 {
        write!(out, "() takes exactly one argument ({given} given)")
    } else if min == max {
        write!(out, " expected {min} argument{}, got {given}", plural(min))
    } else if given < min {
        write!(out, " expected at least {min} argument{}, got {given}", plural(min))
    } else {
        write!(out, " expected at most {max} argument{}, got {given}", plural(max))
    };
    raise_text(vm, TypeId::TYPE_ERROR, &out)
}

/// Prints `r[a]` as the prompt does, unless it is None, and keeps it.
pub(super) fn print_expression(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let value = slot(vm, a);
    if vm.at(value) == Value::none() {
        return Ok(UNBOUND);
    }
    vm.scope(|vm| {
        let text = crate::runtime::format::repr_of(vm, value)?;
        let text = vm.push(text)?;
        vm.write_str(text)?;
        vm.write_bytes(b"\n")
    })?;
    crate::types::module::keep_last(vm, value)?;
    Ok(UNBOUND)
}

/// The globals of the function that runs; those of `__main__` if none does.
pub(crate) fn current_globals(vm: &Engine) -> Word {
    if vm.base.get().0 == 0 {
        return vm.word(Engine::root_slot(Root::Main));
    }
    frame::globals(vm)
}
