//! Desks whose people sign with OpenPGP, as git does by default.

use crate::desk::{Page, Person};
use crate::gpg::Gpg;
use crate::night::{Night, caught};

/// Keys for three people.
fn keys() -> Gpg {
    let gpg = Gpg::new();
    for (name, kind) in [("ana", "ed25519"), ("ed", "nistp256"), ("mara", "rsa2048")] {
        gpg.key(name, kind);
    }
    gpg
}

/// Puts a key into the settings, as an admin does.
fn list(night: &Night, id: &str, block: &str) {
    let edit = ["contributor", "edit", id, "--openpgp-key", "-"];
    night.mara.acts().typing(block).run(edit).ok();
}

/// A desk that requires signatures and has the three keys.
fn signing(night: &Night, gpg: &Gpg) {
    for person in [&night.ana, &night.ed, &night.mara] {
        list(night, person.id(), &gpg.block(person.name()));
    }
    night.mara.sets("signatures = \"required\"");
}

/// Has git sign with that key from now on, whoever commits.
fn sign_as(night: &Night, gpg: &Gpg, key: &str) {
    let settings = [
        ("commit.gpgsign", "true"),
        ("gpg.program", &gpg.program()),
        ("user.signingkey", &gpg.fingerprint(key)),
    ];
    for (name, value) in settings {
        night.git(["config", name, value]);
    }
    night.trust();
}

/// Commits the work tree as somebody, signed with somebody's key.
fn signed(night: &Night, gpg: &Gpg, by: &Person, key: &str) {
    sign_as(night, gpg, key);
    by.commits_by_git();
    night.git(["config", "commit.gpgsign", "false"]);
}

fn word(night: &Night) -> Page {
    night.ana.opens("ferry").changes("turns back", "turns round")
}

/// A word at a desk that requires signatures, by somebody, signed with that key.
fn signed_word(night: &Night, gpg: &Gpg, by: &Person, key: &str) {
    signing(night, gpg);
    word(night);
    signed(night, gpg, by, key);
}

/// The lawful twin of most: Ana's words, signed by Ana.
fn by_ana(gpg: &Gpg) -> impl Fn(&Night) {
    |night| signed_word(night, gpg, &night.ana, "ana")
}

#[test]
fn a_desk_signs_with_gpg_and_is_lawful() {
    let gpg = keys();
    let night = Night::new();
    signing(&night, &gpg);
    sign_as(&night, &gpg, "ana");
    night.ana.files("mast", "Mast down").submits();
    sign_as(&night, &gpg, "ed");
    night.ed.lets_out("mast");
    night.finds([]);
    let made = night.git(["log", "-1", "--format=%G? %GF", "--grep=^add:"]);
    assert_eq!(made.trim(), format!("G {}", gpg.fingerprint("ana")));
    let json = night.ed.tries("audit --json").ok().json();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_step_without_a_signature() {
    let gpg = keys();
    let attack = |night: &Night| {
        signing(night, &gpg);
        word(night).commits();
    };
    caught("NA07", attack, by_ana(&gpg));
}

#[test]
fn somebody_signs_with_her_own_key_in_another_name() {
    let gpg = keys();
    let attack = |night: &Night| signed_word(night, &gpg, &night.ed, "ana");
    caught("NA08", attack, by_ana(&gpg));
    let night = Night::new();
    attack(&night);
    let says = "signed by ana-petrova, and its author line says ed@courier.example";
    night.ed.tries("audit").refused().says(says);
}

#[test]
fn a_signature_is_kept_for_another_commit() {
    let gpg = keys();
    let attack = |night: &Night| {
        by_ana(&gpg)(night);
        night.ana.forges(|text| text.replace("put right", "put wrong"));
    };
    caught("NA09", attack, by_ana(&gpg));
    let night = Night::new();
    attack(&night);
    let says = format!("it names the key {}, and these are not the words", gpg.fingerprint("ana"));
    night.ed.tries("audit").refused().says(&says);
}

#[test]
fn a_key_that_nobody_here_has() {
    let gpg = keys();
    gpg.key("stray", "ed25519");
    let attack = |night: &Night| signed_word(night, &gpg, &night.ana, "stray");
    caught("NA09", attack, |night| {
        list(night, "ana-petrova", &gpg.block("stray"));
        attack(night);
    });
}

#[test]
fn a_key_that_was_taken_out() {
    let gpg = keys();
    gpg.key("new", "ed25519");
    let rotated = |night: &Night, key: &str| {
        signing(night, &gpg);
        sign_as(night, &gpg, "mara");
        let old = gpg.fingerprint("ana");
        let line = format!("--remove-openpgp-key {} --openpgp-key -", &old[24..]);
        let mara = night.mara.acts().typing(gpg.block("new"));
        mara.type_(&format!("contributor edit ana-petrova {line}")).ok();
        word(night);
        signed(night, &gpg, &night.ana, key);
    };
    caught("NA09", |night| rotated(night, "ana"), |night| rotated(night, "new"));
}

#[test]
fn a_key_that_its_block_revokes() {
    let gpg = keys();
    let revoked = gpg.revoked("ana");
    let attack = |night: &Night| {
        signing(night, &gpg);
        let block = format!("{}\n", gpg.block("ana").trim());
        night.mara.opens("newsroom.toml").changes(&block, &format!("{}\n", revoked.trim()));
        signed(night, &gpg, &night.mara, "mara");
        word(night);
        signed(night, &gpg, &night.ana, "ana");
    };
    caught("NA09", attack, by_ana(&gpg));
    let night = Night::new();
    attack(&night);
    night.ed.tries("audit").refused().says("and the key is revoked");
    night.ed.tries("check").refused().says("NR073").says("it is revoked");
}

#[test]
fn a_subkey_that_the_settings_do_not_have_yet() {
    let gpg = keys();
    let before = gpg.block("ana");
    gpg.subkey(&gpg.fingerprint("ana"), "ed25519", "sign");
    let signed_by_subkey = |night: &Night, block: &str| {
        signing(night, &gpg);
        sign_as(night, &gpg, "mara");
        let old = gpg.fingerprint("ana");
        night.mara.does(&format!("contributor edit ana-petrova --remove-openpgp-key {old}"));
        list(night, "ana-petrova", block);
        word(night);
        sign_as(night, &gpg, "ana");
        let subkey = gpg.fingerprints("ana").pop().expect("a subkey");
        night.git(["config", "user.signingkey", &format!("{subkey}!")]);
        night.ana.commits_by_git();
    };
    let after = gpg.block("ana");
    caught(
        "NA09",
        |night| signed_by_subkey(night, &before),
        |night| signed_by_subkey(night, &after),
    );
}

#[test]
fn one_key_of_two_people() {
    let gpg = keys();
    gpg.key("new", "ed25519");
    let given = |night: &Night, block: &str| {
        signing(night, &gpg);
        sign_as(night, &gpg, "mara");
        list(night, "ed-lind", block);
    };
    // A block may begin with lines that say nothing of the key.
    let head = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
    let ana = gpg.block("ana").replace(head, &format!("{head}Comment: Ed\n"));
    caught("NA05", |night| given(night, &ana), |night| given(night, &gpg.block("new")));
}

#[test]
fn a_signature_of_a_kind_that_is_not_checked() {
    let gpg = keys();
    let with = |night: &Night, options: &str| {
        signing(night, &gpg);
        word(night);
        let program = gpg.program_with(options);
        sign_as(night, &gpg, "ana");
        night.git(["config", "gpg.program", &program]);
        night.ana.commits_by_git();
    };
    caught("NA09", |night| with(night, "--textmode"), |night| with(night, ""));
    let night = Night::new();
    by_ana(&gpg)(&night);
    night.ana.forges(|text| text.replace(" PGP SIGNATURE-----", " SIGNED MESSAGE-----"));
    let says = "its signature could not be checked here: it is an X.509 signature";
    night.ed.tries("audit").refused().says("NA09").says(says);
}

#[test]
fn where_signatures_are_wanted_and_not_required_it_is_told() {
    let gpg = keys();
    let night = Night::new();
    signing(&night, &gpg);
    night.mara.opens("newsroom.toml").changes("\"required\"", "\"warn\"");
    signed(&night, &gpg, &night.mara, "mara");
    word(&night).commits();
    let ran = night.ed.tries("audit");
    ran.ok().says("NA07 unsigned").says("this holds if the author lines are true");
}
