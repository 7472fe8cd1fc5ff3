//! How fast full documents are read: everything side by side in one run, as ratios; see `docs/reading-speed.md`.
//!
//! `cargo run -p xtask --example reading_speed -- FOLDER`
#![allow(clippy::print_stdout, reason = "it is a program")]

mod alone;
mod grown;
mod times;
mod whole_run;
mod work;

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use times::{Times, time};
use work::Work;
use xtask::selection::Selection;
use xtask::source::digest_file;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// How often everything is done; the full parse, which takes long, more rarely.
const ROUNDS: usize = 21;
const ROUNDS_IN_FULL: usize = 5;

fn main() -> Result {
    let selection = Selection::parse(include_str!("../../../spec/selection.toml"))?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, work, document] = &arguments[..]
        && flag == "--alone"
    {
        Work::parse(work)?.run(document.as_ref(), &selection)?;
        return alone::print_peak();
    }
    let folder = arguments
        .first()
        .cloned()
        .or_else(|| std::env::var("GRAPH_OPENAPI_DIR").ok());
    let folder = PathBuf::from(folder.unwrap_or_else(|| "../shared/graph-openapi".to_owned()));
    for name in ["v1.0.yaml", "beta.yaml"] {
        measure(&folder.join(name), &selection)?;
    }
    let made = tempfile::tempdir()?;
    for name in ["v1.0.yaml", "beta.yaml"] {
        measure_growth(&folder.join(name), made.path(), &selection)?;
    }
    whole_run::measure(&folder)
}

/// Does everything with one document in turn, so that other work of the machine disturbs all alike.
fn measure(document: &Path, selection: &Selection) -> Result {
    let (mut cat, mut short, mut hashed) = <(Times, Times, Times)>::default();
    let (mut hash, mut full) = <(Times, Times)>::default();
    for round in 0..ROUNDS {
        cat.push(time(|| print_nowhere(document))?);
        short.push(time(|| Work::Short.run(document, selection))?);
        hashed.push(time(|| Work::Hashed.run(document, selection))?);
        hash.push(time(|| {
            digest_file(document)?;
            Ok(())
        })?);
        if round < ROUNDS_IN_FULL {
            full.push(time(|| Work::Full.run(document, selection))?);
        }
    }
    let name = document.file_name().unwrap_or_default().display();
    println!("\n{name}, {} bytes", fs::metadata(document)?.len());
    println!("  cat to /dev/null               {cat}");
    println!("  read, select, close, verify    {short}");
    println!("    against cat                  {}", short.ratios(&cat));
    println!("  full parse and slice           {full}");
    println!("    against the short way        {}", full.ratios(&short));
    println!("  the short way, and SHA-256     {hashed}");
    println!("    against the short way        {}", hashed.ratios(&short));
    println!("  SHA-256 alone                  {hash}");
    for work in [Work::Short, Work::Full] {
        println!(
            "  peak memory {work:18} {}",
            alone::peak_of(work, document)?
        );
    }
    alone::print_instructions(document)
}

fn measure_growth(document: &Path, made: &Path, selection: &Selection) -> Result {
    let text = fs::read_to_string(document)?;
    println!("\ngrowth of {}", document.display());
    for times in [1, 2, 4, 10] {
        let path = made.join(format!("{times}.yaml"));
        let mut file = BufWriter::new(File::create(&path)?);
        grown::write(&text, times, &mut file)?;
        file.into_inner()?.sync_all()?;
        let mut short = Times::default();
        for _ in 0..7 {
            short.push(time(|| Work::Short.run(&path, selection))?);
        }
        let megabytes = fs::metadata(&path)?.len() as f64 / 1e6;
        println!(
            "  {times:2} times: {megabytes:5.1} MB  {short}  {:.3} ms/MB, peak {}",
            short.median() / megabytes,
            alone::peak_of(Work::Short, &path)?
        );
        fs::remove_file(&path)?;
    }
    Ok(())
}

fn print_nowhere(document: &Path) -> Result {
    let status = Command::new("cat")
        .arg(document)
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("cat failed".into())
    }
}
