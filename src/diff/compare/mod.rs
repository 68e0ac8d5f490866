//! Two projections side by side, field by field.

use super::change::{Changes, ClaimField, FieldChange, FieldKind, MediaField};
use super::rows::{Cell, List, Row, cell, change, changed, compare_rows};
use super::sentence::pair;
use crate::format::{Projection, PublicClaim, PublicMedia, PublicSource, normalize};
use crate::model::{Correction, Coverage, Credit, Digest, DocId, Link, Point, TranslationOf};

/// What readers would see change, in the order of a page; nothing exactly where the canonical
/// texts of both are the same (of one document, in one format).
///
/// `None` before is a document that readers have never seen: all of it is added. Claims, sources
/// and corrections are matched by id, media by address, credits by name and role, links by where
/// they lead; summary points by their words.
pub fn compare(before: Option<&Projection>, after: &Projection) -> Changes {
    let mut changes = Vec::new();
    headings(&mut changes, before, after);
    let (old_points, new_points) = (before.map_or(&[][..], |p| &p.summary), &after.summary);
    points(&mut changes, old_points, new_points);
    changes.extend(text("body", FieldKind::Body, before, after, |p| p.body.clone()));
    lists(&mut changes, before, after);
    settings(&mut changes, before, after);
    Changes(changes)
}

/// One text of both projections.
fn text(
    field: &str,
    place: FieldKind,
    before: Option<&Projection>,
    after: &Projection,
    of: impl Fn(&Projection) -> String,
) -> Option<FieldChange> {
    let old = before.map_or(String::new(), |p| normalize(&of(p)));
    changed(field, place, &old, &normalize(&of(after)))
}

fn headings(changes: &mut Vec<FieldChange>, before: Option<&Projection>, after: &Projection) {
    let retraction =
        |p: &Projection| p.retraction.as_ref().map_or(String::new(), |notice| notice.note.clone());
    let notice = text("retraction", FieldKind::Retraction, before, after, retraction);
    changes.extend(notice);
    changes.extend(text("title", FieldKind::Headline, before, after, |p| p.title.clone()));
    changes.extend(text("headline", FieldKind::Headline, before, after, |p| p.headline.clone()));
}

fn settings(changes: &mut Vec<FieldChange>, before: Option<&Projection>, after: &Projection) {
    let mut add = |field: &str, place, of: &dyn Fn(&Projection) -> String| {
        changes.extend(text(field, place, before, after, of));
    };
    add("key event", FieldKind::KeyEvent, &|p| if p.key_event { "yes" } else { "" }.to_owned());
    add("coverage", FieldKind::Coverage, &|p| {
        let word = p.coverage.map(|coverage| match coverage {
            Coverage::Live => "live",
            Coverage::Closed => "closed",
        });
        word.unwrap_or_default().to_owned()
    });
    add("pinned", FieldKind::Pinned, &|p| optional(p.pinned.as_ref()));
    add("language", FieldKind::Language, &|p| p.language.clone());
    add("timezone", FieldKind::Timezone, &|p| p.timezone.clone());
    add("place", FieldKind::Place, &|p| p.place.clone());
    add("translation of", FieldKind::TranslationOf, &|p| {
        let of = |from: &TranslationOf| format!("{}, release {}", from.post, from.release);
        p.translation_of.as_ref().map_or(String::new(), of)
    });
    add("rests on", FieldKind::RestsOn, &|p| ids(&p.rests_on));
    let canonical =
        |tags: &[String]| -> Vec<String> { tags.iter().map(|tag| normalize(tag)).collect() };
    let (old, new) = (canonical(before.map_or(&[], |p| &p.tags)), canonical(&after.tags));
    if old != new {
        let tags = change("tags".to_owned(), FieldKind::Tag, &old.join(", "), &new.join(", "));
        changes.push(tags);
    }
}

fn lists(changes: &mut Vec<FieldChange>, before: Option<&Projection>, after: &Projection) {
    fn rows<T>(
        before: Option<&Projection>,
        after: &Projection,
        list: List,
        of: impl Fn(&Projection) -> &[T],
        row: impl Fn(&T) -> Row,
    ) -> Vec<FieldChange> {
        let old = before.map_or(Vec::new(), |p| of(p).iter().map(&row).collect());
        compare_rows(&list, old, of(after).iter().map(row).collect())
    }
    let list = |name, order, numbered| List { name, order, numbered };
    let (credit, link) = (FieldKind::Credit, FieldKind::Link);
    let media = FieldKind::Media(MediaField::Order);
    let claim = FieldKind::Claim(ClaimField::Order);
    changes.extend(rows(before, after, list("credits", credit, false), |p| &p.credits, credit_row));
    changes.extend(rows(before, after, list("media", media, true), |p| &p.media, media_row));
    changes.extend(rows(before, after, list("links", link, true), |p| &p.links, link_row));
    let sources = list("sources", FieldKind::Source, false);
    changes.extend(rows(before, after, sources, |p| &p.sources, source_row));
    changes.extend(rows(before, after, list("claims", claim, false), |p| &p.claims, claim_row));
    let corrections = list("corrections", FieldKind::Correction, false);
    changes.extend(rows(before, after, corrections, |p| &p.corrections, correction_row));
}

fn points(changes: &mut Vec<FieldChange>, before: &[Point], after: &[Point]) {
    let texts = |points: &[Point]| -> Vec<String> {
        points.iter().map(|point| normalize(&point.text)).collect()
    };
    let (old, new) = (texts(before), texts(after));
    for (i, j) in pair(&old, &new) {
        let field = format!("point {}", j.or(i).map_or(0, |index| index + 1));
        let (a, b) = (i.map_or("", |i| &old[i]), j.map_or("", |j| &new[j]));
        let posts = (
            i.map_or("".into(), |i| ids(&before[i].posts)),
            j.map_or("".into(), |j| ids(&after[j].posts)),
        );
        // A point without words is still one point more or less.
        if a != b || i.is_none() || j.is_none() {
            changes.push(change(field.clone(), FieldKind::Point, a, b));
        }
        let field = format!("{field} posts");
        changes.extend(changed(field, FieldKind::PointPosts, &posts.0, &posts.1));
    }
}

fn credit_row(credit: &Credit) -> Row {
    let name = normalize(&credit.name);
    let role = credit.role.as_str();
    let who = credit.who.as_ref().map_or(String::new(), |id| format!(" ({id})"));
    let place = if credit.place.is_empty() { "" } else { ", " };
    let printed = format!("{name}{who}, {role}{place}{}", credit.place);
    let withheld = if credit.withheld { "withheld" } else { "" };
    Row {
        key: format!("{name}, {role}"),
        cells: vec![
            cell(FieldKind::Credit, "", &printed),
            cell(FieldKind::Credit, "withheld", withheld),
        ],
    }
}

fn media_row(medium: &PublicMedia) -> Row {
    let file = |name: &str, digest: Option<Digest>| match digest {
        Some(digest) => format!("{name} ({digest})"),
        None => name.to_owned(),
    };
    let part = |field, name, text: &str| cell(FieldKind::Media(field), name, text);
    let taken = medium.taken.map_or(String::new(), |day| day.to_string());
    Row {
        key: normalize(&medium.src),
        cells: vec![
            part(MediaField::Kind, "kind", medium.kind.as_str()),
            part(MediaField::Src, "src", &file(&medium.src, medium.sha256)),
            part(MediaField::Title, "title", &medium.title),
            part(MediaField::Alt, "alt", &medium.alt),
            part(MediaField::Caption, "caption", &medium.caption),
            part(MediaField::Credit, "credit", &medium.credit),
            part(MediaField::Duration, "duration", &medium.duration),
            part(MediaField::Poster, "poster", &file(&medium.poster, medium.poster_sha256)),
            part(MediaField::Captions, "captions", &file(&medium.captions, medium.captions_sha256)),
            part(
                MediaField::Transcript,
                "transcript",
                &file(&medium.transcript, medium.transcript_sha256),
            ),
            part(MediaField::Taken, "taken", &taken),
        ],
    }
}

fn link_row(link: &Link) -> Row {
    let post = optional(link.post.as_ref());
    let target = [&link.url, &post, &link.title].into_iter().find(|text| !text.is_empty());
    let part = |name, text: &str| cell(FieldKind::Link, name, text);
    Row {
        key: normalize(target.map_or("", String::as_str)),
        cells: vec![
            part("kind", link.kind.as_str()),
            part("title", &link.title),
            part("url", &link.url),
            part("post", &post),
            part("outlet", &link.outlet),
            part("image", &link.image),
            part("alt", &link.alt),
        ],
    }
}

fn source_row(source: &PublicSource) -> Row {
    let part = |name, text: &str| cell(FieldKind::Source, name, text);
    Row {
        key: source.id.to_string(),
        cells: vec![
            part("kind", source.kind.as_str()),
            part("description", &source.description),
            part("reason", &source.reason),
        ],
    }
}

fn claim_row(claim: &PublicClaim) -> Row {
    let part = |field, name, text: &str| cell(FieldKind::Claim(field), name, text);
    Row {
        key: claim.id.to_string(),
        cells: vec![
            part(ClaimField::Quote, "quote", &claim.quote),
            part(ClaimField::Status, "status", claim.status.as_str()),
            part(ClaimField::Caveat, "caveat", &claim.caveat),
            part(ClaimField::Source, "source", &optional(claim.source.as_ref())),
        ],
    }
}

fn correction_row(correction: &Correction) -> Row {
    let part = |name, text: &str| -> Cell { cell(FieldKind::Correction, name, text) };
    let withheld = if correction.withhold_before { "yes" } else { "" };
    Row {
        key: correction.id.to_string(),
        cells: vec![
            part("kind", correction.kind.as_str()),
            part("note", &correction.note),
            part("words before withheld", withheld),
        ],
    }
}

fn optional<T: ToString>(value: Option<&T>) -> String {
    value.map_or(String::new(), T::to_string)
}

fn ids(posts: &[DocId]) -> String {
    posts.iter().map(DocId::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
