import { structuredPatch } from 'diff';
import type { Change, EditChange, ShownChange } from '../../contract/change';
import { redactCommand, redactSides } from '../redact';

/**
 * Lines of an edit that go away and come, each block with `around` lines beside it. They are told by the real text, and
 * shown without secrets: both have the same line numbers.
 */
function lines({ path, before, after, format }: EditChange, around: number) {
  const masked = redactSides(before ?? '', after ?? '', format);
  const { hunks } = structuredPatch(path, path, before ?? '', after ?? '', '', '', { context: around });
  const side = (mark: '-' | '+', text: string) => {
    const all = text.split('\n');
    const shown = hunks.map((hunk) => {
      const start = (mark === '-' ? hunk.oldStart : hunk.newStart) - 1;
      const own = hunk.lines.filter((line) => line.startsWith(mark) || line.startsWith(' '));
      // Windows' line ends are the same on both sides, and no sign to be read.
      return own.map((_, index) => (all[start + index] ?? '').replace(/\r$/, '')).join('\n');
    });
    return shown.join('\n⋯\n');
  };
  return {
    before: before === null ? null : side('-', masked.before),
    after: after === null ? null : side('+', masked.after),
  };
}

/** A script stays in its lines: who is asked for administrator rights has to be able to read it. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(word)) return word;
  return word.includes('\n') ? `'\n${word.trim()}\n'` : JSON.stringify(word);
}
const commandLine = (program: string, args: readonly string[]) => [program, ...args].map(quoted).join(' ');

function show(change: Change, around: number): ShownChange {
  switch (change.kind) {
    case 'edit':
      return { kind: 'edit', where: change.path, ...lines(change, around) };
    case 'mode':
      return { kind: 'mode', where: change.path, before: change.before, after: change.after };
    case 'move':
      return { kind: 'move', where: change.from, before: change.from, after: change.to };
    case 'command': {
      // No fix puts a secret into a command; should one ever do, it is not shown.
      const set = Object.entries(change.env ?? {}).map(([name, value]) => `${name}=${value}`);
      const line = [...set, commandLine(change.program, change.args)].join(' ');
      const back = change.admin && change.undo && commandLine(change.undo.program, change.undo.args);
      return {
        kind: 'command',
        where: change.program,
        before: null,
        after: redactCommand(line),
        ...(change.admin && { admin: true }),
        ...(back && { back: redactCommand(back) }),
      };
    }
    case 'end':
      return { kind: 'end', where: `${change.program} (pid ${change.pid})`, before: null, after: null };
  }
}

/** A change as people see it, without its secrets. */
export const showChange = (change: Change): ShownChange => show(change, 2);

/** What of a change must still be the same for a plan to hold: not the lines around it. */
export const canonicalForm = (change: Change): unknown => show(change, 0);
