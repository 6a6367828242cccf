import { parseArgs } from 'node:util';
import { systemLanguage } from '../config/language';
import { type CliSwitch, commandOf, foreignTo, usageOf } from '../contract/commands';
import { LANGUAGES, type Language } from '../contract/report';
import { safeText } from '../contract/safe-text';
import { appDataFolder } from '../system/read/app-paths';
import { debug } from '../system/read/debug';
import { debugLogPath } from '../system/write/debug-log';
import { asAccount } from './as-account';
import { CommandFailed, type CommandFunction, EXIT, WrongUsage, write } from './print';
import type { StartProcess } from './read-only-process';

/** One line a command, by its first word. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandFunction>>> = {
  inspect: async () => (await import('./inspect')).inspectCommand,
  fix: async () => (await import('./fix')).fixCommand,
  log: async () => (await import('./log')).logCommand,
  stop: async () => (await import('./stop')).stopCommand,
  leave: async () => (await import('./uninstall')).uninstallCommand,
  update: async () => (await import('./update')).updateCommand,
  tank: async () => (await import('./tank')).tankCommand,
  vet: async () => (await import('./vet')).vetCommand,
};

const HELP = `${usageOf()}
  --card       the report for somebody who knows: without names, homes, addresses, chats and numbers of yours
  --trace      a line on standard error for each file opened, folder listed, program run and address asked
  --second-opinion  also runs OpenClaw's own audit, on a copy that is removed again, and says where it disagrees
  --yes        do it; without it the same command only shows what it would do and ends with 64
  --json       one JSON document on standard output, nothing else there
  --offline    do not ask the registry for the newest version
  --progress   a line for each finding or step on standard error, as soon as it is there
  --accept     what update is to do all the same, after it was said: not-at-npm, deprecated or unconfirmed
  --engine     what the tank is made with: qemu, podman, docker, lima, multipass, virtualbox, hyperv or wsl
  --tank       which tank, where there are several
  --sarif      one SARIF 2.1.0 document on standard output, as code scanners take it
  --language   zh-CN or en; the system's language unless told

  fix apply without names takes every recommended fix, in the order of the plan; it goes on past one that fails.
  leave puts everything away, so that fix undo brings it back; leave forget deletes it for good.
  tank create goes on with a tank that was cut off; Ctrl-C removes what was made so far, a kill leaves it to go on from.
  tank receipt shows what the tank tried to break out last; with --yes it tries anew.
  tank drop deletes a snapshot for good; tank status names those that there are.
  vet looks into a skill or plugin before it is installed or published; nothing in it is run.
  fix undo without names takes back all that can be taken back, newest first.

exit code of inspect: 0 nothing needs attention, 1 something does, 2 something could not be told
exit code of vet: 0 nothing looks hostile, 1 something does, 2 nothing does, but not all could be read
exit code of what changes things: 0 all of it was done or there was nothing to do,
                                  1 something was taken back, left changed, left behind or refused
exit code of tank receipt: 0 nothing got out, 1 something did, 2 a part could not be tried
exit code of log verify: 0 the chain holds, 1 it does not
everywhere: 64 wrong usage or no --yes, 70 the app failed
`;

const isLanguage = (value: string): value is Language => (LANGUAGES as readonly string[]).includes(value);

/** POSIX locale variables first, in their order of precedence (locale(7)), then what the system's ICU says. */
function systemLocale({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  // The same locale as of any other formatter, and the one that loads least: a date's takes longer than all else here.
  const posix = LC_ALL || LC_MESSAGES || LANG;
  const posixLocale = posix && !/^(C|POSIX)(\.|$)/.test(posix);
  return systemLanguage([posixLocale ? posix : new Intl.PluralRules().resolvedOptions().locale]);
}

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
      progress: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      data: { type: 'string' },
      accept: { type: 'string' },
      engine: { type: 'string' },
      tank: { type: 'string' },
      sarif: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      'second-opinion': { type: 'boolean', default: false },
      card: { type: 'boolean', default: false },
      language: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
}

/** The switches that were given and not everybody takes. */
function switchesOf({
  json: _json,
  language: _language,
  help: _help,
  ...values
}: ReturnType<typeof readArguments>['values']): readonly CliSwitch[] {
  const names = Object.keys(values) as (keyof typeof values)[];
  return names.filter((name) => values[name] !== undefined && values[name] !== false);
}

async function runCommandLine(args: readonly string[]): Promise<number> {
  let read: ReturnType<typeof readArguments>;
  try {
    read = readArguments(args);
  } catch (error) {
    // Its second sentence is about words that begin with a hyphen.
    throw new WrongUsage(error instanceof Error ? error.message.replace(/\. .*/s, '') : String(error));
  }
  const { values, positionals } = read;
  if (values.help) {
    await write(process.stdout, HELP);
    return EXIT.fine;
  }
  const [word, ...rest] = positionals;
  const command = word !== undefined && Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (!command) throw new WrongUsage(word ? `no such command: ${word}` : 'no command given');
  const known = commandOf(positionals);
  const foreign = known && foreignTo(known, positionals, switchesOf(values));
  if (known && foreign !== null) throw new WrongUsage(`${known.name} takes no ${foreign}`);
  const language = values.language ?? systemLocale(process.env);
  if (!isLanguage(language)) throw new WrongUsage(`no such language: ${language}`);
  const run = await command();
  // Stopping has no time to lose, and looking changes nothing.
  if (values.yes && word !== 'stop' && word !== 'inspect')
    await (await import('./recover')).recoverFirst(language);
  return run(values, rest, language);
}

/**
 * Runs one command line, without the program's own name; resolves to its exit code once everything is written.
 * `way` starts the process that looks, where Node's own can't be had (Electron).
 */
export async function main(args: readonly string[], way?: StartProcess): Promise<number> {
  try {
    if (way) (await import('./run-scan')).startScansBy(way);
    const elsewhere = await asAccount();
    if (elsewhere !== null) return elsewhere;
    const debugLog = debugLogPath(process.env, appDataFolder());
    // What takes secrets out of it is large.
    if (debugLog !== null) {
      (await import('../changes/debugging')).startDebugLog(process.env, appDataFolder());
      await write(process.stderr, `tankmate: debug log: ${debugLog}\n`);
    }
    debug(`${args[0] ?? 'no command'}: started`);
    const code = await runCommandLine(args);
    debug(`${args[0]}: ended with ${code}`);
    return code;
  } catch (error) {
    if (error instanceof WrongUsage) {
      // The whole help would push what is wrong out of sight.
      const usage = usageOf(args.find((each) => !each.startsWith('-')));
      await write(process.stderr, `tankmate: ${safeText(error.message)}\n\n${usage}       tankmate --help\n`);
      return EXIT.usage;
    }
    const text =
      error instanceof CommandFailed
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    debug(text);
    await write(process.stderr, `tankmate: ${safeText(text)}\n`);
    return EXIT.failed;
  }
}
