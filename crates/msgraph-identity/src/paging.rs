//! Lists that come in pages.

mod cycle;
mod items;
mod page;
mod pages;

pub use self::items::Items;
pub use self::page::Page;
pub(crate) use self::pages::FetchPage;
pub use self::pages::Pages;
