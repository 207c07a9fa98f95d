//! The prompt: reads a statement, runs it, shows an expression's value, and so on.

use taipan::hal::Error;

use crate::engine::{Ending, Session};

const FIRST: &str = ">>> ";
const NEXT: &str = "... ";

/// How long one look at the input waits before Ctrl-C is looked at again, in microseconds.
const WAIT_US: u32 = 20_000;

/// Runs until the input ends, or the program does.
pub(crate) fn run(session: &mut Session<'_>) -> Ending {
    let mut reader = LineReader::default();
    let mut text = String::new();
    loop {
        match read_statement(session, &mut reader, &mut text) {
            Ok(()) => match session.run_typed(&text) {
                Ending::Exit(status) => return Ending::Exit(status),
                Ending::Incomplete => continue,
                Ending::Done | Ending::Failed => {}
            },
            Err(Stop::Interrupt) => session.show_error("\nKeyboardInterrupt\n"),
            Err(Stop::End) => return Ending::Done,
        }
        text.clear();
    }
}

/// Why no statement came.
enum Stop {
    Interrupt,
    End,
}

/// Reads on until the text can be a whole statement.
fn read_statement(
    session: &mut Session<'_>,
    reader: &mut LineReader,
    text: &mut String,
) -> Result<(), Stop> {
    loop {
        let prompt = if text.is_empty() { FIRST } else { NEXT };
        session.board().write(prompt.as_bytes()).map_err(|_| Stop::End)?;
        let line = reader.read(session)?;
        *text += &line;
        text.push('\n');
        if text.trim().is_empty() {
            text.clear();
        } else if !goes_on(text) {
            return Ok(());
        }
    }
}

/// Cuts what is typed into lines.
#[derive(Default)]
struct LineReader {
    pending: Vec<u8>,
}

impl LineReader {
    fn read(&mut self, session: &mut Session<'_>) -> Result<String, Stop> {
        loop {
            if let Some(end) = self.pending.iter().position(|&byte| byte == b'\n') {
                let line: Vec<u8> = self.pending.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line[..end]).into_owned());
            }
            if session.board().take_interrupt() {
                self.pending.clear();
                return Err(Stop::Interrupt);
            }
            let mut bytes = [0; 256];
            match session.board().read(&mut bytes, WAIT_US) {
                Ok(count) => self.pending.extend_from_slice(&bytes[..count]),
                Err(Error::EndOfInput) if !self.pending.is_empty() => self.pending.push(b'\n'),
                Err(_) => return Err(Stop::End),
            }
        }
    }
}

/// Words that begin a statement with a block.
const BLOCKS: [&str; 11] =
    ["if", "while", "for", "try", "with", "def", "class", "async", "match", "else", "@"];

/// Whether a statement is not complete: a bracket or a long string is open, a line ends in a backslash, or a block
/// waits for its empty line.
fn goes_on(text: &str) -> bool {
    let open = Open::of(text);
    if open.string || open.brackets > 0 || text.ends_with("\\\n") {
        return true;
    }
    let has_block = BLOCKS.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            *word == "@" || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    });
    has_block && !text.ends_with("\n\n")
}

/// What is open at the end of a text.
#[derive(Default)]
struct Open {
    brackets: usize,
    string: bool,
}

impl Open {
    fn of(text: &str) -> Open {
        let mut open = Open::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut length = c.len_utf8();
            match c {
                '(' | '[' | '{' => open.brackets += 1,
                ')' | ']' | '}' => open.brackets = open.brackets.saturating_sub(1),
                '#' => length = rest.find('\n').unwrap_or(rest.len()),
                '"' | '\'' => match string_length(rest, c) {
                    Some(string) => length = string,
                    None => return Open { string: true, ..open },
                },
                _ => {}
            }
            rest = &rest[length..];
        }
        open
    }
}

/// The length of the string at the front, in bytes; none if it is a long one without an end. A short one ends with its
/// line at the latest, and the compiler will say so.
fn string_length(text: &str, quote: char) -> Option<usize> {
    let long: String = [quote; 3].iter().collect();
    let is_long = text.starts_with(&long);
    let mut at = if is_long { 3 } else { 1 };
    while let Some(c) = text[at..].chars().next() {
        if c == '\\' {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if is_long && text[at..].starts_with(&long) {
            return Some(at + 3);
        } else if !is_long && (c == quote || c == '\n') {
            return Some(at + 1);
        } else {
            at += c.len_utf8();
        }
    }
    if is_long { None } else { Some(at) }
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn simple_statements_end_with_their_line() {
        for text in [
            "x = 1\n",
            "print('(')\n",
            "iffy = 2\n",
            "f(')', \"]\")  # (\n",
            "'open\n",
            "\"é\\é\"\n",
        ] {
            assert!(!goes_on(text), "{text}");
        }
    }

    #[test]
    fn brackets_and_long_strings_go_on() {
        for text in
            ["f(\n", "x = [1,\n", "'''a\n", "x = \"\"\" ' \n", "x = 1 + \\\n", "{'a': (1, 2),\n"]
        {
            assert!(goes_on(text), "{text}");
        }
        assert!(!goes_on("x = '''a\nb'''\n"));
    }

    #[test]
    fn blocks_end_with_an_empty_line() {
        assert!(goes_on("if x:\n"));
        assert!(goes_on("@decorator\n"));
        assert!(goes_on("if x:\n    y()\n"));
        assert!(!goes_on("if x:\n    y()\n\n"));
    }
}
