//! Images of compiled programs: they do what the source does, and damaged ones do no harm.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::{env, fs};

use taipan::api::{Config, Error, Stress, Vm};

use crate::fuzz::{GivenUp, Impatient, Random, number, quiet, scripts};
use crate::{Console, MEMORY, on_machines};

/// The most bytes of an image in these tests.
const IMAGE_MAX: usize = 64 * 1024;

fn image(source: &[u8], file: &str) -> Result<Vec<u8>, Error> {
    let mut memory = vec![0; 512 * 1024];
    let mut console = Console::default();
    let mut vm = Vm::new(&mut memory, Config::default(), &mut console).unwrap();
    let mut image = vec![0; IMAGE_MAX];
    let len = vm.save(source, file, &mut image)?;
    image.truncate(len);
    Ok(image)
}

const PROGRAM: &[u8] = b"
def outer(n, *rest, key=(1, 'two', None, ...), **named):
    total = n
    def inner(by=2):
        nonlocal total
        total += by
        return [total, key, rest, named]
    return inner
class Shape:
    'A shape.'
    sides = 4
    def area(self, w, h): return w * h
async def later(): return 1
def gen():
    try:
        yield from range(3)
    finally:
        yield 'end'
print(outer(1, 5, x=1 << 70)(), Shape().area(2, 2.5), list(gen()))
print({'a': b'bytes', 'b': 1j}, 'k' in {'k', 'l'}, -(1 << 64), f'{3:>4}', Shape.__doc__)
try:
    1 // 0
except ZeroDivisionError as error:
    print(type(error).__name__, error.__traceback__.tb_lineno)
match [1, 2]:
    case [x, y]: print(x, y)
";

#[test]
fn images_do_what_the_source_does() {
    let image = image(PROGRAM, "shapes.py").unwrap();
    for collect_always in [false, true] {
        let mut printed = Vec::new();
        for from_image in [false, true] {
            let mut memory = vec![0; MEMORY];
            let mut console = Console::default();
            let stress = Stress { collect_always, ..Stress::default() };
            let config = Config { stress, ..Config::default() };
            let mut vm = Vm::new(&mut memory, config, &mut console).unwrap();
            if from_image {
                vm.load(&image).unwrap();
                vm.run_compiled().unwrap();
                assert!(vm.run_compiled().is_err());
            } else {
                vm.exec(PROGRAM, "shapes.py").unwrap();
            }
            vm.check().unwrap();
            printed.push(String::from_utf8(console.text).unwrap());
        }
        assert_eq!(printed[0], printed[1]);
    }
}

#[test]
fn an_image_of_an_image_is_the_same() {
    // Wherever it is copied to, aligned or not.
    let mut moved = vec![0];
    moved.extend(image(PROGRAM, "shapes.py").unwrap());
    on_machines(|vm| {
        vm.load(&moved[1..]).unwrap();
        vm.run_compiled().unwrap();
        assert_eq!(vm.eval("Shape.sides"), Ok(4));
    });
}

#[test]
fn a_buffer_too_small_says_how_much_is_needed() {
    on_machines(|vm| {
        let Err(Error::ImageTooLarge { needed }) = vm.save(b"x = 'text'", "x.py", &mut [0; 20])
        else {
            panic!("20 bytes are too few");
        };
        let mut image = vec![0; needed];
        assert_eq!(vm.save(b"x = 'text'", "x.py", &mut image), Ok(needed));
    });
}

#[test]
fn what_is_no_image_is_turned_down() {
    let good = image(b"def f(x):\n    return x + 1\nf(2)", "f.py").unwrap();
    on_machines(|vm| {
        for bytes in [&b""[..], b"TAIPAN", b"print(1)", &[0; 64], &[0xff; 64]] {
            assert!(matches!(vm.load(bytes), Err(Error::Image { .. })));
        }
        // Each shorter one, and one longer.
        for len in 0..good.len() {
            assert!(matches!(vm.load(&good[..len]), Err(Error::Image { .. })), "{len}");
        }
        assert!(vm.load(&[&good[..], b"x"].concat()).is_err());
        assert!(vm.run_compiled().is_err());
        assert_eq!(vm.load(&good), Ok(()));
        assert_eq!(vm.run_compiled(), Ok(()));
    });
}

#[test]
fn bombs_are_turned_down() {
    // A tuple in a tuple in a tuple: what an image says of its depth is not believed.
    let text = format!("x = {}1{}", "(".repeat(30), ",)".repeat(30));
    match image(text.as_bytes(), "deep.py") {
        Ok(deep) => on_machines(|vm| assert_eq!(vm.load(&deep), Ok(()))),
        Err(error) => assert!(matches!(error, Error::Image { .. })),
    }
}

#[test]
fn what_returns_an_unbound_register_returns_none() {
    let source = |last| {
        format!(
            "def f(a):\n    if a:\n        d = a\n        return d\n    c = 7\n    return {last}"
        )
    };
    let mut damaged = image(source("c").as_bytes(), "f.py").unwrap();
    let other = image(source("a").as_bytes(), "f.py").unwrap();
    let differ: Vec<_> = (0..damaged.len()).filter(|&i| damaged[i] != other[i]).collect();
    // The register that the last instruction returns: of c, and of a. Between them is d.
    assert_eq!((&differ[..], damaged.len()), (&differ[..1], other.len()));
    assert_eq!((damaged[differ[0]], other[differ[0]]), (2, 0));
    damaged[differ[0]] = 1;
    on_machines(|vm| {
        vm.load(&damaged).unwrap();
        vm.run_compiled().unwrap();
        assert_eq!(vm.call("f", (0,)), Ok(None::<i32>));
        assert_eq!(vm.call("f", (5,)), Ok(Some(5)));
        vm.check().unwrap();
    });
}

/// Damages an image: a few bytes, each by a little or wholly.
fn damage(image: &mut [u8], random: &mut Random) {
    for _ in 0..1 + random.below(3) {
        let at = 16 + random.below(image.len() - 16);
        match random.below(6) {
            0 => image[at] ^= 1 << random.below(8),
            1 => image[at] = random.next() as u8,
            2 => image[at] = image[at].wrapping_add(1),
            3 => image[at] = image[at].wrapping_sub(1),
            4 => {
                let from = 16 + random.below(image.len() - 16);
                image[at] = image[from];
            }
            _ => {
                // An instruction for another.
                let from = 16 + random.below(image.len() - 16);
                let len = 2.min(image.len() - at.max(from));
                image.copy_within(from..from + len, at);
            }
        }
    }
}

/// What became of a damaged image.
#[derive(Default, Debug)]
struct Tally {
    turned_down: u32,
    ran: u32,
    given_up: u32,
}

/// Loads and runs a damaged image: that must not panic, nor leave a damaged heap.
fn try_image(image: &[u8], collect_always: bool, tally: &mut Tally) {
    let mut memory = vec![0; 96 * 1024 + Vm::OVERHEAD];
    let mut board = Impatient::after(100);
    let stress = Stress { collect_always, ..Stress::default() };
    let mut vm = Vm::new(&mut memory, Config { stress, ..Config::default() }, &mut board).unwrap();
    let run = panic::catch_unwind(AssertUnwindSafe(|| {
        if vm.load(image).is_err() {
            return false;
        }
        // Whatever it answers.
        _ = vm.run_compiled();
        _ = vm.print_exception(&mut String::new());
        vm.check().unwrap();
        true
    }));
    match run {
        Ok(true) => tally.ran += 1,
        Ok(false) => tally.turned_down += 1,
        Err(cause) if cause.is::<GivenUp>() => tally.given_up += 1,
        Err(cause) => {
            let path = env::temp_dir().join("taipan_damaged_image");
            fs::write(&path, image).unwrap();
            eprintln!("the image is in {} (moving: {collect_always})", path.display());
            panic::resume_unwind(cause);
        }
    }
}

/// A slice of a campaign; `TAIPAN_FUZZ_COUNT` and `TAIPAN_FUZZ_SEED` make it longer and another. Each campaign is
/// noted in `benches/record/fuzz.md`.
#[test]
fn damaged_images_do_no_harm() {
    let count = number("TAIPAN_FUZZ_COUNT", 1_500);
    let mut random = Random::seeded(number("TAIPAN_FUZZ_SEED", 1));
    quiet();
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let campaign = move || {
        let mut images = vec![image(PROGRAM, "shapes.py").unwrap()];
        for path in scripts(Path::new("tests/py")) {
            images.extend(image(&fs::read(&path).unwrap(), &path.display().to_string()));
        }
        let mut tally = Tally::default();
        for i in 0..count {
            let mut image = images[random.below(images.len())].clone();
            damage(&mut image, &mut random);
            try_image(&image, i % 8 == 0, &mut tally);
        }
        tally
    };
    let tally = thread.spawn(campaign).unwrap().join().unwrap_or_else(|e| panic::resume_unwind(e));
    println!("{count} images: {tally:?}");
    assert!(tally.ran > 0 && tally.turned_down > 0);
}
