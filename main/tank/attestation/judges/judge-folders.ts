import type { Answer, AnswerOf } from '../guest-answers';
import { isFromOutside, isKernelInterface, type Mounted, mounted } from '../guest-mounts';
import {
  type AttestationEvidence,
  receiptMessage,
  some,
  untested,
  type Verdict,
  verdict,
} from './verdict-parts';

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

export const mountsOf = (mounts: Answer<AnswerOf<'mounts'>>): readonly Mounted[] =>
  'value' in mounts ? mounts.value.lines.map(mounted).filter((each) => each !== null) : [];

/** Sockets are another line: what matters of them is who answers. */
export const fromOutside = (seen: Pick<AttestationEvidence, 'inside' | 'boundary'>): readonly Mounted[] =>
  mountsOf(seen.inside.mounts).filter(
    (mount) => isFromOutside(mount, seen.boundary) && mount.kind !== 'socket',
  );

export function judgeFolders(seen: AttestationEvidence): Verdict {
  const { mounts, folders } = seen.inside;
  const results = 'value' in folders ? folders.value.results : [];
  const entries = (path: string) =>
    results.find((each) => each.path === path && each.end === 'opened')?.entries;
  const outside = fromOutside(seen);
  const places = USUAL_PLACES.filter(
    (path) => (entries(path) ?? 0) > 0 && !outside.some(({ at }) => at === path),
  );
  const found = [
    ...outside.map(({ at, type }) =>
      receiptMessage('folder-mounted', { path: at, type, entries: entries(at) ?? 0 }),
    ),
    ...places.map((path) => receiptMessage('folder-there', { path, entries: entries(path) ?? 0 })),
  ];
  if (found.length > 0) return verdict('host-folders', 'open', { found: some(found) });
  if ('missing' in mounts) return untested('host-folders', mounts.missing);
  const all = mountsOf(mounts);
  if (all.length === 0 || all.length < mounts.value.all)
    return untested(
      'host-folders',
      receiptMessage('because-mounts', { read: all.length, all: mounts.value.all }),
    );
  if (!all.some(({ at }) => at === '/')) return untested('host-folders', receiptMessage('because-malformed'));
  if ('missing' in folders) return untested('host-folders', folders.missing);
  if (USUAL_PLACES.some((path) => !results.some((each) => each.path === path)))
    return untested('host-folders', receiptMessage('because-malformed'));
  return verdict('host-folders', 'blocked', { mounts: all.length, places: USUAL_PLACES.length });
}

/** What the inside adds to the engine's own list: parts of the kernel that are laid in there. */
export function mountsInside(seen: AttestationEvidence): Verdict {
  const { mounts } = seen.inside;
  if ('missing' in mounts) return { outcome: 'untested', saw: mounts.missing };
  const all = mountsOf(mounts);
  const targets = all.filter((mount) => isKernelInterface(mount, seen.boundary));
  if (targets.length > 0)
    return {
      outcome: 'open',
      saw: receiptMessage('inside-mounts-open', {
        found: some(targets.map(({ at, type }) => `${at} (${type})`)),
      }),
    };
  if (all.length === 0 || all.length < mounts.value.all)
    return {
      outcome: 'untested',
      saw: receiptMessage('because-mounts', { read: all.length, all: mounts.value.all }),
    };
  return { outcome: 'blocked', saw: receiptMessage('inside-mounts-blocked', { mounts: all.length }) };
}
