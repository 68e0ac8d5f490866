//! Media that are added and taken out.

use super::asked::{Amendment, Applied};
use super::rows::remove_numbered;
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::media::{self, MediaError};
use crate::model::{Digest, Document};

impl Amendment {
    pub(super) fn apply_media(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        for which in &self.remove_media {
            remove_numbered(document.media_mut(), "medium", which, |m| m.src.contains(which))?;
        }
        for new in &self.media {
            let mut medium = new.medium.clone();
            if let Some((name, bytes)) = &new.file {
                let stripped =
                    if new.keep_metadata { media::as_it_is(bytes) } else { media::strip(bytes) };
                let stripped = stripped.map_err(|error| {
                    let as_it_is = match error {
                        MediaError::Damaged { .. } => {
                            "or an editor answers for it as it is: --keep-metadata behind it"
                        }
                        _ => "",
                    };
                    OpError::bad(format!("{name}: {error}"), as_it_is)
                })?;
                let limit = session.desk.policy.max_media_bytes;
                if stripped.bytes.len() as u64 > limit {
                    return Err(OpError::bad(
                        format!(
                            "{name} has {} bytes, more than this desk takes ({limit})",
                            bytes.len()
                        ),
                        "make it smaller, or name its address on the web",
                    ));
                }
                let digest = Digest::of(&stripped.bytes);
                medium.src = media::file_name(document.id(), digest, stripped.extension);
                if !stripped.removed.is_empty() {
                    let removed = stripped.removed.join(", ");
                    applied.remarks.push(format!("{name}: taken out before filing: {removed}"));
                }
                if new.keep_metadata {
                    applied.remarks.push(format!("{name}: filed with its metadata, on your word"));
                    applied.kept.push(medium.src.clone());
                }
                applied.files.push((medium.src.clone(), stripped.bytes));
            }
            document.media_mut().push(medium);
        }
        Ok(())
    }
}
