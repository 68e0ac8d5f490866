//! Configurations for the CI of forges: every push is checked and audited, each release brought to readers.

use clap::ValueEnum;

/// A forge with a CI of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Forge {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
}

/// What is to be done there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Every push is checked and audited.
    Rules,
    /// Each release is brought to readers.
    Site,
}

/// The configuration, as YAML.
pub fn text(forge: Forge, job: Job) -> &'static str {
    match (forge, job) {
        (Forge::Github, Job::Rules) => GITHUB,
        (Forge::Github, Job::Site) => GITHUB_SITE,
        (Forge::Gitlab, Job::Rules) => GITLAB,
        (Forge::Gitlab, Job::Site) => GITLAB_SITE,
    }
}

/// Where it goes, and what has to be set beside it; for the rules, so that nobody who is judged can
/// switch them off.
pub fn remark(forge: Forge, job: Job) -> &'static str {
    match (forge, job) {
        (Forge::Github, Job::Rules) => GITHUB_RULES,
        (Forge::Github, Job::Site) => GITHUB_SITE_SET,
        (Forge::Gitlab, Job::Rules) => GITLAB_RULES,
        (Forge::Gitlab, Job::Site) => GITLAB_SITE_SET,
    }
}

const GITHUB_RULES: &str = "\
for .github/workflows/newsroom.yml
Whoever is judged could change that file or push past it, so the repository has to hold it (docs/forge.md):
1. Settings, Variables: NEWSROOM_ROOT (newsroom doctor names it) and NEWSROOM_SOURCE (where git gets this program)
2. .github/CODEOWNERS, with the admins of the desk:
     /.github/        @ADMINS
     /newsroom.toml   @ADMINS
     /expunged.toml   @ADMINS
     /.gitattributes  @ADMINS
3. a ruleset for the branches main and published, with nobody who may bypass it:
     restrict deletions; block force pushes
   and for main, where people work by pull requests:
     require a pull request with review from code owners; require the check `newsroom`
     merge method: merge commits only (a squash or rebase makes other commits, see NA16)";

const GITLAB_RULES: &str = "\
for .gitlab-ci.yml
Whoever is judged could change that file or push past it, so the project has to hold it (docs/forge.md):
1. Settings, CI/CD, Variables (protected): NEWSROOM_ROOT (newsroom doctor names it) and NEWSROOM_SOURCE (where git gets this program)
2. Settings, CI/CD, General: the configuration file in a project that only admins write to, as in newsroom.yml@GROUP/ADMINS;
   or CODEOWNERS, with the admins of the desk:
     /.gitlab-ci.yml  @ADMINS
     /newsroom.toml   @ADMINS
     /expunged.toml   @ADMINS
     /.gitattributes  @ADMINS
3. protected branches main and published: no force push; code owner approval
   merge requests: merge commits, no squashing (see NA16); pipelines must succeed";

/// The program: from the forge's cache; else the released one, where its checksum is said; else made from
/// its source.
macro_rules! github_program {
    () => {
        "      - name: The program, as it came last time
        id: kept
        uses: actions/cache@1bd1e32a3bdc45362d1e726936510720a7c30a57 # v4.2.0
        with:
          path: ~/.cargo/bin/newsroom
          key: newsroom-${{ runner.os }}-${{ vars.NEWSROOM_SOURCE }}-${{ vars.NEWSROOM_VERSION }}-${{ vars.NEWSROOM_SHA256 }}
      - name: The program
        if: steps.kept.outputs.cache-hit != 'true'
        env:
          NEWSROOM_VERSION: ${{ vars.NEWSROOM_VERSION }}
          NEWSROOM_SHA256: ${{ vars.NEWSROOM_SHA256 }}
        run: |
          if [ -n \"$NEWSROOM_SHA256\" ]; then
            name=newsroom-${NEWSROOM_VERSION:?set this variable}-x86_64-unknown-linux-gnu
            curl -fsSL --retry 3 -o newsroom.tar.gz \"${NEWSROOM_SOURCE%.git}/releases/download/v$NEWSROOM_VERSION/$name.tar.gz\"
            echo \"$NEWSROOM_SHA256  newsroom.tar.gz\" | sha256sum --check
            mkdir -p ~/.cargo/bin
            tar -xzf newsroom.tar.gz -C ~/.cargo/bin --strip-components 1 \"$name/newsroom\"
            rm newsroom.tar.gz
          else
            cargo install --locked --git \"${NEWSROOM_SOURCE:?set this variable}\" newsroom
          fi
"
    };
}

/// The same in a GitLab job.
macro_rules! gitlab_program {
    () => {
        "    - name=newsroom-${NEWSROOM_VERSION:-}-x86_64-unknown-linux-gnu
    - if [ -n \"${NEWSROOM_SHA256:-}\" ] && ! command -v newsroom; then curl -fsSL --retry 3 -o newsroom.tar.gz \"${NEWSROOM_SOURCE%.git}/releases/download/v$NEWSROOM_VERSION/$name.tar.gz\"; fi
    - if [ -f newsroom.tar.gz ]; then echo \"$NEWSROOM_SHA256  newsroom.tar.gz\" | sha256sum --check; mkdir -p \"$CARGO_HOME/bin\"; tar -xzf newsroom.tar.gz -C \"$CARGO_HOME/bin\" --strip-components 1 \"$name/newsroom\"; rm newsroom.tar.gz; fi
    - command -v newsroom || cargo install --locked --git \"${NEWSROOM_SOURCE:?set this variable}\" newsroom
"
    };
}

/// The desk and its record in a clone that the forge made, and where the program is.
macro_rules! gitlab_desk {
    () => {
        "    - git fetch --no-tags origin +refs/heads/published:refs/heads/published
    - git fetch --no-tags origin \"+refs/heads/$CI_DEFAULT_BRANCH:refs/heads/$CI_DEFAULT_BRANCH\"
    - git switch --quiet \"$CI_DEFAULT_BRANCH\"
    - export PATH=\"$CARGO_HOME/bin:$PATH\"
"
    };
}

/// When the site is looked after.
macro_rules! gitlab_at_release {
    () => {
        "  rules:
    - if: $CI_COMMIT_BRANCH == \"published\" || $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    - if: $CI_PIPELINE_SOURCE == \"schedule\" || $CI_PIPELINE_SOURCE == \"web\"
"
    };
}

const GITHUB: &str = concat!(
    "\
# Holds every push to the schema, to the desk's rules and to the rights of its people.
#
# Two variables of the repository (Settings, Secrets and variables, Actions, Variables), so that
# nothing which is judged can change them:
#   NEWSROOM_ROOT    the commit that the desk begins with, all 40 digits
#   NEWSROOM_SOURCE  the address from which git clones the program
# Two more take the released program in place of making one, which takes minutes:
#   NEWSROOM_VERSION its version, as in 0.1.0
#   NEWSROOM_SHA256  the checksum of its archive for x86_64-unknown-linux-gnu, as its release shows it
name: newsroom
on:
  push:
    branches-ignore: [published]
  pull_request:
  merge_group:
  schedule:
    - cron: '17 4 * * *'
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: newsroom-${{ github.ref }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}
env:
  NEWSROOM_ROOT: ${{ vars.NEWSROOM_ROOT }}
  NEWSROOM_SOURCE: ${{ vars.NEWSROOM_SOURCE }}
jobs:
  newsroom:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - name: Every commit of the desk, not the merge that the forge makes of it
        uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
          ref: ${{ github.event.pull_request.head.sha || github.sha }}
      - name: The public record, and the desk's newest commit
        run: |
          # A private repository gives nothing to who has no credentials; all branches came along.
          git fetch --no-tags origin +refs/heads/published:refs/heads/published || git branch --force published origin/published
          git remote set-head origin --auto || git remote set-head origin \"${{ github.event.repository.default_branch || github.ref_name }}\"
",
    github_program!(),
    "      - name: Files
        run: newsroom check --format github
      - name: Steps of this change, by the rights at the desk's newest commit
        if: (success() || failure()) && github.event_name == 'pull_request'
        env:
          BASE: ${{ github.event.pull_request.base.sha }}
        run: newsroom audit \"$BASE..HEAD\" --root \"${NEWSROOM_ROOT:?set this variable}\" --format github
      - name: Steps of what waits to be merged
        if: (success() || failure()) && github.event_name == 'merge_group'
        env:
          BASE: ${{ github.event.merge_group.base_sha }}
        run: newsroom audit \"$BASE..HEAD\" --root \"${NEWSROOM_ROOT:?set this variable}\" --format github
      - name: Every step there is
        if: (success() || failure()) && github.event_name != 'pull_request' && github.event_name != 'merge_group'
        run: newsroom audit --full --root \"${NEWSROOM_ROOT:?set this variable}\" --format github
",
);

const GITLAB: &str = concat!(
    "\
# Holds every push to the schema, to the desk's rules and to the rights of its people.
#
# Two variables of the project (Settings, CI/CD, Variables), so that nothing which is judged can
# change them:
#   NEWSROOM_ROOT    the commit that the desk begins with, all 40 digits
#   NEWSROOM_SOURCE  the address from which git clones the program
# Two more take the released program in place of making one, which takes minutes:
#   NEWSROOM_VERSION its version, as in 0.1.0
#   NEWSROOM_SHA256  the checksum of its archive for x86_64-unknown-linux-gnu, as its release shows it
workflow:
  rules:
    - if: $CI_COMMIT_BRANCH == \"published\"
      when: never
    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"
    - if: $CI_PIPELINE_SOURCE == \"schedule\" || $CI_PIPELINE_SOURCE == \"web\"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
newsroom:
  image: rust:1.95
  timeout: 30 minutes
  variables:
    GIT_DEPTH: \"0\"
    CARGO_HOME: $CI_PROJECT_DIR/.cargo-home
  cache:
    key: newsroom-$NEWSROOM_SOURCE-$NEWSROOM_VERSION-$NEWSROOM_SHA256
    paths: [.cargo-home/bin/newsroom]
  script:
    - git fetch --no-tags origin +refs/heads/published:refs/heads/published
    - git remote set-head origin --auto
    - export PATH=\"$CARGO_HOME/bin:$PATH\"
",
    gitlab_program!(),
    "    - failed=0
    - newsroom check --format gitlab > newsroom-check.json || failed=1
    - newsroom check || failed=1
    - |
      if [ -n \"$CI_MERGE_REQUEST_DIFF_BASE_SHA\" ]; then
        range=$CI_MERGE_REQUEST_DIFF_BASE_SHA..HEAD
        newsroom audit \"$range\" --root \"${NEWSROOM_ROOT:?set this variable}\" --format gitlab > newsroom-audit.json || failed=1
        newsroom audit \"$range\" --root \"$NEWSROOM_ROOT\" || failed=1
      else
        newsroom audit --full --root \"${NEWSROOM_ROOT:?set this variable}\" --format gitlab > newsroom-audit.json || failed=1
        newsroom audit || failed=1
      fi
    - exit $failed
  artifacts:
    when: always
    reports:
      codequality: [newsroom-check.json, newsroom-audit.json]
",
);

const GITHUB_SITE_SET: &str = "\
for .github/workflows/site.yml on the desk's branch (docs/on-the-web.md)
1. Settings, Pages: source `GitHub Actions`
2. Settings, Secrets and variables, Actions, Variables: NEWSROOM_SOURCE (where git gets this program)
3. newsroom.toml: url = the address of the Pages, then newsroom publish newsroom.toml
GitHub runs only what the pushed branch holds, and `published` holds the record alone: the job begins with pushes of
the desk, as an approval is one, and else with its clock (5 minutes at best)";

const GITLAB_SITE_SET: &str = "\
for .gitlab-ci.yml on the desk's branch; beside the rules of `hooks ci gitlab`, as a second job (docs/on-the-web.md)
1. Settings, CI/CD, Variables: NEWSROOM_SOURCE (where git gets this program)
2. newsroom.toml: url = the address of the Pages, then newsroom publish newsroom.toml
3. Build, Pipeline schedules: every 5 minutes; and where the file lies in a project of its own (newsroom hooks ci gitlab),
   each push of `published` starts it at once, once the rule `when: never` of that branch is taken out of its workflow";

const GITHUB_SITE: &str = concat!(
    "\
# Builds the site from the public record and puts it on GitHub Pages.
#
# One variable of the repository (Settings, Secrets and variables, Actions, Variables):
#   NEWSROOM_SOURCE  the address from which git clones the program
# Two more take the released program in place of making one, which takes minutes:
#   NEWSROOM_VERSION its version, as in 0.1.0
#   NEWSROOM_SHA256  the checksum of its archive for x86_64-unknown-linux-gnu, as its release shows it
# Without a checksum NEWSROOM_VERSION is any text: with another one the program and the site are made anew.
name: site
on:
  push:
    branches-ignore: [published]
  schedule:
    - cron: '*/5 * * * *'
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  # One at a time; of those that wait, the newest.
  group: site
  cancel-in-progress: false
env:
  NEWSROOM_SOURCE: ${{ vars.NEWSROOM_SOURCE }}
jobs:
  site:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    if: github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch
    environment:
      name: github-pages
      url: ${{ steps.pages.outputs.page_url }}
    steps:
      - name: The desk, with all of its history
        uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
      - name: The public record, which came along
        id: record
        run: |
          git branch --force published origin/published
          echo \"commit=$(git rev-parse published)\" >> \"$GITHUB_OUTPUT\"
",
    github_program!(),
    "      - name: The site, as it was built last time
        id: built
        uses: actions/cache@1bd1e32a3bdc45362d1e726936510720a7c30a57 # v4.2.0
        with:
          path: |
            site
            .git/newsroom/sites
          key: site-${{ vars.NEWSROOM_VERSION }}-${{ steps.record.outputs.commit }}
          restore-keys: site-${{ vars.NEWSROOM_VERSION }}-
      # A site is kept once readers have it: of the same record, nothing is to be done.
      - name: Stories of which something was released since
        if: steps.built.outputs.cache-hit != 'true'
        run: newsroom build --out site
      - if: steps.built.outputs.cache-hit != 'true'
        uses: actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5.0.0
      - if: steps.built.outputs.cache-hit != 'true'
        uses: actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3.0.1
        with:
          path: site
      - id: pages
        if: steps.built.outputs.cache-hit != 'true'
        uses: actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5
      - name: What readers have
        run: |
          # A cache between them and the forge may keep what was there for a while.
          for attempt in 1 2 3 4 5 6 7 8 9 10; do
            newsroom status --site --exit-code && exit 0
            sleep 30
          done
          newsroom status --site --exit-code
",
);

const GITLAB_SITE: &str = concat!(
    "\
# Builds the site from the public record and puts it on GitLab Pages.
#
# One variable of the project (Settings, CI/CD, Variables):
#   NEWSROOM_SOURCE  the address from which git clones the program
# Two more take the released program in place of making one, which takes minutes:
#   NEWSROOM_VERSION its version, as in 0.1.0
#   NEWSROOM_SHA256  the checksum of its archive for x86_64-unknown-linux-gnu, as its release shows it
# Without a checksum NEWSROOM_VERSION is any text: with another one the program and the site are made anew.
pages:
  image: rust:1.95
  stage: deploy
  timeout: 30 minutes
",
    gitlab_at_release!(),
    "  # One at a time; each builds what is newest when it begins.
  resource_group: site
  interruptible: false
  variables:
    GIT_DEPTH: \"0\"
    CARGO_HOME: $CI_PROJECT_DIR/.cargo-home
  cache:
    - key: newsroom-$NEWSROOM_SOURCE-$NEWSROOM_VERSION-$NEWSROOM_SHA256
      paths: [.cargo-home/bin/newsroom]
    - key: site
      paths: [public, .site-notes]
  script:
",
    gitlab_desk!(),
    gitlab_program!(),
    "    # What the last build noted lies where git does not look; the cache keeps it beside the site.
    - mkdir -p .git/newsroom .site-notes
    - rm -rf .git/newsroom/sites
    - cp -R .site-notes .git/newsroom/sites
    - newsroom build --out public --compress
    - rm -rf .site-notes
    - cp -R .git/newsroom/sites .site-notes
  artifacts:
    paths: [public]
  environment:
    name: site
readers:
  image: rust:1.95
  stage: .post
  timeout: 10 minutes
",
    gitlab_at_release!(),
    "  variables:
    GIT_DEPTH: \"0\"
    CARGO_HOME: $CI_PROJECT_DIR/.cargo-home
  cache:
    key: newsroom-$NEWSROOM_SOURCE-$NEWSROOM_VERSION-$NEWSROOM_SHA256
    paths: [.cargo-home/bin/newsroom]
    policy: pull
  script:
",
    gitlab_desk!(),
    "    - for attempt in 1 2 3 4 5 6 7 8 9 10; do newsroom status --site --exit-code && exit 0; sleep 30; done
    - newsroom status --site --exit-code
",
);
