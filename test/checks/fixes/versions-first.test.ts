import { expect, test } from 'vitest';
import { inOrder } from '../../../main/changes/plan/in-order';
import { influencesOf, needsOf } from '../../../main/changes/plan/influences';
import toolsHardened from '../../../main/checks/fixes/tools-hardened';
import { planOn } from './settings';

test('an old copy is put away first: which settings may be written depends on the versions that stay', async () => {
  const hardened = await planOn(toolsHardened, '{ tools: { profile: "full" } }', { version: '2026.1.30' });
  if (!hardened) throw new Error('not planned');
  const away = {
    changes: [{ kind: 'move', from: '/opt/openclaw', to: '/home/lin/.config/Tankmate/quarantine/copy' }],
  } as const;
  const placed = [
    { id: 'tools-hardened', needs: needsOf(hardened), influences: influencesOf(hardened) },
    { id: 'retire-copy', needs: needsOf(away), influences: influencesOf(away) },
  ];
  expect(inOrder(placed).map(({ id }) => id)).toEqual(['retire-copy', 'tools-hardened']);
});
