import { ChangeError } from '../../change-error';
import { commandEnvironment } from '../../commands/command-environment';
import type { WriteTools } from '../../write-tools';
import type { SafePath } from '../safe-path';
import { keepOnWindows } from './keep-attributes';

/**
 * robocopy's arguments for a folder with all in it: data, attributes, times and access lists (/COPY:DATS needs no
 * administrator), links as links (/SL, /SJ), no second try (robocopy, learn.microsoft.com).
 */
export const robocopyArguments = (from: string, to: string): readonly string[] => [
  from,
  to,
  '/E',
  '/COPY:DATS',
  '/DCOPY:DAT',
  '/SL',
  '/SJ',
  '/R:0',
  '/W:0',
  '/NP',
  '/NFL',
  '/NDL',
  '/NJH',
  '/NJS',
];

/** Its exit code is a set of bits; from 8 on something was not copied. 16: nothing was, as when the drive is full. */
export const copied = (code: number | null): boolean => code !== null && code < 8;

/** `ERROR 112 (0x00000070)`: the number is there in every language. 112 disk full, 5 access denied, 19 write-protected. */
export function robocopyProblem(out: string) {
  const number = /\((0x[0-9A-F]{8})\)/i.exec(out)?.[1];
  const known = { 112: 'disk-full', 5: 'not-permitted', 19: 'read-only', 32: 'in-use' } as const;
  return known[Number(number) as keyof typeof known] ?? 'failed';
}

/** Copies a file with CopyFileW and its access list after it, a folder with robocopy. */
export async function copyOnWindows(
  tools: WriteTools,
  from: SafePath,
  to: SafePath,
  fresh: string,
  limitMs: number,
): Promise<void> {
  const [source, target] = [from.at(from.name), to.at(fresh)];
  const facts = await tools.fs.lstat(source);
  if (facts.isSymbolicLink()) return tools.fs.symlink(await tools.fs.readlink(source), target);
  if (facts.isFile()) {
    const { COPYFILE_EXCL } = tools.fs.constants;
    await tools.fs.copyFile(source, target, COPYFILE_EXCL);
    return keepOnWindows(tools, source, target, from.name);
  }
  const { code, out } = await tools.run({
    program: tools.programs.robocopy,
    args: robocopyArguments(source, target),
    env: commandEnvironment(tools.platform, tools.env),
    limitMs,
  });
  if (!copied(code)) throw new ChangeError(robocopyProblem(out), `${to.folder}: robocopy ended with ${code}`);
}
