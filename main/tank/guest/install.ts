import { NPMMIRROR } from '../../probes/releases/release';
import { type At, type Guest, type Step, type StepProgress, TankTrouble } from '..';
import { download, isThere, pathOf, type Wanted } from '../downloads';
import { nodeFor, npmFor } from '../downloads/catalogue';
import { userRegistry } from '../downloads/settings';
import { insideFacts } from './facts';
import { runScript, sendFile } from './inside';
import { INSTALL, PREPARE, UNPACK } from './scripts';

/** Everything that Node, npm and OpenClaw need beside the base, and the firewall. */
const PACKAGES = ['ca-certificates', 'git', 'libatomic1', 'nftables'];
/** A container has no init of its own. */
const IN_CONTAINERS = [...PACKAGES, 'tini'];

/** Ubuntu's own packages in mainland China (mirrors.tuna.tsinghua.edu.cn/help/ubuntu). Plain http: apt checks signatures. */
const PACKAGE_MIRROR = { x64: 'ubuntu', arm64: 'ubuntu-ports' } as const;

const packagesOf = ({ plan: { engine } }: At) =>
  engine === 'podman' || engine === 'docker' ? IN_CONTAINERS : PACKAGES;

const mirrorOf = ({ plan }: At) =>
  plan.mirror === 'own' ? 'own' : `http://mirrors.tuna.tsinghua.edu.cn/${PACKAGE_MIRROR[plan.architecture]}`;

/** The account and the packages. */
const packagesStep = (at: At, guest: Guest): Step => ({
  id: 'put-packages',
  now: { id: 'tank.guest-put-packages' },
  seconds: 60,
  async done() {
    const { account, missing } = await insideFacts(guest, { packages: packagesOf(at) });
    return account && missing.length === 0;
  },
  async run(tell) {
    await runScript(guest, PREPARE, [packagesOf(at).join(' '), mirrorOf(at)], 'tank.guest-packages-failed', {
      limitMs: 30 * 60_000,
      onLine: (line) => tell({ line }),
    });
  },
});

/** One of the two archives, fetched before if it is not here any more, sent and unpacked. */
const archiveStep = (at: At, guest: Guest, what: 'node' | 'npm', wantedOf: () => Promise<Wanted>): Step => ({
  id: `put-${what}`,
  now: { id: `tank.guest-put-${what}` },
  seconds: 20,
  async done() {
    const { nodeMark, npmMark, node } = await insideFacts(guest);
    const { hex } = (await wantedOf()).digest;
    return node !== null && nodeMark !== null && (what === 'node' ? nodeMark : npmMark) === hex;
  },
  async run(tell) {
    const wanted = await wantedOf();
    const { root, signal } = at.needs;
    if (!(await isThere(root, wanted))) await download(root, wanted, { signal, tell });
    const { hex } = wanted.digest;
    await sendFile(guest, `${what}.tgz`, pathOf(root, wanted), hex, tell);
    await runScript(guest, UNPACK, [what, hex], 'tank.guest-unpack-failed', { limitMs: 15 * 60_000 });
  },
});

/** The registry as it is told to the npm inside: without credentials, which stay on this computer. */
export async function registryInside(at: At): Promise<string> {
  if (at.plan.mirror === 'npmmirror') return NPMMIRROR;
  const address = new URL(await userRegistry(at));
  if (address.protocol !== 'https:' && address.protocol !== 'http:')
    throw new TankTrouble({ id: 'tank.guest-registry' }, address.protocol);
  // On this computer's own loopback: from inside that is somebody else.
  if (/^(localhost|127\.|\[::1\])/.test(address.hostname))
    throw new TankTrouble({ id: 'tank.guest-registry' }, address.host);
  address.username = '';
  address.password = '';
  return address.href;
}

/**
 * Puts that version in, from the user's registry or npmmirror as the plan says; nothing happens where it answers already.
 * The one that is there stays until the new one answers. The gateway is not restarted. Rejects with TankTrouble.
 */
export async function installOpenClaw(
  at: At,
  guest: Guest,
  version: string,
  tell: (progress: StepProgress) => void,
): Promise<void> {
  const { openclaw } = await insideFacts(guest, { version: true });
  if (openclaw === version) return;
  await runScript(guest, INSTALL, [version, await registryInside(at)], 'tank.guest-install-failed', {
    // 468 seconds were measured without the help of the processor.
    limitMs: 60 * 60_000,
    onLine: (line) => tell({ line }),
  });
}

const openclawStep = (at: At, guest: Guest): Step => ({
  id: 'put-openclaw',
  now: { id: 'tank.guest-put-openclaw', values: { version: at.plan.openclaw } },
  seconds: 90,
  async done() {
    return (await insideFacts(guest, { version: true })).openclaw === at.plan.openclaw;
  },
  run: (tell) => installOpenClaw(at, guest, at.plan.openclaw, tell),
});

/**
 * Account, packages, Node, npm and OpenClaw: what every inside needs, whatever engine it is in. For containers `guest`
 * is the one in which the root file system is built.
 */
export const installSteps = (at: At, guest: Guest): readonly Step[] => [
  packagesStep(at, guest),
  archiveStep(at, guest, 'node', async () => nodeFor(at.plan.architecture, await userRegistry(at))),
  archiveStep(at, guest, 'npm', async () => npmFor(await userRegistry(at))),
  openclawStep(at, guest),
];
