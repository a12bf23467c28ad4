//! `lines` counts the lines of LLVM IR that a crate is compiled to, which say what its code costs without the
//! noise of times.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::Path,
};

use bench_load::Failure;

use super::generate::{Generated, package};
use crate::{cargo::succeed, side::Side};

/// The lines of the crate alone, in one unit and without debug information.
pub(crate) fn lines(generated: &Generated, side: Side, handlers: usize) -> Result<u64, Failure> {
    let name = package(side, handlers);
    let folder = generated.folder().join("ir/debug/deps");
    // Those of an earlier run have another hash in their names.
    for file in ir_of(&folder, &name)? {
        fs::remove_file(folder.join(file))?;
    }
    let mut compile = generated.cargo("ir");
    compile
        .args(["rustc", "--quiet", "--package", &name])
        .args(["--", "--emit=llvm-ir"])
        .args(["-Cdebuginfo=0", "-Ccodegen-units=1"])
        .env("CARGO_INCREMENTAL", "0");
    // What is up to date would write nothing.
    generated.touch(side, handlers)?;
    succeed(&mut compile)?;
    let [file] = &ir_of(&folder, &name)?[..] else {
        return Err(Failure::new(format!("there is not one IR of {name}")));
    };
    let mut ir = BufReader::new(File::open(folder.join(file))?);
    let (mut count, mut line) = (0, Vec::new());
    while ir.read_until(b'\n', &mut line)? > 0 {
        count += 1;
        line.clear();
    }
    Ok(count)
}

/// The files of a package's IR.
fn ir_of(folder: &Path, package: &str) -> Result<Vec<OsString>, Failure> {
    let start = format!("{}-", package.replace('-', "_"));
    let mut found = Vec::new();
    // There is no folder before the first run.
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if text.starts_with(&start) && text.ends_with(".ll") {
            found.push(name);
        }
    }
    Ok(found)
}
