//! Lines that git writes into a file where it could not merge: two versions of it in one text.
//!
//! A marker is a line that begins with seven signs, as git writes it: `<<<<<<< `, `||||||| `,
//! `=======`, `>>>>>>> `. Three of them in order are a set; of those that stand alone, only the
//! first and the last are markers, and only with a name behind them, for `=======` underlines a
//! heading of Markdown. Text about git stands four spaces in, or behind `> `, and is none.

use std::ops::Range;

use super::Problem;

/// The markers of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The first of their lines, in bytes.
    pub span: Range<usize>,
    /// The number of that line, from 1.
    pub first: usize,
    /// The number of the last one.
    pub last: usize,
}

/// The versions that stand in a text with markers, each whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// What stands first.
    pub ours: String,
    /// What both were made of, where git wrote it (`merge.conflictStyle`).
    pub base: Option<String>,
    /// What stands last.
    pub theirs: String,
    /// What stands around them, the same in both.
    pub common: String,
}

/// The markers in a text; `None` where there are none.
pub fn marked(text: &str) -> Option<Marked> {
    let found = Scan::of(text);
    let numbers = found.sets.iter().flat_map(|set| [set.ours, set.theirs]).chain(found.alone);
    let (first, last) = (numbers.clone().min()?, numbers.max()?);
    let start: usize = text.split_inclusive('\n').take(first).map(str::len).sum();
    let line = text[start..].lines().next().unwrap_or_default();
    Some(Marked { span: start..start + line.len(), first: first + 1, last: last + 1 })
}

/// The versions that stand in a text with markers; `None` where there are none, or where it is not
/// certain which line belongs to which.
pub fn sides(text: &str) -> Option<Sides> {
    let found = Scan::of(text);
    let certain = found.alone.is_empty() && found.sets.iter().all(|set| set.middles == 1);
    if found.sets.is_empty() || !certain {
        return None;
    }
    let with_base = found.sets.iter().all(|set| set.base.is_some());
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let side = |takes: fn(&Set, usize) -> bool| -> String {
        let stays = |number: usize| match found.sets.iter().find(|set| set.has(number)) {
            Some(set) => takes(set, number),
            None => true,
        };
        lines
            .iter()
            .enumerate()
            .filter(|(number, _)| stays(*number))
            .map(|(_, line)| *line)
            .collect()
    };
    Some(Sides {
        ours: side(|set, at| set.ours < at && at < set.base.unwrap_or(set.middle)),
        base: with_base
            .then(|| side(|set, at| set.base.is_some_and(|b| b < at) && at < set.middle)),
        theirs: side(|set, at| set.middle < at && at < set.theirs),
        common: side(|_, _| false),
    })
}

/// What is said of a file that cannot be read for the markers in it, in place of all that the parser
/// says: the one mistake, and the command that settles it. `None` where there are no markers.
pub fn marked_problem(text: &str, remedy: impl Into<String>) -> Option<Problem> {
    let Marked { span, first, last } = marked(text)?;
    let message = format!(
        "two versions stand here and nobody settled which: git's conflict markers, lines {first} to {last}"
    );
    Some(Problem::new(span, message, remedy))
}

/// The lines of a set, by their numbers from 0.
struct Set {
    ours: usize,
    base: Option<usize>,
    middle: usize,
    theirs: usize,
    /// How many lines could be its middle: one, or nobody knows which it is.
    middles: usize,
}

impl Set {
    fn has(&self, number: usize) -> bool {
        (self.ours..=self.theirs).contains(&number)
    }
}

/// A set that has not ended yet.
#[derive(Default)]
struct Open {
    ours: usize,
    named: bool,
    base: Option<usize>,
    middle: Option<usize>,
    middles: usize,
}

#[derive(Default)]
struct Scan {
    sets: Vec<Set>,
    /// Markers with a name that belong to no set.
    alone: Vec<usize>,
}

impl Scan {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut open: Option<Open> = None;
        for (number, line) in text.lines().enumerate() {
            let Some((mark, named)) = mark(line) else { continue };
            match (mark, &mut open) {
                ('<', _) => {
                    found.leave(open.take());
                    open = Some(Open { ours: number, named, ..Open::default() });
                }
                ('|', Some(set)) if set.middle.is_none() => {
                    set.base.get_or_insert(number);
                }
                ('=', Some(set)) => {
                    set.middle.get_or_insert(number);
                    set.middles += 1;
                }
                ('>', _) => found.end(&mut open, number, named),
                _ => {}
            }
        }
        found.leave(open);
        found
    }

    fn end(&mut self, open: &mut Option<Open>, theirs: usize, named: bool) {
        match open.take() {
            Some(Open { ours, base, middle: Some(middle), middles, .. }) => {
                self.sets.push(Set { ours, base, middle, theirs, middles });
            }
            other => {
                *open = other;
                self.alone.extend(named.then_some(theirs));
            }
        }
    }

    fn leave(&mut self, open: Option<Open>) {
        self.alone.extend(open.filter(|open| open.named).map(|open| open.ours));
    }
}

/// Which marker a line is, and whether a name stands behind it.
fn mark(line: &str) -> Option<(char, bool)> {
    let sign = line.chars().next().filter(|sign| "<|=>".contains(*sign))?;
    let rest = line.strip_prefix(&sign.to_string().repeat(7))?;
    match rest.strip_prefix(' ') {
        None => rest.is_empty().then_some((sign, false)),
        // git writes no name behind the middle.
        Some(_) if sign == '=' => None,
        Some(name) => Some((sign, !name.trim().is_empty())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SET: &str = "a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> side\nb\n";

    fn lines(text: &str) -> Option<(usize, usize)> {
        marked(text).map(|found| (found.first, found.last))
    }

    #[test]
    fn a_set_is_found_with_its_lines_and_both_sides_come_back() {
        assert_eq!(lines(SET), Some((2, 6)));
        assert_eq!(&SET[marked(SET).expect("found").span], "<<<<<<< HEAD");
        let sides = sides(SET).expect("two sides");
        assert_eq!(
            (sides.ours.as_str(), sides.theirs.as_str()),
            ("a\nours\nb\n", "a\ntheirs\nb\n")
        );
        assert_eq!(sides.base, None);
        assert_eq!(lines("<<<<<<<\n=======\n>>>>>>>\n"), Some((1, 3)), "without names as well");
    }

    #[test]
    fn the_base_comes_back_where_every_set_has_it() {
        let one = "<<<<<<< a\n1\n||||||| b\n0\n=======\n2\n>>>>>>> c\n";
        assert_eq!(sides(one).expect("sides").base.as_deref(), Some("0\n"));
        let sides = sides(&format!("{one}{SET}")).expect("sides");
        assert_eq!((sides.base, sides.ours.as_str()), (None, "1\na\nours\nb\n"));
    }

    #[test]
    fn line_ends_of_windows_are_read_and_kept() {
        let sides = sides(&SET.replace('\n', "\r\n")).expect("sides");
        assert_eq!(sides.ours, "a\r\nours\r\nb\r\n");
    }

    #[test]
    fn an_underlined_heading_and_text_about_git_are_no_markers() {
        for text in [
            "Heading\n=======\n\nwords\n",
            "    <<<<<<< HEAD\n    =======\n    >>>>>>> side\n",
            "> <<<<<<< HEAD\n> =======\n> >>>>>>> side\n",
            "<<<<<<<<< nine\n>>>>>>>>> nine\n",
            "<<<<<<<\n",
            "a <<<<<<< b\n",
            "|||||||\n",
            "||||||| a table\n",
            "======= a rule\n",
        ] {
            assert_eq!(lines(text), None, "{text}");
        }
    }

    #[test]
    fn what_somebody_left_of_a_set_is_found_and_gives_no_sides() {
        for text in ["a\n>>>>>>> side\n", "<<<<<<< HEAD\nours\n", "<<<<<<< HEAD\n>>>>>>> side\n"] {
            assert!(marked(text).is_some(), "{text}");
            assert_eq!(sides(text), None, "{text}");
        }
        let heading = "<<<<<<< HEAD\nHeading\n=======\nours\n=======\ntheirs\n>>>>>>> side\n";
        assert_eq!(lines(heading), Some((1, 7)));
        assert_eq!(sides(heading), None, "which of the two is the middle?");
    }

    fn plain() -> impl Strategy<Value = Vec<String>> {
        let line = prop_oneof!["[a-z <>=|'\"\\[\\]#]{0,12}", "={1,9}", "[<>|=]{0,6}", "> <{7} x"];
        let plain = |line: &String| mark(line).is_none_or(|(sign, _)| sign == '=');
        prop::collection::vec(line.prop_filter("a marker", plain), 0..8)
    }

    fn joined(lines: &[String]) -> String {
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    proptest! {
        #[test]
        fn prop_text_without_markers_is_never_found(lines in plain()) {
            prop_assert_eq!(marked(&joined(&lines)), None);
        }

        #[test]
        fn prop_the_sides_of_a_set_come_back_whole(
            parts in prop::collection::vec((plain(), plain(), plain(), plain()), 1..4),
            with_base: bool,
        ) {
            let no_middle = |lines: &[String]| {
                joined(&lines.iter().filter(|line| mark(line).is_none()).cloned().collect::<Vec<_>>())
            };
            let (mut text, mut ours, mut base, mut theirs) =
                (String::new(), String::new(), String::new(), String::new());
            for (before, one, middle, two) in &parts {
                let (before, one) = (joined(before), no_middle(one));
                let (middle, two) = (no_middle(middle), no_middle(two));
                let old = if with_base { format!("||||||| base\n{middle}") } else { String::new() };
                text += &format!("{before}<<<<<<< HEAD\n{one}{old}=======\n{two}>>>>>>> side\n");
                ours += &format!("{before}{one}");
                base += &format!("{before}{middle}");
                theirs += &format!("{before}{two}");
            }
            let base = with_base.then_some(base);
            let common = parts.iter().map(|(before, ..)| joined(before)).collect();
            prop_assert_eq!(sides(&text), Some(Sides { ours, base, theirs, common }));
        }
    }
}
