//! Finding modules: those in flash, then files that the board offers, along `sys.path`.

use super::{functions, rom as flash};
use crate::config::HOSTS_MAX;
use crate::hal::{Entry, Error};
use crate::name::rom;
use crate::object::{Engine, Host, Root, Slot, Trap, TypeId};
use crate::runtime::{ShortText, attribute};
use crate::syntax::Mode;
use crate::types::{dict, list, module};
use crate::value::{Value, Word};

/// Imports the module whose full name is in a slot and that has not been imported.
pub(super) fn load(vm: &mut Engine, name: Slot, parent: Option<Slot>) -> Result<Word, Trap> {
    if parent.is_none()
        && let Some(word) = vm.name_of(vm.at(name)).and_then(|name| flash::module(vm, name))
    {
        let module = vm.push(word)?;
        functions::register(vm, name, module)?;
        return Ok(word);
    }
    if parent.is_none()
        && let Some((number, host)) = registered(vm, name)
    {
        let module = new_module(vm, name, None, None)?;
        host.fill(vm, number, module)?;
        return Ok(vm.word(module));
    }
    let folders = match parent {
        Some(parent) => {
            let path = attribute::get_optional_attr(vm, parent, const { rom("__path__") })?;
            let Some(path) = path else { return Err(not_a_package(vm, name, parent)) };
            path
        }
        None => vm.word(Engine::root_slot(Root::SysPath)),
    };
    let folders = vm.push(folders)?;
    let mut i = 0;
    while let Some(folder) =
        vm.expect(vm.at(folders), crate::object::kind::LIST).and_then(|l| list::item(vm, l, i))
    {
        i += 1;
        let mut path = ShortText::new();
        path.push(vm.text(folder).unwrap_or_default());
        if !path.as_bytes().is_empty() {
            path.push("/");
        }
        let full = vm.text(vm.at(name)).unwrap_or_default();
        path.push(full.rsplit('.').next().unwrap_or_default());
        if let Some(word) = load_from(vm, name, &path)? {
            return Ok(word);
        }
    }
    let name = vm.at(name);
    Err(vm.raise_with(TypeId::MODULE_NOT_FOUND_ERROR, "No module named {r}", name, name))
}

/// ModuleNotFoundError for a name in a module that has no others in it.
fn not_a_package(vm: &mut Engine, name: Slot, parent: Slot) -> Trap {
    match attribute::get_attr(vm, parent, const { rom("__name__") }) {
        Ok(own) => {
            let text = "No module named {r}; {r} is not a package";
            vm.raise_with(TypeId::MODULE_NOT_FOUND_ERROR, text, vm.at(name), vm.value(own))
        }
        Err(trap) => trap,
    }
}

/// The module of the embedding program whose name is in a slot, and its number.
fn registered(vm: &Engine, name: Slot) -> Option<(u32, &'static dyn Host)> {
    let name = vm.text(vm.at(name))?;
    (0..HOSTS_MAX as u32)
        .filter_map(|number| vm.host(number).map(|host| (number, host)))
        .find(|(_, host)| host.module() == Some(name))
}

fn entry(vm: &mut Engine, path: &ShortText) -> Option<Entry> {
    let path = core::str::from_utf8(path.as_bytes()).ok()?;
    vm.board().files()?.entry(path).ok()
}

fn with_suffix(path: &ShortText, suffix: &str) -> ShortText {
    let mut whole = ShortText::new();
    whole.push(core::str::from_utf8(path.as_bytes()).unwrap_or_default());
    whole.push(suffix);
    whole
}

/// Imports a module from a path without its suffix: a folder with `__init__.py`, a file, or a folder without.
fn load_from(vm: &mut Engine, name: Slot, path: &ShortText) -> Result<Option<Word>, Trap> {
    let is_folder = matches!(entry(vm, path), Some(Entry::Folder));
    if is_folder {
        let init = with_suffix(path, "/__init__.py");
        if let Some(Entry::File { bytes }) = entry(vm, &init) {
            return run_file(vm, name, &init, bytes, Some(path)).map(Some);
        }
    }
    let file = with_suffix(path, ".py");
    if let Some(Entry::File { bytes }) = entry(vm, &file) {
        return run_file(vm, name, &file, bytes, None).map(Some);
    }
    if is_folder {
        let module = new_module(vm, name, None, Some(path))?;
        return Ok(Some(vm.word(module)));
    }
    Ok(None)
}

/// Makes a module and registers it.
fn new_module(
    vm: &mut Engine,
    name: Slot,
    file: Option<&ShortText>,
    folder: Option<&ShortText>,
) -> Result<Slot, Trap> {
    let word = vm.leaf(|vm| module::make(vm, vm.at(name)))?;
    let made = vm.push(word)?;
    if let Some(file) = file {
        let text = vm.leaf(|vm| vm.new_str(file.as_bytes()))?;
        let text = vm.push(text)?;
        attribute::set_attr(vm, made, const { rom("__file__") }, Some(text))?;
    }
    if let Some(folder) = folder {
        let text = vm.leaf(|vm| vm.new_str(folder.as_bytes()))?;
        let text = vm.push(text)?;
        let path = vm.leaf(|vm| list::from_slots(vm, text, 1))?;
        let path = vm.push(path)?;
        attribute::set_attr(vm, made, const { rom("__path__") }, Some(path))?;
        attribute::set_attr(vm, made, const { rom("__package__") }, Some(name))?;
    }
    functions::register(vm, name, made)?;
    Ok(made)
}

/// Runs a file as a module; one that fails is taken out of `sys.modules` again.
fn run_file(
    vm: &mut Engine,
    name: Slot,
    path: &ShortText,
    bytes: u32,
    folder: Option<&ShortText>,
) -> Result<Word, Trap> {
    let made = new_module(vm, name, Some(path), folder)?;
    let result = vm.scope(|vm| {
        let code = read_and_compile(vm, path, bytes)?;
        let code = vm.push(code)?;
        let globals = vm.push(vm.field(vm.word(made), module::DICT))?;
        functions::run_module(vm, code, globals)
    });
    if let Err(trap) = result {
        let pending = vm.pending();
        if let Some(modules) = functions::modules(vm)
            && dict::remove(vm, modules, vm.at(name)).is_err()
        {
            vm.take_pending();
        }
        vm.stop_again(pending);
        return Err(trap);
    }
    // The module may have put something else in its place.
    let found = match functions::modules(vm) {
        Some(modules) => dict::get(vm, modules, vm.at(name))?.map(Value::word),
        None => None,
    };
    Ok(found.unwrap_or(vm.word(made)))
}

/// Reads a file into a bytes object and compiles it.
fn read_and_compile(vm: &mut Engine, path: &ShortText, bytes: u32) -> Result<Word, Trap> {
    let text = vm.leaf(|vm| crate::types::bytes::alloc(vm, bytes).map(Value::object))?;
    let text = vm.push(text)?;
    let address = crate::types::bytes::data(vm.word(text));
    let path_text = core::str::from_utf8(path.as_bytes()).unwrap_or_default();
    let mut done = 0;
    let mut buffer = [0; 256];
    while done < bytes {
        let room = buffer.len().min((bytes - done) as usize);
        let read = match vm.board().files() {
            Some(files) => files.read(path_text, done, &mut buffer[..room]),
            None => Err(Error::NotFound),
        };
        match read {
            Ok(0) => break,
            Ok(count) => {
                let count = count.min(room);
                vm.heap.copy_in(address + done, buffer.get(..count).unwrap_or_default());
                done += count as u32;
            }
            Err(_) => return Err(vm.raise(TypeId::OS_ERROR, "cannot read the module's file")),
        }
    }
    vm.heap.forbid_moves();
    let source = vm.heap.outlive(address, done);
    let code = functions::compile_source(vm, source, path.as_bytes(), Mode::Module);
    vm.heap.allow_moves();
    code
}
