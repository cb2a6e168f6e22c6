//! Which program a command runs.

/// Programs whose first argument says what they do.
const WITH_COMMANDS: [&str; 26] = [
    "apt",
    "apt-get",
    "brew",
    "bun",
    "bundle",
    "cargo",
    "composer",
    "deno",
    "docker",
    "dotnet",
    "gh",
    "git",
    "go",
    "gradle",
    "helm",
    "kubectl",
    "make",
    "mvn",
    "npm",
    "npx",
    "pip",
    "pnpm",
    "poetry",
    "terraform",
    "uv",
    "yarn",
];
/// Words before a program that are not the point.
const BEFORE: [&str; 7] = ["command", "env", "exec", "nice", "nohup", "sudo", "time"];

/// The program that a command runs, with its first argument where that says what it does: `npm test`, `python3`.
///
/// What only prepares it is skipped: going to a folder, settings, `sudo` and the like. Empty when there is none.
pub(super) fn program(command: &str) -> String {
    let lines = command.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let steps = lines.flat_map(|line| line.split("&&").flat_map(|step| step.split(';')));
    let steps: Vec<Vec<&str>> = steps.map(words).filter(|words| !words.is_empty()).collect();
    let prepares = |words: &&Vec<&str>| matches!(words.first(), Some(&("cd" | "export" | "set" | "source" | ".")));
    let Some(words) = steps.iter().find(|words| !prepares(words)).or(steps.first()) else { return String::new() };
    let Some((first, rest)) = words.split_first() else { return String::new() };
    let name = first.rsplit('/').next().unwrap_or(first);
    match rest.first() {
        Some(argument) if WITH_COMMANDS.contains(&name) && is_word(argument) => format!("{name} {argument}"),
        _ => name.to_owned(),
    }
}

/// The words of a step, from its program on.
fn words(step: &str) -> Vec<&str> {
    let mut words = step.split_whitespace().map(|word| word.trim_matches(['(', ')', '"', '\''])).peekable();
    let mut is_skipping = false;
    while let Some(word) = words.peek() {
        let is_before = BEFORE.contains(word);
        let is_setting = word.split_once('=').is_some_and(|(name, _)| is_name(name));
        let is_option = is_skipping && word.starts_with('-');
        if !(is_before || is_setting || is_option || word.is_empty()) {
            break;
        }
        is_skipping |= is_before;
        words.next();
    }
    words.collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, expected: &str) {
        assert_eq!(program(command), expected, "{command}");
    }

    #[test]
    fn the_program_is_the_point() {
        check("npm test", "npm test");
        check("npm test -- checkout 2>&1 | tail -5", "npm test");
        check("cd app && npm run build", "npm run");
        check("cd \"my app\"; cargo test --all", "cargo test");
        check("sudo -E apt-get install jq", "apt-get install");
        check("env A=b C=d python3 run.py", "python3");
        check("CI=1 time git status", "git status");
        check("/usr/bin/python3 -c 'print(1)'", "python3");
        check("git -C app status", "git");
        check("ls src", "ls");
        check("# look\n\nls", "ls");
        check("set -e\nmake", "make");
        check("(npm ci)", "npm ci");
        check("docker compose exec db psql -c 'TRUNCATE orders;'", "docker compose");
        check("cd app", "cd");
        check("", "");
        check("A=b", "");
        check("  \n# nothing", "");
        check("./run.sh", "run.sh");
        check("'", "");
    }
}
