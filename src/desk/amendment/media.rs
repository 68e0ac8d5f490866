//! Media that are added, put in the place of others, and taken out.

use super::asked::{Amendment, Applied, Attached, NewMedium};
use crate::desk::error::OpError;
use crate::desk::session::Session;
use crate::media::{self, MediaError};
use crate::model::{Digest, Document, Media};

impl Amendment {
    pub(super) fn apply_media(
        &self,
        session: &Session,
        document: &mut Document,
        applied: &mut Applied,
    ) -> Result<(), OpError> {
        // What is said of a medium goes by what there was: before any is another one, or gone.
        for (which, attached) in &self.attach {
            let at = place_of(document, which)?;
            let mut medium = document.media()[at].clone();
            attach(session, document, &mut medium, attached, applied)?;
            document.media_mut()[at] = medium;
        }
        for (which, new) in &self.replace_media {
            replace(session, document, (which, new), applied)?;
        }
        for which in &self.remove_media {
            let at = place_of(document, which)?;
            document.media_mut().remove(at);
        }
        for new in &self.media {
            let src = take_in(session, document, new, applied)?;
            let mut medium = Media { src, ..new.medium.clone() };
            for attached in &new.attached {
                attach(session, document, &mut medium, attached, applied)?;
            }
            document.media_mut().push(medium);
        }
        Ok(())
    }
}

/// A medium that is there, by its number from 1, its file or address; digits alone are a number, for
/// every name of a file has some. Gives its place.
///
/// # Errors
///
/// None, or several, go by that; the message says what there is.
pub fn find_medium(media: &[Media], which: &str) -> Result<usize, String> {
    let count = media.len();
    let at = if which.bytes().all(|byte| byte.is_ascii_digit()) {
        which
            .parse()
            .ok()
            .filter(|number| (1..=count).contains(number))
            .map(|number: usize| number - 1)
    } else {
        let mut fits = (0..count).filter(|at| media[*at].src.contains(which));
        fits.next().filter(|_| fits.next().is_none())
    };
    at.ok_or_else(|| match count {
        0 => "there is no picture, film or sound in it yet".to_owned(),
        1 => format!("there is no medium `{which}`: there is one, number 1"),
        _ => format!("there is no medium `{which}`: they are numbered 1 to {count}"),
    })
}

/// Where that medium of the document is.
fn place_of(document: &Document, which: &str) -> Result<usize, OpError> {
    find_medium(document.media(), which).map_err(|why| {
        OpError::bad(why, format!("to see what there is: newsroom show {}", document.id()))
    })
}

/// Puts another file in the place of one, and leaves what is said of it. The old file stays beside
/// the document: readers may have it, and a correction begins with what they have.
fn replace(
    session: &Session,
    document: &mut Document,
    (which, new): (&str, &NewMedium),
    applied: &mut Applied,
) -> Result<(), OpError> {
    let at = place_of(document, which)?;
    let (before, kind) = (document.media()[at].clone(), new.medium.kind);
    let src = take_in(session, document, new, applied)?;
    let after = Media { kind, src, ..before.clone() };
    if let Some((file, _)) =
        new.file.as_ref().filter(|_| after.misfits().any(|(_, name)| name == after.src))
    {
        let kind = kind.as_str();
        let remedy = "--image, --video or --audio, as the file is; or save it as another kind";
        return Err(OpError::bad(format!("{file} cannot be shown as {kind}"), remedy));
    }
    if after.src == before.src && !new.keep_metadata {
        applied.files.retain(|(name, _)| *name != after.src);
        applied.remarks.push(format!("medium {which} is that file already"));
        return Ok(());
    }
    applied.remarks.push(replaced(which, &before, &after));
    document.media_mut()[at] = after;
    Ok(())
}

/// What became of a medium, with what is still said of it: it was said of the old one.
fn replaced(which: &str, before: &Media, after: &Media) -> String {
    let said = [("alt", &after.alt), ("caption", &after.caption), ("credit", &after.credit)];
    let kept: Vec<String> = said
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name} “{text}”"))
        .collect();
    let kept = match kept.as_slice() {
        [] => String::new(),
        kept => format!("; what is said of it: {}", kept.join(", ")),
    };
    format!("medium {which}: {} is now {}{kept}", before.src, after.src)
}

/// Takes a file in without its metadata; what it is called beside the document, or its address.
fn take_in(
    session: &Session,
    document: &Document,
    new: &NewMedium,
    applied: &mut Applied,
) -> Result<String, OpError> {
    match &new.file {
        Some(file) => take_in_file(session, document, file, new.keep_metadata, applied),
        None => Ok(new.medium.src.clone()),
    }
}

/// Takes in the poster or captions of a medium.
fn attach(
    session: &Session,
    document: &Document,
    medium: &mut Media,
    attached: &Attached,
    applied: &mut Applied,
) -> Result<(), OpError> {
    let name = take_in_file(session, document, &attached.file, false, applied)?;
    attached.role.field(medium).clone_from(&name);
    if medium.misfits().any(|(_, misfit)| misfit == name) {
        let (file, role) = (&attached.file.0, attached.role);
        return Err(OpError::bad(
            format!("{file} is not {}", role.is()),
            "--poster takes a picture, --captions a file of WebVTT (.vtt)",
        ));
    }
    Ok(())
}

fn take_in_file(
    session: &Session,
    document: &Document,
    (name, bytes): &(String, Vec<u8>),
    keep_metadata: bool,
    applied: &mut Applied,
) -> Result<String, OpError> {
    let stripped = if keep_metadata { media::as_it_is(bytes) } else { media::strip(bytes) };
    let stripped =
        stripped.map_err(|error| OpError::bad(format!("{name}: {error}"), instead(&error)))?;
    let limit = session.desk.policy.max_media_bytes;
    if stripped.bytes.len() as u64 > limit {
        return Err(OpError::bad(
            format!("{name} has {} bytes, more than this desk takes ({limit})", bytes.len()),
            "make it smaller, or name its address on the web",
        ));
    }
    let src = media::file_name(document.id(), Digest::of(&stripped.bytes), stripped.extension);
    if !stripped.removed.is_empty() {
        let removed = stripped.removed.join(", ");
        applied.remarks.push(format!("{name}: taken out before filing: {removed}"));
    }
    if keep_metadata {
        applied.remarks.push(format!("{name}: filed with its metadata, on your word"));
        applied.kept.push(src.clone());
    }
    applied.files.push((src.clone(), stripped.bytes));
    Ok(src)
}

/// What to do with a file that is not taken.
fn instead(error: &MediaError) -> &'static str {
    match error {
        MediaError::Damaged { .. } => {
            "or an editor answers for it as it is: --keep-metadata behind it"
        }
        MediaError::Unknown => "name another file: --image FILE",
        _ => "",
    }
}
