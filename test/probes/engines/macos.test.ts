import { expect, test } from 'vitest';
import { createEngineProbe } from '../../../main/probes/engines';
import { macosAcceleration } from '../../../main/probes/engines/engines-macos';
import { fakeHost } from '../../fakes/host';

test.each([
  ['1\n', 'usable'],
  ['0\n', 'absent'],
  ['', 'unknown'],
  [null, 'unknown'],
])('kern.hv_support %j', (output, is) => {
  expect(macosAcceleration(output).is).toBe(is);
});

test('an Apple chip behind Rosetta is one, and Lima of Homebrew is found', async () => {
  const host = fakeHost({
    platform: 'darwin',
    env: { PATH: '/usr/bin' },
    files: {
      '/opt/homebrew/bin/limactl': { mode: 0o755, text: '' },
      '/opt/homebrew/bin/brew': { mode: 0o755, text: '' },
    },
    commands: {
      'uname -m': 'x86_64\n',
      'sysctl -n sysctl.proc_translated': '1\n',
      'sysctl -n kern.hv_support': '1\n',
      '/opt/homebrew/bin/limactl --version': 'limactl version 2.0.3\n',
    },
  });
  expect(await createEngineProbe(host).look()).toMatchObject({
    architecture: 'arm64',
    acceleration: { is: 'usable' },
    engines: { lima: { program: '/opt/homebrew/bin/limactl', version: '2.0.3' } },
    tools: ['brew'],
  });
});
