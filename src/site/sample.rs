//! A record made by hand, of an invented event, with all that a story can have.

use std::collections::BTreeMap;

use super::record::{Entry, OwnTheme, Record};
use crate::format::Projection;
use crate::model::{Digest, Ledger, Newsroom, Release, ReleaseKind};

/// The settings of the newsroom of the sample.
pub(super) const SETTINGS: &str = "name = 'The Selan Courier'\nshort_name = 'Courier'\n\
    timezone = 'Europe/Kyiv'\nurl = 'https://courier.example'\n\
    contributed = \"The {short_name}’s {names} contributed to this report.\"\n\
    corrections_url = 'https://courier.example/report'\n";

/// A record of these documents.
pub(super) fn record(entries: Vec<Entry>) -> Record {
    let settings: Newsroom = toml::from_str(SETTINGS).expect("settings");
    Record { settings, entries, theme: OwnTheme::default(), pictures: BTreeMap::new() }
}

/// A post (or, for the file `story.toml`, a story) of the sample's folder with its first words.
pub(super) fn first(file: &str, at: &str, words: &str) -> Entry {
    let path = format!("posts/2026/11/port-selan/{file}").parse().expect("path");
    let empty = Entry {
        path,
        ledger: Ledger::default(),
        words: None,
        versions: BTreeMap::new(),
        erased: BTreeMap::new(),
        media: Vec::new(),
    };
    empty.then(ReleaseKind::First, at, "", words)
}

impl Entry {
    /// The entry after another release; `words` is empty for one that carries none.
    pub(super) fn then(mut self, kind: ReleaseKind, at: &str, told: &str, words: &str) -> Self {
        let n = self.ledger.releases.len() as u32 + 1;
        let known: Vec<_> = self.corrections_of_last();
        if !words.is_empty() {
            let id = self.path.id().map_or("st0ry00001".to_owned(), |id| id.to_string());
            let text = format!("format = 1\nid = \"{id}\"\n{words}");
            let read = Projection::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            self.media = read
                .media
                .iter()
                .flat_map(|medium| [&medium.src, &medium.poster])
                .filter(|name| !name.is_empty() && !name.contains("://"))
                .map(|name| (name.clone(), Digest::of(name.as_bytes())))
                .collect();
            self.versions.insert(n, read.clone());
            self.words = Some(read);
        }
        let corrections =
            self.corrections_of_last().into_iter().filter(|id| !known.contains(id)).collect();
        self.ledger.releases.push(Release {
            n,
            at: at.parse().expect("RFC 3339"),
            by: "ed-lind".parse().expect("id"),
            kind,
            digest: Digest::of(words.as_bytes()),
            round: 1,
            approved_by: Vec::new(),
            alone: false,
            corrections,
            tell_readers: told.to_owned(),
            desk: String::new(),
        });
        // The digests of files are the record's business; here it is enough that there are some.
        for words in self.words.iter_mut().chain(self.versions.values_mut()) {
            for medium in &mut words.media {
                let local = |name: &str| !name.is_empty() && !name.contains("://");
                medium.sha256 = local(&medium.src).then(|| Digest::of(b"picture"));
                medium.poster_sha256 = local(&medium.poster).then(|| Digest::of(b"poster"));
            }
        }
        self
    }

    fn corrections_of_last(&self) -> Vec<crate::model::CorrectionId> {
        let words = self.words.iter();
        words.flat_map(|words| words.corrections.iter().map(|one| one.id.clone())).collect()
    }
}

/// A night in Port Selan: every element of a page once, at least.
pub(super) fn night() -> Record {
    record(vec![
        story(),
        round_up(),
        doubted(),
        corrected(),
        withheld(),
        pulled(),
        retracted(),
        map(),
        pictured(),
        quiet(),
    ])
}

fn story() -> Entry {
    first(
        "story.toml",
        "2026-11-07T05:10:00Z",
        r#"title = "Port Selan without power after line is hit"
coverage = "live"
place = "Selan"
pinned = "r00ndvp001"
tags = ["energy", "Port Selan"]
[[credits]]
name = "Ana Petrova"
place = "Port Selan"
[[credits]]
name = "Ben Ode"
place = "Varnik"
[[media]]
kind = "video"
src = "https://media.courier.example/night.mp4"
title = "The harbour in the dark"
alt = "Boats lit by torches in a dark harbour"
caption = "Fishing crews work by torchlight after the cut."
credit = "Harbour Watch, by agreement"
duration = "1:42"
poster = "st0ry00001-77aa01c9a2.jpg"
[[links]]
kind = "full-story"
title = "How one line came to carry a whole town"
url = "https://courier.example/grid"
outlet = ""
[[summary]]
text = "About 40,000 homes lost power when a transmission line east of Port Selan was hit."
posts = ["c0rrectd01"]
[[summary]]
text = "The hospital runs on its own generators; the water works are back."
posts = ["qv1etp0st1", "gnep0st001"]
[[summary]]
text = "Officials have not said who was behind it."
posts = ["d0vbted001"]
"#,
    )
}

fn round_up() -> Entry {
    first(
        "what-you-need-to-know-r00ndvp001.toml",
        "2026-11-07T10:30:00Z",
        r#"headline = "It is 12:30 p.m. in Selan. What you need to know"
rests_on = ["c0rrectd01", "qv1etp0st1"]
body = """
- **Power** is back in the old town; the eastern quarters wait.
- The *water works* run again, the mayor said.
- Trains from the south stop at [Varnik](https://rail.example/varnik) until evening.
"""
[[credits]]
name = "Lind Aster"
role = "editor"
"#,
    )
}

fn doubted() -> Entry {
    first(
        "men-seen-at-the-line-d0vbted001.toml",
        "2026-11-07T08:05:00Z",
        r#"headline = "A resident says men were at the line before the blast"
key_event = true
body = """
A resident of the old town said “about six men [with ladders]” were at the foot of the pylon shortly before 5 a.m.

Another message, passed around by thousands, said *the dam above the town was breached*. Engineers at the site showed our reporter a dry spillway.

The police would not comment.
"""
[[credits]]
name = "Ana Petrova"
place = "Port Selan"
[[credits]]
who = "cy-marr"
name = "Cy Marr"
role = "contributor"
[[links]]
kind = "reported-by"
title = "Men seen near the line"
url = "https://varnik-post.example/men"
outlet = "The Varnik Post"
[[links]]
kind = "earlier"
title = "The first hour of the cut"
post = "c0rrectd01"
[[sources]]
id = "s-4k2m"
kind = "anonymous"
description = "a resident of the old town"
reason = "for their safety"
[[claims]]
id = "c-7h2q"
quote = "about six men [with ladders]"
status = "unverified"
caveat = "The Courier could not independently verify what the resident saw."
source = "s-4k2m"
[[claims]]
id = "c-8h2q"
quote = "the dam above the town was breached"
status = "false"
caveat = "The dam is whole; the message spread a picture from another country."
[[claims]]
id = "c-9h2q"
quote = "The police would not comment."
status = "verified"
"#,
    )
}

fn corrected() -> Entry {
    let credits = "[[credits]]\nname = 'Ben Ode'\n[[credits]]\nwho = 'ana-petrova'\nname = 'Ana Petrova'\nrole = 'contributor'\n[[credits]]\nwho = 'cy-marr'\nname = 'Cy Marr'\nrole = 'contributor'\n[[credits]]\nwho = 'dee-oren'\nname = 'Dee Oren'\nrole = 'contributor'\n";
    let first_words = format!(
        "headline = 'Power cut across Port Selan after line is hit'\nkey_event = true\nbody = '''\nThe line was hit at 4:50 a.m. on Friday. About 60,000 homes have no light.\n\nCrews expect to work through the day.\n'''\n{credits}"
    );
    let corrected = format!(
        "headline = 'Power cut across Port Selan after line is hit'\nkey_event = true\nbody = '''\nThe line was hit at 4:50 a.m. on Saturday. About 40,000 homes have no light.\n\nCrews expect to work through the day.\n'''\n{credits}[[corrections]]\nid = 'x-9d3v'\nkind = 'correction'\nnote = 'An earlier version gave the wrong day of the strike and too high a number of homes.'\n"
    );
    first("power-cut-c0rrectd01.toml", "2026-11-07T05:20:00Z", &first_words).then(
        ReleaseKind::Correction,
        "2026-11-07T09:15:00Z",
        "An earlier version gave the wrong day of the strike and too high a number of homes.",
        &corrected,
    )
}

fn withheld() -> Entry {
    first(
        "a-man-is-held-w1thhe1d01.toml",
        "2026-11-07T07:00:00Z",
        "headline = 'A man is held'\nbody = 'Police hold SECRETNAME of the old town.'\n",
    )
    .then(
        ReleaseKind::Clarification,
        "2026-11-07T07:30:00Z",
        "",
        "headline = 'A man is held'\nbody = 'Police hold a man of the old town. He has not been charged.'\n[[corrections]]\nid = 'x-1d3v'\nkind = 'clarification'\nnote = 'A name was taken out of this post.'\nwithhold_before = true\n",
    )
}

fn pulled() -> Entry {
    first(
        "boats-p0ve1ed001.toml",
        "2026-11-07T06:30:00Z",
        "headline = 'PULLEDWORDS boats leave'\nbody = 'PULLEDWORDS all of it.'\n",
    )
    .then(
        ReleaseKind::Pull,
        "2026-11-07T06:50:00Z",
        "We are checking where the pictures are from.",
        "",
    )
}

fn retracted() -> Entry {
    first(
        "mayor-gnep0st001.toml",
        "2026-11-07T06:00:00Z",
        "headline = 'RETRACTEDWORDS mayor'\nbody = 'RETRACTEDWORDS all of it.'\n",
    )
    .then(
        ReleaseKind::Retraction,
        "2026-11-07T08:40:00Z",
        "",
        "[retraction]\nnote = 'The message we quoted was not the mayor’s. We should have asked her office first.'\n",
    )
}

fn map() -> Entry {
    first(
        "map-map0n1y001.toml",
        "2026-11-07T07:20:00Z",
        "[[media]]\nkind = 'map'\nsrc = 'map0n1y001-1be01c9a2f.png'\nalt = 'Map of Port Selan with the eastern quarters dark'\ncaption = 'Where the lights are out, as of 9 a.m.'\ncredit = 'Dee Oren/The Courier'\n",
    )
}

fn pictured() -> Entry {
    first(
        "hospital-p1ctvred01.toml",
        "2026-11-07T06:45:00Z",
        "headline = 'The hospital keeps its wards lit'\nbody = 'Generators took over within a minute, the head nurse said. “We [the night shift] hardly noticed,” she added.'\n[[media]]\nkind = 'image'\nsrc = 'p1ctvred01-4be01c9a2f.jpg'\nalt = 'A low brick building behind a row of lime trees'\ncaption = 'The hospital of Port Selan.'\ncredit = 'Ana Petrova/The Courier'\ntaken = 2026-10-28\n[[credits]]\nname = 'Ana Petrova'\nplace = 'Port Selan'\n[[credits]]\nname = 'Ana Petrova'\nrole = 'photographer'\n",
    )
}

fn quiet() -> Entry {
    first(
        "water-qv1etp0st1.toml",
        "2026-11-07T09:40:00Z",
        "headline = 'Water runs again in all but two streets'\nbody = 'The works restarted their second pump.'\n",
    )
    .then(
        ReleaseKind::Update,
        "2026-11-07T10:05:00Z",
        "",
        "headline = 'Water runs again in the whole town'\nbody = 'The works restarted both pumps, the mayor said.'\n[[media]]\nkind = 'embed'\nsrc = 'https://video.example/watch?v=1'\ntitle = 'The mayor speaks at the water works'\ncredit = 'Town of Port Selan'\n",
    )
}
