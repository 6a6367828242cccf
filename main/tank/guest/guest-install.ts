import { isLocalName } from '../../openclaw/address';
import { NPMMIRROR } from '../../probes/releases/release';
import { type DownloadItem, download, downloadPath, isDownloaded } from '../images/download';
import { nodeFor, npmFor } from '../images/image-catalogue';
import { userRegistry } from '../images/npm-network';
import { type Guest, type StepProgress, type TankContext, TankError, type TankStep } from '../model/types';
import { type InsideFacts, insideFacts } from './guest-facts';
import { runGuestScript, sendFile } from './run-script';
import { INSTALL, PREPARE, UNPACK } from './scripts';

/** Everything that Node, npm and OpenClaw need beside the base, and the firewall. */
const PACKAGES = ['ca-certificates', 'git', 'libatomic1', 'nftables'];
/** A container has no init of its own. */
const IN_CONTAINERS = [...PACKAGES, 'tini'];

/** Ubuntu's own packages in mainland China (mirrors.tuna.tsinghua.edu.cn/help/ubuntu). Plain http: apt checks signatures. */
const PACKAGE_MIRROR = { x64: 'ubuntu', arm64: 'ubuntu-ports' } as const;

const packagesOf = ({ plan: { engine } }: TankContext) =>
  engine === 'podman' || engine === 'docker' ? IN_CONTAINERS : PACKAGES;

const mirrorOf = ({ plan }: TankContext) =>
  plan.mirror === 'own' ? 'own' : `http://mirrors.tuna.tsinghua.edu.cn/${PACKAGE_MIRROR[plan.architecture]}`;

type AskInside = () => Promise<InsideFacts>;

/** The account and the packages. */
const packagesStep = (tank: TankContext, guest: Guest, ask: AskInside): TankStep => ({
  id: 'put-packages',
  now: { id: 'tank.guest-put-packages' },
  seconds: 60,
  async done() {
    const { account, missing } = await ask();
    return account && missing.length === 0;
  },
  async run(report) {
    await runGuestScript(
      guest,
      PREPARE,
      [packagesOf(tank).join(' '), mirrorOf(tank)],
      'tank.guest-packages-failed',
      {
        limitMs: 30 * 60_000,
        onLine: (line) => report({ line }),
      },
    );
  },
});

/** One of the two archives, fetched before if it is not here any more, sent and unpacked. */
const archiveStep = (
  tank: TankContext,
  guest: Guest,
  ask: AskInside,
  what: 'node' | 'npm',
  wantedOf: () => Promise<DownloadItem>,
): TankStep => ({
  id: `put-${what}`,
  now: { id: `tank.guest-put-${what}` },
  seconds: 20,
  async done() {
    const { nodeMark, npmMark, node } = await ask();
    const { hex } = (await wantedOf()).digest;
    return node !== null && nodeMark !== null && (what === 'node' ? nodeMark : npmMark) === hex;
  },
  async run(report) {
    const wanted = await wantedOf();
    const { root, signal } = tank.needs;
    if (!(await isDownloaded(root, wanted))) await download(root, wanted, { signal, report });
    const { hex } = wanted.digest;
    await sendFile(guest, `${what}.tgz`, downloadPath(root, wanted), hex, report);
    await runGuestScript(guest, UNPACK, [what, hex], 'tank.guest-unpack-failed', { limitMs: 15 * 60_000 });
  },
});

/** The registry as it is told to the npm inside: without credentials, which stay on this computer. */
export async function registryInside(tank: TankContext): Promise<string> {
  if (tank.plan.mirror === 'npmmirror') return NPMMIRROR;
  const address = new URL(await userRegistry(tank));
  if (address.protocol !== 'https:' && address.protocol !== 'http:')
    throw new TankError({ id: 'tank.guest-registry' }, address.protocol);
  // On this computer's own loopback: from inside that is somebody else.
  if (isLocalName(address.hostname)) throw new TankError({ id: 'tank.guest-registry' }, address.host);
  address.username = '';
  address.password = '';
  return address.href;
}

/**
 * Puts that version in, from the user's registry or npmmirror as the plan says; nothing happens where it answers already.
 * The one that is there stays until the new one answers. The gateway is not restarted. Rejects with TankTrouble.
 */
export async function installOpenClaw(
  tank: TankContext,
  guest: Guest,
  version: string,
  report: (progress: StepProgress) => void,
): Promise<void> {
  const { openclaw } = await insideFacts(guest, { version: true });
  if (openclaw === version) return;
  await runGuestScript(guest, INSTALL, [version, await registryInside(tank)], 'tank.guest-install-failed', {
    // 468 seconds were measured without the help of the processor.
    limitMs: 60 * 60_000,
    onLine: (line) => report({ line }),
  });
}

const openclawStep = (tank: TankContext, guest: Guest, ask: AskInside): TankStep => ({
  id: 'put-openclaw',
  now: { id: 'tank.guest-put-openclaw', values: { version: tank.plan.openclaw } },
  seconds: 90,
  async done() {
    return (await ask()).openclaw === tank.plan.openclaw;
  },
  run: (report) => installOpenClaw(tank, guest, tank.plan.openclaw, report),
});

/**
 * Account, packages, Node, npm and OpenClaw: what every inside needs, whatever engine it is in. For containers `guest`
 * is the one in which the root file system is built.
 */
export function installSteps(tank: TankContext, guest: Guest): readonly TankStep[] {
  let known: Promise<InsideFacts> | null = null;
  /** Asked once until something is done: where it was cut off, most of it is done. */
  const ask: AskInside = () => {
    known ??= insideFacts(guest, { version: true, packages: packagesOf(tank) });
    known.catch(() => {
      known = null;
    });
    return known;
  };
  const { architecture } = tank.plan;
  const steps = [
    packagesStep(tank, guest, ask),
    archiveStep(tank, guest, ask, 'node', async () => nodeFor(architecture, await userRegistry(tank))),
    archiveStep(tank, guest, ask, 'npm', async () => npmFor(await userRegistry(tank))),
    openclawStep(tank, guest, ask),
  ];
  return steps.map((step) => ({
    ...step,
    run: (report) =>
      step.run(report).finally(() => {
        known = null;
      }),
  }));
}
