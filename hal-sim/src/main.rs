//! The `taipan` command: a Python program on a virtual board.

mod arguments;
mod engine;
mod prompt;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use taipan::hal::Board as _;
use taipan_sim::{Board, Clock};

use crate::arguments::{Arguments, Program, USAGE};
use crate::engine::{Ending, Session};

/// The exit status of a command that cannot be carried out.
const STATUS_USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => return refuse(&format!("{problem}\n{USAGE}")),
    };
    if arguments.native {
        return refuse("-X emit=native: machine code is not there yet");
    }
    match &arguments.program {
        Program::Help => println!("{USAGE}"),
        Program::Version => println!("taipan {}", env!("CARGO_PKG_VERSION")),
        _ => {
            return run(&arguments).unwrap_or_else(|problem| refuse(&problem));
        }
    }
    ExitCode::SUCCESS
}

fn refuse(problem: &str) -> ExitCode {
    eprintln!("taipan: {problem}");
    ExitCode::from(STATUS_USAGE)
}

/// A program's text and where it is from.
struct Source {
    /// Its file's name, as tracebacks show it.
    name: String,
    /// Whether that is a file, which `__file__` then says.
    is_file: bool,
    text: Vec<u8>,
    /// First entry of `sys.argv`.
    argument: String,
    /// First folder to import from.
    folder: PathBuf,
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let search = search_folders();
    let source = load(&arguments.program, &search)?;
    let mut board = Board::new(if arguments.virtual_clock { Clock::Virtual } else { Clock::Real });
    board.catch_interrupts().map_err(|error| format!("Ctrl-C cannot be caught: {error}"))?;

    let mut folders = vec![source.as_ref().map_or(PathBuf::new(), |source| source.folder.clone())];
    folders.extend(search);
    let mut argv = vec![source.as_ref().map_or(String::new(), |source| source.argument.clone())];
    argv.extend(arguments.rest.iter().cloned());

    let mut memory = vec![0; engine::memory_bytes(arguments.heap_bytes)];
    let mut session = Session::new(&mut memory, arguments, &mut board)?;
    let mut ending = session.set_up(&folders, &argv);
    if let (Ending::Done, Some(source)) = (ending, &source) {
        ending = match arguments.program {
            Program::Disassemble(_) => session.disassemble(&source.text, &source.name),
            _ => session.run(&source.text, &source.name, source.is_file),
        };
    }
    if source.is_none() || arguments.prompt_after && !matches!(ending, Ending::Exit(_)) {
        ending = prompt::run(&mut session);
    }
    if arguments.heap_report || arguments.heap_contents {
        let report = session.heap_report(arguments.heap_contents);
        session.show_error(&report);
    }
    if board.flush().is_err() && ending == Ending::Done {
        ending = Ending::Failed;
    }
    let status = match ending {
        Ending::Done => 0,
        Ending::Failed | Ending::Incomplete => 1,
        Ending::Exit(status) => status,
    };
    // As everywhere, a process's status is the lowest byte.
    Ok(ExitCode::from(status as u8))
}

/// The folders of `MICROPYPATH`.
fn search_folders() -> Vec<PathBuf> {
    env::var_os("MICROPYPATH").map_or(Vec::new(), |value| env::split_paths(&value).collect())
}

/// Reads the program; none for a prompt.
fn load(program: &Program, search: &[PathBuf]) -> Result<Option<Source>, String> {
    let source = match program {
        Program::Text(text) => Source {
            name: "<string>".to_owned(),
            is_file: false,
            text: text.clone().into_bytes(),
            argument: "-c".to_owned(),
            folder: PathBuf::new(),
        },
        Program::Input => {
            let mut text = Vec::new();
            io::stdin()
                .lock()
                .read_to_end(&mut text)
                .map_err(|error| format!("standard input: {error}"))?;
            Source {
                name: "<stdin>".to_owned(),
                is_file: false,
                text,
                argument: "-".to_owned(),
                folder: PathBuf::new(),
            }
        }
        Program::Module(name) => load_file(&find_module(name, search)?)?,
        Program::File(path) | Program::Disassemble(path) => load_file(path)?,
        Program::Prompt | Program::Help | Program::Version => return Ok(None),
    };
    Ok(Some(source))
}

fn load_file(path: &Path) -> Result<Source, String> {
    let name = path.display().to_string();
    let text = fs::read(path).map_err(|error| format!("can't open file '{name}': {error}"))?;
    let folder = path.parent().map_or(PathBuf::new(), Path::to_owned);
    Ok(Source { argument: name.clone(), name, is_file: true, text, folder })
}

/// The file of a module, or of a package's `__main__`, in the current folder or those of `MICROPYPATH`.
fn find_module(name: &str, search: &[PathBuf]) -> Result<PathBuf, String> {
    let relative = name.replace('.', "/");
    let folders = std::iter::once(Path::new("")).chain(search.iter().map(PathBuf::as_path));
    let mut candidates = folders.flat_map(|folder| {
        [folder.join(format!("{relative}.py")), folder.join(&relative).join("__main__.py")]
    });
    candidates.find(|path| path.is_file()).ok_or_else(|| format!("no module named '{name}'"))
}
