import type { Report } from '../contract/report';
import type { Task } from './messages';

/** What the page's ids stand for in the newest report; null when it names something that isn't there. */
export function fixTask(report: Report | null, ids: readonly string[]): Task | null {
  const all = report?.findings.flatMap(({ fixes }) => fixes) ?? [];
  const fixes = ids.map((id) => all.find((fix) => fix.id === id));
  if (ids.length === 0 || fixes.some((fix) => fix === undefined)) return null;
  return {
    kind: 'fix',
    fixes: fixes.flatMap((fix) => (fix ? [{ id: fix.id, fingerprint: fix.fingerprint }] : [])),
  };
}

/** As `fixTask`, for bringing a copy up to date. */
export function updateTask(report: Report | null, id: string): Task | null {
  const copy = report?.copies.find((each) => each.id === id);
  return copy ? { kind: 'update', copy: copy.path } : null;
}
