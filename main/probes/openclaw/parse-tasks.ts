import { XMLParser } from 'fast-xml-parser';

/** One scheduled task (learn.microsoft.com, Task Scheduler Schema). */
export interface ScheduledTask {
  /** With its folders, as in `\OpenClaw Gateway`. */
  readonly name: string;
  readonly command: readonly string[];
  /** Name or SID; null when the task names none, as one for a whole group. */
  readonly user: string | null;
  /** SID or name of the group that it runs for. */
  readonly group: string | null;
  readonly highest: boolean;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: true });
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);
const list = (value: unknown): readonly unknown[] =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];

/**
 * Tasks in the answer of `schtasks /query /xml`: each is a `<Task>` with its name in a comment before it, with or
 * without a root around them all. Only those that `wanted` accepts by their text are taken apart: there are hundreds.
 * Null when there is no task at all, so that the answer was something else.
 */
export function parseTasks(
  answer: string,
  wanted: (source: string) => boolean,
): readonly ScheduledTask[] | null {
  const blocks = [...blocksIn(answer)];
  if (blocks.length === 0) return null;
  return blocks
    .filter(({ comment, source }) => wanted(`${comment ?? ''}${source}`))
    .flatMap(({ comment, source }) => readTask(source, comment) ?? []);
}

/** Each `<Task>` with the comment right before it, an XML declaration between them or not. */
function* blocksIn(answer: string): Generator<{ comment: string | undefined; source: string }> {
  const END = '</Task>';
  for (let from = 0; ; ) {
    const begins = answer.slice(from).search(/<Task[\s>]/);
    const at = from + begins;
    const end = begins < 0 ? -1 : answer.indexOf(END, at);
    if (end < 0) return;
    const ahead = answer.slice(from, at).trimEnd();
    const bare = ahead.endsWith('?>')
      ? ahead.slice(0, Math.max(0, ahead.lastIndexOf('<?xml'))).trimEnd()
      : ahead;
    const comment = bare.endsWith('-->') ? bare.slice(bare.lastIndexOf('<!--') + 4, -3).trim() : undefined;
    from = end + END.length;
    yield { comment, source: answer.slice(at, from) };
  }
}

function readTask(source: string, comment: string | undefined): ScheduledTask | null {
  let task: Readonly<Record<string, unknown>>;
  try {
    task = record(record(parser.parse(source)).Task);
  } catch {
    return null;
  }
  const principal = record(list(record(task.Principals).Principal)[0]);
  const actions = list(record(task.Actions).Exec).map(record);
  const name = text(record(task.RegistrationInfo).URI) ?? comment ?? '';
  return {
    name,
    command: actions.flatMap((action) => [
      ...[text(action.Command)].filter((each) => each !== null).map((each) => each.replace(/^"(.*)"$/, '$1')),
      ...[...(text(action.Arguments) ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map(
        (hit) => hit[1] ?? hit[2] ?? '',
      ),
    ]),
    user: text(principal.UserId),
    group: text(principal.GroupId),
    highest: principal.RunLevel === 'HighestAvailable',
  };
}

/** A launcher script of OpenClaw, decoded: UTF-16 with its mark, the encoding that its first lines name, or UTF-8. */
export function decodeLauncher(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  const head = bytes.subarray(0, 200).toString('latin1');
  const named = /@rem openclaw-launcher-encoding=(\S+)/.exec(head)?.[1];
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** `set "NAME=value"` and `set NAME=value` lines of a batch file; `%%` stands for `%`. */
export function parseSetLines(text: string): Record<string, string> {
  const lines = text
    .split(/[\r\n]+/)
    .flatMap((line) => /^\s*@?set\s+(\S.*)$/i.exec(line.trimEnd())?.[1] ?? []);
  const hits = lines.flatMap((line) => {
    const hit = /^"([^="]+)=(.*)"$/.exec(line) ?? /^([^="]+)=(.*)$/.exec(line);
    return hit ? [hit] : [];
  });
  return Object.fromEntries(
    hits.map(([, name = '', value = '']) => [
      name.trim(),
      value.replace(/\^([\^&|<>!])/g, '$1').replaceAll('%%', '%'),
    ]),
  );
}

/** Lines of a batch file that start nothing (learn.microsoft.com, windows-commands). */
const QUIET_LINE = /^@?(echo|rem|cd|chcp|set|setlocal|endlocal|title|exit|pushd|popd)\b|^@?:|^$/i;

/** Redirections: what is read from, what is written to (learn.microsoft.com, "Using command redirection operators"). */
const REDIRECTION = /^\d?(?:<|>>?)(?:&\d)?(.*)$/;

/**
 * The command lines of a batch file, each as its words; quotes hold blanks together. OpenClaw quotes only words with
 * blanks or signs in them, doubles `%` and ends the line with `<NUL` (2026.9.6, src/daemon/cmd-argv.ts, schtasks-layout).
 */
export const batchCommands = (text: string): readonly (readonly string[])[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !QUIET_LINE.test(line))
    .map((line) => {
      const given = line.replace(/^@/, '').match(/(?:"(?:\\"|[^"])*"?|[^\s"])+/g) ?? [];
      return given
        .filter((word, at) => {
          const before = REDIRECTION.exec(given[at - 1] ?? '');
          return (
            !REDIRECTION.test(word) && !(before && before[1] === '' && !/&\d$/.test(given[at - 1] ?? ''))
          );
        })
        .map((word) =>
          word
            .replace(/(?<!\\)"/g, '')
            .replaceAll('\\"', '"')
            .replaceAll('^!', '!')
            .replaceAll('%%', '%'),
        );
    })
    .filter((parts) => parts.length > 0);
