//! The built site: its folder, and what stands at its address.

mod dir;
mod url;

pub use dir::{SiteDir, SiteFile, SiteWrite};
pub use url::fetch_text;
