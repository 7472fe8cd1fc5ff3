//! How fast full documents are read: everything side by side in one run, as ratios; see `docs/reading-speed.md`.
//!
//! `cargo run -p xtask --example reading_speed -- FOLDER`
#![allow(clippy::print_stdout, reason = "it is a program")]

mod grown;
mod times;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use times::{Times, time};
use xtask::read::{self, FirstPass, Unread};
use xtask::selection::Selection;
use xtask::slice::{slice, version_for};
use xtask::source::digest_file;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// How often everything is done; the full parse, which takes long, more rarely.
const ROUNDS: usize = 21;
const ROUNDS_IN_FULL: usize = 5;

fn main() -> Result {
    let selection = Selection::parse(include_str!("../../../spec/selection.toml"))?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, document] = &arguments[..]
        && flag == "--peak"
    {
        return print_peak(document.as_ref(), &selection);
    }
    let folder = arguments
        .first()
        .cloned()
        .or_else(|| std::env::var("GRAPH_OPENAPI_DIR").ok());
    let folder = PathBuf::from(folder.unwrap_or_else(|| "../shared/graph-openapi".to_owned()));
    for name in ["v1.0.yaml", "beta.yaml"] {
        measure(&folder.join(name), &selection)?;
    }
    measure_growth(&folder.join("v1.0.yaml"), &selection)
}

/// Does everything with one document in turn, so that what else the machine does disturbs all alike.
fn measure(document: &Path, selection: &Selection) -> Result {
    let (mut cat, mut short, mut hash, mut full) = <(Times, Times, Times, Times)>::default();
    for round in 0..ROUNDS {
        cat.push(time(|| print_nowhere(document))?);
        short.push(time(|| read_short(document, selection))?);
        hash.push(time(|| hash_alone(document))?);
        if round < ROUNDS_IN_FULL {
            full.push(time(|| read_in_full(document, selection))?);
        }
    }
    println!(
        "\n{}, {} bytes",
        document.display(),
        fs::metadata(document)?.len()
    );
    println!("  cat to /dev/null               {cat}");
    println!("  read, select, close, verify    {short}");
    println!("    against cat                  {}", short.ratios(&cat));
    println!("  full parse and slice           {full}");
    println!("    against the short way        {}", full.ratios(&short));
    println!("  SHA-256 of the document        {hash}");
    println!(
        "  peak memory of the short way   {:.1} MB",
        peak(document)? as f64 / 1e6
    );
    Ok(())
}

fn measure_growth(document: &Path, selection: &Selection) -> Result {
    let text = fs::read_to_string(document)?;
    let folder = tempfile::tempdir()?;
    println!("\ngrowth of {}", document.display());
    for times in [1, 2, 4, 10] {
        let path = folder.path().join(format!("{times}.yaml"));
        let mut file = BufWriter::new(File::create(&path)?);
        grown::write(&text, times, &mut file)?;
        file.into_inner()?.sync_all()?;
        let mut short = Times::default();
        for _ in 0..7 {
            short.push(time(|| read_short(&path, selection))?);
        }
        let megabytes = fs::metadata(&path)?.len() as f64 / 1e6;
        println!(
            "  {times:2} times: {megabytes:5.1} MB  {short}  {:.3} ms/MB, peak {:.1} MB",
            short.median() / megabytes,
            peak(&path)? as f64 / 1e6
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

fn read_short(document: &Path, selection: &Selection) -> Result {
    let told = |unread| match unread {
        Unread::Doubt(doubt) => format!("{}: {doubt}", document.display()).into(),
        Unread::Error(error) => Box::<dyn Error>::from(error),
    };
    let mut file = File::open(document)?;
    let first_pass = FirstPass::over(&mut file, selection).map_err(told)?;
    first_pass.slice(&mut file, None, selection).map_err(told)?;
    Ok(())
}

fn hash_alone(document: &Path) -> Result {
    digest_file(document)?;
    Ok(())
}

fn read_in_full(document: &Path, selection: &Selection) -> Result {
    let value = read::parse(&fs::read(document)?)?;
    let version = version_for(&value, None)?;
    slice(&value, version, selection)?;
    Ok(())
}

/// The most memory that another process had, which does nothing but read the document the short way.
fn peak(document: &Path) -> Result<u64> {
    let output = Command::new(std::env::current_exe()?)
        .arg("--peak")
        .arg(document)
        .output()?;
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

fn print_peak(document: &Path, selection: &Selection) -> Result {
    read_short(document, selection)?;
    let status = fs::read_to_string("/proc/self/status")?;
    let kilobytes: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .ok_or("no VmHWM")?
        .parse()?;
    Ok(writeln!(std::io::stdout(), "{}", kilobytes << 10)?)
}
