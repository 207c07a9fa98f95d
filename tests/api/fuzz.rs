//! What campaigns of damaged programs share: chance that can be repeated, and a board with a bound on patience.

use std::path::{Path, PathBuf};
use std::{env, fs, panic};

use taipan::hal;

/// Safepoints from the first interrupt on after which a program that does not end is given up.
const SAFEPOINTS_MAX: u32 = 100;

/// A board on which somebody presses Ctrl-C, and a program that does not end then is given up.
pub(crate) struct Impatient {
    /// Safepoints before the first interrupt.
    patience: u32,
    safepoints: u32,
}

impl Impatient {
    /// A board on which programs run undisturbed for so many safepoints.
    pub(crate) const fn after(patience: u32) -> Self {
        Self { patience, safepoints: 0 }
    }
}

/// What it is given up with.
pub(crate) struct GivenUp;

impl hal::Board for Impatient {
    fn ticks_us(&mut self) -> u64 {
        0
    }
    fn write(&mut self, _bytes: &[u8]) -> Result<(), hal::Error> {
        Ok(())
    }
    fn read(&mut self, _buffer: &mut [u8], _wait_us: u32) -> Result<usize, hal::Error> {
        Err(hal::Error::EndOfInput)
    }
    fn take_interrupt(&mut self) -> bool {
        self.safepoints += 1;
        if self.safepoints > self.patience + SAFEPOINTS_MAX {
            panic::panic_any(GivenUp);
        }
        self.safepoints > self.patience
    }
}

/// xorshift64*.
pub(crate) struct Random(u64);

impl Random {
    /// A series that is the same for the same seed.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed.max(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }
}

/// A number from the environment.
pub(crate) fn number(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| text.parse().unwrap())
}

/// Programs that are given up are no failures, and need no message.
pub(crate) fn quiet() {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !info.payload().is::<GivenUp>() {
            hook(info);
        }
    }));
}

/// The Python files of a folder and those in it, in an order that is always the same.
pub(crate) fn scripts(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    found
}
