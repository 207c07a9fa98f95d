//! The gates that must hold: every exact figure of the benchmarks against its limit.

use anyhow::{Result, bail, ensure};

use crate::bench::{self, Row};
use crate::chip::{self, Build, Job, Task};
use crate::shell::root;
use crate::size;
use crate::thumb::HEAP_BYTES;

/// Gates known to be missed, by the beginning of their names. One that holds again must leave the list.
const OPEN: &[&str] = &[];

/// Fails if a gate is missed that is not known to be, or holds that is not known to.
pub(crate) fn check() -> Result<()> {
    runs_are_alike()?;
    let mut rows = bench::exact_rows()?;
    rows.extend(size::rows()?);
    let is_open = |row: &Row| OPEN.iter().any(|start| row.what.starts_with(start));
    for row in &rows {
        println!("{row}");
    }
    let missed: Vec<_> = rows.iter().filter(|row| !row.holds() && !is_open(row)).collect();
    let closed: Vec<_> = rows.iter().filter(|row| row.holds() && is_open(row)).collect();
    if missed.is_empty() && closed.is_empty() {
        return Ok(());
    }
    let names =
        |rows: &[&Row]| rows.iter().map(|row| row.what.clone()).collect::<Vec<_>>().join("; ");
    bail!("missed: {}\nlisted as open but holding: {}", names(&missed), names(&closed))
}

/// Two identical runs give identical instruction counts.
fn runs_are_alike() -> Result<()> {
    let (firmware, script) =
        (chip::firmware(Build::SPEED)?, root().join("examples/scripts/tasks.py"));
    let (firmware, script) = (firmware.as_path(), script.as_path());
    let job = Job {
        firmware,
        script,
        heap_bytes: HEAP_BYTES,
        task: Task::Run,
        stress: "",
        show: false,
        profile: None,
    };
    let (first, second) = (chip::run(&job)?, chip::run(&job)?);
    ensure!(first == second, "two runs differ: {first:?}, {second:?}");
    Ok(())
}
