import type { Change, ShownChange } from '../contract/change';
import { showChange } from '../plans/show';
import { writeJson, writeLines } from './say';

const line = ({ kind, where, after, admin }: ShownChange) => {
  if (kind === 'command') return `${admin ? '# ' : '$ '}${after}`;
  if (kind === 'move') return `${where} → ${after}`;
  return kind === 'edit' && after !== null ? `${where}\n${after.replace(/^/gm, '  + ')}` : `${kind} ${where}`;
};

/** Changes that would be made, for a command without `--yes`. Their secrets don't show. */
export async function writeChanges(changes: readonly Change[], json: boolean): Promise<void> {
  const shown = changes.map(showChange);
  if (json) await writeJson({ changes: shown });
  else await writeLines(shown.map(line));
}
