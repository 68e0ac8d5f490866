//! One command a file: its arguments, one use case, and what is shown of the outcome.

mod add;
mod approve;
mod audit;
mod build;
mod check;
mod claims;
mod clear;
mod clone;
mod comment;
mod completions;
mod contributor;
mod correct;
mod corrections;
mod credit;
mod credits;
mod demo;
mod diff;
mod doctor;
mod edit;
mod export;
mod expunge;
mod hooks;
mod import;
mod init;
mod kept;
mod list;
mod log;
mod man;
mod merge_driver;
mod pin;
mod publish;
mod pull;
mod restore;
mod retract;
mod return_;
mod review;
mod schema;
mod search;
mod second;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod source;
mod spike;
mod status;
mod stop;
mod story;
mod submit;
mod sync;
mod theme;
mod trace;
mod undo;
mod unpin;
mod verify_flag;
mod which;
mod written;

use clap::Subcommand;

use super::context::Context;
use super::error::Result;

macro_rules! commands {
    ($($(#[$meta:meta])* $variant:ident($module:ident) $(with $feature:tt)?,)*) => {
        /// Every command.
        #[derive(Debug, Subcommand)]
        #[expect(missing_docs, reason = "each command is described by its arguments")]
        pub enum Command {
            $($(#[cfg(feature = $feature)])? $(#[$meta])* $variant($module::Arguments),)*
        }

        impl Command {
            /// The command of that name by itself, as a part of a command line; `None` where none is
            /// called so.
            pub fn alone(name: &str) -> Option<clap::Command> {
                $($(#[cfg(feature = $feature)])? if is_called(name, stringify!($module)) {
                    let command = clap::Command::new(name.to_owned());
                    return Some(<$module::Arguments as clap::Args>::augment_args(command));
                })*
                None
            }

            /// Runs the command.
            pub fn run(self, context: &mut Context) -> Result {
                match self {
                    $($(#[cfg(feature = $feature)])? Self::$variant(arguments) => arguments.run(context),)*
                }
            }
        }
    };
}

/// Whether the command in that module has that name.
fn is_called(name: &str, module: &str) -> bool {
    let letters = module.trim_end_matches('_').bytes();
    letters.map(|letter| if letter == b'_' { b'-' } else { letter }).eq(name.bytes())
}

commands! {
    Init(init), Clone(clone), Contributor(contributor), Demo(demo), Completions(completions), Man(man),
    Story(story),
    #[command(alias = "create", alias = "new")]
    Add(add),
    Import(import), Edit(edit),
    #[command(alias = "flag")]
    VerifyFlag(verify_flag),
    Claims(claims), Submit(submit), Comment(comment),
    Review(review), Approve(approve), Return(return_),
    #[command(alias = "kill")]
    Spike(spike),
    Stop(stop), Clear(clear), Publish(publish), Correct(correct), Retract(retract),
    Pull(pull), Restore(restore), Credit(credit), Pin(pin), Unpin(unpin), Second(second),
    Source(source), Undo(undo), Diff(diff), Corrections(corrections),
    Status(status), Kept(kept),
    #[command(alias = "ls")]
    List(list),
    Search(search), Show(show),
    #[command(alias = "history")]
    Log(log), Trace(trace),
    Credits(credits),
    Check(check), Audit(audit), Hooks(hooks), Schema(schema), Build(build), Theme(theme),
    Serve(serve) with "serve",
    Export(export), Sync(sync), MergeDriver(merge_driver), Doctor(doctor), Expunge(expunge),
}

/// The day at a desk, as `newsroom --help` tells it.
pub const DAY: &str = "\
A reporter's day
  story         open, edit, close, reopen and list stories: pages of live coverage
  add           file a post
  import        file what a wire or another program sent
  edit          other words: by options, or in your editor
  verify-flag   flag words that somebody still has to verify, or say what was found
  claims        what still has to be verified
  submit        these words are ready to be read
  comment       a remark for the desk

An editor's day
  review        read what waits, word by word, and decide
  approve       these exact words may be let out
  return        back to the reporter, with a reason
  spike         drop what was never published
  publish       approved words go on the public record
  source        who is behind a post; say that you know who an anonymous source is
  credit        add a credit to a live post, in one step
  pin, unpin    show a post first in its story
  second        the second read that a release done alone still owes

When something was wrong
  correct       put it right, and tell readers what was wrong
  retract       withdraw it for good, with the reason in its place
  pull, restore take it down at once while it is checked; put it back
  stop, clear   a legal stop, and its end
  corrections   what was put right, pulled and retracted

Everyone
  status        what is urgent, what waits for you, what was not sent
  list          stories and posts by what they are and where they stand
  search        words, in what stands, what is live and what ever was
  show, diff    the words; what changed in them
  undo          take back the last thing you did
  kept          words typed in an editor that were not filed
  sync          take over what others did, send what was done here
  log           the life of a post: who wrote, approved and released what
  trace         blame for a sentence: who wrote, approved and released each word
  credits       who did what, counted

Running a newsroom
  init, clone   a new desk; one from elsewhere
  contributor   its people          hooks        have git and CI hold the rules
  check         files, for CI       audit        was every step lawful?
  schema        what files look like
  build, serve  pages and feeds, as files; in a browser, following the desk
  theme         the files that pages are made with, and your own
  export        one story or post, for other programs
  doctor        is everything in order?
  expunge       erase a release's words by a court's order: two admins
  demo          a night at a desk, played for you
  completions, man

DOC is a path, a slug, the first four letters of an id, or `last`.
newsroom COMMAND --help tells more.";
