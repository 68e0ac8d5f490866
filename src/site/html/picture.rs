//! A picture as a page shows it: as large as it is, with copies for smaller screens.

use serde::{Deserialize, Serialize};

use super::Frame;
use crate::format::PublicMedia;
use crate::site::record::Entry;
use crate::site::story::{Site, StoryRecord};

/// A picture of a document, or one on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::site) struct PictureView {
    src: String,
    /// What it shows, in words.
    alt: String,
    /// In pixels; `None` of one on the web.
    width: Option<u32>,
    height: Option<u32>,
    /// Its copies in WebP, as `srcset` has them; may be empty.
    srcset: String,
    /// `wide`, `portrait`, `tall`; `unsized` where nobody knows.
    shape: String,
}

impl PictureView {
    /// Has it lead from a page whose way to the site's root is that one.
    pub(super) fn lead_from(&mut self, root: &str) {
        if !self.src.contains("://") {
            self.src.insert_str(0, root);
        }
        let copies = self.srcset.split(", ").filter(|copy| !copy.is_empty());
        self.srcset = copies.map(|copy| format!("{root}{copy}")).collect::<Vec<_>>().join(", ");
    }
}

/// The picture that a medium is; `None` where readers cannot be given it.
pub(super) fn picture(
    site: &Site,
    frame: Frame,
    story: &StoryRecord,
    entry: &Entry,
    medium: &PublicMedia,
    alt: String,
) -> Option<PictureView> {
    let src = frame.media(story, entry, &medium.src)?;
    let known = medium.sha256.and_then(|digest| Some((digest, site.record.pictures.get(&digest)?)));
    let copies = known.iter().flat_map(|(digest, picture)| {
        let link = |width| frame.link(&story.copy_address(*digest, width));
        picture.smaller.iter().map(move |width| format!("{} {width}w", link(*width)))
    });
    let srcset = copies.collect::<Vec<_>>().join(", ");
    let size = known.map(|(_, picture)| (picture.width, picture.height));
    let shape = match size {
        None => "unsized",
        Some((width, height)) if height * 10 > width * 17 => "tall",
        Some((width, height)) if height * 10 > width * 11 => "portrait",
        Some(_) => "wide",
    };
    let (width, height) = size.unzip();
    Some(PictureView { src, alt, width, height, srcset, shape: shape.to_owned() })
}
