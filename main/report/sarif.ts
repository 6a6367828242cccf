import type { Severity } from '../contract/finding';
import type { Vetting } from './vetting';

/** SARIF 2.1.0 (OASIS standard), section 3.27.10: an error is what must not be let through. */
const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
/** As code scanning orders results (security-severity, 0 to 10). */
const SCORE: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };
const ORDER: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

const place = (file: string, line: number) => ({
  physicalLocation: {
    artifactLocation: {
      uri: file.split('/').map(encodeURIComponent).join('/'),
      uriBaseId: '%SRCROOT%',
    },
    region: { startLine: Math.max(1, line) },
  },
});

/** A vetting as a SARIF log of one run: a rule for each kind of behaviour, and what was not read as notifications. */
export function sarifOf({ app, behaviours, gaps }: Vetting) {
  const ids = [...new Set(behaviours.map(({ id }) => id))];
  const rules = ids.map((id) => {
    const own = behaviours.filter((each) => each.id === id);
    const worst = ORDER[Math.max(...own.map(({ severity }) => ORDER.indexOf(severity)))] ?? 'low';
    const name = id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return {
      id,
      name,
      shortDescription: { text: own[0]?.does ?? id },
      defaultConfiguration: { level: LEVEL[worst] },
      properties: { 'security-severity': SCORE[worst], tags: ['security'] },
    };
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Tankmate', semanticVersion: app.version, rules } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: gaps.length === 0,
            toolExecutionNotifications: gaps.map(({ where, because }) => ({
              level: 'warning',
              message: { text: `${where}: ${because}` },
            })),
          },
        ],
        results: behaviours.map(({ id, severity, file, line, does }) => ({
          ruleId: id,
          ruleIndex: ids.indexOf(id),
          level: LEVEL[severity],
          message: { text: does },
          locations: [place(file, line)],
          partialFingerprints: { 'tankmate/v1': `${id}:${file}:${line}` },
        })),
      },
    ],
  } as const;
}
