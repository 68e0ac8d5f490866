//! `corrections`: what was put right, pulled and retracted, newest first.

use crate::desk::facts::TOLD;
use crate::desk::{OpError, Session};
use crate::diff;
use crate::format::Projection;
use crate::model::{Credit, DocPath, Moment, Release, ReleaseKind};

/// One act on the record that readers were told of.
#[derive(Debug, Clone)]
pub struct Row {
    /// The document.
    pub path: DocPath,
    /// The first letters of its id.
    pub short: String,
    /// Its headline as the desk has it.
    pub headline: String,
    /// The act.
    pub release: Release,
    /// Changed sentences: before, after. Empty where the words before are withheld.
    pub sentences: Vec<(Option<String>, Option<String>)>,
    /// The words before are withheld.
    pub withheld: bool,
}

/// What was put right, pulled, restored or retracted, newest first.
///
/// # Errors
///
/// A record that cannot be read.
pub fn run(
    session: &Session,
    story: Option<DocPath>,
    since: Option<Moment>,
) -> Result<Vec<Row>, OpError> {
    let mut rows = Vec::new();
    for summary in session.marked(story.as_ref(), &[&[TOLD]])? {
        let loaded = session.as_last_read(&summary.path)?;
        let releases = loaded.ledger.iter().flat_map(|ledger| &ledger.releases);
        for release in releases.filter(|release| release.kind.is_told()) {
            if since.is_some_and(|since| release.at < since) {
                continue;
            }
            let (sentences, withheld) = sentences(session, &summary.path, &loaded, release)?;
            rows.push(Row {
                path: summary.path.clone(),
                short: summary.short().to_owned(),
                headline: summary.headline.clone(),
                release: release.clone(),
                sentences,
                withheld,
            });
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.release.at));
    Ok(rows)
}

/// A changed sentence: before, after.
type Sentences = Vec<(Option<String>, Option<String>)>;

fn sentences(
    session: &Session,
    path: &DocPath,
    loaded: &crate::desk::loaded::Loaded,
    release: &Release,
) -> Result<(Sentences, bool), OpError> {
    if !matches!(release.kind, ReleaseKind::Clarification | ReleaseKind::Correction) {
        return Ok((Vec::new(), false));
    }
    let withheld = loaded
        .document
        .corrections()
        .iter()
        .any(|c| release.corrections.contains(&c.id) && c.withhold_before);
    let before = loaded
        .ledger
        .iter()
        .flat_map(|ledger| &ledger.releases)
        .rev()
        .find(|earlier| earlier.n < release.n && earlier.kind.carries_words());
    if withheld {
        return Ok((Vec::new(), true));
    }
    let text = |words: Option<Projection>| {
        words.map_or_else(String::new, |w| {
            format!("{}\n\n{}\n\n{}", w.heading(), w.body, credited(&w.credits))
        })
    };
    let before = match before {
        Some(before) => session.released(path, before.digest)?,
        None => None,
    };
    let after = session.released(path, release.digest)?;
    Ok((diff::sentences(&text(before), &text(after)), false))
}

/// Who is named, a line each: a name in the wrong place is put right like any other words.
fn credited(credits: &[Credit]) -> String {
    let line = |credit: &Credit| format!("Credited: {}, {}", credit.name, credit.role.as_str());
    credits.iter().map(line).collect::<Vec<_>>().join("\n\n")
}
