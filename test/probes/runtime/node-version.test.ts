import { expect, test } from 'vitest';
import { readNodeVersion, versionOfPath } from '../../../main/probes/runtime/node-version';
import { nodeHost } from '../../../main/system/read/node-host';

const host = nodeHost(AbortSignal.timeout(60_000));

test('of the very Node that runs this, by what lies beside it and by its own text', async () => {
  const is = { version: process.versions.node };
  expect(await readNodeVersion(host, process.execPath)).toEqual(is);
  // Linux alone has a name for it that leads past everything beside it.
  if (process.platform === 'linux')
    expect(await readNodeVersion(host, `/proc/${process.pid}/exe`)).toEqual(is);
});

test.each([
  ['/home/lin/.nvm/versions/node/v22.19.0/bin/node', '22.19.0'],
  ['/opt/homebrew/Cellar/node@22/22.19.0_1/bin/node', '22.19.0'],
  ['/opt/node-v24.16.0-linux-x64/bin/node', '24.16.0'],
  ['/nix/store/0123456789abcdfghijklmnpqrsvwxyz-nodejs-22.19.0/bin/node', '22.19.0'],
  ['C:\\Users\\lin\\AppData\\Roaming\\nvm\\v22.19.0\\node.exe', '22.19.0'],
  ['/srv/v1.2.3/node/v24.16.0/bin/node', '24.16.0'],
  ['/usr/bin/node', null],
  ['/home/lin/v24.16.0', null],
])('%s is called %s', (path, version) => expect(versionOfPath(path)).toBe(version));
