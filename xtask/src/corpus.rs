//! `unpack` and `pack` turn the corpora of the fuzz targets into folders, as a fuzzer has them, and back into one file for each
//! target, as they are in the repository: thousands of small files would be slow to check out and dull to look at.
//!
//! A packed corpus is one input after another, each behind its length, of four bytes with the highest first. The shortest
//! input comes first, so that the same inputs are always the same file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::workspace;

const TARGETS: [&str; 6] = ["text", "attached", "packed", "params", "head", "servers"];

/// Makes a folder of each packed corpus, beside what is in the folder already.
pub(crate) fn unpack() -> Result<(), Failure> {
    for target in TARGETS {
        let packed = read(&packed(target))?;
        let inputs = inputs(&packed)
            .ok_or_else(|| Failure::new(format!("the corpus of `{target}` is cut off")))?;
        let folder = folder(target);
        fs::create_dir_all(&folder).map_err(|error| failure(&folder, &error))?;
        for (number, input) in inputs.iter().enumerate() {
            let file = folder.join(format!("packed-{number:05}"));
            fs::write(&file, input).map_err(|error| failure(&file, &error))?;
        }
        println!("{target}: {} inputs", inputs.len());
    }
    Ok(())
}

/// Packs each folder that there is.
pub(crate) fn pack() -> Result<(), Failure> {
    for target in TARGETS {
        let folder = folder(target);
        if !folder.exists() {
            continue;
        }
        let mut inputs = Vec::new();
        for entry in fs::read_dir(&folder).map_err(|error| failure(&folder, &error))? {
            let entry = entry.map_err(|error| failure(&folder, &error))?;
            inputs.push(read(&entry.path())?);
        }
        inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        inputs.dedup();
        let file = packed(target);
        let bytes = written(&inputs)
            .ok_or_else(|| Failure::new(format!("an input of `{target}` is too long")))?;
        fs::write(&file, &bytes).map_err(|error| failure(&file, &error))?;
        println!("{target}: {} inputs, {} bytes", inputs.len(), bytes.len());
    }
    Ok(())
}

fn corpora() -> PathBuf {
    workspace::root().join("fuzz/corpus")
}

fn folder(target: &str) -> PathBuf {
    corpora().join(target)
}

fn packed(target: &str) -> PathBuf {
    corpora().join(format!("{target}.packed"))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| failure(file, &error))
}

fn failure(file: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", file.display()))
}

/// The inputs of a packed corpus; `None` if it is cut off.
fn inputs(mut packed: &[u8]) -> Option<Vec<&[u8]>> {
    let mut inputs = Vec::new();
    while !packed.is_empty() {
        let (length, rest) = packed.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (input, rest) = rest.split_at_checked(length)?;
        inputs.push(input);
        packed = rest;
    }
    Some(inputs)
}

/// The inputs as a packed corpus; `None` if one is too long.
fn written(inputs: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    for input in inputs {
        packed.extend_from_slice(&u32::try_from(input.len()).ok()?.to_be_bytes());
        packed.extend_from_slice(input);
    }
    Some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let corpus = vec![Vec::new(), vec![0], vec![1, 2, 3]];
        let packed = written(&corpus).expect("is short");
        assert_eq!(packed.len(), 16);
        assert_eq!(inputs(&packed).expect("is whole"), corpus);
        assert_eq!(inputs(&packed[..15]), None);
        assert_eq!(inputs(&[0, 0]), None);
    }
}
