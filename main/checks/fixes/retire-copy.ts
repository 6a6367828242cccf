import type { Change, CommandChange } from '../../contract/change';
import type { Probes } from '../../probes';
import type { Setup } from '../../probes/openclaw';
import { isClosedToOthers } from '../copies/closed-to-others';
import { launchersOf } from '../copies/copy-launchers';
import { type RetirableCopy, retirableCopies, retirableSetups } from '../copies/retirable-copies';
import { defineFix, type FixMessages, type Proposal } from '../define/define-fix';
import { canQuarantine } from '../quarantine/can-quarantine';
import { quarantinePath } from '../quarantine/quarantine-path';

const en = {
  does: 'Put the copy {name} in {path} away',
  'does-folder': 'Put the old folder {path} away',
  cost: 'The command that starts this copy is gone with it. The copy takes up its room until you delete it for good.',
  'cost-folder':
    'An old version that you might still start would begin from scratch. The folder takes up its room until you delete it for good.',
  afterwards: 'Its new place is {place}. When you are sure that you don’t miss it, delete it there.',
  'afterwards-folder':
    'Its new place is {place}. Keys in it still work until you renew them. When you have taken out what you want to keep, delete it there.',
} as const;
type Say = FixMessages<typeof en>;

/**
 * A place that only administrators can write to, for what they own: in this account's own quarantine whoever takes over
 * the account could put something else in its place, and undo would bring that back as the administrator.
 * `/var/lib` (hier(7)) and macOS's `/Library` are there on every such system.
 */
export const FOR_ADMINISTRATORS = { linux: '/var/lib', darwin: '/Library', win32: null } as const;

/**
 * Moves `$1` back to `$2` and says whether it came: `mv -n` ends well though it left a thing where it was (mv(1)). Where
 * nothing was moved, or all is back already, it does nothing and is content. Later words are those of `mv`.
 */
const BACK_SCRIPT = `from=$1 to=$2
shift 2
there() { [ -e "$1" ] || [ -L "$1" ]; }
if ! there "$from"; then there "$to"; exit; fi
if there "$to"; then echo "$to is taken" >&2; exit 1; fi
"$@" "$from" "$to" && ! there "$from"`;

/** The sort of thing that it is in there. */
export const COPY_SORT = 'tankmate-copy';

const MV = {
  linux: { program: '/usr/bin/mv', options: ['-n', '-T', '--'] },
  darwin: { program: '/bin/mv', options: ['-n', '--'] },
} as const;

/** What brings a copy back that an administrator put into `place`. */
export const moveBack = (platform: 'linux' | 'darwin', place: string, path: string) => {
  const { program, options } = MV[platform];
  return { program: '/bin/sh', args: ['-c', BACK_SCRIPT, 'sh', place, path, program, ...options] };
};

/**
 * `mv -n` never writes over anything (mv(1)). Null where this system's programs can't do it, the path is not plain, or
 * somebody else could put another thing there before an administrator says yes.
 */
export async function asAdministrator(
  { files }: Probes,
  path: string,
): Promise<{ change: CommandChange; place: string } | null> {
  const { platform } = files;
  if (platform === 'win32' || path.startsWith('-')) return null;
  if (!(await isClosedToOthers(files, files.path.dirname(path)))) return null;
  const place = await quarantinePath(files, FOR_ADMINISTRATORS[platform], COPY_SORT, path);
  if (place === null) return null;
  const { program, options } = MV[platform];
  const change: CommandChange = {
    kind: 'command',
    program,
    args: [...options, path, place],
    admin: true,
    undo: moveBack(platform, place, path),
    // Onto another disk it is copied.
    limitMs: 5 * 60_000,
  };
  return { change, place };
}

async function proposeCopy(
  probes: Probes,
  { copy, outdated }: RetirableCopy,
  say: Say,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const { files } = probes;
  const { path } = copy;
  const texts = (place: string, recommended: boolean) => ({
    about: path,
    recommended,
    does: say('does', { name: `${copy.package} ${copy.version ?? ''}`.trim(), path }),
    cost: say('cost'),
    afterwards: say('afterwards', { place }),
  });
  if (!(await canQuarantine(probes, path, quarantine, [path]))) {
    const facts = await files.lstat(path).catch(() => null);
    if (facts === null || facts.uid !== 0 || files.uid === 0 || files.platform === 'win32') return [];
    const moved = await asAdministrator(probes, path);
    if (moved === null) return [];
    const influences = [path, moved.place].map((each) => ({ kind: 'place', path: each }) as const);
    return [{ ...texts(moved.place, outdated), changes: [moved.change], influences }];
  }
  const place = await quarantinePath(files, quarantine, 'copy', path);
  if (place === null) return [];
  const changes: Change[] = [];
  // The commands first: killed in between, none leads to half a program.
  for (const launcher of await launchersOf(probes, path)) {
    if (!(await canQuarantine(probes, launcher, quarantine))) continue;
    const to = await quarantinePath(files, quarantine, 'command', launcher);
    if (to !== null) changes.push({ kind: 'move', from: launcher, to });
  }
  changes.push({ kind: 'move', from: path, to: place });
  // A checkout is somebody's work, and a copy as new as the other may have its reason.
  return [{ ...texts(place, outdated && copy.kind !== 'git'), changes }];
}

async function proposeFolder(
  probes: Probes,
  setup: Setup,
  say: Say,
  quarantine: string,
): Promise<readonly Proposal[]> {
  const { stateDir, configPath } = setup;
  if (!(await canQuarantine(probes, stateDir, quarantine, [stateDir, configPath]))) return [];
  const place = await quarantinePath(probes.files, quarantine, 'folder', stateDir);
  if (place === null) return [];
  return [
    {
      about: stateDir,
      does: say('does-folder', { path: stateDir }),
      cost: say('cost-folder'),
      afterwards: say('afterwards-folder', { place }),
      changes: [{ kind: 'move', from: stateDir, to: place }],
    },
  ];
}

/** Puts away a copy or a state folder that nobody uses any more, with the commands that start it. */
export default defineFix({
  id: 'retire-copy',
  messages: {
    en,
    'zh-CN': {
      does: '把 {path} 里的 {name} 收起来',
      'does-folder': '把旧文件夹 {path} 收起来',
      cost: '启动这一份的命令也一起收走。在您彻底删除之前，它照样占着空间。',
      'cost-folder': '如果您还会启动旧版本，它会从头开始。在您彻底删除之前，这个文件夹照样占着空间。',
      afterwards: '新位置：{place}。确定用不着了，就到那里把它删掉。',
      'afterwards-folder':
        '新位置：{place}。里面的密钥在您更换之前仍然能用。把要留的取出来以后，就到那里把它删掉。',
    },
  },
  async plan(probes, { say, quarantine }) {
    const [copies, setups] = await Promise.all([retirableCopies(probes), retirableSetups(probes)]);
    const proposals = await Promise.all([
      ...copies.map((each) => proposeCopy(probes, each, say, quarantine)),
      ...setups.map((each) => proposeFolder(probes, each, say, quarantine)),
    ]);
    return proposals.flat();
  },
});
