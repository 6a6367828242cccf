import { showChange } from '../changes/plan/show';
import type { Change, ShownChange } from '../contract/change';
import type { Language } from '../contract/report';
import { planText } from './plan-text';
import { writeJson, writeLines } from './print';

const line = ({ kind, where, after, admin }: ShownChange) => {
  if (kind === 'command') return `${admin ? '# ' : '$ '}${after}`;
  if (kind === 'move') return `${where} → ${after}`;
  return kind === 'edit' && after !== null ? `${where}\n${after.replace(/^/gm, '  + ')}` : `${kind} ${where}`;
};

/** Changes that would be made, for a command without `--yes`. Their secrets don't show; what stands for them is said. */
export async function writeChanges(
  changes: readonly Change[],
  json: boolean,
  language: Language,
): Promise<void> {
  const shown = changes.map(showChange);
  if (json) await writeJson({ changes: shown });
  else await writeLines(planText(language).withLegend(shown.map(line)));
}
