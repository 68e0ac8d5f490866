//! Long output through the pager that git would take.

use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

/// What a shell exits with where it does not find the command.
const NOT_FOUND: i32 = 127;

/// Shows the text: through the pager where standard output is a terminal, else as it is. A reader
/// who goes away early (`| head`, `q`) is no error.
///
/// `pager` is what `git var GIT_PAGER` says, run by a shell as git does; an empty one and `cat` mean
/// none. `less` is told `FRX` where `LESS` says nothing else: quit on a short text, keep colours,
/// leave the screen as it is.
///
/// # Errors
///
/// Where standard output cannot be written to.
pub fn page(text: &str, pager: &str, stdout_terminal: bool) -> io::Result<()> {
    let wanted = stdout_terminal && !matches!(pager.trim(), "" | "cat");
    if wanted && run(text, pager).is_ok_and(|shown| shown) {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    quietly(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// The same result, but a broken pipe counts as written.
///
/// # Errors
///
/// Every other one.
pub fn quietly(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Runs the pager to its end; `false` where there is no such command.
fn run(text: &str, pager: &str) -> io::Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "cli runs the pager")]
    let mut child =
        Command::new("sh").arg("-c").arg(script(pager)).stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        quietly(stdin.write_all(text.as_bytes()))?;
    }
    Ok(child.wait()?.code() != Some(NOT_FOUND))
}

/// The defaults are left to the shell, so that the environment is read in one place here.
fn script(pager: &str) -> String {
    format!("LESS=${{LESS-FRX}} LV=${{LV--c}}; export LESS LV; {pager}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(pager: &str, less: Option<&str>) -> String {
        #[expect(clippy::disallowed_methods, reason = "cli runs the pager")]
        let mut command = Command::new("sh");
        command.arg("-c").arg(script(pager)).env_remove("LESS").env_remove("LV");
        if let Some(less) = less {
            command.env("LESS", less);
        }
        let output = command.output().expect("a shell");
        String::from_utf8(output.stdout).expect("text")
    }

    #[test]
    fn less_is_told_the_default_only_where_nothing_is_said() {
        assert_eq!(shell("echo $LESS $LV", None), "FRX -c\n");
        assert_eq!(shell("echo $LESS", Some("S")), "S\n");
    }

    #[test]
    fn a_pager_that_is_not_there_is_noticed() {
        assert!(!run("text", "there-is-no-such-pager 2>/dev/null").expect("a shell"));
        assert!(run("text", "cat >/dev/null").expect("a shell"));
    }

    #[test]
    fn a_pager_that_quits_early_is_no_error() {
        let long = "line\n".repeat(100_000);
        assert!(run(&long, "head -n 1 >/dev/null").expect("a shell"));
        assert!(quietly(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(quietly(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
