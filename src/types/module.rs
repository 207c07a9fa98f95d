//! Modules: those written in Python are a dict, those in flash a table.

use crate::name::{Name, ascii, rom};
use crate::object::{
    Args, Engine, Member, Role, Root, Slot, Trap, Type, TypeFlags, TypeId, kind, namespace,
};
use crate::runtime::{format, record, text};
use crate::value::{UNBOUND, Value};

/// Word of a module's variables, a dict.
pub(crate) const DICT: u32 = 1;

/// The type of modules.
pub(crate) static TYPE: Type = Type {
    flags: TypeFlags::TRUE,
    new: Some(Member::leaf("__new__", 2, 3, new)),
    repr: Some(repr),
    get_attr: Some(get_attr),
    set_attr: Some(set_attr),
    ..Type::new(TypeId::MODULE)
};

/// A module of this name, empty otherwise.
pub(crate) fn make<'g>(vm: &'g Engine, name: Value<'g>) -> Result<Value<'g>, Trap> {
    vm.reserve(2 + 4 + 16)?;
    let dict = super::dict::with_room(vm, 2)?;
    let address = dict.address().unwrap_or_default();
    vm.heap.set_header(address, vm.header(address).with_flags(crate::heap::Header::FLAG_A));
    super::dict::insert(vm, address, vm.name_value(const { rom("__name__") }), name)?;
    vm.make(kind::MODULE, &[dict.word()])
}

fn new<'g>(vm: &'g Engine, args: Args<'g>) -> Result<Value<'g>, Trap> {
    if !vm.is_str(args.at(1)) {
        return Err(vm.type_error("module() argument 'name' must be str"));
    }
    make(vm, args.at(1))
}

/// The table of a module in flash.
fn table(vm: &Engine, address: u32) -> usize {
    (vm.rom.first_module_table + vm.header(address).size()) as usize
}

fn get_attr<'g>(vm: &'g Engine, module: Value<'g>, name: Name) -> Result<Option<Value<'g>>, Trap> {
    let Some(address) = module.address() else { return Ok(None) };
    if vm.header(address).id() == kind::MODULE {
        let dict = vm.field(address, DICT);
        if name == const { rom("__dict__") } {
            return Ok(Value::from_word(dict));
        }
        return Ok(namespace::get(vm, dict, vm.name_value(name)));
    }
    if let Some(dict) = changed_builtins(vm, address)
        && let Some(value) = namespace::get(vm, dict, vm.name_value(name))
    {
        return Ok(Some(value));
    }
    if name == const { rom("__name__") } {
        let own = vm.rom.module_names.get(vm.header(address).size() as usize);
        return Ok(own.map(|own| vm.name_value(*own)));
    }
    let table = table(vm, address);
    let members = vm.tables.get(table).copied().unwrap_or_default();
    match members.iter().position(|member| member.name() == name) {
        Some(position) => match members.get(position) {
            Some(member @ Member::Leaf(_, read)) if member.reached() == Role::Attribute => {
                read(vm, Args::new(&[], 0)).map(Some)
            }
            _ => Ok(Some(vm.function_object(table, position))),
        },
        None => Ok(None),
    }
}

fn set_attr(
    vm: &Engine,
    module: Value<'_>,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    let Some(address) = module.address() else { return Ok(false) };
    if vm.header(address).id() != kind::MODULE {
        return if is_builtins(vm, address) { set_builtin(vm, name, value) } else { Ok(false) };
    }
    set_variable(vm, vm.field(address, DICT), name, value)
}

fn set_variable(
    vm: &Engine,
    dict: u32,
    name: Name,
    value: Option<Value<'_>>,
) -> Result<bool, Trap> {
    if value.is_none() && namespace::find(vm, dict, vm.name_value(name)) == 0 {
        return Ok(false);
    }
    match record(vm, TypeId::DICT).set_item {
        Some(set_item) => set_item(vm, vm.value(dict), vm.name_value(name), value).map(|()| true),
        None => Ok(false),
    }
}

fn is_builtins(vm: &Engine, address: u32) -> bool {
    let own = vm.rom.module_names.get(vm.header(address).size() as usize);
    own == Some(&const { rom("builtins") })
}

/// What a program has set in module `builtins`, if this is it.
fn changed_builtins(vm: &Engine, address: u32) -> Option<u32> {
    if is_builtins(vm, address) { vm.root(Root::Builtins)?.address() } else { None }
}

/// Sets a variable of module `builtins`, in a dict that is looked at before the table. Other modules in flash have
/// none.
fn set_builtin(vm: &Engine, name: Name, value: Option<Value<'_>>) -> Result<bool, Trap> {
    if vm.root(Root::Builtins).is_none() {
        let dict = super::dict::with_room(vm, 2)?;
        vm.set_root(Root::Builtins, Some(dict));
    }
    let dict = vm.root(Root::Builtins).and_then(Value::address).unwrap_or_default();
    let is_done = set_variable(vm, dict, name, value)?;
    vm.shadowed.set(true);
    vm.clear_cache();
    Ok(is_done)
}

/// Keeps the value in a slot as `_`, as a prompt does.
pub(crate) fn keep_last(vm: &mut Engine, value: Slot) -> Result<(), Trap> {
    vm.leaf_with(|vm| set_builtin(vm, ascii(b'_'), Some(vm.at(value))).map(|_| ()))
}

fn repr(vm: &mut Engine, module: Slot, out: Slot) -> Result<(), Trap> {
    vm.scope(|vm| {
        let part = vm.push_unbound(1)?;
        for (name, before) in [
            (const { rom("__name__") }, b"<module ".as_slice()),
            (const { rom("__file__") }, b" from ".as_slice()),
        ] {
            let word = vm.leaf_with(|vm| {
                Ok(get_attr(vm, vm.at(module), name)?.map_or(UNBOUND, Value::word))
            })?;
            vm.set_word(part, word);
            if word != UNBOUND {
                text::push(vm, out, before)?;
                format::repr(vm, part, out)?;
            } else if vm.expect(vm.at(module), kind::BUILTIN_MODULE).is_some() {
                text::push(vm, out, b" (built-in)")?;
            }
        }
        text::push(vm, out, b">")
    })
}
