//! What is lawful stays lawful, however it is stored, carried and looked at.

use newsroom::judge::{Audited, Request};
use newsroom::ops::audit;
use newsroom::storage::Store;

use crate::desk::{git_command, git_in};
use crate::night::Night;

fn audited(folder: &std::path::Path) -> Audited {
    let store = Store::open(folder).expect("opens");
    audit::run(&store, &Request { full: true, ..Request::default() }).expect("audited")
}

/// Every act of the desk, by every role that may.
const ACTS: &str = "\
ana edit ferry --headline 'The ferry turns back'
ana submit ferry
zoe return ferry -m 'How many?'
ana comment ferry -m 'A steward said 40.'
ana verify-flag ferry --claim 'About 40' --status disputed -m 'Others say 60.'
ed publish ferry --approve
ed verify-flag ferry --claim 'About 40' --status false -m 'There were nine.' --publish
zoe second ferry
ana correct ferry --kind correction --tell-readers 'There were nine people aboard.' --replace '40=>nine' --submit
ana verify-flag ferry --quote 'About nine' --status verified -m 'The owner confirms nine.'
ana edit lamps --replace 'Street lamps=>All street lamps'
ana correct lamps --kind clarification --tell-readers 'The harbour office is that of Selan.' --submit
zoe publish lamps --approve
ed publish ferry --approve
lev edit quay --headline 'Salt Quay under water'
ed publish quay --approve
ana pull quay --tell-readers 'We are checking it.'
ed restore quay --tell-readers 'It was right.'
ed stop pier -m 'A court asked.'
mara clear pier -m 'It is settled.'
ana retract pier --tell-readers 'It never was closed.' --submit
ed publish pier --approve
zoe credit lamps lev-marin:photographer
zoe pin quay
zoe unpin storm
ed spike tide -m 'Never confirmed.'
zoe submit tide
ed story close storm
ed story reopen storm
mara contributor edit lev-marin --role editor
lev edit cranes --publish-at 23:00
ana edit quay --headline 'The quay is dry' --submit
ed publish quay --approve
lev publish quay --restore 1
ed publish quay --approve
mara publish newsroom.toml
ana edit quay --headline 'The quay is open' --submit
ed approve quay
ed undo
ana undo
ana retract quay --tell-readers 'It was not so.' --submit
ed approve quay
ana correct quay --tell-readers 'It was shut at ten.' --set-aside --submit
zoe publish quay --approve
ana correct quay --tell-readers 'It was shut at nine.' --set-aside
ana correct quay --drop
ed show quay
ed approve quay
zoe publish quay";

fn busy() -> Night {
    let night = Night::new();
    night.mara.sets("language = \"en-GB\"");
    for (minute, line) in ACTS.lines().enumerate() {
        let (who, line) = line.split_once(' ').expect("a name");
        night.person(who).at(&format!("21:{:02}", 10 + minute)).does(line);
    }
    night.bot.at("23:31").does("publish --due");
    night
}

#[test]
fn every_act_of_every_role_is_lawful() {
    let night = busy();
    let audited = audited(night.root());
    assert!(audited.findings.is_empty(), "{:#?}", audited.findings);
    assert!(audited.steps > 40 && audited.releases > 18, "{} {}", audited.steps, audited.releases);
}

#[test]
fn a_second_audit_looks_only_at_what_is_new_and_says_the_same() {
    let night = busy();
    let store = Store::open(night.root()).expect("opens");
    let all = audit::run(&store, &Request::default()).expect("audited");
    let again = audit::run(&store, &Request::default()).expect("audited");
    assert_eq!(again.remembered, all.steps + all.releases);
    night.ana.at("23:40").does("add --slug mast --headline 'A mast fell' --submit");
    night.ed.at("23:41").lets_out("mast");
    let more = audit::run(&store, &Request::default()).expect("audited");
    let anew = audited(night.root());
    assert!(!more.fails() && !anew.fails());
    assert_eq!((more.steps, more.releases), (anew.steps, anew.releases));
    assert_eq!(more.remembered, all.steps + all.releases);
}

#[test]
fn a_finding_of_an_earlier_audit_is_not_forgotten() {
    let night = Night::new();
    let commit = night.ana.reviews_as(&night.zoe, "tide", "approved");
    for _ in 0..2 {
        night.ed.tries("audit").refused().says("NA24 review-of-another").says(&commit[..10]);
    }
    night.ana.edits("ferry", "--headline 'The ferry turns back'");
    night.ed.tries("audit").refused().says("approved by zoe-ray, typed by ana@courier.example");
}

#[test]
fn it_stays_lawful_packed_cloned_bundled_imported_and_merged() {
    let night = busy();
    let root = night.root();
    let outside = night.outside();
    night.ed.git("gc -q --prune=now");
    assert!(!audited(root).fails(), "packed");

    let from = root.to_str().expect("text");
    git_in(outside, ["clone", "-q", from, "clone"]);
    assert!(!audited(&outside.join("clone")).fails(), "cloned");

    night.ed.git("bundle create -q ../desk.bundle main published");
    git_in(outside, ["clone", "-q", "-b", "main", "desk.bundle", "bundled"]);
    let bundled = audited(&outside.join("bundled"));
    assert!(!bundled.fails() && !bundled.no_record, "bundled");

    git_in(outside, ["init", "-q", "-b", "main", "imported"]);
    let stream = night.git_bytes(["fast-export", "--all"]);
    std::fs::write(outside.join("stream"), stream).expect("written");
    let stream = std::fs::File::open(outside.join("stream")).expect("opened");
    let mut import = git_command(&outside.join("imported"));
    assert!(import.args(["fast-import", "--quiet"]).stdin(stream).status().expect("git").success());
    git_in(&outside.join("imported"), ["reset", "-q", "--hard"]);
    let imported = audited(&outside.join("imported"));
    assert!(!imported.fails() && !imported.no_record, "imported");

    night.lev.git("checkout -qb side");
    night.lev.opens("cranes").changes("stopped at nine", "stopped at ten").commits();
    night.lev.git("checkout -q main");
    night.ana.edits("tide", "--headline 'The tide is at three'");
    night.ana.git("merge -q --no-ff -m merge side");
    assert!(!audited(root).fails(), "merged");
}

#[test]
fn tomorrows_clock_changes_no_verdict() {
    let night = busy();
    for now in ["2020-01-01T00:00:00Z", "2036-01-01T00:00:00Z"] {
        night.ed.at(now).tries("audit --full").ok().says("lawful: ");
    }
}

#[test]
fn a_range_is_judged_alone() {
    let night = Night::new();
    let bad = night.eve.opens("ferry").changes("About 40", "About 90").commits();
    night.ana.submits("ferry");
    night.ed.tries(&format!("audit {bad}..HEAD")).ok();
    night.ed.tries(&format!("audit {bad}~1..{bad}")).refused().says("NA01 stranger");
    night.ed.tries("audit nowhere..HEAD").usage().says("no commit here is `nowhere`");
}

#[test]
fn findings_go_to_forges_in_their_own_forms() {
    let night = Night::new();
    night.ana.reviews_as(&night.zoe, "tide", "approved");
    let path = night.path("tide");
    let printed = |format: &str| night.ed.tries(&format!("audit --format {format}"));
    printed("github").says("::error file=").says("title=NA24 review-of-another::");
    let value = |format: &str| serde_json::from_str::<serde_json::Value>(&printed(format).out);
    let gitlab = value("gitlab").expect("JSON");
    assert_eq!(gitlab[0]["check_name"], "review-of-another");
    let sarif = value("sarif").expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "NA24");
    let json = printed("json").json();
    let found = &json["findings"][0];
    assert_eq!(
        (found["code"].as_str(), found["path"].as_str()),
        (Some("NA24"), Some(path.as_str()))
    );
    assert_eq!(found["who"], "ana-petrova");
    assert_eq!(json["identity"], "claimed");
}

#[test]
fn a_rule_is_explained() {
    let night = Night::new();
    night.ed.tries("audit --explain NA24").ok().says("# NA24 review-of-another");
    night.ed.tries("audit --explain NA99").usage().says("no rule is `NA99`");
}
