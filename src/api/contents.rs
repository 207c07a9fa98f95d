//! What the heap holds, by kind: for people who ask where their memory went.

use core::fmt::{self, Write};

use crate::bytecode::code::HANDLER_WORDS;
use crate::object::{Engine, Root, class, kind};
use crate::types::{list, table};
use crate::value::{UNBOUND, Value};
use crate::vm::function;

/// Objects of one sort, or parts of objects.
#[derive(Clone, Copy, Default)]
struct Share {
    what: &'static str,
    count: u32,
    bytes: u32,
}

/// Room for every sort there is.
const SHARES: usize = 40;

/// Sorts met so far.
struct Shares([Share; SHARES]);

impl Shares {
    fn add(&mut self, what: &'static str, bytes: u32) {
        let found = self.0.iter_mut().find(|share| share.what == what || share.what.is_empty());
        if let Some(share) = found {
            share.what = what;
            share.count += 1;
            share.bytes += bytes;
        }
    }
}

/// Writes a line for each sort of object that is alive, the largest first. Parts of others (entries of a dict, names of
/// code) are counted apart from what they belong to.
pub(super) fn write(vm: &mut Engine, out: &mut dyn Write) -> fmt::Result {
    vm.collect();
    let vm = &*vm;
    let mut shares = Shares([Share::default(); SHARES]);
    vm.heap.for_each_object(|object| add_object(vm, object, &mut shares));
    shares.0.sort_unstable_by_key(|share| u32::MAX - share.bytes);
    for share in shares.0.iter().filter(|share| share.count > 0) {
        writeln!(out, "{:7} bytes {:5} {}", share.bytes, share.count, share.what)?;
    }
    Ok(())
}

fn add_object(vm: &Engine, object: u32, shares: &mut Shares) {
    let bytes = 4 * vm.heap.object_words(object);
    let part = |word| match vm.field(object, word) {
        UNBOUND => 0,
        part => 4 * vm.heap.object_words(part),
    };
    match vm.header(object).id() {
        // Counted with what they belong to.
        kind::ITEMS | kind::RAW => add_root_storage(vm, object, bytes, shares),
        kind::CODE => add_code(vm, object, shares),
        kind::DICT | kind::SET | kind::FROZENSET => {
            shares.add("dicts and sets", bytes);
            shares.add("their entries", part(table::ENTRIES));
            shares.add("their indexes", part(table::INDEX));
        }
        kind::LIST => {
            shares.add("lists", bytes);
            shares.add("their items", part(list::STORAGE));
        }
        kind::CLASS => {
            shares.add("classes", bytes);
            shares.add("their layouts", part(class::LAYOUT));
        }
        kind::STR if vm.is_name(Value::object(object)) => shares.add("names", bytes),
        kind::STR => shares.add("strs", bytes),
        kind::TUPLE => shares.add("tuples", bytes),
        kind::FUNCTION => shares.add("functions", bytes),
        kind::CELL => shares.add("cells", bytes),
        kind::MODULE => shares.add("modules", bytes),
        kind::INT | kind::FLOAT | kind::COMPLEX => shares.add("numbers", bytes),
        kind::BYTES => shares.add("bytes", bytes),
        id if id.is_instance() => shares.add("instances", bytes),
        _ => shares.add("others", bytes),
    }
}

fn add_root_storage(vm: &Engine, object: u32, bytes: u32, shares: &mut Shares) {
    let roots = [
        (Root::Names, "table of names"),
        (Root::NameIndex, "index of names"),
        (Root::Classes, "table of classes"),
        (Root::Identities, "identities"),
    ];
    for (root, what) in roots {
        if vm.root(root).and_then(Value::address) == Some(object) {
            shares.add(what, bytes);
        }
    }
}

fn add_code(vm: &Engine, code: u32, shares: &mut Shares) {
    let head = function::head(vm, code);
    let bytes = 4 * vm.heap.object_words(code);
    let heads = head.handlers_word() as u32 - u32::from(head.constants);
    shares.add("code: heads", 4 * heads);
    shares.add("code: constants", 4 * u32::from(head.constants));
    shares.add("code: handlers", 4 * u32::from(head.handlers) * HANDLER_WORDS as u32);
    shares.add("code: names", u32::from(head.start) - 4 * head.names_word() as u32);
    shares.add("code: instructions", u32::from(head.lines - head.start));
    shares.add("code: lines", bytes - u32::from(head.lines));
}
