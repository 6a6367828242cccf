import { SEVERITIES } from '../contract/finding';
import type { Advisory } from './advisories';

/** What a CVSS vector says in an ordinary person's terms. */
export interface PlainRisk {
  /** Where the attacker is: CVSS "Attack Vector". */
  readonly who: 'internet' | 'network' | 'computer' | 'touch';
  /** What they need first: "Privileges Required", then "User Interaction". */
  readonly needs: 'nothing' | 'account' | 'administrator' | 'click';
  /** What they get: the "Impact" metrics for confidentiality, integrity and availability. */
  readonly what: 'takeover' | 'read' | 'change' | 'stop' | 'some';
}

const WHO = { N: 'internet', A: 'network', L: 'computer', P: 'touch' } as const;

/**
 * Reads a CVSS 3.x or 4.0 vector (first.org/cvss/v3.1/specification-document section 2, v4.0 section 2).
 * Null when there is none or a metric that the sentence needs is missing.
 */
export function plainRisk(vector: string | null): PlainRisk | null {
  if (!vector || !/^CVSS:(3\.[01]|4\.0)\//.test(vector)) return null;
  const metrics = new Map(vector.split('/').map((part) => part.split(':') as [string, string]));
  const impact = (metric: string) => metrics.get(`V${metric}`) ?? metrics.get(metric);
  const who = WHO[metrics.get('AV') as keyof typeof WHO];
  const [privileges, click] = [metrics.get('PR'), metrics.get('UI')];
  const [read, change, stop] = [impact('C'), impact('I'), impact('A')];
  if (!who || !privileges || !click || !read || !change || !stop) return null;
  const needs =
    privileges === 'H'
      ? 'administrator'
      : privileges === 'L'
        ? 'account'
        : click === 'N'
          ? 'nothing'
          : 'click';
  const what =
    read === 'H' && change === 'H'
      ? 'takeover'
      : read === 'H'
        ? 'read'
        : change === 'H'
          ? 'change'
          : stop === 'H'
            ? 'stop'
            : 'some';
  return { who, needs, what };
}

const rank = {
  who: ['internet', 'network', 'computer', 'touch'],
  needs: ['nothing', 'click', 'account', 'administrator'],
  what: ['takeover', 'change', 'read', 'stop', 'some'],
} as const;

/** Worst first: by rating, then by who can do it, what they need and what they get; one without a vector comes after. */
export function compareAdvisories(a: Advisory, b: Advisory): number {
  const place = (advisory: Advisory) => {
    const risk = plainRisk(advisory.vector);
    const last = [9, 9, 9];
    const order = risk
      ? [rank.needs.indexOf(risk.needs), rank.who.indexOf(risk.who), rank.what.indexOf(risk.what)]
      : last;
    return [SEVERITIES.indexOf(advisory.severity), ...order];
  };
  const [left, right] = [place(a), place(b)];
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 ? a.id.localeCompare(b.id) : (left[index] ?? 0) - (right[index] ?? 0);
}
