//! The built site: its folder, and what stands at its address.

pub(super) mod dir;
pub(super) mod url;

pub use dir::{SiteDir, SiteFile, SiteWrite};
pub use url::fetch_text;
