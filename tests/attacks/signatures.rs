//! Desks that ask for signatures.

use std::process::Command;

use crate::night::{Night, caught};

/// A key of its own for somebody; its public line.
fn key(night: &Night, name: &str) -> String {
    let path = night.desk.outside().join(name);
    if !path.exists() {
        let mut command = Command::new("ssh-keygen");
        let made = command.args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]).arg(&path);
        assert!(made.status().expect("ssh-keygen").success());
    }
    std::fs::read_to_string(path.with_extension("pub")).expect("made").trim().to_owned()
}

/// A desk that requires signatures, with keys for Ana and Ed.
fn signing(night: &Night) {
    for (id, name) in [("ana-petrova", "ana"), ("ed-lind", "ed"), ("mara-dov", "mara")] {
        let key = key(night, name);
        night.as_("mara").run(["contributor", "edit", id, "--ssh-key", &key]).ok();
    }
    night.desk.change("newsroom.toml", "signatures = \"off\"", "signatures = \"required\"");
    night.commit("mara");
}

/// Commits the work tree as somebody, signed with that key.
fn signed(night: &Night, who: &str, name: &str) {
    night.git(who, &["add", "-A"]);
    let key = night.desk.outside().join(name);
    let key = format!("user.signingkey={}", key.display());
    night.git(who, &["-c", "gpg.format=ssh", "-c", &key, "commit", "-S", "-qm", "signed"]);
}

fn word(night: &Night) {
    night.change("ferry", "turns back", "turns round");
}

#[test]
fn a_step_without_a_signature() {
    caught(
        "NA07",
        |night| {
            signing(night);
            word(night);
            night.commit("ana");
        },
        |night| {
            signing(night);
            word(night);
            signed(night, "ana", "ana");
        },
    );
}

#[test]
fn somebody_signs_with_her_own_key_in_another_name() {
    caught(
        "NA08",
        |night| {
            signing(night);
            word(night);
            signed(night, "ed", "ana");
        },
        |night| {
            signing(night);
            word(night);
            signed(night, "ed", "ed");
        },
    );
}

#[test]
fn a_signature_is_kept_for_another_commit() {
    caught(
        "NA09",
        |night| {
            signing(night);
            word(night);
            signed(night, "ana", "ana");
            let text = night.git("ana", &["cat-file", "commit", "HEAD"]);
            let path = night.desk.outside().join("forged");
            std::fs::write(&path, text.replace("signed", "resigned") + "\n").expect("written");
            let path = path.to_str().expect("text");
            let commit = night.git("ana", &["hash-object", "-t", "commit", "-w", path]);
            night.git("ana", &["update-ref", "refs/heads/main", &commit]);
        },
        |night| {
            signing(night);
            word(night);
            signed(night, "ana", "ana");
        },
    );
}

#[test]
fn a_key_that_nobody_here_has() {
    caught(
        "NA09",
        |night| {
            signing(night);
            key(night, "stray");
            word(night);
            signed(night, "ana", "stray");
        },
        |night| {
            signing(night);
            let stray = key(night, "stray");
            let text = night.desk.read("newsroom.toml");
            let ana = key(night, "ana");
            night.desk.write(
                "newsroom.toml",
                text.replace(&format!("\"{ana}\""), &format!("\"{ana}\", \"{stray}\"")),
            );
            signed(night, "mara", "mara");
            word(night);
            signed(night, "ana", "stray");
        },
    );
}

#[test]
fn a_key_that_was_taken_out() {
    let rotated = |night: &Night| {
        signing(night);
        let text = night.desk.read("newsroom.toml");
        let (old, new) = (key(night, "ana"), key(night, "ana-new"));
        night.desk.write("newsroom.toml", text.replace(&old, &new));
        signed(night, "mara", "mara");
        word(night);
    };
    caught(
        "NA09",
        |night| {
            rotated(night);
            signed(night, "ana", "ana");
        },
        |night| {
            rotated(night);
            signed(night, "ana", "ana-new");
        },
    );
}

/// Has git sign every commit with that key from now on.
fn sign_with(night: &Night, name: &str) {
    let key = night.desk.outside().join(name).display().to_string();
    for (setting, value) in
        [("gpg.format", "ssh"), ("user.signingkey", key.as_str()), ("commit.gpgsign", "true")]
    {
        night.git("ed", &["config", setting, value]);
    }
}

/// Ed wrote it himself, and Zoe's approval has no signature: from before the desk asked for any, or
/// put onto a commit from before and merged afterwards.
fn released_on_an_unsigned_approval(night: &Night, afterwards: bool) {
    night.run("ed", "add --slug lie --headline 'The quay is dry' --body 'It is dry.'");
    let approve = |night: &Night| {
        night.review("lie", "zoe-ray", "approved");
        night.commit("zoe");
    };
    if !afterwards {
        approve(night);
    }
    let before = night.git("ed", &["rev-parse", "HEAD"]);
    signing(night);
    sign_with(night, "ed");
    if afterwards {
        night.git("ed", &["checkout", "-q", "-b", "aside", &before]);
        night.git("ed", &["config", "commit.gpgsign", "false"]);
        approve(night);
        night.git("ed", &["config", "commit.gpgsign", "true"]);
        night.git("ed", &["checkout", "-q", "main"]);
        night.git("ed", &["merge", "-q", "--no-ff", "-m", "merged", "aside"]);
    }
    // Settings that are changed later vouch for nothing.
    sign_with(night, "mara");
    night.run(
        "mara",
        "contributor add una-roe --name 'Una Roe' --email una@courier.example --role none",
    );
    sign_with(night, "ed");
    let line = night.line("lie", "ed-lind", "first", "approved_by = [\"zoe-ray\"]\n");
    night.release("ed", "lie", &line);
}

#[test]
fn an_approval_is_put_onto_a_commit_from_before_signatures_were_required() {
    caught(
        "NA50",
        |night| released_on_an_unsigned_approval(night, true),
        |night| released_on_an_unsigned_approval(night, false),
    );
}

#[test]
fn publish_does_not_take_such_an_approval_either() {
    let night = Night::new();
    night.run("ed", "add --slug lie --headline 'The quay is dry' --body 'It is dry.'");
    let before = night.git("ed", &["rev-parse", "HEAD"]);
    signing(&night);
    night.git("ed", &["checkout", "-q", "-b", "aside", &before]);
    night.review("lie", "zoe-ray", "approved");
    night.commit("zoe");
    night.git("ed", &["checkout", "-q", "main"]);
    sign_with(&night, "ed");
    night.git("ed", &["merge", "-q", "--no-ff", "-m", "merged", "aside"]);
    night.as_("ed").run(["publish", "lie"]).refused().says("not ready");
}

#[test]
fn where_signatures_are_wanted_and_not_required_it_is_told() {
    let night = Night::new();
    signing(&night);
    night.desk.change("newsroom.toml", "signatures = \"required\"", "signatures = \"warn\"");
    signed(&night, "mara", "mara");
    word(&night);
    night.commit("ana");
    night
        .as_("ed")
        .run(["audit"])
        .ok()
        .says("NA07 unsigned")
        .says("this holds if the author lines are true");
    let json = night.as_("ed").run(["audit", "--json"]).ok().json();
    assert_eq!(json["identity"], "partly");
    assert_eq!(json["findings"][0]["level"], "warning");
}

#[test]
fn our_verdict_is_that_of_ssh_keygen() {
    let night = Night::new();
    for kind in [["ed25519", ""], ["rsa", "3072"], ["ecdsa", "256"], ["ecdsa", "384"]] {
        let name = format!("vector-{}{}", kind[0], kind[1]);
        let path = night.desk.outside().join(&name);
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", kind[0], "-N", "", "-C", "x", "-f"]).arg(&path);
        if !kind[1].is_empty() {
            command.args(["-b", kind[1]]);
        }
        assert!(command.status().expect("ssh-keygen").success());
        let public = std::fs::read_to_string(path.with_extension("pub")).expect("made");
        let mut desk =
            newsroom::format::read::<newsroom::model::Desk>(&night.desk.read("newsroom.toml"))
                .expect("settings");
        desk.contributors[0].keys = vec![public.trim().to_owned()];
        for (payload, namespace) in [("words", "git"), ("words", "file"), ("", "git")] {
            let text = night.desk.outside().join("payload");
            let _ = std::fs::remove_file(text.with_extension("sig"));
            std::fs::write(&text, payload).expect("written");
            let mut sign = Command::new("ssh-keygen");
            sign.args(["-q", "-Y", "sign", "-n", namespace, "-f"]).arg(&path).arg(&text);
            assert!(sign.status().expect("ssh-keygen").success());
            let signature = std::fs::read_to_string(text.with_extension("sig")).expect("signed");
            for said in [payload, "other words"] {
                let ours = newsroom::audit::signature::check(
                    Some(&(signature.clone(), said.into())),
                    &desk,
                );
                let ours = matches!(ours, newsroom::audit::Signed::By(_));
                assert_eq!(
                    ours,
                    theirs(&night, &public, &signature, said),
                    "{name} {namespace} {said}"
                );
            }
        }
    }
}

/// What `ssh-keygen -Y verify` says in git's namespace.
fn theirs(night: &Night, public: &str, signature: &str, said: &str) -> bool {
    let file = |name: &str, text: &str| {
        let path = night.desk.outside().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let allowed = file("allowed", &format!("x {public}"));
    let signature = file("signature", signature);
    let mut command = Command::new("ssh-keygen");
    command
        .args(["-q", "-Y", "verify", "-n", "git", "-I", "x", "-f"])
        .arg(allowed)
        .arg("-s")
        .arg(signature);
    let said = std::fs::File::open(file("said", said)).expect("opened");
    command.stdin(said).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command.status().expect("ssh-keygen").success()
}
