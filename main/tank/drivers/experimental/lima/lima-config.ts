import { stringify } from 'yaml';
import { imagePath } from '../../../images/image-catalogue';
import type { TankContext } from '../../../model/types';

/** Lima's words for processors (pkg/limatype/lima_yaml.go). */
const ARCHITECTURES = { x64: 'x86_64', arm64: 'aarch64' } as const;
/** Its own account's number; OpenClaw's is 10001. */
const CONTROL_UID = 10000;

/**
 * The machine for `limactl create`, sealed: fields and their defaults are those of Lima 2's templates/default.yaml and
 * pkg/limatype/lima_yaml.go. No `base`: the usual one mounts the home folder. `plain` turns off mounts, forwarding of
 * ports, containerd and the agent inside, whatever else is asked for (docs/config/plain); the rest says it once more.
 * Lima's own account is the tank's control account, so that ssh lets in nobody else. `script` is run inside at each
 * start, as root.
 */
export function limaConfig(tank: TankContext, script: string): string {
  const { plan, needs } = tank;
  return stringify(
    {
      minimumLimaVersion: '2.0.0',
      vmType: needs.platform === 'darwin' ? 'vz' : 'qemu',
      os: 'Linux',
      arch: ARCHITECTURES[plan.architecture],
      images: [
        {
          location: imagePath(tank, 'disk'),
          arch: ARCHITECTURES[plan.architecture],
          digest: `sha256:${plan.image}`,
        },
      ],
      cpus: plan.limits.processors,
      memory: `${plan.limits.memoryMiB}MiB`,
      disk: `${plan.limits.diskGiB}GiB`,
      plain: true,
      mounts: [],
      additionalDisks: [],
      networks: [],
      containerd: { system: false, user: false },
      propagateProxyEnv: false,
      upgradePackages: false,
      nestedVirtualization: false,
      ssh: {
        localPort: plan.ports.ssh,
        loadDotSSHPubKeys: false,
        forwardAgent: false,
        forwardX11: false,
        forwardX11Trusted: false,
        overVsock: false,
      },
      user: {
        name: 'tankmate',
        comment: 'Tankmate',
        home: '/home/tankmate',
        shell: '/bin/bash',
        uid: CONTROL_UID,
        passwordlessSudo: true,
      },
      video: { display: 'none' },
      portForwards: [
        {
          guestIP: '0.0.0.0',
          guestIPMustBeZero: false,
          guestPortRange: [1, 65535],
          proto: 'any',
          ignore: true,
        },
        { guestIP: '127.0.0.1', guestPortRange: [1, 65535], proto: 'any', ignore: true },
      ],
      provision: [{ mode: 'system', script }],
    },
    { lineWidth: 0 },
  );
}
