import { expect, test } from 'vitest';
import check from '../../main/checks/synced-state';
import { createFileProbe } from '../../main/probes/files';
import { type FakeFile, fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { setup } from '../fakes/settings';

const inspect = async (stateDir: string, files: Record<string, string | FakeFile> = {}) => {
  const configPath = `${stateDir}/openclaw.json`;
  const { state, severity, because } = await check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(setup({ stateDir, configPath })) },
      files: createFileProbe(fakeHost({ files: { [configPath]: '{}', ...files } })),
    }),
  );
  return `${severity ?? state} ${because.id.replace('synced-state.', '')}`;
};

test('where the state really lies', async () => {
  expect(await inspect('/home/lin/.openclaw')).toBe('good here');
  expect(await inspect('/home/lin/Dropbox/claw')).toBe('high synced');
  expect(await inspect('/home/lin/我的坚果云/龙虾')).toBe('high synced');
  expect(await inspect('/mnt/hgfs/share/claw')).toBe('medium shared');
  const moved = {
    '/home/lin/OneDrive/claw': { folder: true as const },
    '/srv/claw': { link: '/home/lin/OneDrive/claw' },
  };
  expect(await inspect('/srv/claw', { ...moved, '/home/lin/OneDrive/claw/openclaw.json': '{}' })).toBe(
    'high synced',
  );
});

test('links', async () => {
  const linked = {
    '/data/claw/openclaw.json': '{}',
    '/home/lin/.openclaw/openclaw.json': { link: '/data/claw/openclaw.json' },
  };
  expect(await inspect('/home/lin/.openclaw', linked)).toBe('low linked');
});
