import { describe, expect, it } from 'vitest';
import check from '../../main/checks/skills-content';
import type { ExtensionBehaviour, ExtensionContent } from '../../main/probes/extensions';
import type { Gap } from '../../main/probes/partial-result';
import { fakeProbes, seen } from '../fakes/probes';
import { hidden, hiddenSetups, nothing, setup } from './setups';

const behaviour = (more: Partial<ExtensionBehaviour>): ExtensionBehaviour => ({
  id: 'takes-secrets',
  severity: 'critical',
  file: 'SKILL.md',
  line: 7,
  ...more,
});
const content = (name: string, behaviours: readonly ExtensionBehaviour[] = []): ExtensionContent => ({
  name,
  path: `/home/lin/.openclaw/skills/${name}`,
  behaviours,
  files: 3,
});
const look = (items: readonly ExtensionContent[], gaps: readonly Gap[] = []) =>
  check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(setup()) },
      extensions: { skillContents: async () => ({ items, gaps }) },
    }),
  );

describe('what skills do', () => {
  it('is told by the worst, with file and line', async () => {
    const finding = await look([
      content('good'),
      content('bad', [behaviour({ what: 'x.example.net' }), behaviour({ id: 'stays', severity: 'high' })]),
      content('odd', [behaviour({ id: 'lures', severity: 'medium' })]),
    ]);
    expect(finding).toMatchObject({
      state: 'attention',
      severity: 'critical',
      because: {
        id: 'skills-content.found',
        values: { count: 1, names: ['bad'], does: { id: 'content.does-takes-secrets' } },
      },
    });
    expect(finding.evidence[0]).toEqual({
      kind: 'extension',
      where: '/home/lin/.openclaw/skills/bad/SKILL.md:7',
      saw: { id: 'content.does-takes-secrets', values: { what: 'x.example.net' } },
    });
    expect(finding.evidence.length).toBe(3);
  });

  it('is good where all was read and nothing found, or nothing was added', async () => {
    expect(await look([content('a'), content('b')])).toMatchObject({
      state: 'good',
      because: { id: 'skills-content.fine', values: { count: 2, files: 6 } },
    });
    expect(await look([])).toMatchObject({ state: 'good', because: { id: 'skills-content.none' } });
  });

  it('is unknown where something was not read, and that hides nothing that was found', async () => {
    expect(await look([content('a')], [hidden()])).toMatchObject({ state: 'unknown' });
    expect(await look([content('a', [behaviour({})])], [hidden()])).toMatchObject({ state: 'attention' });
  });

  it('is not applicable without OpenClaw, unknown where setups may hide', async () => {
    expect(await check.inspect(nothing)).toMatchObject({ state: 'not-applicable' });
    expect(await check.inspect(hiddenSetups)).toMatchObject({ state: 'unknown' });
  });
});
