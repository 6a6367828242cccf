import type { ModeChange } from '../../contract/change';
import type { Obstacle } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { StatePermission } from '../../probes/permissions';
import { defineFix } from '../define/define-fix';
import { groupObstacle, ownershipObstacle } from '../obstacles';
import { closedDescriptor, closedMode } from '../permissions/private-mode';

const en = {
  does: 'Close {count, plural, one {# file or folder} other {# files and folders}} of OpenClaw’s to everyone else',
  cost: 'Other accounts of this computer can’t open these files any more. If you shared them on purpose, that ends.',
  afterwards:
    'Others could read or change these files until now. If you don’t trust everyone who uses this computer, renew the keys that lie there.',
} as const;

/** A list to be read. What lies in a folder that is closed is out of reach with it. */
const MOST = 200;
/** One folder of another account's says it for what lies in it. */
const MOST_NAMED = 3;

const SET_GROUP_ID = 0o2000;

/**
 * One change that closes one thing that others reach as far as that one goes, or what is in the way; null where a
 * mode is not what lets them in.
 */
async function closing(
  { files }: Probes,
  { path, kind, mode }: StatePermission,
  me: string,
): Promise<ModeChange | Obstacle | null> {
  // A link has no rights of its own, and what it points to may be anything: not followed.
  const facts = await files.lstat(path).catch(() => null);
  if (facts === null || facts.kind !== kind) return null;
  if (files.platform === 'win32') {
    const after = closedDescriptor(mode, kind, me);
    return after === null || after === mode
      ? null
      : { kind: 'mode', path, before: mode, after, optional: true };
  }
  const before = facts.mode.toString(8).padStart(4, '0');
  const after = closedMode(before);
  if (after === null) return null;
  const obstacle = await ownershipObstacle(files, path);
  if (obstacle) return obstacle;
  // As root it could be done, but what another account's folder hands on is that account's affair.
  if (facts.uid !== files.uid) return null;
  const groups = facts.mode & SET_GROUP_ID ? await files.groups() : null;
  if (files.uid !== 0 && groups && !groups.includes(facts.gid)) return groupObstacle(path);
  return { kind: 'mode', path, before, after, optional: true };
}

/**
 * Takes the rights of everybody else away from what OpenClaw keeps: folders 0700, files 0600
 * (docs/gateway/security/secrets-and-storage.md). Not from the folders above, which aren't OpenClaw's.
 */
export default defineFix({
  id: 'close-permissions',
  messages: {
    en,
    'zh-CN': {
      does: '把 OpenClaw 的 {count} 个文件和文件夹对别人关上',
      cost: '这台电脑上的其他账户再也打不开这些文件。如果是您特意共享的，共享就停了。',
      afterwards:
        '改动之前，别人能读到或改动这些文件。如果用这台电脑的人里有您信不过的，请把存在里面的密钥换掉。',
    },
  },
  async plan(probes, { say }) {
    const [setups, me] = await Promise.all([probes.openclaw.setups(), probes.account.current()]);
    const within = await Promise.all(setups.items.map((setup) => probes.permissions.within(setup)));
    const open = within
      .flatMap(({ items }) => items)
      .filter(({ others }) => others === 'read' || others === 'write');
    const all = await Promise.all(open.map((each) => closing(probes, each, me.id)));
    const changes = all.filter((each) => each !== null && 'kind' in each);
    const cannot = all.filter((each) => each !== null && 'because' in each).slice(0, MOST_NAMED);
    const depth = ({ path }: ModeChange) => path.split(/[\\/]/).length;
    // The outermost folder first shuts all at once; Windows hands a folder's new list down to what has none of its own.
    const sign = probes.files.platform === 'win32' ? -1 : 1;
    const unique = [...new Map(changes.map((change) => [change.path, change])).values()]
      .sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path))
      .slice(0, MOST)
      .sort((a, b) => sign * (depth(a) - depth(b)));
    if (unique.length + cannot.length === 0) return [];
    return [
      {
        does: say('does', { count: unique.length }),
        cost: say('cost'),
        afterwards: say('afterwards'),
        changes: unique,
        cannot,
      },
    ];
  },
});
