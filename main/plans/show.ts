import { structuredPatch } from 'diff';
import type { Change, EditChange, ShownChange } from '../contract/change';
import { maskSecrets } from './mask';

/** Lines of an edit that go away and come, each block with `around` lines beside it. */
function lines({ path, before, after, format }: EditChange, around: number) {
  const hide = (text: string | null) => (text === null ? '' : maskSecrets(text, format));
  const { hunks } = structuredPatch(path, path, hide(before), hide(after), '', '', { context: around });
  const side = (mark: '-' | '+') =>
    hunks
      .map((hunk) =>
        hunk.lines
          .filter((line) => line.startsWith(mark) || line.startsWith(' '))
          .map((line) => line.slice(1))
          .join('\n'),
      )
      .join('\n⋯\n');
  return { before: before === null ? null : side('-'), after: after === null ? null : side('+') };
}

const commandLine = (program: string, args: readonly string[]) =>
  [program, ...args].map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');

function show(change: Change, around: number): ShownChange {
  switch (change.kind) {
    case 'edit':
      return { kind: 'edit', where: change.path, ...lines(change, around) };
    case 'mode':
      return { kind: 'mode', where: change.path, before: change.before, after: change.after };
    case 'move':
      return { kind: 'move', where: change.from, before: change.from, after: change.to };
    case 'command': {
      const set = Object.entries(change.env ?? {}).map(([name, value]) => `${name}=${value}`);
      return {
        kind: 'command',
        where: change.program,
        before: null,
        after: [...set, commandLine(change.program, change.args)].join(' '),
        ...(change.admin && { admin: true }),
      };
    }
    case 'end':
      return { kind: 'end', where: `${change.program} (pid ${change.pid})`, before: null, after: null };
  }
}

/** A change as people see it, without its secrets. */
export const showChange = (change: Change): ShownChange => show(change, 2);

/** What of a change must still be the same for a plan to hold: not the lines around it. */
export const essence = (change: Change): unknown => show(change, 0);
