//! What a server takes and what it does not: real pushes, judged by its hooks.

use crate::desk::{PROGRAM, git_in};
use crate::erasures::{corrected, ordered};
use crate::night::Night;
use crate::server::{BOTH, Server, words};

/// A server that has the night, refuses the attack with that code and takes the twin; one without
/// hooks takes both.
fn refused_with<A, T>(code: &str, attack: impl Fn(&Night) -> A, twin: impl Fn(&Night) -> T) {
    let night = Night::new();
    let (guarded, plain) = (Server::guarded(&night), Server::plain(&night));
    for server in [&guarded, &plain] {
        server.takes(&night, BOTH);
    }
    let lawful = night.again();
    attack(&night);
    let force = "--force main published";
    let says = ["is NOT LAWFUL", "was NOT LAWFUL", "findings are NOT LAWFUL"];
    let output = guarded.pushed(&night, force);
    let said = words(&output);
    assert!(!output.status.success(), "it was taken");
    assert!(said.contains(code) && says.iter().any(|says| said.contains(says)), "{said}");
    assert!(said.contains("nothing of this push was taken"), "{said}");
    plain.takes(&night, force);
    twin(&lawful);
    guarded.takes(&lawful, BOTH);
}

#[test]
fn a_lawful_night_is_taken_step_by_step() {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    let root = night.git(["rev-list", "--max-parents=0", "main"]);
    let pinned = std::fs::read_to_string(server.folder.join("newsroom/root")).unwrap();
    assert_eq!(pinned, root, "the desk is pinned");
    let config = |key| String::from_utf8(git_in(&server.folder, ["config", key])).unwrap();
    assert_eq!(config("newsroom.branch").trim(), "main");
    assert_eq!(config("receive.denyDeletes").trim(), "true");
    let head = String::from_utf8(git_in(&server.folder, ["symbolic-ref", "HEAD"])).unwrap();
    assert_eq!(head.trim(), "refs/heads/main", "whoever clones it sees the desk");
    night.ana.edits("tide", "--replace 'will be at=>is at'").submits("tide");
    server.takes(&night, "main");
    night.ed.approves("tide").publishes("tide");
    server.takes(&night, BOTH);
    night.ed.pulls("tide");
    server.takes(&night, "published");
    let again = night.mara.acts().in_(&server.folder).run(["hooks", "install", "--server"]);
    again.ok().says("as it was: ").says("lawful: ");
}

#[test]
fn a_review_in_somebody_elses_name_is_not_taken() {
    refused_with(
        "NA24",
        |night| night.ana.reviews_as(&night.zoe, "quay", "approved"),
        |night| night.zoe.approves("quay"),
    );
}

#[test]
fn a_correction_cannot_be_pushed_away() {
    refused_with(
        "NA13",
        |night| {
            let server = Server::beside(night, "shared.git");
            server.sets("receive.denyNonFastForwards", None);
            night.ed.moves("published", "published~1");
        },
        |night| night.ed.pulls("lamps"),
    );
}

#[test]
fn a_branch_of_the_desk_cannot_be_deleted() {
    let night = Night::new();
    let (guarded, plain) = (Server::guarded(&night), Server::plain(&night));
    for server in [&guarded, &plain] {
        server.takes(&night, BOTH);
        server.sets("receive.denyDeletes", Some("false"));
    }
    plain.takes(&night, ":published");
    let says = ["NA13 rewritten", "the push deletes refs/heads/published"];
    guarded.refuses(&night, ":published", &says);
    guarded.takes(&night, "main:refs/heads/side");
    guarded.takes(&night, ":side");
}

#[test]
fn an_object_that_replaces_another_is_not_taken() {
    let night = Night::new();
    let (guarded, plain) = (Server::guarded(&night), Server::plain(&night));
    for server in [&guarded, &plain] {
        server.takes(&night, BOTH);
    }
    night.ed.git("replace HEAD~1 HEAD");
    guarded.refuses(&night, "refs/replace/*", &["NA11"]);
    plain.takes(&night, "refs/replace/*");
}

#[test]
fn what_is_not_the_desks_is_free() {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    night.eve.git("checkout -q -b side");
    night.eve.opens("ferry").changes("About 40", "About 90").commits();
    server.takes(&night, "side side:refs/tags/side");
    server.refuses(&night, "side:main", &["NA01"]);
}

#[test]
fn an_unlawful_desk_is_not_taken_as_a_first_push_either() {
    let night = Night::new();
    night.eve.opens("ferry").changes("About 40", "About 90").commits();
    night.ana.opens("ferry").changes("About 90", "About 40").commits();
    let server = Server::guarded(&night);
    server.refuses(&night, BOTH, &["NA01 stranger", "nothing of this push"]);
    server.refuses(&night, "published", &["without the desk"]);
    night.mara.git("reset -q --hard HEAD~2");
    server.takes(&night, BOTH);
    server.takes(&night, "main:main");
}

#[test]
fn another_desk_is_not_taken_in_place_of_this_one() {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    server.sets("receive.denyNonFastForwards", None);
    night.mara.git("checkout -q --orphan mine");
    night.mara.git("commit -qm 'The desk'");
    server.refuses(&night, "--force mine:main", &["NA13"]);
    let other = night.again();
    std::fs::remove_dir_all(server.folder.join("refs/heads")).unwrap();
    std::fs::create_dir_all(server.folder.join("refs/heads")).unwrap();
    let _ = std::fs::remove_file(server.folder.join("packed-refs"));
    server.refuses(&night, "mine:main", &["NA12"]);
    server.takes(&other, BOTH);
}

/// Two clones of the night and a server; at the second, `zoe` is an editor for ever, and at the
/// server she has left.
fn zoe_left() -> (Night, Night, Server) {
    let night = Night::new();
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    let behind = night.again();
    night.mara.does("contributor retire zoe-ray");
    server.takes(&night, BOTH);
    (night, behind, server)
}

#[test]
fn a_release_by_somebody_who_has_left_is_not_taken_from_an_old_commit() {
    let (_night, behind, server) = zoe_left();
    behind.zoe.publishes("quay");
    let says = ["NA14 right-lost", "NA49", "zoe-ray"];
    server.refuses(&behind, "published", &says);
    let (_night, behind, server) = zoe_left();
    behind.ed.publishes("quay");
    server.takes(&behind, "published");
}

#[test]
fn words_by_somebody_who_has_left_are_not_taken_from_an_old_commit() {
    let (_night, behind, server) = zoe_left();
    behind.zoe.edits("ferry", "--replace 'turns back=>turns round'");
    let late = behind.head();
    behind.ana.git(&format!("fetch -q {} main", server.folder.display()));
    behind.ana.git("merge -q --no-edit FETCH_HEAD");
    server.refuses(&behind, "main", &["NA14 right-lost", "NA02"]);
    let answer = format!("audit --accept {late} NA14 -m 'She wrote it before she left.'");
    behind.ana.tries(&answer).usage();
    behind.mara.tries(&answer).ok().says("accepted: ");
    server.takes(&behind, "main");
}

#[test]
fn whoever_has_lost_the_right_does_not_answer_for_it() {
    let night = Night::new();
    let server = Server::guarded(&night);
    night.mara.does("contributor edit zoe-ray --role admin");
    server.takes(&night, BOTH);
    let behind = night.again();
    night.mara.does("contributor edit zoe-ray --role reporter");
    server.takes(&night, BOTH);
    behind.zoe.does("contributor edit ana-petrova --role admin");
    for _ in ["the right", "the answer"] {
        behind.zoe.does(&format!("audit --accept {} NA14 -m 'I may.'", behind.head()));
    }
    behind.zoe.git(&format!("fetch -q {} main", server.folder.display()));
    behind.zoe.git("merge -q -s ours --no-edit FETCH_HEAD");
    server.refuses(&behind, "main", &["NA14 right-lost", "NA03"]);
}

#[test]
fn a_release_from_the_future_is_not_taken() {
    refused_with(
        "NA15",
        |night| night.ed.at("2026-11-08T00:30:00+02:00").publishes("quay"),
        |night| night.ed.at("2026-11-08T00:02:00+02:00").publishes("quay"),
    );
}

#[test]
fn a_desk_keeps_its_own_steps_back_until_they_are_lawful() {
    let night = Night::new();
    let server = Server::plain(&night);
    night.ana.tries("hooks install").ok().says("pre-commit").says("pre-push");
    server.takes(&night, BOTH);
    night.ana.reviews_as(&night.zoe, "quay", "approved");
    let says = ["NA24 review-of-another", "nothing was pushed"];
    server.refuses(&night, "main", &says);
    server.refuses(&night, "HEAD:main", &says);
    server.takes(&night, "main:elsewhere");
    night.ana.tries("audit").refused();
    server.refuses(&night, "main", &says);
    server.takes(&night, "--no-verify main");
    night.zoe.approves("quay");
    server.takes(&night, "main");
}

#[test]
fn a_hook_needs_no_program_on_the_path() {
    let night = Night::new();
    let server = Server::guarded(&night);
    let hook = std::fs::read_to_string(server.folder.join("hooks/pre-receive")).unwrap();
    assert!(hook.contains(PROGRAM), "{hook}");
    std::fs::write(
        server.folder.join("hooks/pre-receive"),
        hook.replace(PROGRAM, "/gone/newsroom"),
    )
    .unwrap();
    server.refuses(&night, BOTH, &["newsroom"]);
}

/// A desk whose record was made again on an order, and the server that has it as it was; the one
/// who released the words has left since.
fn made_again() -> (Night, Night, Server) {
    let night = Night::new();
    corrected(&night);
    night.mara.does("contributor retire ed-lind");
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    let behind = night.again();
    ordered(&night, 1);
    (night, behind, server)
}

#[test]
fn a_record_that_was_made_again_on_an_order_is_taken_with_the_order_and_the_old_one_is_not() {
    let (night, behind, server) = made_again();
    let without = "--force published";
    let both = "--atomic --force main published";
    server.refuses(&night, both, &["non-fast-forward"]);
    server.sets("receive.denyNonFastForwards", Some("false"));
    server.refuses(&night, without, &["NA13 rewritten", "nothing of this push"]);
    server.takes(&night, both);
    server.refuses(&behind, without, &["NA63 erased-words"]);
    night.zoe.publishes("quay");
    server.takes(&night, BOTH);
    night.zoe.moves("published", "published~1");
    server.refuses(&night, without, &["NA13 rewritten"]);
}

#[test]
fn nothing_more_is_left_out_under_cover_of_an_order() {
    let (night, _, server) = made_again();
    server.sets("receive.denyNonFastForwards", Some("false"));
    night.zoe.moves("published", "published~1");
    let both = "--atomic --force main published";
    server.refuses(&night, both, &["NA13 rewritten"]);
    let plain = Server::plain(&night);
    plain.takes(&night, both);
}

#[test]
fn one_admins_order_lets_no_record_be_taken_back() {
    let night = Night::new();
    corrected(&night);
    let server = Server::guarded(&night);
    server.takes(&night, BOTH);
    let whole = night.again();
    ordered(&night, 1);
    let record = night.git(["rev-parse", "published"]).trim().to_owned();
    whole.mara.orders(1);
    server.sets("receive.denyNonFastForwards", Some("false"));
    whole.mara.git(&format!("fetch -q {} published", night.root().display()));
    whole.mara.moves("published", &record);
    let both = "--atomic --force main published";
    server.refuses(&whole, both, &["NA13 rewritten", "NA45 other-bytes"]);
    server.takes(&night, both);
}
