//! Configurations for the CI of forges: every push is checked and audited.

use clap::ValueEnum;

/// A forge with a CI of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Forge {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
}

/// The configuration, as YAML.
pub fn text(forge: Forge) -> &'static str {
    match forge {
        Forge::Github => GITHUB,
        Forge::Gitlab => GITLAB,
    }
}

/// Where it goes, and what has to be set beside it.
pub fn remark(forge: Forge) -> &'static str {
    match forge {
        Forge::Github => {
            "for .github/workflows/newsroom.yml; set the repository's variables NEWSROOM_ROOT (newsroom doctor names it) and NEWSROOM_SOURCE (where git gets this program)"
        }
        Forge::Gitlab => {
            "for .gitlab-ci.yml; set the project's variables NEWSROOM_ROOT (newsroom doctor names it) and NEWSROOM_SOURCE (where git gets this program)"
        }
    }
}

const GITHUB: &str = "\
# Holds every push to the schema, to the desk's rules and to the rights of its people.
#
# Two variables of the repository (Settings, Secrets and variables, Actions, Variables), so that
# nothing which is judged can change them:
#   NEWSROOM_ROOT    the commit that the desk begins with, all 40 digits
#   NEWSROOM_SOURCE  the address from which git clones the program
name: newsroom
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  newsroom:
    runs-on: ubuntu-latest
    env:
      NEWSROOM_ROOT: ${{ vars.NEWSROOM_ROOT }}
      NEWSROOM_SOURCE: ${{ vars.NEWSROOM_SOURCE }}
    steps:
      - name: Every commit of the desk, not the merge that the forge makes of it
        uses: actions/checkout@v4
        with:
          fetch-depth: 0
          ref: ${{ github.event.pull_request.head.sha || github.ref }}
      - name: The public record
        run: git fetch --no-tags origin +refs/heads/published:refs/heads/published
      - name: The program
        run: cargo install --locked --git \"${NEWSROOM_SOURCE:?set this variable}\" newsroom
      - name: Files
        run: newsroom check --format github
      - name: Steps
        if: success() || failure()
        run: newsroom audit --full --root \"${NEWSROOM_ROOT:?set this variable}\" --format github
";

const GITLAB: &str = "\
# Holds every push to the schema, to the desk's rules and to the rights of its people.
#
# Two variables of the project (Settings, CI/CD, Variables), so that nothing which is judged can
# change them:
#   NEWSROOM_ROOT    the commit that the desk begins with, all 40 digits
#   NEWSROOM_SOURCE  the address from which git clones the program
newsroom:
  image: rust:1
  variables:
    GIT_DEPTH: \"0\"
  script:
    - git fetch --no-tags origin +refs/heads/published:refs/heads/published
    - cargo install --locked --git \"${NEWSROOM_SOURCE:?set this variable}\" newsroom
    - failed=0
    - newsroom check --format gitlab > newsroom-check.json || failed=1
    - newsroom audit --full --root \"${NEWSROOM_ROOT:?set this variable}\" --format gitlab > newsroom-audit.json || failed=1
    - newsroom audit || failed=1
    - exit $failed
  artifacts:
    when: always
    reports:
      codequality: [newsroom-check.json, newsroom-audit.json]
";
