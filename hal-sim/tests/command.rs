//! The `taipan` command, as a user meets it: programs in, output, errors and exit status out.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn taipan() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taipan"));
    command.stdin(Stdio::null()).env_remove("MICROPYPATH");
    command
}

fn run(arguments: &[&str]) -> Output {
    taipan().args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What the command makes of a text on standard input.
fn fed(arguments: &[&str], input: &str) -> Output {
    let mut child = taipan()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A folder of this test's own, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for (file, text) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn a_text_runs() {
    let output = run(&["-c", "print(6 * 7)"]);
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("42\n", Some(0)));
}

#[test]
fn standard_input_runs() {
    let output = fed(&["-"], "for i in range(3):\n    print(i)\n");
    assert_eq!(stdout(&output), "0\n1\n2\n");
}

#[test]
fn an_uncaught_exception_shows_a_traceback_and_gives_1() {
    let folder = folder("traceback", &[("a.py", "def f():\n    return 1 // 0\n\nf()\n")]);
    let output = run(&[folder.join("a.py").to_str().unwrap()]);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.starts_with("Traceback (most recent call last):\n"), "{error}");
    assert!(error.contains("a.py\", line 2, in f"), "{error}");
    assert!(error.lines().last().unwrap().starts_with("ZeroDivisionError"), "{error}");
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_syntax_error_names_its_place() {
    let output = run(&["-c", "x = 1\ny = = 2\n"]);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains("line 2") && error.contains("SyntaxError"), "{error}");
}

#[test]
fn system_exit_gives_its_status() {
    assert_eq!(run(&["-c", "raise SystemExit(7)"]).status.code(), Some(7));
    assert_eq!(run(&["-c", "raise SystemExit"]).status.code(), Some(0));
    assert_eq!(run(&["-c", "import sys; sys.exit(3)"]).status.code(), Some(3));
}

#[test]
fn arguments_reach_the_program() {
    let folder = folder("arguments", &[("a.py", "import sys\nprint(sys.argv[1:])\n")]);
    let output = run(&[folder.join("a.py").to_str().unwrap(), "one", "--heap"]);
    assert_eq!(stdout(&output), "['one', '--heap']\n");
}

#[test]
fn imports_search_the_scripts_folder_then_micropypath() {
    let near =
        folder("near", &[("a.py", "import first, second\n"), ("first.py", "print('near')\n")]);
    let far = folder(
        "far",
        &[("first.py", "print('far')\n"), ("second/__init__.py", "print('package')\n")],
    );
    let output = taipan().env("MICROPYPATH", &far).arg(near.join("a.py")).output().unwrap();
    assert_eq!(stdout(&output), "near\npackage\n", "{}", stderr(&output));
}

#[test]
fn a_module_runs_as_main() {
    let folder = folder(
        "main",
        &[("tool.py", "print(__name__)\n"), ("package/__main__.py", "print('whole')\n")],
    );
    let output = taipan().env("MICROPYPATH", &folder).args(["-m", "tool"]).output().unwrap();
    assert_eq!(stdout(&output), "__main__\n", "{}", stderr(&output));
    let output = taipan().env("MICROPYPATH", &folder).args(["-m", "package"]).output().unwrap();
    assert_eq!(stdout(&output), "whole\n", "{}", stderr(&output));
}

#[test]
fn machine_code_is_refused_in_one_line() {
    let output = run(&["-X", "emit=native", "-c", "print(1)"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output).lines().count(), 1);
    assert_eq!(stdout(&run(&["-X", "emit=bytecode", "-c", "print(1)"])), "1\n");
}

#[test]
fn a_small_heap_is_enough_or_says_so() {
    assert_eq!(stdout(&run(&["--heap", "8k", "-c", "print('small')"])), "small\n");
    let output = run(&["--heap", "16k", "-c", "x = [0] * 10000"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("MemoryError"), "{}", stderr(&output));
    let output = run(&["--heap", "100", "-c", "pass"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("bytes"), "{}", stderr(&output));
}

#[test]
fn the_heap_is_reported() {
    let output = run(&["--heap-report", "-c", "x = bytearray(5000)"]);
    let error = stderr(&output);
    let words: Vec<_> = error.split_whitespace().collect();
    let number = |name| -> usize {
        let at = words.iter().position(|word| *word == name).unwrap();
        words[at + 1].parse().unwrap()
    };
    assert!(number("peak") >= number("live") && number("live") >= 5000, "{error}");
}

#[test]
fn the_prompt_shows_values_and_goes_on_after_errors() {
    let output = fed(&[], "1 + 1\nx = 'a'\nx\n1 / 0\ndef f():\n    return 5\n\nf()\nNone\n");
    let text = stdout(&output);
    let shown: Vec<_> =
        text.split(">>> ").map(|part| part.trim_start_matches("... ").trim()).collect();
    assert!(shown.contains(&"2") && shown.contains(&"'a'") && shown.contains(&"5"), "{text}");
    assert!(!shown.contains(&"None"), "{text}");
    assert!(stderr(&output).contains("ZeroDivisionError"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_program_knows_its_file() {
    let folder = folder("file", &[("a.py", "print(__file__)\n")]);
    let path = folder.join("a.py");
    let path = path.to_str().unwrap();
    assert_eq!(stdout(&run(&[path])).trim_end(), path);
    let output = run(&["-c", "print(__file__)"]);
    assert!(stderr(&output).contains("NameError: name '__file__' is not defined"));
}

#[test]
fn the_prompt_keeps_the_last_value() {
    let output = fed(&[], "[1] * 3\n_.append(4)\n_\nlen(_) + 1\n_ * 2\n_ = 'own'\n7\n_\n");
    let text = stdout(&output).replace(">>> ", "");
    assert_eq!(text.trim_end(), "[1, 1, 1]\n[1, 1, 1, 4]\n5\n10\n7\n'own'");
    assert_eq!(stderr(&output), "");
}

#[test]
fn ctrl_c_raises_keyboard_interrupt() {
    let program = "
print('ready')
try:
    while True:
        pass
except KeyboardInterrupt:
    print('caught')
";
    let mut child = taipan().args(["-c", program]).stdout(Stdio::piped()).spawn().unwrap();
    // Output is held back until the end of the program, so wait for the loop by time.
    std::thread::sleep(Duration::from_millis(300));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(10) {
            child.kill().unwrap();
            panic!("Ctrl-C did nothing");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(stdout(&child.wait_with_output().unwrap()), "ready\ncaught\n");
}

#[test]
fn docstrings_are_kept_unless_asked() {
    let program = "def f():\n    'what it does'\nprint(f.__doc__)";
    assert_eq!(stdout(&run(&["-c", program])), "what it does\n");
    assert_eq!(stdout(&run(&["-OO", "-c", program])), "None\n");
}

#[test]
fn imports_are_without_assert_too() {
    let folder = folder("imported", &[("a.py", "import b\n"), ("b.py", "assert False, 'kept'\n")]);
    let output = run(&["-O", folder.join("a.py").to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn heap_contents_are_listed() {
    let error = stderr(&run(&["--heap-contents", "-c", "x = [1]\ndef f(): pass"]));
    assert!(error.contains(" lists\n") && error.contains("code: heads"), "{error}");
}

#[test]
fn without_assert_when_asked() {
    assert_eq!(run(&["-c", "assert False"]).status.code(), Some(1));
    assert_eq!(run(&["-O", "-c", "assert False"]).status.code(), Some(0));
}

#[test]
fn bytecode_is_listed_with_its_lines() {
    let folder = folder("disasm", &[("a.py", "def f(x):\n    return x + 1\n")]);
    let output = run(&["disasm", folder.join("a.py").to_str().unwrap()]);
    let text = stdout(&output);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(text.contains("return x + 1") && text.to_lowercase().contains("return"), "{text}");
}

#[test]
fn stress_changes_nothing_but_time() {
    let program = "print(sorted([str(i) for i in range(30)])[:3])";
    assert_eq!(stdout(&run(&["--stress", "gc", "-c", program])), "['0', '1', '10']\n");
    let output = run(&["--stress", "fail=1", "-c", program]);
    assert!(
        output.status.success() || stderr(&output).contains("MemoryError"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn mistakes_on_the_command_line_give_2() {
    assert_eq!(run(&["--what"]).status.code(), Some(2));
    assert_eq!(run(&["no such file.py"]).status.code(), Some(2));
}

#[test]
fn a_group_of_exceptions_is_shown_with_all_that_is_in_it() {
    let source = r#"
def leaf(n):
    try: raise OSError('cause')
    except OSError as e: raise ValueError(n) from e
excs = []
for n in range(2):
    try: leaf(n)
    except ValueError as e: excs.append(e)
try:
    raise ExceptionGroup('nested', [TypeError('x')] + excs)
except ExceptionGroup as g:
    g.add_note('n1'); g.add_note('l1\nl2')
    inner = g
raise ExceptionGroup('eg', [ValueError(1), inner, KeyError('k')])
"#;
    // As CPython 3.13 prints it.
    let expected = r#"  + Exception Group Traceback (most recent call last):
  |   File "<string>", line 14, in <module>
  | ExceptionGroup: eg (3 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | Exception Group Traceback (most recent call last):
    |   File "<string>", line 10, in <module>
    | ExceptionGroup: nested (3 sub-exceptions)
    | n1
    | l1
    | l2
    +-+---------------- 1 ----------------
      | TypeError: x
      +---------------- 2 ----------------
      | Traceback (most recent call last):
      |   File "<string>", line 3, in leaf
      | OSError: cause
      | 
      | The above exception was the direct cause of the following exception:
      | 
      | Traceback (most recent call last):
      |   File "<string>", line 7, in <module>
      |   File "<string>", line 4, in leaf
      | ValueError: 0
      +---------------- 3 ----------------
      | Traceback (most recent call last):
      |   File "<string>", line 3, in leaf
      | OSError: cause
      | 
      | The above exception was the direct cause of the following exception:
      | 
      | Traceback (most recent call last):
      |   File "<string>", line 7, in <module>
      |   File "<string>", line 4, in leaf
      | ValueError: 1
      +------------------------------------
    +---------------- 3 ----------------
    | KeyError: 'k'
    +------------------------------------
"#;
    assert_eq!(stderr(&run(&["-c", source])), expected);
}
