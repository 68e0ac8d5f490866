//! Who acts, and what their role is.

use crate::night::{Night, caught};

#[test]
fn somebody_whom_the_desk_does_not_know_writes() {
    caught(
        "NA01",
        |night| {
            night.change("ferry", "About 40", "About 90");
            night.commit("eve");
        },
        |night| {
            night.change("ferry", "turns back", "turns round");
            night.commit("ana");
        },
    );
}

#[test]
fn somebody_whom_the_desk_does_not_know_adds_a_picture() {
    caught(
        "NA01",
        |night| {
            night.desk.write("posts/2026/11/storm/x.jpg", "x");
            night.commit("eve");
        },
        |night| {
            night.desk.write("notes/x.jpg", "x");
            night.commit("eve");
        },
    );
}

#[test]
fn somebody_who_was_retired_goes_on_writing() {
    caught(
        "NA02",
        |night| {
            night.change("ferry", "About 40", "About 90");
            night.commit("tom");
        },
        |night| {
            night.change("ferry", "turns back", "turns round");
            night.commit("lev");
        },
    );
}

#[test]
fn a_cron_job_writes() {
    caught(
        "NA02",
        |night| {
            night.change("ferry", "About 40", "About 90");
            night.commit("bot");
        },
        |night| {
            night.as_("bot").at("23:31").type_("publish --due").ok();
        },
    );
}

#[test]
fn somebody_who_is_only_credited_adds_a_file() {
    caught(
        "NA02",
        |night| {
            night.desk.write("posts/2026/11/storm/x.jpg", "x");
            night.commit("nan");
        },
        |night| night.run("ed", "credit lamps nan-orr:photographer"),
    );
}

#[test]
fn a_reporter_makes_herself_an_editor() {
    caught(
        "NA03",
        |night| {
            let text = night.desk.read("newsroom.toml");
            let at = text.find("id = \"ana-petrova\"").expect("ana");
            let (head, tail) = text.split_at(at);
            night
                .desk
                .write("newsroom.toml", head.to_owned() + &tail.replacen("reporter", "editor", 1));
            night.commit("ana");
        },
        |night| night.run("mara", "contributor edit ana-petrova --role editor"),
    );
}

#[test]
fn an_editor_lowers_what_the_desk_asks_for() {
    caught(
        "NA03",
        |night| {
            night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"off\"");
            night.commit("ed");
        },
        |night| {
            night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"strict\"");
            night.commit("mara");
        },
    );
}

#[test]
fn a_reporter_puts_an_old_policy_back() {
    caught(
        "NA03",
        |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
            night.commit("mara");
            night.git("ana", &["revert", "--no-edit", "HEAD"]);
        },
        |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
            night.commit("mara");
            night.git("mara", &["revert", "--no-edit", "HEAD"]);
        },
    );
}

#[test]
fn a_reporter_changes_the_theme_the_schemas_or_the_attributes() {
    for path in ["theme/story.html", "schema/post.schema.json", ".gitattributes"] {
        caught(
            "NA03",
            |night| {
                night.desk.write(path, "<script>");
                night.commit("ana");
            },
            |night| {
                night.desk.write(path, "x");
                night.commit("mara");
            },
        );
    }
}

#[test]
fn settings_that_were_not_lawful_give_no_rights() {
    let night = crate::night::Night::new();
    let text = night.desk.read("newsroom.toml");
    night.desk.write("newsroom.toml", format!("{text}\n[[contributors]]\nid = \"eve-loft\"\nname = \"Eve Loft\"\nrole = \"editor\"\nemails = [\"eve@courier.example\"]\n"));
    night.commit("ana");
    night.change("ferry", "About 40", "About 90");
    night.commit("eve");
    assert_eq!(night.codes(None), ["NA01", "NA03"].into());
}

#[test]
fn a_stranger_who_makes_herself_an_admin_is_a_stranger_still() {
    let night = crate::night::Night::new();
    let text = night.desk.read("newsroom.toml");
    night.desk.write("newsroom.toml", format!("{text}\n[[contributors]]\nid = \"eve-loft\"\nname = \"Eve Loft\"\nrole = \"admin\"\nemails = [\"eve@courier.example\"]\n"));
    night.commit("eve");
    night.as_("ed").run(["audit"]).refused();
    night.change("ferry", "About 40", "About 90");
    let later = night.commit("eve");
    assert_eq!(night.codes(None), ["NA01"].into());
    night.as_("ed").run(["audit"]).refused().says(&later[..10]);
}

#[test]
fn the_settings_are_taken_away() {
    caught(
        "NA04",
        |night| {
            night.git("mara", &["rm", "-q", "--cached", "newsroom.toml"]);
            night.git("mara", &["commit", "-qm", "gone"]);
        },
        |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
            night.commit("mara");
        },
    );
}

#[test]
fn the_settings_are_broken() {
    caught(
        "NA04",
        |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = \"none\"");
            night.commit("mara");
            night.desk.change("newsroom.toml", "approvals = \"none\"", "approvals = 1");
            night.commit("mara");
        },
        |night| {
            night.desk.change("newsroom.toml", "approvals = 1", "approvals = 1 # one");
            night.commit("mara");
        },
    );
}

#[test]
fn an_address_is_given_to_somebody_else() {
    caught(
        "NA05",
        |night| {
            night.desk.change("newsroom.toml", "tom@courier.example", "tom@old.example");
            night.desk.change("newsroom.toml", "zoe@courier.example", "tom@courier.example");
            night.commit("mara");
        },
        |night| {
            night.desk.change("newsroom.toml", "zoe@courier.example", "zoe.ray@courier.example");
            night.commit("mara");
        },
    );
}

#[test]
fn a_contributor_is_taken_out() {
    caught(
        "NA05",
        |night| {
            night.desk.change("newsroom.toml", "\"tom-hale\"", "\"tim-hall\"");
            night.commit("mara");
        },
        |night| night.run("mara", "contributor retire lev-marin"),
    );
}

#[test]
fn a_key_changes_hands() {
    const KEY: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq5n3h4y1r0Zl3m4G8k2cUo7nJxG1m1Zb0bB9l8p2qT";
    caught(
        "NA05",
        |night| {
            let keys = format!("id = \"ed-lind\"\nkeys = [\"{KEY}\"]\n");
            night.desk.change("newsroom.toml", "id = \"ed-lind\"\n", &keys);
            night.commit("mara");
            night.desk.change("newsroom.toml", &keys, "id = \"ed-lind\"\n");
            let keys = keys.replace("ed-lind", "zoe-ray");
            night.desk.change("newsroom.toml", "id = \"zoe-ray\"\n", &keys);
            night.desk.change(
                "newsroom.toml",
                "id = \"ed-lind\"\n",
                &keys.replace("zoe-ray", "ed-lind"),
            );
            night.commit("mara");
        },
        |night| {
            let keys = format!("id = \"ed-lind\"\nkeys = [\"{KEY} at home\"]\n");
            night.desk.change("newsroom.toml", "id = \"ed-lind\"\n", &keys);
            night.commit("mara");
            night.desk.change("newsroom.toml", " at home", "");
            night.commit("mara");
        },
    );
}

#[test]
fn an_address_in_settings_that_were_not_lawful_is_nobodys() {
    let night = Night::new();
    let before = night.desk.read("newsroom.toml");
    night.desk.write(
        "newsroom.toml",
        before
            .replace("\"ana@courier.example\"", "\"ana@courier.example\", \"new@courier.example\""),
    );
    night.commit("ana");
    night.desk.write("newsroom.toml", before);
    night.commit("mara");
    night.run(
        "mara",
        "contributor add new-hand --name 'New Hand' --email new@courier.example --role editor",
    );
    assert_eq!(night.codes(None), std::collections::BTreeSet::from(["NA03"]), "{}", night.said());
}
