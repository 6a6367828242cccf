import { expect, test } from 'vitest';
import { findProgram } from '../../../main/probes/engines/programs';
import type { Host } from '../../../main/system/read';
import { programCandidates, programPlaces } from '../../../main/system/read/program-places';
import { pathModule } from '../../../main/system/write/write-tools';

const ENV = { HOME: '/home/lin', USERPROFILE: 'C:\\Users\\lin', PATH: '' };

test.each(['linux', 'darwin', 'win32'] as const)('on %s a look finds what making would', async (platform) => {
  const path = pathModule({ platform });
  for (const folder of programPlaces(platform, ENV)) {
    const there = path.join(folder, platform === 'win32' ? 'limactl.exe' : 'limactl');
    const host = {
      platform,
      path,
      env: ENV,
      stat: async (file: string) => {
        if (file !== there) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
        return { kind: 'file', mode: 0o755 };
      },
    } as unknown as Host;
    expect(await findProgram(host, 'limactl')).toBe(there);
  }
});

test.each([
  ['linux', '/home/lin/.local/bin'],
  ['darwin', '/opt/local/bin'],
  ['darwin', '/opt/homebrew/bin'],
  ['darwin', '/Applications/Docker.app/Contents/Resources/bin'],
  ['win32', 'C:\\Users\\lin\\scoop\\shims'],
] as const)('on %s %s is one of them', (platform, folder) => {
  expect(programPlaces(platform, ENV)).toContain(folder);
});

test.each([
  ['win32', 'wsl.exe', 'C:\\Windows\\System32\\wsl.exe'],
  ['win32', 'wsl', 'C:\\Windows\\System32\\wsl.exe'],
  ['linux', 'podman', '/usr/bin/podman'],
] as const)('on %s %s may be %s', (platform, program, file) => {
  expect(programCandidates(program, platform, { ...ENV, PATH: 'bin:.' })).toContain(file);
});

test.each(['', '../podman', '/bin/podman', 'a/b'])('“%s” is no name of a program', (program) => {
  expect(programCandidates(program, 'linux', ENV)).toEqual([]);
});

test('PATH counts first and what was asked for besides last; what is relative never', () => {
  const all = programCandidates('podman', 'linux', { PATH: '/opt/b:bin::.' }, ['/srv/x', 'rel']);
  expect([all[0], all.at(-1)]).toEqual(['/opt/b/podman', '/srv/x/podman']);
  expect(all.every((file) => file.startsWith('/'))).toBe(true);
});
