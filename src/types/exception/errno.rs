//! Error numbers of the operating system: their names, texts, and the exception types that stand for them.

use crate::object::{Engine, Trap, TypeId};
use crate::value::Value;

/// An error number, with what it is called and the type that OSError becomes for it.
struct Errno {
    number: u8,
    name: &'static str,
    text: &'static str,
    class: TypeId,
}

macro_rules! errnos {
    ($($number:literal $name:ident $text:literal $class:ident;)*) => {
        /// The numbers of Linux, as every port of MicroPython uses them.
        static ERRNOS: &[Errno] = &[$(Errno {
            number: $number, name: stringify!($name), text: $text, class: TypeId::$class,
        }),*];
    };
}

errnos! {
    1 EPERM "Operation not permitted" PERMISSION_ERROR;
    2 ENOENT "No such file or directory" FILE_NOT_FOUND_ERROR;
    3 ESRCH "No such process" PROCESS_LOOKUP_ERROR;
    4 EINTR "Interrupted system call" INTERRUPTED_ERROR;
    5 EIO "Input/output error" OS_ERROR;
    9 EBADF "Bad file descriptor" OS_ERROR;
    10 ECHILD "No child processes" CHILD_PROCESS_ERROR;
    11 EAGAIN "Resource temporarily unavailable" BLOCKING_IO_ERROR;
    12 ENOMEM "Cannot allocate memory" OS_ERROR;
    13 EACCES "Permission denied" PERMISSION_ERROR;
    16 EBUSY "Device or resource busy" OS_ERROR;
    17 EEXIST "File exists" FILE_EXISTS_ERROR;
    19 ENODEV "No such device" OS_ERROR;
    20 ENOTDIR "Not a directory" NOT_A_DIRECTORY_ERROR;
    21 EISDIR "Is a directory" IS_A_DIRECTORY_ERROR;
    22 EINVAL "Invalid argument" OS_ERROR;
    28 ENOSPC "No space left on device" OS_ERROR;
    29 ESPIPE "Illegal seek" OS_ERROR;
    32 EPIPE "Broken pipe" BROKEN_PIPE_ERROR;
    95 EOPNOTSUPP "Operation not supported" OS_ERROR;
    98 EADDRINUSE "Address already in use" OS_ERROR;
    103 ECONNABORTED "Software caused connection abort" CONNECTION_ABORTED_ERROR;
    104 ECONNRESET "Connection reset by peer" CONNECTION_RESET_ERROR;
    105 ENOBUFS "No buffer space available" OS_ERROR;
    107 ENOTCONN "Transport endpoint is not connected" OS_ERROR;
    108 ESHUTDOWN "Cannot send after transport endpoint shutdown" BROKEN_PIPE_ERROR;
    110 ETIMEDOUT "Connection timed out" TIMEOUT_ERROR;
    111 ECONNREFUSED "Connection refused" CONNECTION_REFUSED_ERROR;
    113 EHOSTUNREACH "No route to host" OS_ERROR;
    114 EALREADY "Operation already in progress" BLOCKING_IO_ERROR;
    115 EINPROGRESS "Operation now in progress" BLOCKING_IO_ERROR;
}

fn find(number: i32) -> Option<&'static Errno> {
    ERRNOS.iter().find(|errno| i32::from(errno.number) == number)
}

/// The type that `OSError(number, text)` makes.
pub(super) fn class_of(number: i32) -> TypeId {
    find(number).map_or(TypeId::OS_ERROR, |errno| errno.class)
}

/// The name of an error number, such as `ENOENT`.
pub(super) fn error_name(number: i32) -> Option<&'static str> {
    find(number).map(|errno| errno.name)
}

/// Raises OSError, or the type derived from it, for an error number.
pub(crate) fn raise_errno(vm: &Engine, number: i32) -> Trap {
    let Some(value) = Value::small(number) else { return vm.raise(TypeId::OS_ERROR, "") };
    let Some(errno) = find(number) else { return vm.raise_value(TypeId::OS_ERROR, value) };
    match vm.new_str(errno.text.as_bytes()) {
        Ok(text) => vm.raise_pair(errno.class, value, text),
        Err(trap) => trap,
    }
}
