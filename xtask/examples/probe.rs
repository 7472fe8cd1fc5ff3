#![allow(missing_docs, clippy::all, clippy::unwrap_used)]
use xtask::*;
fn main() {
    let sel = selection::Selection::parse(&std::fs::read_to_string("spec/selection.toml").unwrap()).unwrap();
    let overlays = contract::Overlays::read("spec/overlays".as_ref()).unwrap_or_else(|e| panic!("{e}"));
    for v in GraphVersion::ALL {
        let t = std::time::Instant::now();
        let bytes = std::fs::read(format!("{}/{v}.yaml", std::env::args().nth(1).unwrap())).unwrap();
        let doc = read::parse(&bytes).unwrap_or_else(|e| panic!("{e}"));
        eprintln!("read {:?}", t.elapsed());
        let s = slice::slice(&doc, v, &sel).unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(format!("/tmp/out-up-{v}.yaml"), yaml::write(&s.document, "x").unwrap()).unwrap();
        eprintln!("{} schemas; absent {:?}", s.document["components"]["schemas"].as_object().unwrap().len(), s.absent);
        let c = match contract::build(&s, v, &sel, &overlays) { Ok(c) => c, Err(contract::Refusal::Error(e)) => panic!("{e}"), Err(e) => panic!("{e:?}") };
        eprintln!("applied {:?} findings {:?}", c.applied, c.findings);
        std::fs::write(format!("/tmp/out-{v}.yaml"), yaml::write(&c.document, "x").unwrap()).unwrap();
        let l = lower::lower(&c, &sel).unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(format!("/tmp/out-low-{v}.yaml"), yaml::write(&l.document, "x").unwrap()).unwrap();
        let g = generate::generate(&l, v).unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(format!("/tmp/out-{v}.rs"), g).unwrap();
    }
}
