//! The fields of three versions with the conflicts that stand in them.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::{Grain, Pick, State, settle};
use crate::model::{Conflict, Document};

/// Conflicts by field.
type Sides = BTreeMap<String, BTreeSet<String>>;

/// One of the two that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

/// A field, or a row, in three versions; of the base there may be none.
#[derive(Debug)]
pub(super) struct Three<'a, T: ?Sized> {
    pub(super) base: Option<&'a T>,
    pub(super) ours: &'a T,
    pub(super) theirs: &'a T,
}

impl<'a, T: ?Sized> Three<'a, T> {
    /// A part of it.
    pub(super) fn part<U: ?Sized>(&self, of: impl Fn(&'a T) -> &'a U) -> Three<'a, U> {
        Three { base: self.base.map(&of), ours: of(self.ours), theirs: of(self.theirs) }
    }
}

/// The conflicts there were in three versions, and those of what they become.
#[derive(Debug, Default)]
pub(super) struct Fields {
    base: Sides,
    ours: Sides,
    theirs: Sides,
    merged: Sides,
}

impl Fields {
    pub(super) fn new(base: Option<&Document>, ours: &Document, theirs: &Document) -> Self {
        let sides = |document: &Document| {
            let mut sides = Sides::new();
            for conflict in document.conflicts() {
                let known: &mut BTreeSet<String> = sides.entry(conflict.field.clone()).or_default();
                known.extend(conflict.sides.iter().cloned());
            }
            sides
        };
        Self {
            base: base.map(sides).unwrap_or_default(),
            ours: sides(ours),
            theirs: sides(theirs),
            merged: Sides::new(),
        }
    }

    /// A value that is taken whole; `show` gives it as text, nothing as no text.
    pub(super) fn whole<T: Clone>(
        &mut self,
        field: &str,
        three: Three<T>,
        show: impl Fn(&T) -> String,
    ) -> T {
        let base = three.base.map_or(String::new(), &show);
        let (one, two) = (show(three.ours), show(three.theirs));
        match self.settle(Grain::Whole, field, &base, &one, &two) {
            Pick::Ours => three.ours.clone(),
            Pick::Theirs => three.theirs.clone(),
            Pick::Mixed(_) => {
                three.base.unwrap_or(if one <= two { three.ours } else { three.theirs }).clone()
            }
        }
    }

    /// A text that is taken whole.
    pub(super) fn text(&mut self, field: &str, three: Three<String>) -> String {
        self.words(Grain::Whole, field, three)
    }

    /// A text that is taken apart.
    pub(super) fn words(&mut self, grain: Grain, field: &str, three: Three<String>) -> String {
        let base = three.base.map_or("", String::as_str);
        match self.settle(grain, field, base, three.ours, three.theirs) {
            Pick::Ours => three.ours.clone(),
            Pick::Theirs => three.theirs.clone(),
            Pick::Mixed(state) => state.held,
        }
    }

    /// Decides on a field and notes its conflict.
    pub(super) fn settle(
        &mut self,
        grain: Grain,
        field: &str,
        base: &str,
        ours: &str,
        theirs: &str,
    ) -> Pick {
        let state = |sides: &Sides, held: &str| State {
            sides: sides.get(field).cloned(),
            held: held.to_owned(),
        };
        let (ours, theirs) = (state(&self.ours, ours), state(&self.theirs, theirs));
        let pick = settle(grain, &state(&self.base, base), &ours, &theirs);
        let sides = match &pick {
            Pick::Ours => ours.sides,
            Pick::Theirs => theirs.sides,
            Pick::Mixed(state) => state.sides.clone(),
        };
        if let Some(sides) = sides {
            self.merged.insert(field.to_owned(), sides);
        }
        for known in [&mut self.base, &mut self.ours, &mut self.theirs] {
            known.remove(field);
        }
        pick
    }

    /// Whether a side has other conflicts in a row than the base.
    pub(super) fn changed_in(&self, side: Side, row: &str) -> bool {
        within(self.side(side), row).ne(within(&self.base, row))
    }

    /// Takes over the conflicts that a side has in a row.
    pub(super) fn carry(&mut self, side: Side, row: &str) {
        let carried: Vec<_> =
            within(self.side(side), row).map(|(f, s)| (f.clone(), s.clone())).collect();
        self.merged.extend(carried);
        self.forget(row);
    }

    /// Drops all conflicts in a row that is gone.
    pub(super) fn forget(&mut self, row: &str) {
        let prefix = format!("{row} ");
        for known in [&mut self.base, &mut self.ours, &mut self.theirs] {
            known.retain(|field, _| !field.starts_with(&prefix));
        }
    }

    /// All conflicts of the merged document; those over fields that nobody asked for are kept
    /// unless a side settled them.
    pub(super) fn finish(mut self) -> Vec<Conflict> {
        let fields: BTreeSet<String> =
            self.ours.keys().chain(self.theirs.keys()).cloned().collect();
        for field in fields {
            let sides = match (self.ours.get(&field), self.theirs.get(&field)) {
                (one, two) if one == two || two == self.base.get(&field) => one.cloned(),
                (one, two) if one == self.base.get(&field) => two.cloned(),
                (one, two) => Some(one.into_iter().chain(two).flatten().cloned().collect()),
            };
            self.merged.extend(sides.map(|sides| (field, sides)));
        }
        let conflict = |(field, sides): (String, BTreeSet<String>)| Conflict {
            field,
            sides: sides.into_iter().collect(),
        };
        self.merged.into_iter().map(conflict).collect()
    }

    fn side(&self, side: Side) -> &Sides {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }
}

fn within<'a>(
    sides: &'a Sides,
    row: &str,
) -> impl Iterator<Item = (&'a String, &'a BTreeSet<String>)> {
    let prefix = format!("{row} ");
    sides.iter().filter(move |(field, _)| field.starts_with(&prefix))
}
