//! What goes wrong, as data.

use taipan::api::{Class, Config, Error, Vm};

use crate::{Console, on_machines};

#[test]
fn too_little_memory_says_how_much_is_needed() {
    let mut console = Console::default();
    for bytes in [0, 7, 1000] {
        let Err(Error::MemoryTooSmall { needed }) =
            Vm::new(&mut vec![0; bytes], Config::default(), &mut console)
        else {
            panic!("{bytes} bytes are too few");
        };
        let mut memory = vec![0; needed];
        assert!(Vm::new(&mut memory, Config::default(), &mut console).is_ok());
        memory.pop();
        assert!(Vm::new(&mut memory, Config::default(), &mut console).is_err());
    }
}

#[test]
fn exceptions_have_class_message_and_traceback() {
    on_machines(|vm| {
        assert!(vm.exception().is_none());
        let program =
            b"class Broken(KeyError):\n    pass\ndef f():\n    raise Broken('no', 1)\nf()";
        assert_eq!(vm.exec(program, "broken.py"), Err(Error::Exception(Class::KEY_ERROR)));
        for _ in 0..2 {
            let exception = vm.exception().unwrap();
            assert_eq!(exception.class_name(), "Broken");
            assert_eq!(exception.class(), Class::KEY_ERROR);
            assert!(exception.class().is_a(Class::LOOKUP_ERROR));
            assert!(!exception.class().is_a(Class::VALUE_ERROR));
            assert_eq!(exception.message(), "('no', 1)");
            let places: Vec<_> = exception
                .traceback()
                .map(|p| format!("{}:{} {}", p.file, p.line, p.function))
                .collect();
            assert_eq!(places, ["broken.py:5 <module>", "broken.py:4 f"]);
        }
        let mut text = String::new();
        vm.print_exception(&mut text).unwrap();
        assert!(text.ends_with("Broken: ('no', 1)\n"), "{text}");
        assert_eq!(vm.eval("1 + 1"), Ok(2));
    });
}

#[test]
fn a_message_may_itself_fail() {
    on_machines(|vm| {
        let program = b"class Odd(ValueError):\n    def __str__(self):\n        raise KeyError(1)\nraise Odd()";
        assert_eq!(vm.exec(program, "odd.py"), Err(Error::Exception(Class::VALUE_ERROR)));
        assert_eq!(vm.exception().unwrap().to_string(), "Odd");
        assert_eq!(vm.exception().unwrap().class_name(), "Odd");
    });
}

#[test]
fn syntax_errors_have_a_place() {
    on_machines(|vm| {
        assert_eq!(vm.exec(b"x = 1\ny = (2\n", "s.py"), Err(Error::Exception(Class::SYNTAX_ERROR)));
        let exception = vm.exception().unwrap();
        assert_eq!(exception.message(), "'(' was never closed");
        assert_eq!(exception.syntax_place(), Some(("s.py", 2, 5)));
        assert_eq!(vm.eval::<i32>("1 +"), Err(Error::Exception(Class::SYNTAX_ERROR)));
    });
}

#[test]
fn unfinished_statements_are_incomplete_at_a_prompt() {
    on_machines(|vm| {
        for text in ["f(", "if x:", "x = '''", "def f():\n    return (1,", "x = \\\n"] {
            assert_eq!(vm.exec_interactive(text.as_bytes()), Err(Error::Incomplete), "{text}");
            assert!(vm.exception().is_none());
        }
        assert_eq!(vm.exec_interactive(b"x = 1 +"), Err(Error::Exception(Class::SYNTAX_ERROR)));
        assert_eq!(vm.exec_interactive(b"x = (1,\n2)"), Ok(()));
        assert_eq!(vm.eval("x"), Ok((1, 2)));
    });
}

#[test]
fn exits_are_not_exceptions() {
    on_machines(|vm| {
        assert_eq!(vm.exec(b"import sys\nsys.exit(3)", "exit.py"), Err(Error::Exit(3)));
        assert_eq!(vm.call::<()>("exit_now", ()), Err(Error::Exception(Class::NAME_ERROR)));
        assert_eq!(vm.exception().unwrap().message(), "name 'exit_now' is not defined");
    });
}

#[test]
fn what_nests_too_deeply_for_the_stack_is_an_error() {
    let mut memory = vec![0; 128 * 1024 + Vm::OVERHEAD];
    let mut console = Console::default();
    let config = Config { stack_bytes: 48 * 1024, ..Config::default() };
    let mut vm = Vm::new(&mut memory, config, &mut console).unwrap();
    let nested = |open: &str, close: &str| {
        format!("x = {}1{}", open.repeat(90), close.repeat(90)).into_bytes()
    };
    for (open, close) in [("lambda: ", ""), ("[", "]"), ("x[", "]")] {
        let result = vm.exec(&nested(open, close), "deep.py");
        assert_eq!(result, Err(Error::Exception(Class::MEMORY_ERROR)), "{open}");
        assert_eq!(vm.eval("1 + 1"), Ok(2));
    }
}
