//! Comma-separated values (RFC 4180) for spreadsheets: a tally, and one row a credit.

use std::cmp::Ordering;

use super::{Author, Filter, Group, Row, Work};
use crate::model::Credit;

/// The columns of a tally; new ones are put behind them.
const TALLY: [&str; 13] = [
    "who", "name", "role", "story", "posts", "words", "withheld", "first", "last", "place", "kind",
    "month", "day",
];

/// The columns of a row a credit; new ones are put behind them.
const CREDIT: [&str; 14] = [
    "who",
    "name",
    "role",
    "place",
    "post",
    "story",
    "headline",
    "kind",
    "public",
    "filed",
    "first_released",
    "words",
    "words_by_them",
    "withheld",
];

/// How lines of a sheet end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// With a line feed, as `grep` and `cut` want them in a pipe.
    Feed,
    /// As RFC 4180 has it, in a file for a spreadsheet.
    File,
}

/// The rows of a tally with a header, one a line.
///
/// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or an
/// end of line) gets a leading apostrophe, as OWASP's page on CSV injection advises. What a
/// terminal could be painted with, or a line turned round, is a space.
pub fn to_csv(rows: &[Row], words: bool, end: LineEnd) -> String {
    sheet(end, &TALLY, rows.iter().map(|row| tallied(row, words)))
}

/// One row for each credit of the works that are counted, by person and time, withheld ones too: what
/// a payroll is made of.
///
/// A post that two people made is two rows, each with all words of the post; `words_by_them` is empty
/// where words by their authors were not asked for. Texts are made harmless as by [`to_csv`].
pub fn payroll(works: &[Work], filter: &Filter, end: LineEnd) -> String {
    let admitted = works.iter().filter(|work| filter.admits(work));
    let mut parts: Vec<(&Work, &Credit)> = admitted
        .flat_map(|work| work.credits.iter().map(move |credit| (work, credit)))
        .filter(|(_, credit)| filter.wants(credit))
        .collect();
    parts.sort_by(|one, other| in_order(*one, *other, filter));
    sheet(end, &CREDIT, parts.into_iter().map(|(work, credit)| credited(work, credit)))
}

fn in_order(one: (&Work, &Credit), other: (&Work, &Credit), filter: &Filter) -> Ordering {
    let key = |(work, credit): (&Work, &Credit)| {
        (Author::of(credit), work.at(filter.filed), work.path.to_string(), credit.role)
    };
    key(one).cmp(&key(other))
}

fn sheet<const N: usize>(
    end: LineEnd,
    header: &[&str; N],
    lines: impl Iterator<Item = [String; N]>,
) -> String {
    let end = match end {
        LineEnd::Feed => csv::Terminator::Any(b'\n'),
        LineEnd::File => csv::Terminator::CRLF,
    };
    let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
    for line in std::iter::once(header.map(str::to_owned)).chain(lines) {
        writer.write_record(&line).expect("memory does not fail, and all lines are of one length");
    }
    let bytes = writer.into_inner().expect("memory does not fail");
    String::from_utf8(bytes).expect("made of text")
}

fn tallied(row: &Row, words: bool) -> [String; TALLY.len()] {
    let text = |is: fn(&Group) -> bool| harmless(&row.text(is).unwrap_or_default());
    [
        row.who().map_or(String::new(), ToString::to_string),
        harmless(&row.name),
        row.role().map_or("", |role| role.as_str()).to_owned(),
        text(|group| matches!(group, Group::Story(_))),
        row.posts.to_string(),
        if words { row.words.to_string() } else { String::new() },
        row.withheld.to_string(),
        row.first.rfc3339(),
        row.last.rfc3339(),
        text(|group| matches!(group, Group::Place(_))),
        text(|group| matches!(group, Group::Kind(_))),
        text(|group| matches!(group, Group::Month(_))),
        text(|group| matches!(group, Group::Day(_))),
    ]
}

fn credited(work: &Work, credit: &Credit) -> [String; CREDIT.len()] {
    let own = work.words_of(&Author::of(credit)).to_string();
    [
        credit.who.as_ref().map_or(String::new(), ToString::to_string),
        harmless(&credit.name),
        credit.role.as_str().to_owned(),
        harmless(&credit.place),
        work.path.id().map_or_else(|| work.path.slug().to_owned(), |id| id.to_string()),
        harmless(&work.story),
        harmless(&work.headline),
        work.kind.as_str().to_owned(),
        work.public.as_str().to_owned(),
        work.filed.rfc3339(),
        work.seen.map_or_else(String::new, |seen| seen.rfc3339()),
        work.words.to_string(),
        if work.words_by.is_empty() { String::new() } else { own },
        credit.withheld.to_string(),
    ]
}

fn harmless(text: &str) -> String {
    let runs = text
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = text.replace(is_hidden, " ");
    if runs { format!("'{text}") } else { text }
}

/// What has no shape and moves what stands beside it: control characters and marks of direction.
fn is_hidden(c: char) -> bool {
    let marks = matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    c.is_control() || marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credits::{GroupBy, Kind, tally};
    use crate::model::{CreditRole, Public};

    fn work(name: &str) -> Work {
        let at = "2026-11-07T09:30:00+02:00".parse().expect("a moment");
        let credit = Credit {
            who: None,
            name: name.to_owned(),
            role: CreditRole::Reporter,
            place: "-1".to_owned(),
            withheld: true,
        };
        Work {
            path: "posts/2026/11/port/a-k3x9q7m2td.toml".parse().expect("a path"),
            short: "k3x9".to_owned(),
            story: "port".to_owned(),
            headline: "Power, and \"light\"".to_owned(),
            kind: Kind::Post,
            filed: at,
            seen: None,
            public: Public::Unpublished,
            credits: vec![credit],
            words: 30,
            words_by: Vec::new(),
        }
    }

    #[test]
    fn a_name_that_is_a_formula_is_only_text() {
        let rows = tally(&[work("=1+1")], &[GroupBy::Contributor], &Filter::default());
        assert_eq!(
            to_csv(&rows, true, LineEnd::Feed),
            "who,name,role,story,posts,words,withheld,first,last,place,kind,month,day\n,'=1+1,,,1,0,1,2026-11-07T09:30:00+02:00,2026-11-07T09:30:00+02:00,,,,\n"
        );
        for runs in ["+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"] {
            assert_eq!(harmless(runs), format!("'{}", runs.replace(['\t', '\r'], " ")));
        }
        assert_eq!(harmless("Ana-Maria = 1"), "Ana-Maria = 1");
    }

    #[test]
    fn a_payroll_has_a_row_for_each_credit_and_quotes_what_has_commas() {
        assert_eq!(
            payroll(&[work("Lena Marsk")], &Filter::default(), LineEnd::Feed),
            "who,name,role,place,post,story,headline,kind,public,filed,first_released,words,words_by_them,withheld\n,Lena Marsk,reporter,'-1,k3x9q7m2td,port,\"Power, and \"\"light\"\"\",post,unpublished,2026-11-07T09:30:00+02:00,,30,,true\n"
        );
        let seen = Filter { seen: true, ..Filter::default() };
        let sheet = payroll(&[work("Lena Marsk")], &seen, LineEnd::File);
        assert!(sheet.ends_with(",withheld\r\n") && sheet.lines().count() == 1, "{sheet:?}");
    }
}
