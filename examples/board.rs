//! 6. A board of one's own: a clock that only sleeping moves, files in flash, a watchdog for what runs too long.

use std::io::Write as _;

use taipan::api::{Config, Error, Vm};
use taipan::hal::{self, Board, Entry, Files};

/// Safepoints that a program may pass.
const SAFEPOINTS_MAX: u32 = 50;

/// A board whose time is made up.
struct Virtual {
    now_us: u64,
    safepoints: u32,
    files: Flash,
}

/// Files that were there when the program was built.
struct Flash(&'static [(&'static str, &'static [u8])]);

impl Board for Virtual {
    fn ticks_us(&mut self) -> u64 {
        self.now_us
    }

    fn sleep_us(&mut self, us: u32) {
        self.now_us += u64::from(us);
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), hal::Error> {
        std::io::stdout().write_all(bytes).map_err(|_| hal::Error::Failed)
    }

    fn read(&mut self, _buffer: &mut [u8], _wait_us: u32) -> Result<usize, hal::Error> {
        Err(hal::Error::EndOfInput)
    }

    /// Asked at each safepoint: true becomes a KeyboardInterrupt in the program.
    fn take_interrupt(&mut self) -> bool {
        self.safepoints += 1;
        self.safepoints == SAFEPOINTS_MAX
    }

    fn files(&mut self) -> Option<&mut dyn Files> {
        Some(&mut self.files)
    }
}

impl Flash {
    fn find(&self, path: &str) -> Result<&'static [u8], hal::Error> {
        self.0
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, text)| *text)
            .ok_or(hal::Error::NotFound)
    }
}

impl Files for Flash {
    fn entry(&mut self, path: &str) -> Result<Entry, hal::Error> {
        self.find(path).map(|text| Entry::File { bytes: text.len() as u32 })
    }

    fn read(&mut self, path: &str, at: u32, buffer: &mut [u8]) -> Result<usize, hal::Error> {
        let rest = self.find(path)?.get(at as usize..).unwrap_or_default();
        let len = rest.len().min(buffer.len());
        let (to, from) = (buffer.get_mut(..len), rest.get(..len));
        if let (Some(to), Some(from)) = (to, from) {
            to.copy_from_slice(from);
        }
        Ok(len)
    }
}

const PROGRAM: &[u8] = b"
import time, blink
start = time.ticks_ms()
blink.twice()
print('it took', time.ticks_diff(time.ticks_ms(), start), 'ms of the board')
try:
    while True:
        pass
except KeyboardInterrupt:
    print('the watchdog barked')
";

const FILES: &[(&str, &[u8])] = &[(
    "lib/blink.py",
    b"
import time

def twice():
    for i in range(2):
        print('blink')
        time.sleep_ms(500)
",
)];

fn main() -> Result<(), Error> {
    let files = Flash(FILES);
    let mut board = Virtual { now_us: 0, safepoints: 0, files };
    let mut memory = [0; 16 * 1024 + Vm::OVERHEAD];
    let mut vm = Vm::new(&mut memory, Config::default(), &mut board)?;
    vm.set_path(&["lib"])?;
    vm.exec(PROGRAM, "main.py")
}
