import { createProbes } from '../../../../main/probes/create-probes';
import type { Setup } from '../../../../main/probes/openclaw';
import { fakeHost } from '../../../fakes/host';
import { type LabelledCase, STATE } from './cases';

/** `unknown`: nothing found, but said that something could not be looked into. */
export type Outcome = 'found' | 'unknown' | 'silent';

/** What a look at that home says of keys or of private numbers. */
export async function outcomeOf(
  labelled: LabelledCase,
  of: 'secrets' | 'personal',
): Promise<{ readonly outcome: Outcome; readonly found: readonly string[]; readonly told: string }> {
  const settings = JSON.stringify({ gateway: { mode: 'local' }, ...labelled.settings });
  const host = fakeHost({ files: { [`${STATE}/openclaw.json`]: settings, ...labelled.files } });
  const probes = createProbes(host, { offline: true });
  const setups: readonly Setup[] = (await probes.openclaw.setups()).items;
  const all = await Promise.all(setups.map((setup) => probes.contents[of](setup)));
  const items = all.flatMap((each) => each.items);
  const gaps = all.flatMap((each) => each.gaps);
  return {
    outcome: items.length > 0 ? 'found' : gaps.length > 0 ? 'unknown' : 'silent',
    found: items.map(({ file, kind, count }) => `${kind} ×${count} in ${file}`),
    told: JSON.stringify(all),
  };
}

/** The half that the finders were tuned with, and the one that only the measure sees. */
export const halves = (cases: readonly LabelledCase[]) => ({
  tuned: cases.filter((_, index) => index % 2 === 0),
  heldOut: cases.filter((_, index) => index % 2 === 1),
});
