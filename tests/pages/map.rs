//! The map that the README shows.

use xtask::map;

use crate::project::{blocks, read, root};

#[test]
fn the_readme_shows_what_is_kept() {
    let drawing = map::draw(&xtask::project::Project::at(&root())).unwrap();
    assert_eq!(blocks(map::PAGE, "mermaid"), [drawing.trim_end()]);
    // `regen` finds it, so that it stays current.
    let page = read(map::PAGE);
    assert_eq!(map::redraw(&page, &drawing), Some(page));
}
