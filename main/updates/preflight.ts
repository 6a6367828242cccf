import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Preferences } from '../contract/work';
import { type ByHand, keeperOf } from '../openclaw/keeper';
import { channelFor, targetOf } from '../openclaw/release-channel';
import { at } from '../openclaw/settings';
import { compareVersions, isVersion } from '../openclaw/version';
import type { Probes } from '../probes';
import type { Host } from '../probes/host';
import type { Copy } from '../probes/openclaw';
import { askIntegrity, askRelease, NPMMIRROR } from '../probes/releases/release';
import { nodeUnder, packageManager } from '../probes/runtime';
import { sizeOf } from './copy-folder';
import { cleanRange, fitsNode } from './node-range';
import type { Owner, Preflight, UpdatePlan } from './plan';
import { findPnpm } from './pnpm';
import { isEnough, megabytes, roomNeeded } from './room';
import { serviceCommands } from './services';
import { gatewaysOf, setupsOf, unclearGateway } from './setups';
import { checkSignatures } from './signature';
import { say, UpdateTrouble } from './trouble';

/** Asks a registry; replaced in tests. */
export interface Asking {
  readonly release: typeof askRelease;
  readonly integrity: typeof askIntegrity;
}

export interface PreflightNeeds {
  readonly host: Host;
  readonly probes: {
    readonly openclaw: Pick<Probes['openclaw'], 'setups' | 'services'>;
    readonly gateways: Pick<Probes['gateways'], 'running'>;
    readonly settings: Pick<Probes['settings'], 'all'>;
  };
  readonly mirror: Preferences['mirror'];
  readonly offline: boolean;
  readonly asking?: Asking;
}

const refuse = (id: string, values?: ConstructorParameters<typeof UpdateTrouble>[1]): never => {
  throw new UpdateTrouble(id, values);
};

/** Everything that can be known before anything is touched. Reads and asks only; never rejects but when it is ended. */
export async function preflight(copy: Copy, needs: PreflightNeeds): Promise<Preflight> {
  try {
    return await decide(copy, needs);
  } catch (error) {
    needs.host.signal.throwIfAborted();
    if (error instanceof UpdateTrouble) return { state: 'refused', because: error.because };
    throw error;
  }
}

async function decide(copy: Copy, needs: PreflightNeeds): Promise<Preflight> {
  const { host, probes, offline, mirror, asking = { release: askRelease, integrity: askIntegrity } } = needs;
  const owner = await mayWeTouch(copy, host);
  const version = copy.version;
  if (version === null || !isVersion(version)) return refuse('no-version', { path: copy.path });

  const [setups, services, gateways, settings] = await Promise.all([
    probes.openclaw.setups(),
    probes.openclaw.services(),
    probes.gateways.running(),
    probes.settings.all(),
  ]);
  const around = { copy, setups: setups.found, gateways: gateways.found, account: host.userName };
  const mine = setupsOf(around);
  const saved = settings.found.flatMap((each) => {
    const value =
      each.state === 'read' && mine.includes(each.setup) ? at(each.value, 'update.channel') : undefined;
    return typeof value === 'string' ? [value] : [];
  });
  const channel = channelFor(saved, version);
  if (channel === null) return refuse('odd-channel', { channels: [...new Set(saved)] });
  if (channel === 'dev') return refuse('dev-channel');

  const address = mirror === 'npmmirror' ? NPMMIRROR : null;
  if (offline) return refuse('offline');
  const answer = await asking.release(host, { registry: address, choose: (tags) => targetOf(channel, tags) });
  if (answer.state === 'no-answer') return refuse('no-answer', { reason: answer.because });
  const { release, registry } = answer;
  if (!release) return refuse('no-channel', { registry, channel });
  if (compareVersions(release.version, version) <= 0)
    return {
      state: 'current',
      because: say('current', { version, newest: release.version, channel, registry }),
    };

  const vouched = await whoVouches(release, registry, host, asking);
  const running = gatewaysOf(around);
  const unclear = unclearGateway(around);
  if (unclear) refuse('unclear-gateway', { pid: String(unclear.pid) });
  for (const gateway of running)
    if (gateway.account !== host.userName) refuse('gateway-of-other', { account: gateway.account ?? '?' });
  for (const service of services.found)
    if (
      running.length > 0 &&
      !serviceCommands(service, host.uid) &&
      service.kind.startsWith('systemd-system')
    )
      refuse('system-service', { name: service.name, version: release.version });

  if (owner.kind === 'pnpm')
    for (const { file } of services.found) {
      const text = await host.readText(file).catch(() => '');
      if (text.includes(copy.path)) refuse('by-hand-pnpm-service', { file });
    }

  const node = await nodeUnder(
    host,
    copy,
    running.map(({ pid }) => pid),
  );
  if (!node) return refuse('no-node', { range: release.node ?? '*' });
  const fits = fitsNode(node.version, release.node);
  const bring = fits ? null : cleanRange(release.node ?? '');
  if (!fits && bring === null) return refuse('no-node', { range: release.node ?? '*' });
  const name = owner.kind;
  const found = await packageManager(host, name, node.path);
  if (!found) return refuse('no-manager', { name });

  const room = await measure(
    copy,
    owner,
    mine.map(({ stateDir }) => stateDir),
    release.unpackedSize,
    host,
  );
  const plan: UpdatePlan = {
    copy,
    from: version,
    channel,
    release,
    registry,
    address,
    vouched,
    owner,
    tool: { node: node.path, file: found.file, script: found.node },
    node,
    bring,
    setups: mine,
    gateways: running,
    services: services.found,
    room,
  };
  return { state: 'ready', plan };
}

/** Refuses with what to do by hand where the copy isn't ours to change. */
async function mayWeTouch(copy: Copy, host: Host): Promise<Owner> {
  if (copy.package !== 'openclaw') return refuse('other-package', { package: copy.package });
  let owner: Owner | ByHand = keeperOf(copy.path, copy.kind, host.platform);
  if (owner === 'pnpm') {
    const place = await findPnpm(copy.path, host);
    if (place) owner = { kind: 'pnpm', place };
  }
  if (typeof owner === 'string') return refuse(`by-hand-${owner}`, { path: copy.path });
  const above = owner.kind === 'npm' ? owner.modules : dirname(owner.place.link);
  const { uid } = await stat(copy.path);
  const writable = await access(above, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable) return refuse('system-wide', { path: above, account: copy.owner ?? '?' });
  if (host.uid !== null && uid !== host.uid)
    return refuse('other-account', { path: copy.path, account: copy.owner ?? '?' });
  return owner;
}

/** npm's signature where there is one; else npm's own registry, when it can be asked; else nobody. A lie is refused. */
async function whoVouches(
  release: UpdatePlan['release'],
  registry: string,
  host: Host,
  asking: Asking,
): Promise<UpdatePlan['vouched']> {
  const { version, integrity, signatures } = release;
  const signed = checkSignatures('openclaw', version, integrity, signatures);
  if (signed === 'forged') return refuse('forged', { version });
  if (signed === 'signed') return signed;
  const told = await asking.integrity(host, version, registry);
  if (told === null) return 'unsigned';
  return told === integrity ? 'compared' : refuse('differs', { version });
}

async function measure(
  copy: Copy,
  owner: Owner,
  states: readonly string[],
  announced: number | null,
  host: Host,
): Promise<UpdatePlan['room']> {
  const [installed, ...sizes] = await Promise.all(
    [copy.path, ...states].map((path) => sizeOf(path, host.signal)),
  );
  const state = sizes.reduce((sum, size) => sum + size, 0);
  const { forPackage, forState } = roomNeeded({ announced, installed: installed ?? 0, state });
  // pnpm's store and a copy's disk may be two: each is asked for all, which errs on the safe side.
  const needed = forPackage + forState;
  const places = [owner.kind === 'npm' ? owner.modules : owner.place.store, ...states];
  const free = Math.min(
    ...(await Promise.all(
      places.map(async (place) => {
        const { bavail, bsize } = await statfs(place);
        return bavail * bsize;
      }),
    )),
  );
  if (!isEnough(free, needed))
    refuse('no-room', { needed: megabytes(needed), free: megabytes(free), state: megabytes(forState) });
  return { needed, free };
}
