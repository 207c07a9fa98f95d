//! What a machine must have: Debian packages, installed when we are root and else named in one line.

use anyhow::{Result, bail};

use crate::shell::{self, command, exists};

/// A program and the Debian package that brings it.
pub(crate) struct Need {
    program: &'static str,
    package: &'static str,
}

const fn need(program: &'static str, package: &'static str) -> Need {
    Need { program, package }
}

/// To build and run for the emulated chip.
pub(crate) const EMULATOR: &[Need] =
    &[need("qemu-system-arm", "qemu-system-arm"), need("gcc", "gcc")];

/// To build for chips where rustup has no target installed: Debian's compiler comes with its library's source.
pub(crate) const CROSS: &[Need] = &[
    need("/usr/bin/rustc", "rustc-web"),
    need("/usr/bin/cargo", "cargo-web"),
    need("/usr/lib/rustlib/src/rust/library/core/src/lib.rs", "rust-web-src"),
    need("arm-none-eabi-ld", "binutils-arm-none-eabi"),
    need("ld.lld", "lld"),
];

/// Makes sure that everything is there.
pub(crate) fn ensure(needs: &[&[Need]]) -> Result<()> {
    let missing: Vec<_> = needs
        .iter()
        .copied()
        .flatten()
        .filter(|need| !exists(need.program))
        .map(|need| need.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    if !is_root() || !exists("apt-get") {
        bail!("missing: {packages} (Debian's names; as root, xtask installs them with apt-get)");
    }
    eprintln!("installing {packages}");
    shell::run_quietly(command("apt-get").args(["update", "-q"]))?;
    let mut install = command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args([
        "install",
        "-q",
        "-y",
        "--no-install-recommends",
    ]);
    shell::run_quietly(install.args(missing))
}

/// Installs Python packages that are compared with, where they are missing.
pub(crate) fn ensure_python(program: &str, package: &str) -> Result<()> {
    if exists(program) {
        return Ok(());
    }
    if !is_root() {
        bail!("missing: {package} (PyPI's name; as root, xtask installs it with pip)");
    }
    eprintln!("installing {package}");
    let mut pip = command("python3");
    shell::run_quietly(pip.args(["-m", "pip", "install", "-q", "--break-system-packages", package]))
}

fn is_root() -> bool {
    shell::text(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
