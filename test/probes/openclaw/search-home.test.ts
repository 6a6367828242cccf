import { describe, expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { fakeHost } from '../../fakes/host';

const H = '/home/lin';
const found = async (folder: string, name = 'openclaw') => {
  const host = fakeHost({
    files: {
      '/etc/passwd': '',
      [`${folder}/package.json`]: JSON.stringify({ name, version: '2026.9.6' }),
      [`${folder}/${name}.mjs`]: '',
      [`${folder}/README.md`]: '',
    },
  });
  return (await createOpenClawProbe(host).copies()).items.map(({ path }) => path);
};

describe('a copy is found by what it is, wherever it lies in a home', () => {
  test.each([
    `${H}/.local/share/nvm/v22.1.0/lib/node_modules/openclaw`,
    `${H}/.nodebrew/node/v22.1.0/lib/node_modules/openclaw`,
    `${H}/.npm-packages/lib/node_modules/openclaw`,
    `${H}/npm-global/lib/node_modules/openclaw`,
    `${H}/.proto/tools/node/globals/lib/node_modules/openclaw`,
    `${H}/.local/share/nodejs/lib/node_modules/openclaw`,
    `${H}/work/bot/node_modules/openclaw`,
    `${H}/work/clients/acme/assistant`,
    `${H}/stuff/lobster`,
    `${H}/.linuxbrew/Cellar/openclaw-cli/2026.9.6/libexec/lib/node_modules/openclaw`,
  ])('%s', async (folder) => expect(await found(folder)).toEqual([folder]));

  test('what Tankmate put away is found no more', async () => {
    expect(await found(`${H}/.config/Tankmate/quarantine/a1/openclaw`)).toEqual([]);
  });

  test('an older name too', async () => {
    expect(await found(`${H}/x/y/node_modules/moltbot`, 'moltbot')).toEqual([
      `${H}/x/y/node_modules/moltbot`,
    ]);
  });

  test('a plugin for it, a fixture of its settings and another package are none', async () => {
    const host = fakeHost({
      files: {
        '/etc/passwd': '',
        [`${H}/work/my-openclaw-plugin/package.json`]: '{"name":"my-openclaw-plugin","version":"1.0.0"}',
        [`${H}/work/notes/openclaw.json`]: '{}',
        [`${H}/work/site/node_modules/left-pad/package.json`]: '{"name":"left-pad"}',
      },
    });
    const { items, gaps } = await createOpenClawProbe(host).copies();
    expect(items.filter(({ package: name }) => name === 'openclaw')).toEqual([]);
    expect(gaps).toEqual([]);
  });

  test('a huge home ends the search', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, a) =>
        Array.from({ length: 40 }, (_, b) => [`${H}/d${a}/e${b}/f`, ''] as const),
      ).flat(),
    );
    const host = fakeHost({ files: { '/etc/passwd': '', ...files } });
    await createOpenClawProbe(host).copies();
    expect(host.touched.filter((each) => /\/d\d+/.test(each)).length).toBeLessThan(1600);
  });
});
