//! Values in and out.

use taipan::api::{Class, Dict, Error, FromPython, List, Parameter, Value};

use crate::{on_machines, with_failures};

#[test]
fn numbers_go_in_and_come_out() {
    on_machines(|vm| {
        for n in [0, 1, -1, (1 << 30) - 1, 1 << 30, -(1 << 30) - 1, i64::MAX, i64::MIN] {
            vm.set("n", n).unwrap();
            assert_eq!(vm.get::<i64>("n"), Ok(n));
            assert_eq!(vm.eval::<&str>("str(n)"), Ok(n.to_string().as_str()));
        }
        for n in [u64::MAX, 1 << 63] {
            vm.set("n", n).unwrap();
            assert_eq!(vm.get::<u64>("n"), Ok(n));
            assert_eq!(vm.eval::<&str>("str(n)"), Ok(n.to_string().as_str()));
        }
        for n in [i128::MAX, i128::MIN, -(1 << 64), 1 << 64] {
            vm.set("n", n).unwrap();
            assert_eq!(vm.get::<i128>("n"), Ok(n));
            assert_eq!(vm.eval::<&str>("str(n)"), Ok(n.to_string().as_str()));
        }
        vm.set("n", u128::MAX).unwrap();
        assert_eq!(vm.eval::<&str>("str(n)"), Ok(u128::MAX.to_string().as_str()));
        assert_eq!(vm.eval::<u64>("2 ** 64"), Err(overflow()));
        assert_eq!(vm.eval::<i128>("2 ** 127"), Err(overflow()));
        assert_eq!(vm.eval::<i128>("-2 ** 127"), Ok(i128::MIN));
        assert_eq!(vm.eval::<u8>("-1"), Err(overflow()));
        assert_eq!(vm.eval::<u8>("True"), Ok(1));
        for x in [0.0, -0.5, 1e10, f64::INFINITY] {
            vm.set("x", x).unwrap();
            assert_eq!(vm.get::<f64>("x"), Ok(x));
        }
        assert_eq!(vm.eval::<f32>("3"), Ok(3.0));
    });
}

fn overflow() -> Error {
    Error::Raise(Class::OVERFLOW_ERROR, "int too large to convert")
}

#[test]
fn texts_and_bytes_are_seen_where_they_lie() {
    on_machines(|vm| {
        vm.set("text", "żółw").unwrap();
        assert_eq!(vm.eval::<&str>("text * 2"), Ok("żółwżółw"));
        assert_eq!(vm.eval::<char>("text[0]"), Ok('ż'));
        vm.set("data", &b"\0\xff"[..]).unwrap();
        assert_eq!(vm.eval::<&[u8]>("bytearray(data) + b'!'"), Ok(&b"\0\xff!"[..]));
        assert_eq!(vm.eval::<&str>("data"), Err(Error::Exception(Class::TYPE_ERROR)));
        assert_eq!(vm.exception().unwrap().message(), "must be str, not bytes");
    });
}

#[test]
fn containers_are_built_and_taken_apart() {
    on_machines(|vm| {
        vm.set("t", (1, "two", 3.0, (), Some(true), None::<u8>)).unwrap();
        assert_eq!(vm.eval::<&str>("repr(t)"), Ok("(1, 'two', 3.0, None, True, None)"));
        vm.set("l", List([1, 2, 3])).unwrap();
        vm.set("d", Dict([("a", List("xy".chars())), ("b", List(""[..].chars()))])).unwrap();
        assert_eq!(vm.eval::<&str>("repr((l, d))"), Ok("([1, 2, 3], {'a': ['x', 'y'], 'b': []})"));
        let (n, text, rest): (i32, &str, Option<u8>) = vm.eval("(7, 'x', None)").unwrap();
        assert_eq!((n, text, rest), (7, "x", None));
        let value: Value<'_> = vm.get("l").unwrap();
        let items: Vec<i32> = value.items().unwrap().map(|item| item.to().unwrap()).collect();
        assert_eq!(items, [1, 2, 3]);
        let value: Value<'_> = vm.get("d").unwrap();
        let keys: Vec<&str> = value.entries().unwrap().map(|(key, _)| key.to().unwrap()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(vm.eval::<(u8, u8)>("(1, 2, 3)"), Err(Error::Exception(Class::TYPE_ERROR)));
        assert_eq!(vm.exception().unwrap().message(), "must be a tuple or list of 2, not tuple");
    });
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Point(i32, i32);

impl FromPython<'_> for Point {
    fn from_python(value: Value<'_>) -> Result<Self, Error> {
        let (x, y) = value.to()?;
        Ok(Point(x, y))
    }
}

impl Parameter for Point {
    type Value<'a> = Point;
}

#[test]
fn types_of_ones_own_come_out() {
    on_machines(|vm| assert_eq!(vm.eval("(3, 4)"), Ok(Point(3, 4))));
}

#[test]
fn scopes_do_what_python_does() {
    on_machines(|vm| {
        vm.exec(
            b"
class Motor:
    speed = 0
    def turn(self, by, *, twice=False):
        self.speed += by
        return self.speed
",
            "motor.py",
        )
        .unwrap();
        let mut scope = vm.enter();
        let class = scope.global("Motor").unwrap();
        let motor = scope.call(class, ()).unwrap();
        scope.set_attribute(motor, "speed", 5).unwrap();
        let speed = scope.call_method(motor, "turn", (7,)).unwrap();
        assert_eq!(scope.get::<i32>(speed), Ok(12));
        let list = scope.eval("[i * i for i in range(5)]").unwrap();
        assert_eq!(scope.len(list), Ok(5));
        scope.set_item(list, 1, "one").unwrap();
        scope.set_item(list, -1, motor).unwrap();
        let same = scope.item(list, 4).unwrap();
        assert_eq!(scope.equal(same, motor), Ok(true));
        let text = scope.item(list, 1).unwrap();
        assert_eq!(scope.get::<&str>(text), Ok("one"));
        let math = scope.import("math").unwrap();
        let pi = scope.attribute(math, "pi").unwrap();
        assert!(scope.get::<f32>(pi).unwrap() > 3.0);
        let items = scope.eval("{'a': 1, 'b': 2}.items()").unwrap();
        let items = scope.iter(items).unwrap();
        let mut total = 0;
        loop {
            let mut turn = scope.scope();
            let Some(item) = turn.next(items).unwrap() else { break };
            let (key, n): (&str, i32) = turn.get(item).unwrap();
            total += n * key.len() as i32;
        }
        assert_eq!(total, 3);
        let shown = scope.repr(list).unwrap();
        assert!(scope.get::<&str>(shown).unwrap().starts_with("[0, 'one', 4, 9, <"));
        let print = scope.global("print").unwrap();
        assert_eq!(
            scope.attribute(print, "nothing").err(),
            Some(Error::Exception(Class::ATTRIBUTE_ERROR))
        );
        let caught = scope.catch().unwrap().unwrap();
        let message = scope.str(caught).unwrap();
        assert_eq!(
            scope.get::<&str>(message),
            Ok("'builtin_function_or_method' object has no attribute 'nothing'")
        );
        assert!(scope.catch().unwrap().is_none());
    });
}

#[test]
fn handles_keep_values_until_they_are_released() {
    on_machines(|vm| {
        let handles: Vec<_> = (0..10)
            .map(|i| {
                let mut scope = vm.enter();
                let list = scope.make(List([i, i + 1])).unwrap();
                scope.handle(list).unwrap()
            })
            .collect();
        vm.collect();
        let mut scope = vm.enter();
        for (i, &handle) in (0..).zip(&handles) {
            let list = scope.held(handle).unwrap();
            assert_eq!(scope.get::<(i32, i32)>(list), Ok((i, i + 1)));
        }
        scope.release(handles[3]);
        scope.release(handles[3]);
        assert_eq!(scope.held(handles[3]).err(), Some(Error::Exception(Class::REFERENCE_ERROR)));
        let again = scope.make("again").unwrap();
        let again = scope.handle(again).unwrap();
        assert_ne!(again, handles[3]);
        assert!(scope.held(handles[3]).is_err());
        let text = scope.held(again).unwrap();
        assert_eq!(scope.get::<&str>(text), Ok("again"));
    });
}

#[test]
fn a_place_of_another_machine_stands_for_none() {
    on_machines(|vm| {
        let scope = vm.enter();
        let mut memory = vec![0; crate::MEMORY];
        let mut console = crate::Console::default();
        let mut other =
            taipan::api::Vm::new(&mut memory, taipan::api::Config::default(), &mut console)
                .unwrap();
        let mut others = other.enter();
        let far = (0..200).map(|i| others.make(i).unwrap()).last().unwrap();
        assert!(scope.value(far).is_none());
    });
}

#[test]
fn every_allocation_may_fail() {
    with_failures(|vm| {
        vm.set("d", Dict([("key", List([1_i64 << 40, 2])), ("other", List([3, 4]))]))?;
        vm.set("t", ("a text that is not a name", 2.5, u64::MAX))?;
        let mut scope = vm.enter();
        let list = scope.eval("[str(x) for x in t]")?;
        let handle = scope.handle(list)?;
        let held = scope.held(handle)?;
        let text = scope.call_method(held, "copy", ())?;
        let joined = scope.make("")?;
        let joined = scope.call_method(joined, "join", (text,))?;
        scope.set_global("joined", joined)
    });
}
