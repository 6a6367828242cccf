import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Preferences } from '../../contract/work';
import { nodePin } from '../../openclaw/node-pins';
import { fitsNode } from '../../openclaw/node-range';
import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import { type ManualUpdate, packageManagerOf } from '../../openclaw/package-manager';
import { valueAt } from '../../openclaw/read-settings';
import { channelFor, targetOf } from '../../openclaw/release-channel';
import type { Probes } from '../../probes';
import type { Copy } from '../../probes/openclaw';
import { askRelease, NPMMIRROR } from '../../probes/releases/release';
import { openRegistries, type VersionAnswer } from '../../probes/releases/version-facts';
import { nodeUnder, packageManager } from '../../probes/runtime';
import type { Host } from '../../system/read';
import { packageSize } from '../../system/write/files/copy-folder';
import { isEnough, megabytes, roomNeeded } from './disk-space';
import { findPnpm } from './pnpm';
import { setupsOf } from './setups';
import { readSurroundings, type UpdateProbes } from './surroundings';
import { UpdateError, updateMessage } from './update-error';
import type { CopyManager, Preflight, UpdatePlan } from './update-plan';
import { confirm } from './verify-lock';

/** Asks a registry; replaced in tests. */
export interface UpdateQueries {
  readonly release: typeof askRelease;
  readonly registries: typeof openRegistries;
}

export interface PreflightNeeds {
  readonly host: Host;
  readonly probes: UpdateProbes & {
    readonly openclaw: Pick<Probes['openclaw'], 'setups'>;
    readonly settings: Pick<Probes['settings'], 'all'>;
  };
  readonly mirror: Preferences['mirror'];
  readonly offline: boolean;
  readonly asking?: UpdateQueries;
}

const refuse = (id: string, values?: ConstructorParameters<typeof UpdateError>[1]): never => {
  throw new UpdateError(id, values);
};

/** Everything that can be known before anything is touched. Reads and asks only; never rejects but when it is ended. */
export async function preflight(copy: Copy, needs: PreflightNeeds): Promise<Preflight> {
  try {
    return await decide(copy, needs);
  } catch (error) {
    needs.host.signal.throwIfAborted();
    if (error instanceof UpdateError) return { state: 'refused', because: error.because };
    throw error;
  }
}

async function decide(copy: Copy, needs: PreflightNeeds): Promise<Preflight> {
  const {
    host,
    probes,
    offline,
    mirror,
    asking = { release: askRelease, registries: openRegistries },
  } = needs;
  const owner = await mayWeTouch(copy, host);
  const version = copy.version;
  if (version === null || !isVersion(version)) return refuse('no-version', { path: copy.path });

  const [setups, gateways, settings] = await Promise.all([
    probes.openclaw.setups(),
    probes.gateways.running(),
    probes.settings.all(),
  ]);
  const mine = setupsOf({ copy, setups: setups.items, gateways: gateways.items, account: host.userName });
  const saved = settings.items.flatMap((each) => {
    const value =
      each.state === 'read' && mine.includes(each.setup) ? valueAt(each.value, 'update.channel') : undefined;
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
      because: updateMessage('current', { version, newest: release.version, channel, registry }),
    };

  const { vouched, risks } = await whoVouches(release, { registry, address }, host, asking);
  const { standing, services } = await readSurroundings(
    { copy, setups: setups.items, account: host.userName },
    probes,
    release.version,
  );
  const running = standing.map(({ gateway }) => gateway);

  if (owner.kind === 'pnpm')
    for (const { file } of services) {
      const text = await host.readText(file).catch(() => '');
      if (text.includes(copy.path)) refuse('by-hand-pnpm-service', { file });
    }

  const node = await nodeUnder(
    host,
    copy,
    running.map(({ pid }) => pid),
  );
  if (!node) return refuse('no-node', { range: release.node ?? '*' });
  const pinned = nodePin(host.platform, process.arch);
  const fits = fitsNode(node.version, release.node);
  if (!fits && !(pinned && fitsNode(pinned.version, release.node)))
    return refuse('no-node', { range: release.node ?? '*' });
  const bring = fits ? null : pinned;
  const name = owner.kind;
  const found = await packageManager(host, name, node.path);
  if (!found) return refuse('no-manager', { name });
  // What npm's own registry holds under a hash is fetched with npm, whoever keeps the copy.
  const npm = name === 'npm' ? found : await packageManager(host, 'npm', node.path);
  if (!npm && bring) return refuse('no-manager', { name: 'npm' });

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
    risks,
    owner,
    tool: { node: node.path, file: found.file, script: found.node },
    npm: npm && { node: node.path, file: npm.file, script: npm.node },
    node,
    bring,
    setups: mine,
    gateways: running,
    services,
    room,
  };
  return { state: 'ready', plan };
}

/** Refuses with what to do by hand where the copy isn't ours to change. */
async function mayWeTouch(copy: Copy, host: Host): Promise<CopyManager> {
  if (copy.package !== 'openclaw') return refuse('other-package', { package: copy.package });
  let owner: CopyManager | ManualUpdate = packageManagerOf(copy.path, copy.kind, host.platform);
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

/**
 * npm's signature where there is one, and in any case npm's own registry, when it can be asked: it alone knows what it has
 * and what is deprecated. A lie is refused; what only the user can decide is a risk.
 */
async function whoVouches(
  release: UpdatePlan['release'],
  from: { readonly registry: string; readonly address: string | null },
  host: Host,
  asking: UpdateQueries,
): Promise<Pick<UpdatePlan, 'vouched' | 'risks'>> {
  const { version, integrity } = release;
  const { registry } = from;
  const { npm } = await asking.registries(host, from.address);
  const answer: VersionAnswer = npm ? await npm.version('openclaw', version) : { state: 'named', ...release };
  const { vouched, absent, deprecated } = confirm({ name: 'openclaw', version, integrity }, release, answer);
  const risks: UpdatePlan['risks'] = [
    ...(absent
      ? [{ id: 'not-at-npm' as const, says: updateMessage('risk-not-at-npm', { version, registry }) }]
      : []),
    ...(deprecated === null
      ? []
      : [
          {
            id: 'deprecated' as const,
            says: updateMessage('risk-deprecated', { version, reason: deprecated }),
          },
        ]),
    ...(vouched === 'unsigned' && !absent
      ? [{ id: 'unconfirmed' as const, says: updateMessage('risk-unconfirmed', { version, registry }) }]
      : []),
  ];
  return { vouched, risks };
}

async function measure(
  copy: Copy,
  owner: CopyManager,
  states: readonly string[],
  announced: number | null,
  host: Host,
): Promise<UpdatePlan['room']> {
  const [installed, ...sizes] = await Promise.all(
    [copy.path, ...states].map((path) => packageSize(path, host.signal)),
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
