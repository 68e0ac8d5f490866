//! How shells ask what can follow. elvish and PowerShell ask as clap has them ask; bash, zsh and fish
//! give what was typed without its quotes, and bash puts quotes round what it takes over: a name that
//! somebody else made may be no command.

use std::ffi::OsString;
use std::io::{Result, Write};
use std::path::Path;

use clap_complete::env::{self, EnvCompleter, Shells};

/// The variable by which a shell asks.
const ASKS: &str = "COMPLETE";

/// Every shell there is.
pub fn all() -> Shells<'static> {
    Shells(&[&Bash, &env::Elvish, &FISH, &env::Powershell, &ZSH])
}

/// The script that has a shell ask; `None` where it is not known.
///
/// # Errors
///
/// None but those of writing.
pub fn script(name: &str) -> Result<Option<String>> {
    let shells = all();
    let Some(shell) = shells.completer(name) else { return Ok(None) };
    let mut script = Vec::new();
    shell.write_registration(ASKS, "newsroom", "newsroom", "newsroom", &mut script)?;
    Ok(Some(String::from_utf8_lossy(&script).into_owned()))
}

/// bash, from 3.2 on.
#[derive(Debug)]
struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> Result<()> {
        let completer = shell_words::quote(completer);
        let words = [("VAR", var), ("NAME", name), ("BIN", bin), ("COMPLETER", &completer)];
        let put = |script: String, (word, value)| script.replace(word, value);
        out.write_all(words.into_iter().fold(BASH.to_owned(), put).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        arguments: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<()> {
        env::Bash.write_complete(command, arguments, folder, out)
    }
}

/// Bash parts words at `=` and `:` as well: the words are put together again, and what bash keeps
/// of the last one is left out of each answer.
const BASH: &str = r#"_NAME() {
    local IFS= lead rest=${COMP_LINE:0:COMP_POINT} word last kept quote= index
    local -a words=()
    for ((index = 0; index <= COMP_CWORD; index++)); do
        lead=${rest%%[![:space:]]*}
        rest=${rest#"$lead"}
        word=${COMP_WORDS[index]}
        ((index < COMP_CWORD)) || word=$rest
        rest=${rest#"$word"}
        if [[ -z $lead && ${#words[@]} -gt 0 ]]; then
            words[${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
    done
    last=${words[${#words[@]}-1]}
    kept=${last%%[\"\']*}
    if [[ $kept == "$last" ]]; then
        [[ $COMP_WORDBREAKS == *=* ]] && last=${last##*=}
        [[ $COMP_WORDBREAKS == *:* ]] && last=${last##*:}
        kept=${kept%"$last"}
    else
        quote=yes
    fi
    words=("${words[@]//[\"\'\\]/}")
    kept=${kept//\\/}
    COMPREPLY=()
    while read -r word || [[ -n $word ]]; do
        word=${word:${#kept}}
        if [[ $quote ]]; then
            [[ $word == *[\"\'\`\$\\!]* ]] && continue
        elif [[ $word ]]; then
            printf -v word %q "$word"
            word=${word//\\,/,}
        fi
        COMPREPLY+=("$word")
    done < <(
        VAR=bash _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) \
            COMPLETER -- "${words[@]}" 2>/dev/null
    )
    if [[ ${#COMPREPLY[@]} -eq 1 && $COMPREPLY == *[=/:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}
complete -o bashdefault -o nosort -F _NAME BIN 2>/dev/null ||
    complete -o bashdefault -F _NAME BIN
"#;

/// A shell that asks as clap has it ask, but for the words that it gives.
struct Asking {
    name: &'static str,
    clap: &'static (dyn EnvCompleter + Sync),
    /// How clap's script gives them, and how this one does.
    words: (&'static str, &'static str),
}

/// The word at the cursor without its quotes, where they are closed.
const FISH: Asking = Asking {
    name: "fish",
    clap: &env::Fish,
    words: (
        "(commandline --current-token)",
        "(string unescape -- (commandline --current-token); or commandline --current-token)",
    ),
};

/// The words of a line without their quotes, also one that is still open.
const ZSH: Asking = Asking {
    name: "zsh",
    clap: &env::Zsh,
    words: ("\"${words[@]}\"", r#""${(@)${(@Q)words}//[\"\']}""#),
};

impl EnvCompleter for Asking {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is(&self, name: &str) -> bool {
        name == self.name
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> Result<()> {
        let mut script = Vec::new();
        self.clap.write_registration(var, name, bin, completer, &mut script)?;
        let (claps, ours) = self.words;
        out.write_all(String::from_utf8_lossy(&script).replace(claps, ours).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        arguments: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<()> {
        self.clap.write_complete(command, arguments, folder, out)
    }
}
