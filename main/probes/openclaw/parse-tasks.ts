import { XMLParser } from 'fast-xml-parser';

/** One scheduled task (learn.microsoft.com, Task Scheduler Schema). */
export interface Task {
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

/** Output of a Windows program: UTF-16 where it shows, else taken byte by byte, so that ASCII survives any code page. */
export function decodeWide(bytes: Buffer): string {
  const wide = bytes.length > 1 && (bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe));
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

/**
 * Tasks in the answer of `schtasks /query /xml`: each is a `<Task>` with its name in a comment before it, with or
 * without a root around them all. Only those that `wanted` accepts by their text are taken apart: there are hundreds.
 * Null when there is no task at all, so that the answer was something else.
 */
export function parseTasks(answer: string, wanted: (source: string) => boolean): readonly Task[] | null {
  const blocks = [
    ...answer.matchAll(/(?:<!--\s*(.*?)\s*-->\s*)?(?:<\?xml[^>]*\?>\s*)?(<Task[\s>][\s\S]*?<\/Task>)/g),
  ];
  if (blocks.length === 0) return null;
  return blocks
    .filter(([whole]) => wanted(whole))
    .flatMap(([, comment, source]) => readTask(source ?? '', comment) ?? []);
}

function readTask(source: string, comment: string | undefined): Task | null {
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
  const hits = text.matchAll(/^\s*@?set\s+(?:"([^=\r\n"]+)=([^\r\n]*)"|([^=\r\n"]+)=([^\r\n]*?))\s*$/gim);
  return Object.fromEntries(
    [...hits].map((hit) => [
      (hit[1] ?? hit[3] ?? '').trim(),
      (hit[2] ?? hit[4] ?? '').replace(/\^([\^&|<>!])/g, '$1').replaceAll('%%', '%'),
    ]),
  );
}
