import { expect, test } from 'vitest';
import { nodeOfEnvironment } from '../../../main/isolation/image-node';
import { dockerIsolation } from '../../../main/probes/isolation/docker-isolation';
import { parseOci } from '../../../main/probes/isolation/oci-config';
import { fakeHost } from '../../fakes/host';
import { ID, oci } from './podman-home';

test.each([
  [['PATH=/usr/bin', 'NODE_VERSION=24.16.0', 'YARN_VERSION=1.22.22'], '24.16.0'],
  [['NODE_VERSION=22.0.0', 'NODE_VERSION=v24.16.0'], '24.16.0'],
  [['NODE_VERSION=lts'], undefined],
  [['MY_NODE_VERSION=24.16.0'], undefined],
  [[7], undefined],
  [null, undefined],
])('of the environment %j it is %s', (env, node) => expect(nodeOfEnvironment(env).node).toBe(node));

test('docker and Podman say it in their own records', async () => {
  const env = ['NODE_VERSION=24.16.0'];
  const inspected = JSON.stringify([
    {
      HostConfig: { Privileged: false, NetworkMode: 'bridge' },
      Config: { User: '1000', Env: env },
      Mounts: [],
    },
  ]);
  const host = fakeHost({ commands: { 'docker inspect --type container oc': inspected } });
  expect((await dockerIsolation(host, 'oc'))?.node).toBe('24.16.0');
  const record = JSON.parse(oci());
  const said = JSON.stringify({ ...record, process: { ...record.process, env } });
  expect(parseOci(said, ID, { folders: [], ids: new Set() })?.node).toBe('24.16.0');
});
