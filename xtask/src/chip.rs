//! Builds for chips, and runs on the emulated Cortex-M4.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, process};

use anyhow::{Context, Result, bail, ensure};

use crate::needs;
use crate::shell::{self, command, root};

/// The emulated chip: Cortex-M4 with single-precision FPU.
pub(crate) const TARGET: &str = "thumbv7em-none-eabihf";

/// 8 ns an instruction: about what a chip at 168 MHz takes. Only what the program sees of the clock depends on it.
const CLOCK: &str = "shift=3,align=off,sleep=off";

/// Longest emulation, in seconds.
const SECONDS_MAX: u64 = 300;

/// How a build's code is optimised, and its floats.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Build {
    /// rustc's `opt-level`.
    pub(crate) level: &'static str,
    /// 64-bit floats instead of the chip's 32-bit ones.
    pub(crate) f64: bool,
    /// With the engine's stress modes, which cost a few instructions at every allocation.
    pub(crate) stress: bool,
    /// With all modules, or only what the engine cannot do without: `builtins` and `sys`.
    pub(crate) modules: bool,
    /// With flags that no stable compiler takes: [`LEAN_FLAGS`].
    pub(crate) lean: bool,
}

/// The same chip without frame pointers, which rustc's own targets for Thumb insist on and the peer's compiler does not
/// make: the flag that would say so is outvoted by the target.
const LEAN_TARGET: &str = "thumbv7em-lean";

/// No file names and lines for panics, no texts of `Debug`, and a panic is a trap. The library is built for size too.
const LEAN_FLAGS: &str =
    " -Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort";
const LEAN_OPTIONS: [&str; 2] =
    ["-Zjson-target-spec", "-Zbuild-std-features=optimize_for_size,compiler-builtins-mem"];

impl Build {
    /// What every instruction count means unless it says otherwise.
    pub(crate) const SPEED: Build =
        Build { level: "3", f64: false, stress: false, modules: true, lean: false };
    /// What flash sizes mean unless they say otherwise.
    pub(crate) const SIZE: Build = Build { level: "z", modules: false, lean: true, ..Build::SPEED };
}

/// A cargo subcommand for a chip: rustup's compiler where it has the target, else Debian's with the library's source.
pub(crate) fn cargo(subcommand: &str, target: &str) -> Result<Command> {
    cargo_with(subcommand, target, false)
}

fn cargo_with(subcommand: &str, target: &str, lean: bool) -> Result<Command> {
    static RUSTUP_TARGETS: OnceLock<String> = OnceLock::new();
    let installed = RUSTUP_TARGETS.get_or_init(|| {
        let list = || {
            shell::text(command("rustup").args(["target", "list", "--installed"]))
                .unwrap_or_default()
        };
        if shell::exists("rustup") { list() } else { String::new() }
    });
    let mut flags = if target.starts_with("thumbv7em") {
        "-C target-cpu=cortex-m4".to_owned()
    } else {
        String::new()
    };
    let mut cargo = if !lean && installed.lines().any(|line| line == target) {
        let mut cargo = shell::cargo();
        cargo.arg(subcommand);
        cargo
    } else {
        needs::ensure(&[needs::CROSS])?;
        let linker = if target.starts_with("thumb") { "arm-none-eabi-ld" } else { "ld.lld" };
        flags += &format!(" -C linker={linker}");
        let mut cargo = command("/usr/bin/cargo");
        cargo
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTUP_TOOLCHAIN");
        cargo.args([subcommand, "-Zbuild-std=core"]);
        if lean {
            flags += LEAN_FLAGS;
            cargo.args(LEAN_OPTIONS);
        }
        cargo
    };
    cargo.env("RUSTFLAGS", flags).args(["--target", target]);
    Ok(cargo)
}

/// Builds the firmware and returns the path of its ELF file.
pub(crate) fn firmware(build: Build) -> Result<PathBuf> {
    // Builds that differ in the library's flags must not share a folder, or each builds it anew.
    let folder = root()
        .join("target/chip")
        .join(if build.f64 { "f64" } else { "f32" })
        .join(format!("{}{}", build.level, if build.lean { "-lean" } else { "" }));
    // The file lies where cargo is run; the folder of its output is named without the ending.
    let target = if build.lean { LEAN_TARGET } else { TARGET };
    let mut cargo = if build.lean {
        cargo_with("build", &format!("{target}.json"), true)?
    } else {
        cargo_with("build", target, false)?
    };
    cargo
        .current_dir(root().join("xtask/firmware"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", build.level);
    cargo.args(["--release", "--quiet", "--target-dir"]).arg(&folder);
    cargo.arg("--no-default-features");
    let features = [(build.f64, "f64"), (build.stress, "stress"), (build.modules, "modules")];
    for (_, feature) in features.iter().filter(|(wanted, _)| *wanted) {
        cargo.args(["--features", feature]);
    }
    shell::run_quietly(&mut cargo)?;
    Ok(folder.join(target).join("release/taipan-firmware"))
}

/// What to do with a script.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Run it as `__main__`.
    Run,
    /// Run it as a module, then measure its `run(n)` alone.
    Bench(u32),
    /// Only compile it, and keep the code.
    Compile,
}

/// What to run on the emulated chip.
pub(crate) struct Job<'j> {
    /// The firmware's ELF file.
    pub(crate) firmware: &'j Path,
    /// The Python file.
    pub(crate) script: &'j Path,
    /// Size of the arena.
    pub(crate) heap_bytes: usize,
    /// What to do with the script.
    pub(crate) task: Task,
    /// Whether `__doc__` is kept, which a chip does without.
    pub(crate) docstrings: bool,
    /// `gc`, `fail=N` or nothing: what to make harder.
    pub(crate) stress: &'j str,
    /// Show the script's output as it comes, instead of keeping it.
    pub(crate) show: bool,
    /// Where to write which blocks of code ran in a phase: boot is 1, compile 2, run 3.
    pub(crate) profile: Option<(&'j Path, u32)>,
}

/// What a run on the emulated chip came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Measured {
    /// Executed instructions of booting; of compiling, or importing when `run(n)` is measured; of running.
    pub(crate) boot: u64,
    /// See `boot`.
    pub(crate) compile: u64,
    /// See `boot`.
    pub(crate) run: u64,
    /// Bytes of the arena in use after booting.
    pub(crate) boot_live: usize,
    /// Most bytes of the arena in use at one time.
    pub(crate) peak: usize,
    /// Bytes in use at the end, after a collection.
    pub(crate) live: usize,
    /// How many times memory was asked for.
    pub(crate) allocations: u32,
    /// Bytes of the engine's state outside the arena, beside what is static.
    pub(crate) state: usize,
    /// Deepest use of the stack, in bytes.
    pub(crate) stack: usize,
    /// Exit status of the script.
    pub(crate) status: i32,
    /// What the script printed, and its errors, unless shown.
    pub(crate) stdout: String,
    /// See `stdout`.
    pub(crate) stderr: String,
}

/// Runs a job to its end.
pub(crate) fn run(job: &Job<'_>) -> Result<Measured> {
    static SERIAL: AtomicU32 = AtomicU32::new(0);
    let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
    let folder = root().join(format!("target/chip/run/{}-{serial}", process::id()));
    fs::create_dir_all(&folder)?;
    let measured = run_in(job, &folder);
    fs::remove_dir_all(&folder)?;
    measured
}

fn run_in(job: &Job<'_>, folder: &Path) -> Result<Measured> {
    let (request, report, counts) =
        (folder.join("request"), folder.join("report"), folder.join("counts"));
    let script =
        job.script.canonicalize().with_context(|| format!("no file {}", job.script.display()))?;
    let mut text = format!("script {}\nreport {}\n", script.display(), report.display());
    let name = script.file_name().unwrap_or_default().display();
    text += &format!("name {name}\nheap {}\n", job.heap_bytes);
    match job.task {
        Task::Run => {
            let search = script.parent().unwrap_or(Path::new("/")).display();
            text += &format!("search {search}\n");
        }
        Task::Bench(n) => text += &format!("bench {n}\n"),
        Task::Compile => text += "compile only\n",
    }
    if job.docstrings {
        text += "docstrings kept\n";
    }
    if !job.stress.is_empty() {
        text += &format!("stress {}\n", job.stress);
    }
    fs::write(&request, text)?;

    let mut emulator = command("timeout");
    emulator.args([
        &SECONDS_MAX.to_string(),
        "qemu-system-arm",
        "-M",
        "mps2-an386",
        "-icount",
        CLOCK,
    ]);
    emulator.args([
        "-display",
        "none",
        "-monitor",
        "none",
        "-serial",
        "none",
        "-semihosting-config",
    ]);
    emulator.arg(format!("enable=on,target=native,arg={}", escaped(&request)));
    let mut plugin = format!("{},out={}", escaped(plugin()?), escaped(&counts));
    if let Some((path, phase)) = job.profile {
        plugin += &format!(",profile={},phase={phase}", escaped(path));
    }
    emulator.args(["-plugin", &plugin]);
    emulator.arg("-kernel").arg(job.firmware);
    let kept = || if job.show { Stdio::inherit() } else { Stdio::piped() };
    let output = emulator.stdin(Stdio::null()).stdout(kept()).stderr(kept()).output();
    let output = output.context("cannot start the emulator")?;

    let mut measured = Measured {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        ..Measured::default()
    };
    if output.status.code() == Some(124) {
        bail!("more than {SECONDS_MAX} s on the emulated chip: {}", script.display());
    }
    let Ok(report) = fs::read_to_string(&report) else {
        bail!("{}the firmware stopped without a report ({})", measured.stderr, output.status);
    };
    measured.read_report(&report)?;
    let counts = fs::read_to_string(&counts).context("the emulator has no support for plugins")?;
    let counts: Vec<u64> = counts.lines().map(str::parse).collect::<Result<_, _>>()?;
    ensure!(!counts.is_empty(), "the firmware set no marks");
    let phase = |index: usize| counts.get(index).copied().unwrap_or_default();
    (measured.boot, measured.compile, measured.run) = (phase(1), phase(2), phase(3));
    Ok(measured)
}

impl Measured {
    fn read_report(&mut self, report: &str) -> Result<()> {
        for line in report.lines() {
            let (key, value) = line.split_once(' ').context("bad report")?;
            let value: i64 = value.parse().context("bad report")?;
            match key {
                "boot_live" => self.boot_live = value as usize,
                "peak" => self.peak = value as usize,
                "live" => self.live = value as usize,
                "allocations" => self.allocations = value as u32,
                "state" => self.state = value as usize,
                "stack" => self.stack = value as usize,
                "status" => self.status = value as i32,
                _ => bail!("bad report: {key}"),
            }
        }
        Ok(())
    }
}

/// Builds the plugin that counts instructions, once.
fn plugin() -> Result<&'static Path> {
    static PLUGIN: OnceLock<PathBuf> = OnceLock::new();
    if let Some(path) = PLUGIN.get() {
        return Ok(path);
    }
    needs::ensure(&[needs::EMULATOR])?;
    let (source, target) =
        (root().join("benches/insncount.c"), root().join("target/chip/insncount.so"));
    let age = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    if age(&target).is_none() || age(&target) < age(&source) {
        fs::create_dir_all(root().join("target/chip"))?;
        let mut compiler = command("gcc");
        compiler.args(["-O2", "-Wall", "-shared", "-fPIC", "-o"]).args([&target, &source]);
        shell::run(&mut compiler)?;
    }
    Ok(PLUGIN.get_or_init(|| target))
}

/// A path as an option of the emulator takes it: commas separate options, so they are doubled.
fn escaped(path: &Path) -> String {
    path.display().to_string().replace(',', ",,")
}
