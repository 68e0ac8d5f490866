//! Where the frames of a track are: chunks of samples, whose places and lengths stand in tables.

use std::ops::Range;

use super::boxes::{Place, boxes, number, only};

/// The lengths of samples.
enum Lengths {
    /// All the same, and how many.
    Same(usize, usize),
    /// Each its own.
    Each(Vec<usize>),
}

/// The places of a track's chunks; `None` where its tables contradict each other.
pub(super) fn of(bytes: &[u8], tables: &Place) -> Option<Vec<Range<usize>>> {
    let places = boxes(bytes, tables.inside.clone())?;
    let table = |kind| only(&places, kind).map(|place| &bytes[place.inside.clone()]);
    let lengths = match (table(b"stsz"), table(b"stz2")) {
        (Some(plain), None) => plain_lengths(plain)?,
        (None, Some(compact)) => compact_lengths(compact)?,
        _ => return None,
    };
    let starts = match (table(b"stco"), table(b"co64")) {
        (Some(short), None) => numbers(short, 4)?,
        (None, Some(long)) => numbers(long, 8)?,
        _ => return None,
    };
    chunks(&starts, table(b"stsc")?, &lengths)
}

fn chunks(starts: &[usize], runs: &[u8], lengths: &Lengths) -> Option<Vec<Range<usize>>> {
    let count = number(runs, 4)?;
    runs.get(8..8usize.checked_add(count.checked_mul(12)?)?)?;
    let mut found = Vec::new();
    let (mut run, mut sample) = (0, 0usize);
    for (chunk, start) in (1..).zip(starts) {
        while run + 1 < count && number(runs, 8 + 12 * (run + 1))? <= chunk {
            run += 1;
        }
        if run >= count || number(runs, 8 + 12 * run)? > chunk {
            return None;
        }
        let next = sample.checked_add(number(runs, 12 + 12 * run)?)?;
        found.push(*start..start.checked_add(lengths.sum(sample..next)?)?);
        sample = next;
    }
    (sample == lengths.count()).then_some(found)
}

impl Lengths {
    fn count(&self) -> usize {
        match self {
            Self::Same(_, count) => *count,
            Self::Each(each) => each.len(),
        }
    }

    fn sum(&self, samples: Range<usize>) -> Option<usize> {
        match self {
            Self::Same(length, count) if samples.end <= *count => length.checked_mul(samples.len()),
            Self::Same(..) => None,
            Self::Each(each) => {
                each.get(samples)?.iter().try_fold(0usize, |sum, length| sum.checked_add(*length))
            }
        }
    }
}

fn plain_lengths(table: &[u8]) -> Option<Lengths> {
    match number(table, 4)? {
        0 => Some(Lengths::Each(numbers(table.get(4..)?, 4)?)),
        length => Some(Lengths::Same(length, number(table, 8)?)),
    }
}

fn compact_lengths(table: &[u8]) -> Option<Lengths> {
    let rest = table.get(4..)?;
    match table.get(7)? {
        4 => {
            let count = number(table, 8)?;
            let bytes = table.get(12..12usize.checked_add(count.div_ceil(2))?)?;
            let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            Some(Lengths::Each(halves.map(usize::from).take(count).collect()))
        }
        8 => Some(Lengths::Each(numbers(rest, 1)?)),
        16 => Some(Lengths::Each(numbers(rest, 2)?)),
        _ => None,
    }
}

/// A table: four bytes, how many numbers there are, and the numbers.
fn numbers(table: &[u8], width: usize) -> Option<Vec<usize>> {
    let end = 8usize.checked_add(number(table, 4)?.checked_mul(width)?)?;
    let value = |bytes: &[u8]| bytes.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    let each = table.get(8..end)?.chunks_exact(width);
    each.map(|bytes| usize::try_from(value(bytes)).ok()).collect()
}

/// How many bytes of a table's box are the table.
pub(super) fn table_length(kind: &[u8; 4], contents: &[u8]) -> Option<usize> {
    let long = *contents.first()? == 1;
    let rows = |width: usize| 8usize.checked_add(number(contents, 4)?.checked_mul(width)?);
    let length = match kind {
        b"vmhd" => 12,
        b"smhd" => 8,
        b"elst" => rows(if long { 20 } else { 12 })?,
        b"stts" | b"ctts" | b"co64" => rows(8)?,
        b"stss" | b"stco" => rows(4)?,
        b"stsc" => rows(12)?,
        b"cslg" => {
            if long {
                44
            } else {
                24
            }
        }
        b"stsz" if number(contents, 4)? > 0 => 12,
        b"stsz" => 12usize.checked_add(number(contents, 8)?.checked_mul(4)?)?,
        b"stz2" => {
            let bits = number(contents, 8)?.checked_mul(usize::from(*contents.get(7)?))?;
            12usize.checked_add(bits.div_ceil(8))?
        }
        // One byte for each sample, of flags alone.
        b"sdtp" => contents.len(),
        _ => return None,
    };
    (length <= contents.len()).then_some(length)
}

/// The same places in order, without empty ones and overlaps.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match found.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => found.push(range),
        }
    }
    found
}

/// Whether a place has bytes in common with one of these, which are in order.
pub(super) fn meets(merged: &[Range<usize>], range: &Range<usize>) -> bool {
    let at = merged.partition_point(|other| other.end <= range.start);
    !range.is_empty() && merged.get(at).is_some_and(|other| other.start < range.end)
}
