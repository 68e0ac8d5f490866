//! `init`: a new desk, with its first admin and its record.

use std::path::Path;

use super::schema;
use crate::desk::OpError;
use crate::format;
use crate::model::{
    Contributor, ContributorId, Desk, Moment, Newsroom, Policy, Role, SETTINGS, Site, Slug, Style,
};
use crate::storage::{Batch, Change, Plan, Saved, Store, record_root_plan};

/// What `init` is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// What readers get to know of the newsroom.
    pub newsroom: Newsroom,
    /// The schema of what `--json` prints, to be filed beside those of files.
    pub output_schema: String,
    /// Nothing is made: what would be is told.
    pub dry_run: bool,
}

/// A new desk.
#[derive(Debug)]
pub struct Created {
    /// Where it is.
    pub root: std::path::PathBuf,
    /// Its first admin.
    pub admin: Contributor,
    /// The commit that begins it, which tells it from any other; empty where nothing was made.
    pub commit: String,
    /// What it wrote.
    pub files: Vec<String>,
}

/// The attributes that keep files as they were written.
const ATTRIBUTES: &str = "posts/** -text\nposts/**/*.toml text eol=lf\nnewsroom.toml text eol=lf\n";

/// Makes a desk in the folder; its repository too, where there is none.
///
/// # Errors
///
/// A desk that is there already; git without a name and an e-mail; a folder that cannot be written.
pub fn run(dir: &Path, request: &Request, now: Moment) -> Result<Created, OpError> {
    let (identity, store) = if request.dry_run {
        Store::rehearse(dir)?
    } else {
        let store = Store::create(dir)?;
        (store.identity()?, Some(store))
    };
    let admin = Contributor {
        id: id_of(&identity.name)?,
        name: identity.name.clone(),
        role: Role::Admin,
        may: Vec::new(),
        emails: vec![identity.email.clone()],
        keys: Vec::new(),
        active: true,
    };
    let desk = Desk {
        newsroom: request.newsroom.clone(),
        site: Site::default(),
        policy: Policy::default(),
        style: Style::default(),
        contributors: vec![admin.clone()],
        accepted: Vec::new(),
    };
    let mut files = vec![
        (SETTINGS.to_owned(), format::write("schema", &desk)),
        (".gitattributes".to_owned(), ATTRIBUTES.to_owned()),
    ];
    files.extend(schema::files());
    files.push(("schema/output.schema.json".to_owned(), request.output_schema.clone()));
    let names = files.iter().map(|(path, _)| path.clone()).collect();
    let files = files
        .into_iter()
        .map(|(path, text)| new_file(store.as_ref(), path, text))
        .collect::<Result<_, _>>()?;
    let Some(store) = store.filter(|_| !request.dry_run) else {
        return Ok(Created { root: dir.to_owned(), admin, commit: String::new(), files: names });
    };
    let settings = format::public_settings(&desk).into_bytes();
    let plan = Plan {
        title: format!("init: {}", desk.newsroom.name),
        body: String::new(),
        trailers: vec![("Newsroom-Action".to_owned(), "init".to_owned())],
        files,
        as_of: None,
    };
    let batch = Batch {
        desk: vec![plan],
        record: Box::new(move |root| vec![record_root_plan(root, settings.clone())]),
        remade: None,
        author: identity,
        at: now,
        reads: Vec::new(),
        merge: None,
    };
    let written = store.write(batch)?;
    let commit = written.desk.map(|commit| commit.to_string()).unwrap_or_default();
    Ok(Created { root: store.root().to_owned(), admin, commit, files: names })
}

fn new_file(store: Option<&Store>, path: String, text: String) -> Result<Change, OpError> {
    let seen = match store {
        Some(store) => store.saved(&path)?,
        None => None,
    };
    if let Some(seen) = &seen
        && *seen != text.as_bytes()
    {
        return Err(OpError::bad(
            format!("{path} is there already and says something else"),
            "move it away, then run newsroom init again",
        ));
    }
    Ok(Change {
        path,
        expected: None,
        content: Some(text.into_bytes()),
        saved: Saved::Take { seen },
    })
}

/// A person's id from the name: lower-case words joined by hyphens.
fn id_of(name: &str) -> Result<ContributorId, OpError> {
    slug::slugify(name).parse::<Slug>().ok().and_then(|slug| slug.as_str().parse().ok()).ok_or_else(
        || {
            OpError::bad(
                format!("no id can be made of the name `{name}`"),
                "git config user.name 'GIVEN FAMILY'",
            )
        },
    )
}
