//! Medians, ratios, a table.

use std::fmt::Write;
use std::time::Instant;

use super::Result;

/// One thing to measure: it is told which run it is.
pub(super) type Act<'a> = &'a mut dyn FnMut(usize) -> Result;

/// How long it takes, in milliseconds.
pub(super) fn time(act: impl FnOnce() -> Result) -> Result<f64> {
    let start = Instant::now();
    act()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

/// The median of each, done in turns so that the machine's moods are the same for all; one turn
/// before them is not counted.
pub(super) fn alternately<const N: usize>(runs: usize, mut acts: [Act<'_>; N]) -> Result<[f64; N]> {
    let mut times = [(); N].map(|()| Vec::with_capacity(runs));
    for run in 0..=runs {
        for (act, times) in acts.iter_mut().zip(&mut times) {
            let taken = time(|| act(run))?;
            if run > 0 {
                times.push(taken);
            }
        }
    }
    Ok(times.map(median))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Rows as they come.
#[derive(Default)]
pub(super) struct Table {
    text: String,
    headed: bool,
}

impl Table {
    pub(super) fn row(&mut self, posts: usize, what: &str, ours: f64, peer: &str, theirs: f64) {
        if !self.headed {
            self.headed = true;
            self.text += "| posts | what | ms | against | ms | ratio |\n";
            self.text += "| ---: | --- | ---: | --- | ---: | ---: |\n";
        }
        let ratio = ours / theirs;
        let _ = writeln!(
            self.text,
            "| {posts} | {what} | {ours:.1} | {peer} | {theirs:.1} | {ratio:.2} |"
        );
    }

    /// The rows since the last time.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}
