//! The list that is measured, and a server to get it from.

mod server;
mod work;

pub(crate) use server::start;
pub(crate) use work::Work;

/// The ratios of counts per request, in the order of [`Work::ALL`].
pub(crate) fn print(what: &str, counts: &[u64; 4]) {
    let [plain, bare, list, items] = counts.map(|count| count as f64);
    println!("{what} per request, a page of 100 API connectors:");
    println!("  reqwest and plain structs         {plain:>9}");
    println!("  reqwest and the generated types   {bare:>9}");
    println!(
        "  the list                          {list:>9}  {:.3} of plain structs, {:.3} of the generated types",
        list / plain,
        list / bare
    );
    println!(
        "  the list, item by item            {items:>9}  {:.3} of the list",
        items / list
    );
}
