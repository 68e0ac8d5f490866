//! The fields of stories and posts, and how each is merged.

use super::field::{Fields, Three};
use super::rows::{List, set};
use super::sides::{Grain, Pick, point_of, point_text};
use crate::model::{
    Bearing, Claim, ClaimStatus, ContributorId, Correction, Coverage, Credit, Document, Link,
    Media, Moment, Point, Post, Source, Story, woven,
};

pub(super) fn merge(base: Option<&Document>, ours: &Document, theirs: &Document) -> Document {
    let mut fields = Fields::new(base, ours, theirs);
    let mut merged = match (ours, theirs) {
        (Document::Post(ours), Document::Post(theirs)) => {
            let base = base.and_then(Document::as_post);
            Document::Post(post(&mut fields, &Three { base, ours, theirs }))
        }
        (Document::Story(ours), Document::Story(theirs)) => {
            let base = base.and_then(Document::as_story);
            Document::Story(story(&mut fields, &Three { base, ours, theirs }))
        }
        _ => panic!("a post never becomes a story"),
    };
    shared(&mut fields, &mut merged, &Three { base, ours, theirs });
    *merged.conflicts_mut() = fields.finish();
    merged
}

fn post(fields: &mut Fields, three: &Three<Post>) -> Post {
    let mut merged = three.ours.clone();
    merged.headline = fields.text("headline", three.part(|p| &p.headline));
    merged.body = fields.words(Grain::Paragraphs, "body", three.part(|p| &p.body));
    merged.key_event = fields.whole("key_event", three.part(|p| &p.key_event), yes);
    merged.rests_on = set(three.part(|p| &p.rests_on));
    let translation = three.part(|p| &p.translation_of);
    merged.translation_of = fields.whole("translation_of", translation, |of| {
        of.as_ref().map_or(String::new(), |of| format!("{} {}", of.post, of.release))
    });
    merged.origin = fields.whole("origin", three.part(|p| &p.origin), |origin| {
        let text = |o: &crate::model::Origin| format!("{}\n{}\n{}", o.provider, o.uri, o.version);
        origin.as_ref().map_or(String::new(), text)
    });
    if let Some(origin) = &mut merged.origin {
        let canceled = |post: &Post| post.origin.as_ref().is_some_and(|origin| origin.canceled);
        let (ours, theirs) = (canceled(three.ours), canceled(three.theirs));
        let base = three.base.is_some_and(canceled);
        origin.canceled = if ours == base { theirs } else { ours };
    }
    merged
}

fn story(fields: &mut Fields, three: &Three<Story>) -> Story {
    let mut merged = three.ours.clone();
    merged.title = fields.text("title", three.part(|s| &s.title));
    merged.timezone = fields.text("timezone", three.part(|s| &s.timezone));
    merged.place = fields.text("place", three.part(|s| &s.place));
    merged.coverage = fields.whole("coverage", three.part(|s| &s.coverage), |coverage| {
        match coverage {
            Coverage::Live => "live",
            Coverage::Closed => "closed",
        }
        .to_owned()
    });
    merged.pinned = fields.whole("pinned", three.part(|s| &s.pinned), optional);
    merged.summary = points(fields, three.part(|s| &s.summary));
    merged
}

/// A story's points, merged as paragraphs are.
fn points(fields: &mut Fields, three: Three<Vec<Point>>) -> Vec<Point> {
    let text = |points: &Vec<Point>| points.iter().map(point_text).collect::<Vec<_>>().join("\n");
    let base = three.base.map_or(String::new(), text);
    let (one, two) = (text(three.ours), text(three.theirs));
    match fields.settle(Grain::Lines, "summary", &base, &one, &two) {
        Pick::Ours => three.ours.clone(),
        Pick::Theirs => three.theirs.clone(),
        Pick::Mixed(state) => state.held.lines().map(point_of).collect(),
    }
}

fn shared(fields: &mut Fields, merged: &mut Document, three: &Three<Document>) {
    if three.base.is_none() {
        *merged.created_mut() = *three.ours.created().min(three.theirs.created());
        *merged.id_mut() = three.ours.id().min(three.theirs.id()).clone();
    } else {
        let created = three.part(|d| d.created());
        *merged.created_mut() = fields.whole("created", created, Moment::to_string);
    }
    *merged.tags_mut() = set(three.part(|d| d.tags()));
    *merged.language_mut() = fields.text("language", three.part(|d| d.language()));
    let publish_at = three.part(|d| d.publish_at());
    *merged.publish_at_mut() = fields.whole("publish_at", publish_at, optional);
    *merged.credits_mut() = CREDITS.merge(fields, three.part(|d| d.credits()));
    *merged.media_mut() = MEDIA.merge(fields, three.part(|d| d.media()));
    *merged.links_mut() = LINKS.merge(fields, three.part(|d| d.links()));
    *merged.sources_mut() = SOURCES.merge(fields, three.part(|d| d.sources()));
    *merged.claims_mut() = CLAIMS.merge(fields, three.part(|d| d.claims()));
    *merged.corrections_mut() = CORRECTIONS.merge(fields, three.part(|d| d.corrections()));
    *merged.retraction_mut() =
        fields.whole("retraction", three.part(|d| d.retraction()), |notice| {
            notice.as_ref().map_or(String::new(), |notice| notice.note.clone())
        });
    *merged.reviews_mut() =
        woven(three.ours.reviews(), three.theirs.reviews(), |review| review.verdict.bearing());
}

const CREDITS: List<Credit> = List {
    name: "credits",
    key: |credit| format!("{}, {}", credit.name, credit.role.as_str()),
    kept: false,
    row: |fields, row, three| Credit {
        who: fields.whole(&format!("{row} who"), three.part(|c| &c.who), optional),
        place: fields.text(&format!("{row} place"), three.part(|c| &c.place)),
        withheld: fields.whole(&format!("{row} withheld"), three.part(|c| &c.withheld), yes),
        ..three.ours.clone()
    },
};

const MEDIA: List<Media> = List {
    name: "media",
    key: |medium| medium.src.clone(),
    kept: false,
    row: |fields, row, three| {
        let mut text = |part: &str, of: fn(&Media) -> &String| {
            fields.text(&format!("{row} {part}"), three.part(of))
        };
        Media {
            src: three.ours.src.clone(),
            title: text("title", |m| &m.title),
            alt: text("alt", |m| &m.alt),
            caption: text("caption", |m| &m.caption),
            credit: text("credit", |m| &m.credit),
            duration: text("duration", |m| &m.duration),
            poster: text("poster", |m| &m.poster),
            captions: text("captions", |m| &m.captions),
            transcript: text("transcript", |m| &m.transcript),
            kind: fields.whole(&format!("{row} kind"), three.part(|m| &m.kind), |kind| {
                kind.as_str().to_owned()
            }),
            taken: fields.whole(&format!("{row} taken"), three.part(|m| &m.taken), optional),
        }
    },
};

const LINKS: List<Link> = List {
    name: "links",
    key: |link| {
        let post = link.post.as_ref().map_or("", |id| id.as_str());
        let target = [&link.url, post, &link.title].into_iter().find(|text| !text.is_empty());
        target.unwrap_or_default().to_owned()
    },
    kept: false,
    row: |fields, row, three| {
        let mut text = |part: &str, of: fn(&Link) -> &String| {
            fields.text(&format!("{row} {part}"), three.part(of))
        };
        Link {
            title: text("title", |l| &l.title),
            url: text("url", |l| &l.url),
            outlet: text("outlet", |l| &l.outlet),
            image: text("image", |l| &l.image),
            alt: text("alt", |l| &l.alt),
            kind: fields.whole(&format!("{row} kind"), three.part(|l| &l.kind), |kind| {
                kind.as_str().to_owned()
            }),
            post: fields.whole(&format!("{row} post"), three.part(|l| &l.post), optional),
        }
    },
};

const SOURCES: List<Source> = List {
    name: "sources",
    key: |source| source.id.to_string(),
    kept: false,
    row: |fields, row, three| {
        let description =
            fields.text(&format!("{row} description"), three.part(|s| &s.description));
        // Who vouched for a source vouched for it as it was described.
        let vouched = |side: &Source, who: &ContributorId| {
            side.description == description && side.known_to.contains(who)
        };
        let mut known_to = set(three.part(|s| &s.known_to));
        known_to.retain(|who| vouched(three.ours, who) || vouched(three.theirs, who));
        Source {
            id: three.ours.id.clone(),
            kind: fields.whole(&format!("{row} kind"), three.part(|s| &s.kind), |kind| {
                kind.as_str().to_owned()
            }),
            reason: fields.text(&format!("{row} reason"), three.part(|s| &s.reason)),
            description,
            known_to,
        }
    },
};

const CLAIMS: List<Claim> = List {
    name: "claims",
    key: |claim| claim.id.to_string(),
    kept: false,
    row: |fields, row, three| Claim {
        id: three.ours.id.clone(),
        quote: fields.text(&format!("{row} quote"), three.part(|c| &c.quote)),
        status: fields
            .whole(&format!("{row} status"), found(&three), |status| status.as_str().to_owned()),
        caveat: fields.text(&format!("{row} caveat"), three.part(|c| &c.caveat)),
        source: fields.whole(&format!("{row} source"), three.part(|c| &c.source), optional),
        checks: woven(&three.ours.checks, &three.theirs.checks, |_| Bearing::Neither),
    },
};

const CORRECTIONS: List<Correction> = List {
    name: "corrections",
    key: |correction| correction.id.to_string(),
    kept: true,
    row: |fields, row, three| Correction {
        id: three.ours.id.clone(),
        kind: fields.whole(&format!("{row} kind"), three.part(|c| &c.kind), |kind| {
            kind.as_str().to_owned()
        }),
        note: fields.text(&format!("{row} note"), three.part(|c| &c.note)),
        withhold_before: fields.whole(
            &format!("{row} withhold_before"),
            three.part(|c| &c.withhold_before),
            yes,
        ),
    },
};

/// What is known of a claim's words. A side that knows every check of the other one has the last word;
/// where one side puts the claim on other words and the other one closes it, what was found is not said
/// of those in silence.
fn found<'a>(three: &Three<'a, Claim>) -> Three<'a, ClaimStatus> {
    let mut status = three.part(|claim| &claim.status);
    let knows = |one: &Claim, other: &Claim| {
        one.checks.len() > other.checks.len()
            && other.checks.iter().all(|check| one.checks.contains(check))
    };
    match three.base {
        Some(base) => {
            let closes = |one: &Claim, other: &Claim| {
                other.quote != base.quote
                    && one.quote != other.quote
                    && one.status != base.status
                    && !one.status.is_open()
            };
            if closes(three.ours, three.theirs) || closes(three.theirs, three.ours) {
                status.base = None;
            }
        }
        None if knows(three.ours, three.theirs) => status.theirs = status.ours,
        None if knows(three.theirs, three.ours) => status.ours = status.theirs,
        None => {}
    }
    status
}

fn yes(flag: &bool) -> String {
    if *flag { "yes" } else { "" }.to_owned()
}

fn optional<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or(String::new(), T::to_string)
}
