//! Makes the site anew when the desk or its record is another, whoever changed it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::watch::Sender;

use super::shelf::Shelf;
use super::watch::Watch;
use crate::desk::OpError;
use crate::ops::build::preview::{Kept, Mark, Place, Preview};

/// What goes to people while it runs: remarks, and errors that are told once.
pub type Say = Box<dyn FnMut(&str) + Send>;

/// The site as it was when serving began.
pub(super) struct First {
    pub(super) shelf: Shelf,
    pub(super) kept: Kept,
    pub(super) mark: Mark,
    pub(super) places: Vec<Place>,
    pub(super) documents: usize,
    pub(super) remarks: Vec<String>,
}

impl First {
    /// Makes it.
    ///
    /// # Errors
    ///
    /// A desk that cannot be opened, a site that cannot be made.
    pub(super) fn make(preview: &Preview) -> Result<Self, OpError> {
        let look = preview.look()?;
        let mut kept = Kept::default();
        let site = look.site(&mut kept)?;
        let (documents, remarks) = (site.documents, site.remarks.clone());
        Ok(Self {
            shelf: Shelf::after(&Shelf::default(), site),
            kept,
            mark: look.mark().clone(),
            places: look.places(),
            documents,
            remarks,
        })
    }
}

/// Looks again and again.
pub(super) struct Follower {
    preview: Preview,
    kept: Kept,
    /// What the site that is served depends on.
    mark: Mark,
    /// What was said of it.
    remarks: BTreeSet<String>,
    /// Why the newest one is not served.
    trouble: Option<String>,
}

impl Follower {
    pub(super) fn new(preview: Preview, kept: Kept, mark: Mark, remarks: Vec<String>) -> Self {
        Self { preview, kept, mark, remarks: remarks.into_iter().collect(), trouble: None }
    }

    /// Follows the desk until nobody listens.
    pub(super) fn follow(mut self, places: Vec<Place>, publish: &Sender<Arc<Shelf>>, mut say: Say) {
        let mut watch = Watch::new(places);
        if let Some(why) = watch.trouble() {
            say(&format!("changes are noticed within seconds, not at once: {why}"));
        }
        // What changed while the first site was made was not watched yet.
        loop {
            if let Err(error) = self.look(publish, &mut say) {
                let text = error.to_string();
                if self.trouble.as_ref() != Some(&text) {
                    say(&format!("{text}\nthe pages stay as they were until that is put right"));
                    self.trouble = Some(text);
                }
            }
            if publish.is_closed() {
                return;
            }
            watch.wait();
        }
    }

    /// Serves the newest site, if it is another; an old one stays up while it cannot be made.
    fn look(&mut self, publish: &Sender<Arc<Shelf>>, say: &mut Say) -> Result<(), OpError> {
        let look = self.preview.look()?;
        if *look.mark() == self.mark {
            return Ok(());
        }
        let mut site = look.site(&mut self.kept)?;
        self.mark = look.mark().clone();
        self.trouble = None;
        for remark in site.remarks.iter().filter(|remark| !self.remarks.contains(*remark)) {
            say(remark);
        }
        self.remarks = std::mem::take(&mut site.remarks).into_iter().collect();
        let shelf = Shelf::after(&publish.borrow(), site);
        publish.send_if_modified(|served| {
            let other = !shelf.is_as(served);
            if other {
                *served = Arc::new(shelf);
            }
            other
        });
        Ok(())
    }
}
