//! Puts clap's command table into Chinese: section titles, usage lines, the values that an option takes. What the
//! options are called and do is in each subcommand's own file; this only dresses whatever table it is given.

use std::mem::take;

use clap::{Arg, ArgAction, Command};

/// Builds a table and dresses it and every subcommand in it.
pub(super) fn dressed(mut table: Command) -> Command {
    table.build();
    dress(&mut table);
    table
}

fn dress(command: &mut Command) {
    let usage = command
        .render_usage()
        .to_string()
        .replace("Usage: ", "")
        .replace("[OPTIONS]", "[选项]")
        .replace("[COMMAND]", "[命令]")
        .replace("<COMMAND>", "<命令>");
    let sections = Sections::of(command);
    *command = take(command)
        .override_usage(usage)
        .help_template(sections.template())
        .mut_args(dress_argument);
    for subcommand in command.get_subcommands_mut() {
        dress(subcommand);
    }
}

/// Which sections a help page has.
struct Sections {
    subcommands: bool,
    positionals: bool,
    options: bool,
    after: bool,
}

impl Sections {
    fn of(command: &Command) -> Self {
        Self {
            subcommands: command.has_subcommands(),
            positionals: command.get_positionals().next().is_some(),
            options: command.get_opts().next().is_some() || command.get_arguments().count() > 0,
            after: command.get_after_help().is_some(),
        }
    }

    fn template(&self) -> String {
        let mut template = "{about}\n\n用法：{usage}\n".to_owned();
        for (is_there, title, tag) in [
            (self.subcommands, "命令", "subcommands"),
            (self.positionals, "参数", "positionals"),
            (self.options, "选项", "options"),
        ] {
            if is_there {
                template.push_str(&format!("\n{title}：\n{{{tag}}}\n"));
            }
        }
        if self.after {
            // It brings its own blank line.
            template.truncate(template.trim_end().len());
            template.push_str("{after-help}\n");
        }
        template
    }
}

/// The values that an option takes are told in its own help, because clap would tell them in English.
fn dress_argument(argument: Arg) -> Arg {
    let mut help = argument
        .get_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| takes_value && !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    if !values.is_empty() {
        help.push_str(&format!("（{}）", values.join("、")));
    }
    argument
        .help(help)
        .hide_possible_values(true)
        .hide_default_value(true)
}

#[cfg(test)]
mod tests {
    //! Every page of the help, as a terminal of 80 columns shows it.

    use crate::cli::args;
    use crate::text::width::width;

    /// Calls `look` with every command of the table and its whole help page.
    fn every_page(mut look: impl FnMut(&str, &str)) {
        fn visit(command: &mut clap::Command, look: &mut impl FnMut(&str, &str)) {
            let page = command.render_help().to_string();
            let name = command.get_bin_name().map(str::to_owned);
            look(name.as_deref().unwrap_or_default(), &page);
            for subcommand in command.get_subcommands_mut() {
                visit(subcommand, look);
            }
        }
        visit(&mut args::table(), &mut look);
    }

    #[test]
    fn no_help_page_speaks_english() {
        every_page(|name, page| {
            for word in [
                "Usage",
                "Options",
                "Commands",
                "Arguments",
                "Print ",
                "OPTIONS",
                "COMMAND",
                "default:",
                "possible",
                "aliases",
            ] {
                assert!(!page.contains(word), "{name} says {word}:\n{page}");
            }
        });
    }

    #[test]
    fn every_option_is_explained_and_every_page_fits_a_terminal() {
        let mut wide = Vec::new();
        every_page(|name, page| {
            let lines = page.lines().filter(|line| width(line) > 80);
            wide.extend(lines.map(|line| format!("{name}: {line}")));
        });
        assert_eq!(wide, Vec::<String>::new());
        fn explained(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string);
                assert!(
                    help.is_some_and(|help| !help.is_empty()),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(explained);
        }
        explained(&args::table());
    }
}
