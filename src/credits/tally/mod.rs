//! Posts and words counted by one thing, or by two at once.

mod cross;
mod row;
mod sums;

pub use cross::Cross;
pub use row::Row;
pub use sums::Tally;

use super::{Author, Filter, GroupBy, Work};

/// Counts works by one thing, or by two at once: those in time in their order, all others most posts
/// first, then by name.
///
/// Withheld credits and outsiders count like others. Who wrote words and has no credit is a row of
/// no posts. A person's words in a work go to the first role and place they have there; words of
/// people without a credit are of no role and no place.
pub fn tally(works: &[Work], by: &[GroupBy], filter: &Filter) -> Vec<Row> {
    Tally::of(works, by, filter).rows()
}

/// Counts works by two things at once; those without a credit count where neither is of one, so that a
/// row or column of all is not more than there is in the table.
pub fn cross(works: &[Work], by: [GroupBy; 2], filter: &Filter) -> Cross {
    Tally::of(works, &by, filter).cross().expect("they are counted by two things")
}

/// Works that no printed credit stands under.
pub fn missing(works: &[Work]) -> Vec<&Work> {
    works.iter().filter(|work| work.credits.iter().all(|credit| credit.withheld)).collect()
}

/// The works with names that are not printed in the place of those that are withheld, for whoever
/// sees a page: the parts count, and nobody can tell whose they are.
pub fn unnamed(works: &[Work]) -> Vec<Work> {
    works.iter().map(without_names).collect()
}

const NOT_PRINTED: &str = "Names that are not printed";

fn without_names(work: &Work) -> Work {
    let mut work = work.clone();
    let withheld: Vec<Author> =
        work.credits.iter().filter(|credit| credit.withheld).map(Author::of).collect();
    for credit in work.credits.iter_mut().filter(|credit| credit.withheld) {
        (credit.who, credit.name) = (None, NOT_PRINTED.to_owned());
        credit.place.clear();
    }
    for (author, _) in work.words_by.iter_mut().filter(|(author, _)| withheld.contains(author)) {
        *author = Author::Outsider(NOT_PRINTED.to_owned());
    }
    work
}

#[cfg(test)]
mod tests;
