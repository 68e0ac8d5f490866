//! Desks that ask for signatures.

use std::process::Command;

use crate::desk::{Page, Person};
use crate::night::{Night, caught};

/// A key of its own for somebody; its public line.
fn key(night: &Night, name: &str) -> String {
    let path = night.outside().join(name);
    if !path.exists() {
        let mut command = Command::new("ssh-keygen");
        let made = command.args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]).arg(&path);
        assert!(made.status().expect("ssh-keygen").success());
    }
    std::fs::read_to_string(path.with_extension("pub")).expect("made").trim().to_owned()
}

/// A desk that requires signatures, with keys for Ana, Ed and Mara.
fn signing(night: &Night) {
    for person in [&night.ana, &night.ed, &night.mara] {
        let key = key(night, person.name());
        night.mara.does(&format!("contributor edit {} --ssh-key '{key}'", person.id()));
    }
    night.mara.sets("signatures = \"required\"");
}

/// Commits the work tree as somebody, signed with that key.
fn signed(by: &Person, key: &str) {
    by.git("add -A");
    let key = by.desk.outside().join(key);
    let sign = format!("-c gpg.format=ssh -c user.signingkey={}", key.display());
    by.git(&format!("{sign} commit -S -qm signed"));
}

fn word(night: &Night) -> Page {
    night.ana.opens("ferry").changes("turns back", "turns round")
}

/// A word at a desk that requires signatures, by somebody, signed with that key.
fn signed_word(night: &Night, by: &Person, key: &str) {
    signing(night);
    word(night);
    signed(by, key);
}

#[test]
fn a_step_without_a_signature() {
    caught(
        "NA07",
        |night| {
            signing(night);
            word(night).commits();
        },
        |night| signed_word(night, &night.ana, "ana"),
    );
}

#[test]
fn somebody_signs_with_her_own_key_in_another_name() {
    caught(
        "NA08",
        |night| signed_word(night, &night.ed, "ana"),
        |night| signed_word(night, &night.ed, "ed"),
    );
}

#[test]
fn a_signature_is_kept_for_another_commit() {
    caught(
        "NA09",
        |night| {
            signed_word(night, &night.ana, "ana");
            night.ana.forges(|text| text.replace("signed", "resigned"));
        },
        |night| signed_word(night, &night.ana, "ana"),
    );
}

#[test]
fn a_key_that_nobody_here_has() {
    caught(
        "NA09",
        |night| {
            key(night, "stray");
            signed_word(night, &night.ana, "stray");
        },
        |night| {
            signing(night);
            let [ana, stray] = ["ana", "stray"].map(|name| format!("\"{}\"", key(night, name)));
            night.mara.opens("newsroom.toml").changes(&ana, &format!("{ana}, {stray}"));
            signed(&night.mara, "mara");
            word(night);
            signed(&night.ana, "stray");
        },
    );
}

#[test]
fn a_key_that_was_taken_out() {
    let rotated = |night: &Night, signs: &str| {
        signing(night);
        let (old, new) = (key(night, "ana"), key(night, "ana-new"));
        night.mara.opens("newsroom.toml").changes(&old, &new);
        signed(&night.mara, "mara");
        word(night);
        signed(&night.ana, signs);
    };
    caught("NA09", |night| rotated(night, "ana"), |night| rotated(night, "ana-new"));
}

/// Has git sign every commit with that key from now on.
fn sign_with(night: &Night, name: &str) {
    let key = night.outside().join(name);
    night.ed.git("config gpg.format ssh");
    night.ed.git(&format!("config user.signingkey {}", key.display()));
    night.ed.git("config commit.gpgsign true");
}

/// Ed wrote it himself, and Zoe's approval has no signature: from before the desk asked for any, or
/// put onto a commit from before and merged afterwards.
fn released_on_an_unsigned_approval(night: &Night, afterwards: bool) {
    night.ed.files("lie", "The quay is dry");
    let approve = |night: &Night| drop(night.zoe.reviews_by_git("lie", "approved"));
    if !afterwards {
        approve(night);
    }
    let before = night.ed.git("rev-parse HEAD");
    signing(night);
    sign_with(night, "ed");
    if afterwards {
        night.ed.git(&format!("checkout -q -b aside {before}"));
        night.ed.git("config commit.gpgsign false");
        approve(night);
        night.ed.git("config commit.gpgsign true");
        night.ed.git("checkout -q main");
        night.ed.git("merge -q --no-ff -m merged aside");
    }
    // Settings that are changed later vouch for nothing.
    sign_with(night, "mara");
    night
        .mara
        .does("contributor add una-roe --name 'Una Roe' --email una@courier.example --role none");
    sign_with(night, "ed");
    night.ed.writes_line("lie", "first").approved_by(&[&night.zoe]).releases();
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
    night.ed.files("lie", "The quay is dry");
    let before = night.ed.git("rev-parse HEAD");
    signing(&night);
    night.ed.git(&format!("checkout -q -b aside {before}"));
    night.zoe.reviews_by_git("lie", "approved");
    night.ed.git("checkout -q main");
    sign_with(&night, "ed");
    night.ed.git("merge -q --no-ff -m merged aside");
    night.ed.tries("publish lie").refused().says("not ready");
}

#[test]
fn where_signatures_are_wanted_and_not_required_it_is_told() {
    let night = Night::new();
    signing(&night);
    night.mara.opens("newsroom.toml").changes("\"required\"", "\"warn\"");
    signed(&night.mara, "mara");
    word(&night).commits();
    night
        .ed
        .tries("audit")
        .ok()
        .says("NA07 unsigned")
        .says("this holds if the author lines are true");
    let json = night.ed.tries("audit --json").ok().json();
    assert_eq!(json["identity"], "partly");
    assert_eq!(json["findings"][0]["level"], "warning");
}

#[test]
fn our_verdict_is_that_of_ssh_keygen() {
    let night = Night::new();
    for kind in [["ed25519", ""], ["rsa", "3072"], ["ecdsa", "256"], ["ecdsa", "384"]] {
        let name = format!("vector-{}{}", kind[0], kind[1]);
        let path = night.outside().join(&name);
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", kind[0], "-N", "", "-C", "x", "-f"]).arg(&path);
        if !kind[1].is_empty() {
            command.args(["-b", kind[1]]);
        }
        assert!(command.status().expect("ssh-keygen").success());
        let public = std::fs::read_to_string(path.with_extension("pub")).expect("made");
        let mut desk =
            newsroom::format::read::<newsroom::model::Desk>(&night.read("newsroom.toml"))
                .expect("settings");
        desk.contributors[0].keys = vec![public.trim().to_owned()];
        for (payload, namespace) in [("words", "git"), ("words", "file"), ("", "git")] {
            let text = night.outside().join("payload");
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
        let path = night.outside().join(name);
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
