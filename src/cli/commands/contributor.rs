//! `newsroom contributor`

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::context::Context;
use crate::cli::error::{CliError, Result};
use crate::cli::input::complete;
use crate::cli::view::{contributor as view, outcome};
use crate::model::{ContributorId, Right, Role};
use crate::ops::contributor;
use crate::ops::contributor::Facts;

/// The people of the desk
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a person
    #[command(aliases = ["create", "new"])]
    Add {
        /// The id, for ever: lower-case words joined by hyphens
        id: String,
        #[command(flatten)]
        facts: FactOptions,
    },
    /// Change what is known of a person
    Edit {
        /// The person
        #[arg(add = complete::people())]
        id: String,
        #[command(flatten)]
        facts: FactOptions,
        /// Take an e-mail out
        #[arg(long, value_name = "E")]
        remove_email: Vec<String>,
        /// Take a key out
        #[arg(long, value_name = "KEY")]
        remove_ssh_key: Vec<String>,
        /// Take an OpenPGP key out, by its fingerprint or the last digits of it
        #[arg(long, value_name = "FINGERPRINT")]
        remove_openpgp_key: Vec<String>,
        /// Take a right away
        #[arg(long, value_name = "RIGHT")]
        may_not: Vec<RightName>,
        /// The person acts again
        #[arg(long)]
        active: bool,
    },
    /// Everybody
    #[command(alias = "ls")]
    List,
    /// A person no longer acts; what is left with the person is listed
    Retire {
        /// The person
        #[arg(add = complete::people())]
        id: String,
    },
}

#[derive(Debug, Args)]
struct FactOptions {
    /// The name as printed from now on
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The e-mail that the person's git has: by it the desk knows who acts
    #[arg(long = "email", value_name = "E")]
    emails: Vec<String>,
    /// What the person is at the desk
    #[arg(long, value_name = "ROLE")]
    role: Option<RoleName>,
    /// A single right beside the role
    #[arg(long, value_name = "RIGHT")]
    may: Vec<RightName>,
    /// A public key, in OpenSSH's one-line form
    #[arg(long, value_name = "KEY")]
    ssh_key: Vec<String>,
    /// A public key in OpenPGP's armored block; - for standard input, @FILE for a file
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    openpgp_key: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    /// Writes anything
    Reporter,
    /// Decides about words
    Editor,
    /// An editor who also changes the desk
    Admin,
    /// Releases what is approved and due: for a cron job
    Publisher,
    /// Credited only
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RightName {
    /// Clears a legal stop
    Clear,
    /// Approves an editors' note
    EditorsNote,
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, context: &mut Context) -> Result {
        let mut session = context.session()?;
        let added = matches!(self.action, Action::Add { .. }).then_some(());
        let changed = match self.action {
            Action::List => {
                if context.global.json {
                    context.json(&view::json(&session.desk.contributors))?;
                } else {
                    context.print(&view::table(context, &session.desk.contributors))?;
                }
                return Ok(0);
            }
            Action::Add { id, facts } => {
                contributor::add(&mut session, &parse(&id)?, &facts.facts(context)?)?
            }
            Action::Edit {
                id,
                facts,
                remove_email,
                remove_ssh_key,
                remove_openpgp_key,
                may_not,
                active,
            } => {
                let mut facts = facts.facts(context)?;
                facts.remove_emails = remove_email;
                facts.remove_keys = remove_ssh_key;
                facts.remove_openpgp_keys = remove_openpgp_key;
                facts.may_not = may_not.into_iter().map(RightName::model).collect();
                facts.active = active.then_some(true);
                contributor::edit(&mut session, &parse(&id)?, &facts)?
            }
            Action::Retire { id } => contributor::retire(&mut session, &parse(&id)?)?,
        };
        if context.global.json {
            context.json(&view::changed_json(&session, &changed))?;
        } else {
            context.print(&view::changed(context, &session, &changed))?;
            if let Some(hint) = added.and_then(|()| view::forge_address(&session, &changed.person))
            {
                context.remark(&hint);
            }
            context.tell(&session, &changed.delivery);
            outcome::commits(context, &session, false);
        }
        Ok(0)
    }
}

fn parse(id: &str) -> Result<ContributorId> {
    id.parse().map_err(|error: crate::model::InvalidId| CliError::usage(error.to_string()))
}

impl FactOptions {
    fn facts(self, context: &mut Context) -> Result<Facts> {
        let openpgp_keys: Result<_> =
            self.openpgp_key.iter().map(|key| context.body(key)).collect();
        Ok(Facts {
            name: self.name,
            role: self.role.map(RoleName::model),
            may: self.may.into_iter().map(RightName::model).collect(),
            emails: self.emails,
            keys: self.ssh_key,
            openpgp_keys: openpgp_keys?,
            ..Facts::default()
        })
    }
}

impl RoleName {
    fn model(self) -> Role {
        match self {
            Self::Reporter => Role::Reporter,
            Self::Editor => Role::Editor,
            Self::Admin => Role::Admin,
            Self::Publisher => Role::Publisher,
            Self::None => Role::None,
        }
    }
}

impl RightName {
    fn model(self) -> Right {
        match self {
            Self::Clear => Right::Clear,
            Self::EditorsNote => Right::EditorsNote,
        }
    }
}
