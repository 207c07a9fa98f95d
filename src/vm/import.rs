//! `import`: modules in flash first, then files through the importer that the layer above installs.

use super::run::{finish, slot};
use super::{frame, locals};
use crate::name::{Name, rom};
use crate::object::{Engine, Frame, Root, Slot, Trap, TypeId, kind, namespace};
use crate::runtime::{ShortText, attribute, call as protocol, item, iterate};
use crate::types::dict;
use crate::value::{UNBOUND, Value, Word};

/// `r[a] = ` module `name`, for the names in `r[b]`, at a relative level.
pub(super) fn import_name(
    vm: &mut Engine,
    a: u32,
    b: u32,
    level: u32,
    name: Name,
) -> Result<Word, Trap> {
    let names = slot(vm, b);
    let word = vm.scope(|vm| {
        let custom = vm
            .root(Root::Builtins)
            .and_then(Value::address)
            .and_then(|dict| namespace::get(vm, dict, vm.name_value(const { rom("__import__") })))
            .map(Value::word);
        let text = vm.push(vm.name_value(name).word())?;
        let globals = vm.push(frame::globals(vm))?;
        let level_slot = vm.push(Value::int(level as i32).word())?;
        match custom {
            Some(custom) => {
                let custom = vm.push(custom)?;
                let locals = vm.push(Value::none().word())?;
                protocol::call(vm, custom, &[text, globals, locals, names, level_slot])
            }
            None => import(vm, text, globals, names, level),
        }
    })?;
    finish(vm, a, word)
}

/// What `__import__(name, globals, locals, names, level)` answers.
pub(crate) fn import(
    vm: &mut Engine,
    name: Slot,
    globals: Slot,
    names: Slot,
    level: u32,
) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let full = absolute_name(vm, name, globals, level)?;
        let full = vm.push(full)?;
        let wants_last =
            vm.get(names).is_some_and(|names| names != Value::none() && !is_empty(vm, names));
        let (module, top) = import_path(vm, full)?;
        if wants_last {
            import_submodules(vm, full, module, names)?;
            return Ok(vm.word(module));
        }
        if level == 0 {
            return Ok(vm.word(top));
        }
        // A relative `import` of dotted names binds what the first part of the name given leads to.
        Ok(vm.word(module))
    })
}

fn is_empty(vm: &Engine, names: Value<'_>) -> bool {
    match names.address() {
        Some(address) if vm.header(address).id() == kind::TUPLE => {
            vm.heap.object_words(address) == 1
        }
        Some(address) if vm.header(address).id() == kind::LIST => vm.field(address, 1) == 0,
        _ => false,
    }
}

/// The absolute name of a module from a relative one.
fn absolute_name(vm: &mut Engine, name: Slot, globals: Slot, level: u32) -> Result<Word, Trap> {
    if level == 0 {
        return Ok(vm.word(name));
    }
    let dict = vm.word(globals);
    let variable =
        |name| namespace::get(vm, dict, vm.name_value(name)).filter(|value| vm.is_str(*value));
    let package = variable(const { rom("__package__") });
    let own = variable(const { rom("__name__") });
    let is_package = namespace::find(vm, dict, vm.name_value(const { rom("__path__") })) != 0;
    let (text, mut drop) = match (package, own) {
        (Some(package), _) => (vm.str_bytes(package).unwrap_or_default(), level - 1),
        (None, Some(own)) => {
            (vm.str_bytes(own).unwrap_or_default(), if is_package { level - 1 } else { level })
        }
        _ => (&b""[..], 0),
    };
    let mut len = text.len();
    while drop > 0 {
        match text[..len].iter().rposition(|&byte| byte == b'.') {
            Some(dot) => len = dot,
            None if drop == 1 && !is_package && package.is_none() => len = 0,
            None => return Err(beyond_top(vm)),
        }
        drop -= 1;
    }
    if len == 0 {
        return Err(vm.raise(
            TypeId::IMPORT_ERROR,
            "attempted relative import with no known parent package",
        ));
    }
    let mut full = ShortText::new();
    full.push(core::str::from_utf8(&text[..len]).unwrap_or_default());
    let rest = vm.text(vm.at(name)).unwrap_or_default();
    if !rest.is_empty() {
        full.push(".");
        full.push(rest);
    }
    vm.leaf(|vm| vm.intern_str(full.as_bytes()))
}

#[cold]
fn beyond_top(vm: &Engine) -> Trap {
    vm.raise(TypeId::IMPORT_ERROR, "attempted relative import beyond top-level package")
}

/// Imports all parts of a dotted name: slots of the last module and of the first.
fn import_path(vm: &mut Engine, full: Slot) -> Result<(Slot, Slot), Trap> {
    let module = vm.push(UNBOUND)?;
    let top = vm.push(UNBOUND)?;
    let part = vm.push(UNBOUND)?;
    let mut end = 0;
    loop {
        let len = vm.str_bytes(vm.at(full)).unwrap_or_default().len();
        let start = end + usize::from(end > 0);
        if start > len {
            return Ok((module, top));
        }
        let text = vm.str_bytes(vm.at(full)).unwrap_or_default();
        end = text[start..].iter().position(|&byte| byte == b'.').map_or(len, |dot| start + dot);
        let word = vm.leaf(|vm| {
            let text = vm.str_bytes(vm.at(full)).unwrap_or_default();
            vm.intern_str(&text[..end])
        })?;
        vm.set_word(part, word);
        let parent = if start == 0 { None } else { Some(module) };
        let found = import_one(vm, part, parent)?;
        if let Some(parent) = parent {
            let last = vm.leaf(|vm| {
                let text = vm.str_bytes(vm.at(full)).unwrap_or_default();
                vm.intern_str(&text[start..end])
            })?;
            if let Some(name) = vm.name_of(vm.value(last)) {
                let child = vm.push(found)?;
                attribute::set_attr(vm, parent, name, Some(child))?;
            }
        }
        vm.set_word(module, found);
        if start == 0 {
            vm.set_word(top, found);
        }
        if end == len {
            return Ok((module, top));
        }
    }
}

/// Imports the module of this full name, its parents being imported.
fn import_one(vm: &mut Engine, name: Slot, parent: Option<Slot>) -> Result<Word, Trap> {
    if let Some(modules) = vm.root(Root::Modules).and_then(Value::address)
        && let Some(module) = dict::get(vm, modules, vm.at(name))?
    {
        return Ok(module.word());
    }
    (vm.hooks.import)(vm, name, parent)
}

/// `from package import module`: imports the submodules among the names that are not attributes.
fn import_submodules(vm: &mut Engine, full: Slot, module: Slot, names: Slot) -> Result<(), Trap> {
    let has_path = vm.expect(vm.at(module), kind::MODULE).is_some_and(|address| {
        namespace::find(vm, vm.field(address, 1), vm.name_value(const { rom("__path__") })) != 0
    });
    if !has_path {
        return Ok(());
    }
    vm.scope(|vm| {
        let iterator = iterate::iter(vm, names)?;
        let iterator = vm.push(iterator)?;
        while let Some(word) = iterate::next(vm, iterator)? {
            let Some(name) = vm.name_of(vm.value(word)) else { continue };
            if vm.name_value(name) == vm.name_value(crate::name::ascii(b'*')) {
                continue;
            }
            if attribute::get_optional_attr(vm, module, name)?.is_some() {
                continue;
            }
            let mut path = ShortText::new();
            path.push(vm.text(vm.at(full)).unwrap_or_default());
            path.push(".");
            path.push(vm.text(vm.name_value(name)).unwrap_or_default());
            vm.scope(|vm| {
                let path = vm.leaf(|vm| vm.intern_str(path.as_bytes()))?;
                let path = vm.push(path)?;
                match import_one(vm, path, Some(module)) {
                    Ok(word) => {
                        let child = vm.push(word)?;
                        attribute::set_attr(vm, module, name, Some(child))
                    }
                    Err(_) if attribute::is_pending(vm, TypeId::MODULE_NOT_FOUND_ERROR) => {
                        vm.take_pending();
                        Ok(())
                    }
                    Err(trap) => Err(trap),
                }
            })?;
        }
        Ok(())
    })
}

/// `r[a] = r[b].name`; ImportError if there is none.
pub(super) fn import_from(vm: &mut Engine, a: u32, b: u32, name: Name) -> Result<Word, Trap> {
    let module = slot(vm, b);
    match attribute::get_optional_attr(vm, module, name)? {
        Some(word) => finish(vm, a, word),
        None => {
            let own = attribute::get_optional_attr(vm, module, const { rom("__name__") })?
                .unwrap_or(UNBOUND);
            let name = vm.name_value(name);
            let own = Value::from_word(own).filter(|own| vm.is_str(*own)).unwrap_or(name);
            let text = "cannot import name '{s}' from '{s}'";
            Err(vm.raise_with(TypeId::IMPORT_ERROR, text, name, own))
        }
    }
}

/// Binds the public names of module `r[a]` as variables of the module that runs.
pub(super) fn import_star(vm: &mut Engine, a: u32) -> Result<Word, Trap> {
    let module = slot(vm, a);
    vm.scope(|vm| {
        let all = attribute::get_optional_attr(vm, module, const { rom("__all__") })?;
        let explicit = all.is_some();
        let names = match all {
            Some(word) => word,
            None => (vm.hooks.dir)(vm, module)?,
        };
        let names = vm.push(names)?;
        let variables = locals::of_caller(vm)?;
        let variables = vm.push(variables)?;
        let iterator = iterate::iter(vm, names)?;
        let iterator = vm.push(iterator)?;
        let key = vm.push(UNBOUND)?;
        while let Some(word) = iterate::next(vm, iterator)? {
            vm.set_word(key, word);
            let text = vm.str_bytes(vm.at(key));
            let Some(text) = text else { return Err(vm.type_error("Item in __all__ must be str")) };
            if !explicit && text.first() == Some(&b'_') {
                continue;
            }
            let Some(name) = vm.name_of(vm.at(key)) else { continue };
            let value = attribute::get_attr(vm, module, name)?;
            vm.scope(|vm| {
                let value = vm.push(value)?;
                item::set_item(vm, variables, key, Some(value))
            })?;
        }
        Ok(UNBOUND)
    })
}

/// The builtin function `__import__(name, globals=None, locals=None, fromlist=(), level=0)`.
pub(crate) fn import_builtin(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    vm.scope(|vm| {
        let globals =
            frame.get_or(vm, 1, const { rom("globals") }).map_or(UNBOUND, |slot| vm.word(slot));
        let globals =
            vm.expect(vm.value(globals), kind::DICT).unwrap_or_else(|| frame::globals(vm));
        let globals = vm.push(globals)?;
        let names = frame
            .get_or(vm, 3, const { rom("fromlist") })
            .map_or(Value::none().word(), |slot| vm.word(slot));
        let names = vm.push(names)?;
        let level = frame
            .get_or(vm, 4, const { rom("level") })
            .and_then(|slot| vm.get(slot))
            .and_then(Value::as_small);
        if !vm.is_str(vm.at(frame.at(0))) {
            return Err(vm.type_error("module name must be a string"));
        }
        import(vm, frame.at(0), globals, names, level.unwrap_or(0).max(0) as u32)
    })
}
