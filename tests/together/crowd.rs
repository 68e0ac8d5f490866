//! Many at once: all that is acknowledged is there, once, and all end equal.

use crate::machines::Machines;

const PEOPLE: [&str; 6] = ["ana", "lev", "ana-2", "lev-2", "ana-3", "lev-3"];
const POSTS: usize = 4;

fn person(machine: &str) -> &str {
    machine.split('-').next().unwrap()
}

#[test]
fn six_machines_that_file_at_once_lose_nothing_and_end_equal() {
    let all = Machines::of(&PEOPLE);
    let paths: Vec<String> = std::thread::scope(|scope| {
        let work = |machine: &'static str| {
            let all = &all;
            move || -> Vec<String> {
                let file = |n: usize| {
                    let headline = format!("From {machine}, number {n}");
                    let seed = format!("{}{n}", machine.bytes().map(u64::from).sum::<u64>() * 7919);
                    let actor = all.desk.as_(person(machine)).in_(all.folder(machine));
                    let ran = actor.env("NEWSROOM_SEED", &seed).run([
                        "add",
                        "--headline",
                        &headline,
                        "--json",
                    ]);
                    ran.ok().path()
                };
                (0..POSTS).map(file).collect()
            }
        };
        let running: Vec<_> = PEOPLE.iter().map(|machine| scope.spawn(work(machine))).collect();
        running.into_iter().flat_map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(paths.len(), PEOPLE.len() * POSTS);
    for machine in PEOPLE {
        let actor = all.desk.as_(person(machine)).in_(all.folder(machine));
        actor.type_("sync").ok();
    }
    let tree = crate::desk::git_in(&all.shared, ["ls-tree", "-r", "--name-only", "main"]);
    let tree = String::from_utf8(tree).unwrap();
    for path in &paths {
        assert_eq!(tree.lines().filter(|line| line == path).count(), 1, "{path}");
    }
    for machine in PEOPLE {
        let actor = all.desk.as_(person(machine)).in_(all.folder(machine));
        actor.type_("sync").ok();
        assert_eq!(all.tips(&all.folder(machine)), all.tips(&all.shared), "{machine}");
    }
    all.mara("sync").ok();
    all.mara("audit --full").ok();
}
