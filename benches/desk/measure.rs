//! Time, processor time, memory and instructions of what is done.
#![expect(clippy::disallowed_methods, reason = "a benchmark runs programs")]

use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use super::Result;

/// One thing to measure: it is told which run it is.
pub(super) type Act<'a> = &'a mut dyn FnMut(usize) -> Result;

/// How long something took, in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Taken {
    pub(super) wall: f64,
    /// Of the programs it ran, on all processors together.
    pub(super) processor: f64,
}

/// How long it takes, in milliseconds.
pub(super) fn time(act: impl FnOnce() -> Result) -> Result<f64> {
    Ok(taken(act)?.wall)
}

fn taken(act: impl FnOnce() -> Result) -> Result<Taken> {
    let (start, before) = (Instant::now(), processor()?);
    act()?;
    let wall = start.elapsed().as_secs_f64() * 1000.0;
    Ok(Taken { wall, processor: processor()? - before })
}

/// What the programs that ended took of the processors, in milliseconds.
fn processor() -> Result<f64> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let time = used.user_time() + used.system_time();
    Ok(time.num_microseconds() as f64 / 1000.0)
}

/// The median of each, done in turns so that the machine's moods are the same for all; one turn
/// before them is not counted.
pub(super) fn alternately<const N: usize>(runs: usize, acts: [Act<'_>; N]) -> Result<[f64; N]> {
    Ok(both(runs, acts)?.map(|taken| taken.wall))
}

/// The same, with the processor time of each.
pub(super) fn both<const N: usize>(runs: usize, mut acts: [Act<'_>; N]) -> Result<[Taken; N]> {
    let mut times = [(); N].map(|()| Vec::with_capacity(runs));
    for run in 0..=runs {
        for (act, times) in acts.iter_mut().zip(&mut times) {
            let taken = taken(|| act(run))?;
            if run > 0 {
                times.push(taken);
            }
        }
    }
    Ok(times.map(|times| Taken {
        wall: median(times.iter().map(|taken| taken.wall).collect()),
        processor: median(times.iter().map(|taken| taken.processor).collect()),
    }))
}

/// The one in the middle.
pub(super) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The word by which this program is asked to run another one and to print what memory that had.
pub(super) const PEAK: &str = "--peak-of";

/// Runs a program and prints the most memory it had at once, in kilobytes.
pub(super) fn print_peak(arguments: &[String]) -> Result {
    let (program, rest) = arguments.split_first().ok_or("no program")?;
    Command::new(program).args(rest).stdout(Stdio::null()).status()?;
    let most = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss();
    Ok(std::io::Write::write_all(&mut std::io::stdout(), format!("{most}\n").as_bytes())?)
}

/// How many instructions that command takes, in millions, as callgrind counts them.
pub(super) fn instructions(command: &Command) -> Result<f64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(command.get_program()).args(command.get_args());
    let set = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    valgrind.envs(set).current_dir(command.get_current_dir().ok_or("no folder")?);
    valgrind.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let said = String::from_utf8(valgrind.output()?.stderr)?;
    // What a program starts in the background tells of itself, too, and later.
    let counted = said.lines().filter_map(|line| line.split_once("Collected : "));
    let counts = counted.filter_map(|(_, number)| number.trim().parse::<f64>().ok());
    Ok(counts.reduce(f64::max).ok_or("callgrind counted nothing")? / 1e6)
}
