import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivedPackages } from '../../../main/probes/openclaw/archived-packages';
import { scanOf } from '../../checks/whole-scan';
import { fakeHost } from '../../fakes/host';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-asar-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An archive as Electron's own packer writes it. */
async function packed(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const from = await mkdtemp(join(folder, 'app-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(from, name)), { recursive: true });
    await writeFile(join(from, name), text);
  }
  await createPackage(from, `${from}.asar`);
  return readFile(`${from}.asar`);
}
const read = (bytes: Buffer) =>
  archivedPackages(
    fakeHost({ files: { '/opt/App/resources/app.asar': { bytes } } }),
    '/opt/App/resources/app.asar',
  );
const APP = { 'package.json': '{"name":"some-app","version":"1.0.0"}', 'main.js': 'x();\n'.repeat(100) };

describe('an archive of an app', () => {
  it('tells the package in it, wherever it lies', async () => {
    const inside = await packed({
      ...APP,
      'node_modules/openclaw/package.json': '{"name":"openclaw","version":"2026.3.13"}',
      'vendor/runtime/package.json': '{"name":"clawdbot","version":"2026.1.24-3"}',
      'vendor/runtime/clawdbot.mjs': '',
      'vendor/other/package.json': '{"name":"openclaw","version":"1.0.0"}',
    });
    expect((await read(inside)).map((each) => `${each.package} ${each.version}`).sort()).toEqual([
      'clawdbot 2026.1.24-3',
      'openclaw 2026.3.13',
    ]);
  });

  it('without it tells none', async () => {
    expect(await read(await packed(APP))).toEqual([]);
  });

  it('that is cut off, or none, is an error', async () => {
    const inside = await packed({
      'node_modules/openclaw/package.json': '{"name":"openclaw","version":"1.0.0"}',
    });
    for (const bytes of [
      inside.subarray(0, 10),
      inside.subarray(0, 60),
      Buffer.from('PK\u0003\u0004 something else'),
    ])
      await expect(read(bytes)).rejects.toThrow('no archive');
    const huge = Buffer.from(inside);
    huge.writeUInt32LE(0x7fffffff, 4);
    await expect(read(huge)).rejects.toMatchObject({ code: 'EFBIG' });
  });

  it('is judged as any other copy', async () => {
    const bytes = await packed({
      ...APP,
      'node_modules/openclaw/package.json': '{"name":"openclaw","version":"2026.3.13"}',
    });
    const findings = await scanOf({ '/opt/Some App/resources/app.asar': { bytes } });
    expect(findings.get('known-holes')).toMatchObject({ state: 'attention' });
    expect(findings.get('known-holes')?.evidence[0]).toMatchObject({
      where: '/opt/Some App/resources/app.asar',
      facts: { version: '2026.3.13' },
    });
  });
});
