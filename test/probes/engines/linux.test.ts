import { describe, expect, test } from 'vitest';
import { createEngineProbe } from '../../../main/probes/engines';
import { linuxAcceleration } from '../../../main/probes/engines/engines-linux';
import { type FakeMachine, fakeHost } from '../../fakes/host';

// /proc/cpuinfo of an Intel laptop, of one whose firmware has VT-x switched off, of an AMD one, of a guest and of an
// ARM board, shortened: flags are words in one line, in this order of fields (proc_cpuinfo(5)).
const INTEL = 'processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu sse4_2 vmx avx2\n';
const INTEL_OFF = 'processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu sse4_2 avx2\n';
const AMD = 'processor\t: 0\nvendor_id\t: AuthenticAMD\nflags\t\t: fpu sse4_2 svm\n';
const GUEST = 'processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu sse4_2 hypervisor\n';
const ARM = 'processor\t: 0\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n';

describe('the processor’s help', () => {
  test.each([
    ['vmx and a device that opens', INTEL, null, 'usable'],
    ['a device that this account may not open', INTEL, 'EACCES', 'no-permission'],
    ['AMD’s flag without a device', AMD, 'ENOENT', 'off'],
    ['Intel’s, hidden because the firmware has it off', INTEL_OFF, 'ENOENT', 'off'],
    // A device of software alone is there too on some rented machines: no proof.
    ['a device without the flag, inside a guest', GUEST, null, 'absent'],
    ['ARM with a device', ARM, null, 'usable'],
    ['ARM without one', ARM, 'ENOENT', 'absent'],
    ['nothing that could be read', null, 'ENOENT', 'unknown'],
    ['text that makes no sense', 'hello', null, 'unknown'],
  ])('%s', (_name, cpu, kvm, is) => {
    expect(linuxAcceleration(cpu, kvm).is).toBe(is);
  });
});

const program = { mode: 0o755, text: '' };
const machine = (told: FakeMachine = {}) =>
  fakeHost({
    env: { PATH: '/usr/bin:/bin' },
    uid: 1000,
    userName: 'lin',
    ...told,
    files: { '/proc/cpuinfo': INTEL, '/sys/class/dmi/id/sys_vendor': 'LENOVO\n', ...told.files },
    commands: { 'uname -m': 'x86_64\n', ...told.commands },
  });

describe('engines on Linux', () => {
  test('nothing there is nothing seen', async () => {
    const facts = await createEngineProbe(machine()).look();
    expect(facts).toMatchObject({ architecture: 'x64', maker: 'LENOVO', processor: 'intel', engines: {} });
  });

  test('programs are found, asked for their version, and for nothing else', async () => {
    const host = machine({
      files: {
        '/usr/bin/qemu-system-x86_64': program,
        '/usr/bin/qemu-img': program,
        '/snap/bin/multipass': program,
        '/usr/bin/apt-get': program,
        '/usr/bin/podman': program,
        '/usr/bin/newuidmap': program,
        '/etc/subuid': 'root:1:1\nlin:100000:65536\n',
        '/proc/sys/user/max_user_namespaces': '95000\n',
      },
      commands: {
        '/usr/bin/qemu-system-x86_64 --version': 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)\n',
        '/usr/bin/podman --version': 'podman version 4.3.1\n',
      },
    });
    const { engines, tools } = await createEngineProbe(host).look();
    expect(engines).toEqual({
      qemu: { program: '/usr/bin/qemu-system-x86_64', version: '7.2.22' },
      podman: { program: '/usr/bin/podman', version: '4.3.1' },
      multipass: { program: '/snap/bin/multipass', version: null },
    });
    expect(tools).toEqual(['apt-get']);
    // Multipass’ every command would start its daemon.
    expect(host.touched.filter((each) => each.includes('multipass') && each.includes(' '))).toEqual([]);
  });

  test('a file that may not be run is no program', async () => {
    const host = machine({ files: { '/usr/bin/podman': { mode: 0o644, text: '' } } });
    expect((await createEngineProbe(host).look()).engines).toEqual({});
  });

  test.each([
    ['no range of numbers', { '/etc/subuid': 'somebody:100000:65536\n' }, 'ids'],
    ['a range that is too short', { '/etc/subuid': 'lin:100000:10\n', '/usr/bin/newuidmap': program }, 'ids'],
    ['no newuidmap', { '/etc/subuid': 'lin:100000:65536\n' }, 'ids'],
    ['namespaces switched off', { '/proc/sys/user/max_user_namespaces': '0\n' }, 'user-namespaces'],
  ])('podman with %s', async (_name, files, lacks) => {
    const host = machine({
      files: { '/usr/bin/podman': program, ...files },
      commands: { '/usr/bin/podman --version': 'podman version 5.4.2\n' },
    });
    expect((await createEngineProbe(host).look()).engines.podman).toMatchObject({ lacks, version: '5.4.2' });
  });

  test('a docker that runs as root is told from one that doesn’t, and from one that sleeps', async () => {
    const docker = {
      files: { '/usr/bin/docker': program },
      commands: { '/usr/bin/docker --version': 'Docker version 27.3.1, build ce12230\n' },
    };
    const look = async (files: FakeMachine['files']) =>
      (await createEngineProbe(machine({ ...docker, files: { ...docker.files, ...files } })).look()).engines
        .docker;
    expect(await look({})).toMatchObject({ lacks: 'daemon' });
    expect(await look({ '/var/run/docker.sock': '' })).toEqual({
      program: '/usr/bin/docker',
      version: '27.3.1',
      rootful: true,
    });
    expect(await look({ '/var/run/docker.sock': { denied: true, text: '' } })).toMatchObject({
      lacks: 'permission',
    });
    expect(await look({ '/run/user/1000/docker.sock': '' })).not.toHaveProperty('rootful');
  });

  test('qemu without qemu-img is not whole', async () => {
    const host = machine({
      files: { '/usr/bin/qemu-system-x86_64': program },
      commands: { '/usr/bin/qemu-system-x86_64 --version': 'QEMU emulator version 9.2.0\n' },
    });
    expect((await createEngineProbe(host).look()).engines.qemu).toMatchObject({ lacks: 'feature' });
  });
});
