import { expect, test } from 'vitest';
import { type Json, readSettings } from '../../main/openclaw/read-settings';
import { type ContainerOwner, containerOptions } from '../../main/openclaw/sandbox-container';
import { sandboxOf } from '../../main/openclaw/sandbox-settings';

const LIN: ContainerOwner = { uid: 1000, gid: 100 };
const options = (docker: Json, engine: 'docker' | 'podman', owner: ContainerOwner | null) => {
  const reader = readSettings({ agents: { defaults: { sandbox: { docker } } } });
  return containerOptions(reader, sandboxOf(reader, null), engine, owner).join(' ');
};

const PLAIN = '--network none --user 1000:100 --cap-drop ALL --security-opt no-new-privileges';
test('with no settings of its own, for an account of this computer', () => {
  expect(options({}, 'podman', LIN)).toBe(
    `--init --read-only --tmpfs /tmp --tmpfs /var/tmp --tmpfs /workspace ${PLAIN} --http-proxy=false --read-only-tmpfs=true --userns keep-id:uid=1000,gid=100 --workdir /workspace`,
  );
  expect(options({}, 'docker', LIN)).toBe(
    `--init --read-only --tmpfs /tmp --tmpfs /var/tmp --tmpfs /run --tmpfs /workspace ${PLAIN} --workdir /workspace`,
  );
});
test.each<[engine: 'docker' | 'podman', owner: ContainerOwner | null, is: string[]]>([
  ['podman', { uid: 0, gid: 0 }, []],
  ['docker', { uid: 0, gid: 0 }, ['--user 0:0']],
  ['docker', null, []],
  ['podman', null, ['--userns keep-id']],
])('root’s, and on Windows: %s, %o', (engine, owner, is) => {
  expect(options({}, engine, owner).match(/--user\S* \S+/g) ?? []).toEqual(is);
});
test('a folder of work that is in memory by the settings is put there once', () => {
  expect(options({ tmpfs: ['/workspace:size=1g'] }, 'podman', LIN).match(/\/workspace\S*/g)).toEqual([
    '/workspace:size=1g',
    '/workspace',
  ]);
});
test('with settings of its own, and without those that say nothing', () => {
  const docker = {
    readOnlyRoot: false,
    user: ' 7 ',
    workdir: '/work',
    tmpfs: ['/tmp:size=1m'],
    network: 'bridge',
    capDrop: [],
    seccompProfile: '/srv/seccomp.json',
    dns: ['192.0.2.1'],
    extraHosts: ['a:192.0.2.2'],
    pidsLimit: 0,
    memory: ' ',
    cpus: 1.5,
    gpus: 'all',
    ulimits: { core: '0', nofile: { soft: 1, hard: 2 }, nproc: { hard: 3 }, other: {} },
  };
  expect(options(docker, 'podman', LIN)).toBe(
    '--init --tmpfs /tmp:size=1m --tmpfs /work --network bridge --user 7 --security-opt no-new-privileges --security-opt seccomp=/srv/seccomp.json --dns 192.0.2.1 --add-host a:192.0.2.2 --cpus 1.5 --gpus all --ulimit core=0 --ulimit nofile=1:2 --ulimit nproc=3 --http-proxy=false --userns keep-id:uid=7 --workdir /work',
  );
});
