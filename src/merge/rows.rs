//! Lists of rows merged by what names each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::field::{Fields, Side, Three};
use super::order::{Key, order};

/// How the rows of a list are merged.
pub(super) struct List<T> {
    /// The list's field.
    pub(super) name: &'static str,
    /// What names a row.
    pub(super) key: fn(&T) -> String,
    /// Whether a row is never taken away.
    pub(super) kept: bool,
    /// Merges the parts of one row, whose field is given.
    pub(super) row: fn(&mut Fields, &str, Three<T>) -> T,
}

impl<T: Clone + PartialEq> List<T> {
    /// One list of three.
    pub(super) fn merge(&self, fields: &mut Fields, three: Three<Vec<T>>) -> Vec<T> {
        let none = Vec::new();
        let lists = [three.base.unwrap_or(&none), three.ours, three.theirs];
        let [base, ours, theirs] = lists.map(|list| named(list, self.key));
        let [old, one, two] = [&base, &ours, &theirs].map(|list| by_key(list));
        let all: BTreeSet<&Key> = one.keys().chain(two.keys()).copied().collect();
        let mut rows: BTreeMap<Key, T> = BTreeMap::new();
        for key in all {
            let versions = (old.get(key).copied(), one.get(key).copied(), two.get(key).copied());
            rows.extend(self.one(fields, key, versions).map(|row| (key.clone(), row)));
        }
        let keys = |list: &[(Key, &T)]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let kept = rows.keys().cloned().collect();
        let order = order(&keys(&base), &keys(&ours), &keys(&theirs), &kept);
        order.iter().filter_map(|key| rows.remove(key)).collect()
    }

    fn one(
        &self,
        fields: &mut Fields,
        (name, number): &Key,
        (base, ours, theirs): (Option<&T>, Option<&T>, Option<&T>),
    ) -> Option<T> {
        let mut label = format!("{} {name}", self.name);
        if *number > 1 {
            label = format!("{label} ({number})");
        }
        let (row, side) = match (ours, theirs) {
            (Some(ours), Some(theirs)) => {
                return Some((self.row)(fields, &label, Three { base, ours, theirs }));
            }
            (Some(row), None) => (row, Side::Ours),
            (None, Some(row)) => (row, Side::Theirs),
            (None, None) => return None,
        };
        // The other side took it away: that holds unless this one changed it.
        if base == Some(row) && !self.kept && !fields.changed_in(side, &label) {
            fields.forget(&label);
            return None;
        }
        fields.carry(side, &label);
        Some(row.clone())
    }
}

/// A list whose rows are nothing but their names: tags, posts. Where both sides changed it, each
/// stands once.
pub(super) fn set<T: Clone + PartialEq + ToString>(three: Three<Vec<T>>) -> Vec<T> {
    if three.ours == three.theirs || three.base == Some(three.theirs) {
        return three.ours.clone();
    }
    if three.base == Some(three.ours) {
        return three.theirs.clone();
    }
    let once = |list: &Vec<T>| {
        let mut seen = HashSet::new();
        let mut list = list.clone();
        list.retain(|item| seen.insert(item.to_string()));
        list
    };
    let (base, ours, theirs) = (three.base.map(once), once(three.ours), once(three.theirs));
    let list = List {
        name: "",
        key: T::to_string,
        kept: false,
        row: |_: &mut Fields, _: &str, three: Three<T>| three.ours.clone(),
    };
    let three = Three { base: base.as_ref(), ours: &ours, theirs: &theirs };
    list.merge(&mut Fields::default(), three)
}

fn named<T>(list: &[T], key: fn(&T) -> String) -> Vec<(Key, &T)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let number = |row| {
        let name = key(row);
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        ((name, *count), row)
    };
    list.iter().map(number).collect()
}

fn by_key<'a, T>(list: &'a [(Key, &'a T)]) -> BTreeMap<&'a Key, &'a T> {
    list.iter().map(|(key, row)| (key, *row)).collect()
}
