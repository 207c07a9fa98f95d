//! `sys`: what runs the program, and with what.

use crate::name::rom;
use crate::object::{Args, Engine, Frame, Member, Res, Role, Root, Trap, TypeId, kind};
use crate::runtime::attribute::type_of;
use crate::runtime::{call, text};
use crate::types::console::{self, Which};
use crate::types::exception::{is_exception, print_in_parts, traceback_of};
use crate::types::{dict, int, list, tuple};
use crate::value::{Value, Word};

/// The module's members.
pub(crate) const MEMBERS: &[Member] = &[
    Member::leaf("argv", 0, 1, |vm, _| root_list(vm, Root::SysArgv)).role(Role::Attribute),
    Member::leaf("path", 0, 1, |vm, _| root_list(vm, Root::SysPath)).role(Role::Attribute),
    Member::leaf("modules", 0, 1, |vm, _| Ok(vm.root(Root::Modules).unwrap_or(Value::none())))
        .role(Role::Attribute),
    Member::leaf("byteorder", 0, 1, |vm, _| Ok(vm.name_value(const { rom("little") })))
        .role(Role::Attribute),
    Member::leaf("maxsize", 0, 1, |vm, _| int::from_i64(vm, i32::MAX.into())).role(Role::Attribute),
    Member::leaf("platform", 0, 1, |vm, _| Ok(vm.name_value(const { rom("taipan") })))
        .role(Role::Attribute),
    Member::leaf("version", 0, 1, |vm, _| vm.new_str(VERSION.as_bytes())).role(Role::Attribute),
    Member::leaf("version_info", 0, 1, version_info).role(Role::Attribute),
    Member::leaf("implementation", 0, 1, implementation).role(Role::Attribute),
    Member::leaf("executable", 0, 1, |vm, _| Ok(vm.name_value(const { rom("") })))
        .role(Role::Attribute),
    Member::leaf("stdin", 0, 1, |vm, _| console::new(vm, Which::Input)).role(Role::Attribute),
    Member::leaf("stdout", 0, 1, |vm, _| console::new(vm, Which::Output)).role(Role::Attribute),
    Member::leaf("stderr", 0, 1, |vm, _| console::new(vm, Which::Error)).role(Role::Attribute),
    Member::leaf("exit", 0, 1, exit),
    Member::leaf("exc_info", 0, 0, exc_info),
    Member::leaf("exception", 0, 0, |vm, _| Ok(vm.root(Root::Handled).unwrap_or(Value::none()))),
    Member::leaf("getsizeof", 1, 2, size_of),
    Member::leaf("intern", 1, 1, intern),
    Member::general("print_exception", 1, 2, print),
];

/// The version of Python whose language this is, and ours.
const VERSION: &str = concat!("3.13.0; Taipan v", env!("CARGO_PKG_VERSION"));

/// A list that `sys` hands out, made when it is first asked for.
fn root_list(vm: &Engine, root: Root) -> Res<'_> {
    if let Some(list) = vm.root(root) {
        return Ok(list);
    }
    let list = list::new(vm, &[])?;
    vm.set_root(root, Some(list));
    Ok(list)
}

fn version_info<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    tuple::new(vm, &[3, 13, 0].map(|n| Value::int(n).word()))
}

/// A module with attributes `name`, `version` and `_machine`.
fn implementation<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    let name = vm.name_value(const { rom("taipan") });
    let version = tuple::new(vm, &[0, 1, 0].map(|n| Value::int(n).word()))?;
    let space = dict::with_room(vm, 4)?;
    let pairs = [
        (const { rom("__name__") }, name),
        (const { rom("name") }, name),
        (const { rom("_machine") }, name),
        (const { rom("version") }, version),
    ];
    for (key, value) in pairs {
        dict::insert(vm, space.word(), vm.name_value(key), value)?;
    }
    vm.make(kind::MODULE, &[space.word()])
}

fn exit<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match args.get(0).filter(|status| *status != Value::none()) {
        Some(status) => Err(vm.raise_value(TypeId::SYSTEM_EXIT, status)),
        None => Err(vm.raise(TypeId::SYSTEM_EXIT, "")),
    }
}

fn exc_info<'g>(vm: &'g Engine, _: Args<'g>) -> Res<'g> {
    let none = Value::none().word();
    vm.reserve(4 + 3)?;
    let words = match vm.root(Root::Handled) {
        Some(exception) => {
            let traceback = traceback_of(vm, exception)?;
            [type_of(vm, exception).word(), exception.word(), traceback.word()]
        }
        None => [none; 3],
    };
    tuple::new(vm, &words)
}

fn size_of<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let address = args.at(0).address().filter(|&address| vm.heap.is_movable(address));
    int::from_u32(vm, address.map_or(0, |address| 4 * vm.heap.object_words(address)))
}

fn intern<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    match vm.str_bytes(args.at(0)) {
        Some(text) => vm.intern_str(text),
        None => {
            let text = "intern() argument must be str, not {t}";
            Err(vm.raise_with(TypeId::TYPE_ERROR, text, args.at(0), args.at(0)))
        }
    }
}

/// `sys.print_exception(exception, file=sys.stdout)`.
fn print(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    if !is_exception(vm, vm.at(frame.at(0))) {
        return Err(vm.type_error("print_exception() argument 1 must be an exception"));
    }
    let file = frame.get(1).filter(|&file| vm.at(file) != Value::none());
    vm.scope(|vm| {
        let out = text::start(vm)?;
        print_in_parts(vm, frame.at(0), |vm, part| match file {
            Some(_) => text::push(vm, out, part),
            None => vm.write_bytes(part),
        })?;
        if let Some(file) = file {
            let word = text::finish(vm, out)?;
            let line = vm.push(word)?;
            call::call_method(vm, file, const { rom("write") }, &[line])?;
        }
        Ok(Value::none().word())
    })
}
