import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from './contract/report';
import { systemLanguage } from './state/language';
import { EXIT, type Run, WrongUsage, write } from './terminal/say';

/** One line a word. Each file exports `run`. */
const WORDS: Readonly<Record<string, () => Promise<{ readonly run: Run }>>> = {
  inspect: () => import('./terminal/inspect'),
  fix: () => import('./terminal/fix'),
  log: () => import('./terminal/log'),
  stop: () => import('./terminal/stop'),
  leave: () => import('./terminal/leave'),
  update: () => import('./terminal/update'),
  tank: () => import('./terminal/tank'),
};

const USAGE = `usage: tankmate inspect [--json] [--offline] [--progress] [--language zh-CN|en]
       tankmate fix plan [--json] [--language zh-CN|en]
       tankmate fix apply [FIX…] --yes [--json]
       tankmate fix undo [ENTRY…] --yes [--json]
       tankmate update [COPY] --yes [--json]
       tankmate stop --yes [--json]
       tankmate leave --data keep|delete --yes [--json]
       tankmate leave forget --yes [--json]
       tankmate tank create [--engine NAME] --yes [--json]
       tankmate tank status [--json]
       tankmate tank receipt [--yes] [--json]
       tankmate tank start|stop|remove|snapshot|update|move-out|fetch --yes [--json]
       tankmate tank move-in [SETUP] [FLAGGED…] --yes [--json]
       tankmate tank restore|drop SNAPSHOT --yes [--json]
       tankmate tank send FILE… --yes [--json]
       tankmate log verify [--json]

  --yes        do it; without it the same command only shows what it would do and ends with 64
  --json       one JSON document on standard output, nothing else there
  --offline    do not ask the registry for the newest version
  --progress   a line for each finding or step on standard error, as soon as it is there
  --engine     what the tank is made with: qemu, podman, docker, lima, multipass, virtualbox, hyperv or wsl
  --tank       which tank, where there are several
  --language   zh-CN or en; the system's language unless told

  fix apply without names takes every recommended fix, in the order of the plan; it stops at the first trouble.
  leave puts everything away, so that fix undo brings it back; leave forget deletes it for good.
  tank create goes on with a tank that was cut off; Ctrl-C removes what was made so far, a kill leaves it to go on from.
  tank receipt shows what the tank tried to break out last; with --yes it tries anew.
  tank drop deletes a snapshot for good; tank status names those that there are.
  fix undo without names takes back all that can be taken back, newest first.

exit code of inspect: 0 nothing needs attention, 1 something does, 2 something could not be told
exit code of what changes things: 0 all of it was done or there was nothing to do,
                                  1 something was taken back, left changed, left behind or refused
exit code of tank receipt: 0 nothing got out, 1 something did, 2 a part could not be tried
exit code of log verify: 0 the chain holds, 1 it does not
everywhere: 64 wrong usage or no --yes, 70 the app failed
`;

const isLanguage = (value: string): value is Language => (LANGUAGES as readonly string[]).includes(value);

/** POSIX locale variables first, in their order of precedence (locale(7)), then what the system's ICU says. */
function spokenHere({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const posix = LC_ALL || LC_MESSAGES || LANG;
  const told = posix && !/^(C|POSIX)(\.|$)/.test(posix);
  return systemLanguage([told ? posix : Intl.DateTimeFormat().resolvedOptions().locale]);
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
      engine: { type: 'string' },
      tank: { type: 'string' },
      language: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
}

async function obey(args: readonly string[]): Promise<number> {
  let read: ReturnType<typeof readArguments>;
  try {
    read = readArguments(args);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = read;
  if (values.help) {
    await write(process.stdout, USAGE);
    return EXIT.fine;
  }
  const [word, ...rest] = positionals;
  const command = word !== undefined && Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (!command) throw new WrongUsage(word ? `no such command: ${word}` : 'no command given');
  const language = values.language ?? spokenHere(process.env);
  if (!isLanguage(language)) throw new WrongUsage(`no such language: ${language}`);
  const { run } = await command();
  return run(values, rest, language);
}

/** Runs one command line, without the program's own name; resolves to its exit code once everything is written. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await obey(args);
  } catch (error) {
    if (error instanceof WrongUsage) {
      await write(process.stderr, `tankmate: ${error.message}\n${USAGE}`);
      return EXIT.usage;
    }
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await write(process.stderr, `tankmate: ${told}\n`);
    return EXIT.failed;
  }
}
