//! A text put right where it is certain what was meant.

use super::bytes::as_filed;
use super::document::read_document;
use super::problem::Problem;
use super::read::read;
use super::schema::File;
use crate::model::{DocPath, Document};

/// So many rounds at the most: one mend can bare what another mends.
const ROUNDS: usize = 8;

/// The text of a file with every mend made; `None` where there is nothing to mend, or where it
/// would not be read even then. What a text says that is read already, it says afterwards.
pub fn mended<T: File>(text: &str) -> Option<String> {
    let mend = mended_as(text, |text| read::<T>(text).map(drop).err());
    mend.filter(|mended| read::<T>(mended).is_ok())
}

/// The same for the file of a story or post.
pub fn mended_document(path: &DocPath, text: &str) -> Option<(String, Document)> {
    let mended = mended_as(text, |text| read_document(path, text).map(drop).err())?;
    read_document(path, &mended).ok().map(|document| (mended, document))
}

fn mended_as(text: &str, problems: impl Fn(&str) -> Option<Vec<Problem>>) -> Option<String> {
    let mut mended = as_filed(text).into_owned();
    for _ in 0..ROUNDS {
        let Some(found) = problems(&mended) else { break };
        let next = made(&mended, &found);
        if next == mended {
            return None;
        }
        mended = next;
    }
    (mended != text).then_some(mended)
}

/// The text with the mends of those problems.
fn made(text: &str, problems: &[Problem]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (part, with) in problems.iter().filter_map(|problem| problem.mend.as_ref()) {
        if part.start < done {
            continue;
        }
        out.push_str(&text[done..part.start]);
        out.push_str(with);
        done = part.end;
    }
    out.push_str(&text[done..]);
    out
}
