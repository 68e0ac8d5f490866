//! A run of git on the network that ends: in time, and with this program, whatever becomes of it.
#![expect(clippy::disallowed_methods, reason = "git is run under a shell that outlives nobody")]

use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::Cause;

/// Runs git in a group of its own, and ends the whole group when its standard input is closed. The
/// kernel closes it when this program dies, so neither git nor its ssh is ever left behind.
#[cfg(unix)]
const KEEPER: &str = "\
exec 3<&0 </dev/null
told=
trap told=1 TERM
\"$@\" 3<&- &
run=$!
{ read -r _ <&3; kill -TERM 0; } >/dev/null 2>&1 &
exec 3<&-
wait \"$run\"
code=$?
[ -z \"$told\" ] || { wait \"$run\"; code=$?; }
exit \"$code\"
";

/// How long git has to take its lock files away, once it is told to end.
const GRACE: Duration = Duration::from_secs(2);

/// What a run of git wrote, and whether it did what it was asked to.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) good: bool,
    pub(super) out: String,
    pub(super) errors: String,
}

/// Runs git until then.
pub(super) fn run(command: &Command, until: Instant) -> Result<Ran, Cause> {
    if Instant::now() >= until {
        return Err(Cause::NoAnswer);
    }
    let here = |error: std::io::Error| Cause::Here(error.to_string());
    // Files, for a pipe could be held open by a grandchild.
    let (mut out, mut errors) =
        (tempfile::tempfile().map_err(here)?, tempfile::tempfile().map_err(here)?);
    let mut kept = keeper(command);
    kept.stdin(Stdio::piped());
    kept.stdout(out.try_clone().map_err(here)?).stderr(errors.try_clone().map_err(here)?);
    let mut child = kept.spawn().map_err(here)?;
    let status = wait(&mut child, until).map_err(here)?;
    match status {
        None => {
            end(&mut child);
            Err(Cause::NoAnswer)
        }
        Some(status) => {
            let (out, errors) = (text(&mut out).map_err(here)?, text(&mut errors).map_err(here)?);
            Ok(Ran { good: status.success(), out, errors })
        }
    }
}

#[cfg(unix)]
fn keeper(command: &Command) -> Command {
    use std::os::unix::process::CommandExt;
    let mut kept = Command::new("sh");
    kept.args(["-c", KEEPER, "sh"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => kept.env(name, value),
            None => kept.env_remove(name),
        };
    }
    kept.process_group(0);
    kept
}

#[cfg(not(unix))]
fn keeper(command: &Command) -> Command {
    let mut kept = Command::new(command.get_program());
    kept.args(command.get_args());
    kept.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    kept
}

fn wait(child: &mut Child, until: Instant) -> std::io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= until {
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// Tells the group to end, which takes its locks away, and ends what does not.
fn end(child: &mut Child) {
    drop(child.stdin.take());
    let _ = wait(child, Instant::now() + GRACE);
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn text(file: &mut File) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    #[test]
    fn what_it_wrote_and_how_it_ended_is_told() {
        let ran = run(&sh("echo out; echo err >&2"), soon()).expect("ran");
        assert_eq!((ran.good, ran.out.as_str(), ran.errors.as_str()), (true, "out", "err"));
        assert!(!run(&sh("exit 3"), soon()).expect("ran").good);
        let none = Command::new("no-such-program-here");
        assert!(!run(&none, soon()).expect("a shell ran").good);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn nothing_of_it_is_left_behind_when_time_is_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let told = folder.path().join("pid");
        // A grandchild that nobody waits for, as git's ssh is, which will not hear of ending.
        let told = told.display();
        let script = format!("sh -c 'trap \"\" TERM; echo $$ > {told}; sleep 600' & sleep 600");
        let mut patience = Duration::from_millis(200);
        let pid = loop {
            let ran = run(&sh(&script), Instant::now() + patience);
            assert!(matches!(ran, Err(Cause::NoAnswer)), "{ran:?}");
            match std::fs::read_to_string(folder.path().join("pid")) {
                Ok(pid) if pid.ends_with('\n') => break pid,
                _ => patience *= 2, // a slow machine had not begun
            }
        };
        // Whose parent is gone stays as a zombie where nobody reaps it.
        let state = || {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
            stat.ok().and_then(|stat| stat.rsplit(')').next()?.trim().chars().next())
        };
        while !matches!(state(), None | Some('Z' | 'X')) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
