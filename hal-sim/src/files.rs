//! The host's files as a board's.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};

use taipan::hal::{Entry, Error, Files};

/// All files that the process may read.
pub(crate) struct HostFiles;

impl Files for HostFiles {
    fn entry(&mut self, path: &str) -> Result<Entry, Error> {
        let data = fs::metadata(path).map_err(|error| failure(&error))?;
        if data.is_dir() {
            return Ok(Entry::Folder);
        }
        // A device address has 32 bits; no larger file fits the arena.
        Ok(Entry::File { bytes: u32::try_from(data.len()).map_err(|_| Error::InvalidArgument)? })
    }

    fn read(&mut self, path: &str, at: u32, buffer: &mut [u8]) -> Result<usize, Error> {
        read(path, at, buffer).map_err(|error| failure(&error))
    }
}

fn read(path: &str, at: u32, buffer: &mut [u8]) -> io::Result<usize> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(at.into()))?;
    let mut count = 0;
    while count < buffer.len() {
        match file.read(&mut buffer[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}

fn failure(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NotFound,
        io::ErrorKind::PermissionDenied => Error::Denied,
        io::ErrorKind::IsADirectory => Error::IsFolder,
        io::ErrorKind::InvalidInput => Error::InvalidArgument,
        _ => Error::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_told_apart() {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert!(matches!(HostFiles.entry(own), Ok(Entry::File { bytes: 100.. })));
        assert_eq!(HostFiles.entry(env!("CARGO_MANIFEST_DIR")), Ok(Entry::Folder));
        assert_eq!(HostFiles.entry("no such file"), Err(Error::NotFound));
    }

    #[test]
    fn reading_starts_anywhere_and_ends_at_the_end() {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let mut buffer = [0; 8];
        assert_eq!(HostFiles.read(own, 1, &mut buffer), Ok(8));
        assert_eq!(&buffer, b"package]");
        assert_eq!(HostFiles.read(own, 1_000_000, &mut buffer), Ok(0));
        assert_eq!(
            HostFiles.read(env!("CARGO_MANIFEST_DIR"), 0, &mut buffer),
            Err(Error::IsFolder)
        );
    }
}
