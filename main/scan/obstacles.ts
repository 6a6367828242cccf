import type { Finding, Obstacle } from '../contract/finding';

/** Collects what those who plan say is in the way, and puts it to the findings that it keeps from being mended. */
export function obstacles() {
  const byFinding = new Map<string, Map<string, Obstacle>>();
  return {
    /** The same thing in the way of several fixes is told once. */
    add(finding: string, obstacle: Obstacle): void {
      const known = byFinding.get(finding) ?? new Map<string, Obstacle>();
      byFinding.set(finding, known.set(`${obstacle.because.id}\0${obstacle.where}`, obstacle));
    },
    within: (findings: readonly Finding[]): readonly Finding[] =>
      findings.map((each) => {
        const own = byFinding.get(each.id);
        return own ? { ...each, cannot: [...own.values()] } : each;
      }),
  };
}
