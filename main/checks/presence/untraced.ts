import type { Evidence, Observation } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { Trace } from '../../probes/traces';

const MOST_SHOWN = 20;

/** A trace as evidence. */
export const traceEvidence = ({ kind, where, saw }: Trace): Evidence => ({ kind, where, saw });

/**
 * One unknown observation for all that speaks for OpenClaw and whose copy, or settings, were not found: without it,
 * nothing found would be called good, or not applicable. None where everything was traced.
 */
export async function untraced(probes: Probes, what: 'copy' | 'setup'): Promise<readonly Observation[]> {
  const { items } = await probes.traces.all();
  const missing = items.filter((trace) => trace[what] === 'missing');
  const [first] = missing;
  if (!first) return what === 'copy' ? claimed(probes) : [];
  return [
    {
      state: 'unknown',
      because: { id: what === 'copy' ? 'trace.no-copy' : 'trace.no-setup', values: { where: first.where } },
      byHand: { id: 'trace.steps' },
      evidence: missing.slice(0, MOST_SHOWN).map(traceEvidence),
    },
  ];
}

/** Where no copy was found at all, a program that only calls itself a gateway may well be one. */
async function claimed({ openclaw, gateways }: Probes): Promise<readonly Observation[]> {
  if ((await openclaw.copies()).items.length > 0) return [];
  const { gaps } = await gateways.running();
  const [first] = gaps.filter(({ because }) => because.id === 'look.unproven');
  if (!first) return [];
  return [
    {
      state: 'unknown',
      because: { id: 'trace.no-copy', values: { where: first.where } },
      byHand: { id: 'trace.steps' },
      evidence: [],
    },
  ];
}

/** Whether anything at all speaks for OpenClaw in this very system. */
export async function isTraced({ traces }: Probes): Promise<boolean> {
  return (await traces.all()).items.some(({ copy, setup }) => copy !== 'found' || setup !== 'none');
}
