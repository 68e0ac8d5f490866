//! Orders of courts to erase released words, as they hold at this desk.

use super::error::OpError;
use super::session::{Session, utf8};
use crate::format;
use crate::model::{Digest, DocPath, ORDERS, Orders};

impl Session {
    /// The orders to erase words, as filed, and their text.
    pub(crate) fn orders(&self) -> Result<(Orders, String), OpError> {
        let Some((_, bytes)) = self.store.file(&self.head, ORDERS)? else {
            return Ok((Orders::default(), String::new()));
        };
        let text = utf8(ORDERS, bytes)?;
        let orders = format::read::<Orders>(&text)
            .map_err(|problems| OpError::problems(ORDERS, &text, problems))?;
        Ok((orders, text))
    }

    /// Whether a court ordered these words to be erased, and two admins filed it.
    ///
    /// # Errors
    ///
    /// A file of orders that cannot be read.
    pub fn is_erased(&self, path: &DocPath, digest: Digest) -> Result<bool, OpError> {
        Ok(self.orders()?.0.erased(path, digest))
    }

    /// Refuses words that a court ordered to be erased.
    ///
    /// # Errors
    ///
    /// [`OpError::BadInput`] where an order is in force; a file of orders that cannot be read.
    pub(crate) fn not_erased(&self, path: &DocPath, digest: Digest) -> Result<(), OpError> {
        if !self.is_erased(path, digest)? {
            return Ok(());
        }
        Err(OpError::bad(
            format!("the words {} were removed by a court's order", digest.short()),
            format!("newsroom log {path}"),
        ))
    }
}
