import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from './contract/report';
import { renderReport } from './report/render';
import { reportText } from './report/text';
import { startLook } from './scan/look';
import { ownFolder } from './state/folder';
import { systemLanguage } from './state/language';

/** What `inspect` ends with; 64 and 70 are those of sysexits.h. */
const EXIT = { fine: 0, attention: 1, cannotTell: 2, usage: 64, failed: 70 } as const;

const USAGE = `usage: tankmate inspect [--json] [--offline] [--progress] [--language zh-CN|en]

  --json       the report as JSON on standard output, nothing else there
  --offline    do not ask the registry for the newest version
  --progress   a line for each finding on standard error, as soon as it is there
  --language   zh-CN or en; the system's language unless told

exit code: 0 nothing needs attention, 1 something does, 2 something could not be told, 64 wrong usage, 70 the app failed
`;

const isLanguage = (value: string): value is Language => (LANGUAGES as readonly string[]).includes(value);

/** POSIX locale variables first, in their order of precedence (locale(7)), then what the system's ICU says. */
function spokenHere({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const posix = LC_ALL || LC_MESSAGES || LANG;
  const told = posix && !/^(C|POSIX)(\.|$)/.test(posix);
  return systemLanguage([told ? posix : Intl.DateTimeFormat().resolvedOptions().locale]);
}

/** Writes all of it before it resolves. A reader that went away (`| head`) is not a failure of ours. */
const write = (stream: NodeJS.WriteStream, text: string) =>
  new Promise<void>((resolve, reject) => {
    stream.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve() : reject(error),
    );
    stream.write(text, () => resolve());
  });

async function usageError(problem: string): Promise<number> {
  await write(process.stderr, `tankmate: ${problem}\n${USAGE}`);
  return EXIT.usage;
}

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      offline: { type: 'boolean', default: false },
      progress: { type: 'boolean', default: false },
      language: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
}

/** `inspect`: looks, prints the report, and gives the exit code. */
async function inspect(
  options: ReturnType<typeof readArguments>['values'],
  language: Language,
): Promise<number> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    const look = await startLook({
      folder: ownFolder(),
      offline: options.offline,
      signal: leaving.signal,
      onProgress(_looking, finding) {
        if (options.progress && finding) process.stderr.write(`${finding.id} ${finding.state}\n`);
      },
    });
    const report = renderReport(look, language);
    await write(process.stdout, options.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
    const states = new Set(report.tiles.map(({ state }) => state));
    if (states.has('attention')) return EXIT.attention;
    return states.has('unknown') ? EXIT.cannotTell : EXIT.fine;
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

/** Runs one command line, without the program's own name; resolves to its exit code once everything is written. */
export async function main(args: readonly string[]): Promise<number> {
  let read: ReturnType<typeof readArguments>;
  try {
    read = readArguments(args);
  } catch (error) {
    return usageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = read;
  if (values.help) {
    await write(process.stdout, USAGE);
    return EXIT.fine;
  }
  const [word, ...extra] = positionals;
  if (word !== 'inspect') return usageError(word ? `no such command: ${word}` : 'no command given');
  if (extra.length > 0) return usageError(`unexpected: ${extra.join(' ')}`);
  const language = values.language ?? spokenHere(process.env);
  if (!isLanguage(language)) return usageError(`no such language: ${language}`);
  try {
    return await inspect(values, language);
  } catch (error) {
    await write(
      process.stderr,
      `tankmate: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return EXIT.failed;
  }
}
