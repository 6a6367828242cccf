import type { Heard, InsideOf } from '../answers';
import { isFromOutside, isKernelDoor, type Mounted, mounted } from '../mountinfo';
import { message, type Part, part, type Seen, some, untested } from './parts';

/** Where engines and people use to put folders of the computer outside. */
export const USUAL_PLACES = [
  '/mnt/c',
  '/mnt/d',
  '/mnt/host',
  '/mnt/hgfs',
  '/mnt/shared',
  '/media/psf',
  '/host',
  '/hostfs',
  '/rootfs',
  '/host_mnt',
  '/run/desktop/mnt/host',
  '/run/host',
  '/Users',
  '/Volumes',
  '/Applications',
  '/private/var',
];

export const mountsOf = (mounts: Heard<InsideOf<'mounts'>>): readonly Mounted[] =>
  'value' in mounts ? mounts.value.lines.map(mounted).filter((each) => each !== null) : [];

/** Sockets are another line: what matters of them is who answers. */
export const fromOutside = (seen: Pick<Seen, 'inside' | 'wall'>): readonly Mounted[] =>
  mountsOf(seen.inside.mounts).filter((mount) => isFromOutside(mount, seen.wall) && mount.kind !== 'socket');

export function judgeFolders(seen: Seen): Part {
  const { mounts, folders } = seen.inside;
  const told = 'value' in folders ? folders.value.told : [];
  const entries = (path: string) => told.find((each) => each.path === path && each.end === 'opened')?.entries;
  const outside = fromOutside(seen);
  const places = USUAL_PLACES.filter(
    (path) => (entries(path) ?? 0) > 0 && !outside.some(({ at }) => at === path),
  );
  const found = [
    ...outside.map(({ at, type }) =>
      message('folder-mounted', { path: at, type, entries: entries(at) ?? 0 }),
    ),
    ...places.map((path) => message('folder-there', { path, entries: entries(path) ?? 0 })),
  ];
  if (found.length > 0) return part('host-folders', 'open', { found: some(found) });
  if ('missing' in mounts) return untested('host-folders', mounts.missing);
  const all = mountsOf(mounts);
  if (all.length === 0 || all.length < mounts.value.all)
    return untested('host-folders', message('because-mounts', { read: all.length, all: mounts.value.all }));
  if (!all.some(({ at }) => at === '/')) return untested('host-folders', message('because-malformed'));
  if ('missing' in folders) return untested('host-folders', folders.missing);
  if (USUAL_PLACES.some((path) => !told.some((each) => each.path === path)))
    return untested('host-folders', message('because-malformed'));
  return part('host-folders', 'blocked', { mounts: all.length, places: USUAL_PLACES.length });
}

/** What the inside adds to the engine's own list: parts of the kernel that are laid in there. */
export function mountsInside(seen: Seen): Part {
  const { mounts } = seen.inside;
  if ('missing' in mounts) return { outcome: 'untested', saw: mounts.missing };
  const all = mountsOf(mounts);
  const doors = all.filter((mount) => isKernelDoor(mount, seen.wall));
  if (doors.length > 0)
    return {
      outcome: 'open',
      saw: message('inside-mounts-open', { found: some(doors.map(({ at, type }) => `${at} (${type})`)) }),
    };
  if (all.length === 0 || all.length < mounts.value.all)
    return {
      outcome: 'untested',
      saw: message('because-mounts', { read: all.length, all: mounts.value.all }),
    };
  return { outcome: 'blocked', saw: message('inside-mounts-blocked', { mounts: all.length }) };
}
