//! Configurations of what runs a desk's command each minute: embargoes end, and what others sent comes in.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

/// What starts a command at its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Timer {
    /// A user's systemd (systemd.timer(5))
    Systemd,
    /// A crontab (crontab(5))
    Cron,
}

/// The configuration for the desk in that folder, with the program at that path.
pub fn text(timer: Timer, desk: &Path, program: &Path) -> String {
    // The root of a repository ends with a slash.
    let desk = desk.components().collect::<PathBuf>().display().to_string();
    let program = program.display().to_string();
    match timer {
        Timer::Systemd => systemd(&desk, &program),
        Timer::Cron => cron(&desk, &program),
    }
}

/// Where it goes.
pub fn remark(timer: Timer) -> &'static str {
    match timer {
        Timer::Systemd => {
            "for ~/.config/systemd/user/: each part is a file of the name above it; then\n\
             systemctl --user enable --now newsroom.timer, and loginctl enable-linger for when nobody is logged in"
        }
        Timer::Cron => "for crontab -e, as a person of the desk who may publish",
    }
}

fn systemd(desk: &str, program: &str) -> String {
    // A path is one word in quotes; `%` and `\` are signs there (systemd.service(5)).
    let quoted = |path: &str| {
        let path = path.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
        format!("\"{path}\"")
    };
    let program = quoted(program).replace('$', "$$");
    let folder = desk.replace('%', "%%");
    format!(
        "# newsroom.service\n\
         [Unit]\n\
         Description=Release what is due at the desk, and keep in step with the others\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         WorkingDirectory={folder}\n\
         ExecStart={program} sync\n\
         ExecStart={program} publish --due\n\
         \n\
         # newsroom.timer\n\
         [Unit]\n\
         Description=Each minute\n\
         \n\
         [Timer]\n\
         OnCalendar=minutely\n\
         AccuracySec=5s\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n"
    )
}

fn cron(desk: &str, program: &str) -> String {
    // In a crontab `%` ends the command (crontab(5)).
    let quoted = |path: &str| {
        let word = shell_words::quote(path).into_owned();
        word.replace('%', "\\%")
    };
    let (desk, program) = (quoted(desk), quoted(program));
    format!("* * * * * cd {desk} && {{ {program} sync; {program} publish --due; }} > /dev/null\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_with_spaces_and_signs_stay_one_path() {
        let (desk, program) = (Path::new("/srv/the desk/50%"), Path::new("/opt/my $x/newsroom"));
        let cron = text(Timer::Cron, desk, program);
        assert!(
            cron.contains("cd '/srv/the desk/50\\%' && { '/opt/my $x/newsroom' sync; "),
            "{cron}"
        );
        let systemd = text(Timer::Systemd, desk, program);
        assert!(systemd.contains("WorkingDirectory=/srv/the desk/50%%\n"), "{systemd}");
        assert!(
            systemd.contains("ExecStart=\"/opt/my $$x/newsroom\" publish --due\n"),
            "{systemd}"
        );
    }
}
