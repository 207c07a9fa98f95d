//! The command line of `taipan`.

use std::path::PathBuf;

/// How to call the command.
pub(crate) const USAGE: &str = "\
usage: taipan [OPTIONS] [-c CODE | -m MODULE | FILE | -] [ARGS...]
       taipan disasm FILE
Without a program: a prompt.
  -c CODE               run this text
  -m MODULE             run a module, found as `import` finds it
  -                     run what standard input holds
  -i                    a prompt after the program
  -O, -OO               leave out `assert`; and docstrings
  -X emit=bytecode      how functions are compiled (emit=native: not there yet)
  --heap SIZE           memory for Python, such as 16k or 4M; default 1M
  --heap-report         peak and live bytes on standard error at the end
  --heap-contents       the same, and what is alive, by kind
  --stress gc           collect, and move everything, at every allocation
  --stress fail=N       the N-th allocation fails, once
  --virtual-clock       time moves only when the program sleeps
  -h, --help; --version
MICROPYPATH: folders to import from after the script's own, separated by colons.";

/// The heap's size unless told otherwise: enough for any script of the examples, little enough to notice waste.
const HEAP_BYTES: usize = 1024 * 1024;

/// What to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Program {
    /// Nothing: a prompt.
    Prompt,
    /// `-c`.
    Text(String),
    /// `-m`.
    Module(String),
    /// A path.
    File(PathBuf),
    /// `-`.
    Input,
    /// `disasm`.
    Disassemble(PathBuf),
    /// `--help`.
    Help,
    /// `--version`.
    Version,
}

/// What to make harder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stress {
    /// Nothing.
    None,
    /// Collect and move at every allocation.
    Collect,
    /// The n-th allocation fails, once; counted from 1.
    Fail(u32),
}

/// A parsed command line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Arguments {
    pub(crate) program: Program,
    /// For `sys.argv`, after its first entry.
    pub(crate) rest: Vec<String>,
    pub(crate) heap_bytes: usize,
    pub(crate) heap_report: bool,
    pub(crate) heap_contents: bool,
    pub(crate) native: bool,
    /// How many `O`s.
    pub(crate) optimize: u8,
    pub(crate) prompt_after: bool,
    pub(crate) stress: Stress,
    pub(crate) virtual_clock: bool,
}

impl Arguments {
    /// Reads the words after the command's own name.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Arguments, String> {
        let mut words = words.into_iter();
        let mut arguments = Arguments {
            program: Program::Prompt,
            rest: Vec::new(),
            heap_bytes: HEAP_BYTES,
            heap_report: false,
            heap_contents: false,
            native: false,
            optimize: 0,
            prompt_after: false,
            stress: Stress::None,
            virtual_clock: false,
        };
        while let Some(word) = words.next() {
            let (word, inline) = match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => {
                    (name.to_owned(), Some(value.to_owned()))
                }
                _ => (word, None),
            };
            let mut value = |what: &str| match inline.clone().or_else(|| words.next()) {
                Some(value) => Ok(value),
                None => Err(format!("{word} needs {what}")),
            };
            match word.as_str() {
                "--heap" => arguments.heap_bytes = size(&value("a size, such as 16k")?)?,
                "--stress" => arguments.stress = stress(&value("gc or fail=N")?)?,
                "-X" => arguments.native = emits_native(&value("emit=bytecode")?)?,
                "--heap-report" => arguments.heap_report = true,
                "--heap-contents" => arguments.heap_contents = true,
                "--virtual-clock" => arguments.virtual_clock = true,
                "-O" => arguments.optimize += 1,
                "-OO" => arguments.optimize = 2,
                "-i" => arguments.prompt_after = true,
                "-h" | "--help" => arguments.program = Program::Help,
                "--version" => arguments.program = Program::Version,
                "-c" => arguments.program = Program::Text(value("a program")?),
                "-m" => arguments.program = Program::Module(value("a module")?),
                "-" => arguments.program = Program::Input,
                "disasm" => arguments.program = Program::Disassemble(value("a file")?.into()),
                option if option.starts_with('-') => {
                    return Err(format!("unknown option {option}"));
                }
                path => arguments.program = Program::File(path.into()),
            }
            if arguments.program != Program::Prompt {
                arguments.rest = words.collect();
                break;
            }
        }
        Ok(arguments)
    }
}

fn stress(text: &str) -> Result<Stress, String> {
    match text.split_once('=') {
        None if text == "gc" => Ok(Stress::Collect),
        Some(("fail", n)) => n.parse().map(Stress::Fail).map_err(|_| format!("not a number: {n}")),
        _ => Err(format!("--stress takes gc or fail=N, not {text}")),
    }
}

fn emits_native(text: &str) -> Result<bool, String> {
    match text {
        "emit=bytecode" => Ok(false),
        "emit=native" => Ok(true),
        _ => Err(format!("-X takes emit=bytecode or emit=native, not {text}")),
    }
}

/// A number of bytes, such as `4096`, `16k` or `1M`.
fn size(text: &str) -> Result<usize, String> {
    let (digits, unit) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1024),
        None => text.strip_suffix(['m', 'M']).map_or((text, 1), |digits| (digits, 1024 * 1024)),
    };
    let count = digits.parse::<usize>().ok().and_then(|count| count.checked_mul(unit));
    count.ok_or_else(|| format!("not a size: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_words_there_is_a_prompt_and_a_megabyte() {
        let arguments = parse("").unwrap();
        assert_eq!((arguments.program, arguments.heap_bytes), (Program::Prompt, 1 << 20));
    }

    #[test]
    fn what_follows_the_program_is_the_programs() {
        let arguments = parse("--heap 16k a.py --heap 1 -i").unwrap();
        assert_eq!(arguments.program, Program::File("a.py".into()));
        assert_eq!(arguments.heap_bytes, 16 * 1024);
        assert_eq!(arguments.rest, ["--heap", "1", "-i"]);
    }

    #[test]
    fn options_take_their_value_either_way() {
        assert_eq!(parse("--heap=2M -c x").unwrap().heap_bytes, 2 << 20);
        assert_eq!(parse("--stress=fail=7 -").unwrap().stress, Stress::Fail(7));
        assert_eq!(parse("--stress gc -").unwrap().stress, Stress::Collect);
        assert!(parse("-X emit=native a.py").unwrap().native);
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(parse("--what"), Err("unknown option --what".to_owned()));
        assert_eq!(parse("--heap many"), Err("not a size: many".to_owned()));
        assert_eq!(parse("-c"), Err("-c needs a program".to_owned()));
        assert_eq!(
            parse("--heap 99999999999999999999M"),
            Err("not a size: 99999999999999999999M".to_owned())
        );
    }
}
