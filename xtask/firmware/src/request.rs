//! What the host asks for: a small text, one `key value` a line.

/// One job.
pub(crate) struct Request<'t> {
    /// Path of the Python file on the host.
    pub(crate) script: &'t str,
    /// What the program knows its file as: what it would be called in a chip's own flash.
    pub(crate) name: &'t str,
    /// Path of the file to report to.
    pub(crate) report: &'t str,
    /// Folders to import from, separated by colons.
    pub(crate) search: &'t str,
    /// Size of the arena.
    pub(crate) heap_bytes: usize,
    /// What to do with the file.
    pub(crate) mode: Mode,
    /// Whether `__doc__` is kept.
    pub(crate) docstrings: bool,
    /// What to make harder.
    pub(crate) stress: Stress,
}

/// What to make harder.
#[derive(Clone, Copy)]
pub(crate) enum Stress {
    /// Nothing.
    None,
    /// Collect and move at every allocation.
    Collect,
    /// The n-th allocation fails, once; counted from 1.
    Fail(u32),
}

/// What to do with the file.
#[derive(Clone, Copy)]
pub(crate) enum Mode {
    /// Run it as `__main__`.
    Run,
    /// Run it under another name, then measure its `run(n)` alone.
    Bench {
        /// The argument of `run`.
        n: i32,
    },
    /// Compile it and keep the code.
    Compile,
}

impl<'t> Request<'t> {
    /// Reads a request.
    pub(crate) fn parse(text: &'t [u8]) -> Result<Request<'t>, &'static str> {
        let text = core::str::from_utf8(text).map_err(|_| "the request is not UTF-8")?;
        let mut request = Request {
            script: "",
            name: "",
            report: "",
            search: "",
            heap_bytes: 0,
            mode: Mode::Run,
            docstrings: false,
            stress: Stress::None,
        };
        for line in text.lines() {
            let (key, value) = line.split_once(' ').ok_or("a line of the request has no value")?;
            match key {
                "script" => request.script = value,
                "name" => request.name = value,
                "report" => request.report = value,
                "search" => request.search = value,
                "heap" => request.heap_bytes = value.parse().map_err(|_| "bad heap size")?,
                "bench" => request.mode = Mode::Bench { n: value.parse().map_err(|_| "bad n")? },
                "compile" => request.mode = Mode::Compile,
                "docstrings" => request.docstrings = value == "kept",
                "stress" => request.stress = stress(value)?,
                _ => return Err("unknown key in the request"),
            }
        }
        Ok(request)
    }
}

fn stress(text: &str) -> Result<Stress, &'static str> {
    match text.split_once('=') {
        None if text == "gc" => Ok(Stress::Collect),
        Some(("fail", n)) => n.parse().map(Stress::Fail).map_err(|_| "bad number of an allocation"),
        _ => Err("bad stress"),
    }
}
