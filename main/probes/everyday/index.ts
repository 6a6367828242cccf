import type { Host } from '../../system/read';
import { expandPattern } from '../folders/expand-pattern';
import { basesOf } from '../folders/known-folders';
import { placeExistence } from '../folders/place-access';
import type { FolderProbe, SensitivePlace } from '../folders/types';
import { type Gap, memoize, type PartialResult, readFailure } from '../partial-result';
import { browserAge } from './browser-age';
import { countFiles } from './count-files';
import { everydayPrograms } from './everyday-programs';

/** A sign that somebody lives on this computer. Names and numbers only, no content. */
export interface Sign {
  readonly kind: 'documents' | 'mail' | 'chat' | 'browser' | 'finance' | 'office' | 'photos';
  /** Product or folder: the same in every language. */
  readonly name: string;
  readonly where: string;
  /** Files counted (documents, photos), at most a thousand. */
  readonly count?: number;
  /** Age in days (browser profile). */
  readonly ageDays?: number;
}

export interface EverydayProbe {
  signs(): Promise<PartialResult<Sign>>;
}

/** Folders that a person fills, by their name among the places. */
const FILLED: Readonly<Record<string, 'documents' | 'photos'>> = {
  Desktop: 'documents',
  Documents: 'documents',
  Pictures: 'photos',
};
/** The system makes these for everybody, used or not. */
const ALWAYS_THERE = ['Safari', 'Messages', 'Apple Mail', 'Windows Mail'];
const KINDS: Readonly<Partial<Record<SensitivePlace['kind'], Sign['kind']>>> = {
  browser: 'browser',
  chat: 'chat',
  mail: 'mail',
  wallet: 'finance',
};

/** Looks for signs in the places that the folder probe knows, and for programs of an everyday computer. */
export function createEverydayProbe(host: Host, folders: FolderProbe): EverydayProbe {
  async function signOf(place: SensitivePlace): Promise<Sign | Gap | null> {
    const { path: where, reach, because } = place;
    // `Documents (ann)` is ann's.
    const product = place.name.replace(/ \([^()]*\)$/, '');
    const filled = place.kind === 'documents' ? FILLED[product] : undefined;
    const kind = filled ?? KINDS[place.kind];
    const wholeHome =
      !filled &&
      place.kind === 'documents' &&
      reach === 'refused' &&
      place.name === host.path.basename(where);
    if (wholeHome && where !== '/root') return { where, because: { id: 'everyday.other-home' } };
    if (!kind || reach === 'absent' || ALWAYS_THERE.includes(product)) return null;
    if (reach === 'refused') return { where, because: { id: 'look.not-allowed' } };
    if (reach === 'unknown') {
      const there = because?.id === 'folders.macos-decides';
      if (there && !filled) return { kind, name: place.name, where };
      return { where, because: there || !because ? { id: 'everyday.macos-asks' } : because };
    }
    if (filled) {
      try {
        const count = await countFiles(host, where);
        return count > 0 ? { kind, name: place.name, where, count } : null;
      } catch (error) {
        return { where, because: readFailure(error) };
      }
    }
    const ageDays = kind === 'browser' ? await browserAge(host, where) : null;
    // Windows sets Edge up for everybody; it has been used once it has left the mark of its first run.
    if (product === 'Edge' && ageDays === null) return null;
    return { kind, name: place.name, where, ...(ageDays !== null && { ageDays }) };
  }

  async function programs(): Promise<readonly (Sign | Gap)[]> {
    const bases = await basesOf(host);
    const signs = everydayPrograms(host.platform).map(
      async ({ kind, name, patterns }): Promise<Sign | null> => {
        for (const pattern of patterns) {
          const { paths } = await expandPattern(
            host,
            pattern,
            bases,
            (path) => host.platform === 'darwin' && /\/Library\/(Group )?Containers$/.test(path),
          );
          for (const where of paths)
            if ((await placeExistence(host, where)).reach !== 'absent') return { kind, name, where };
        }
        return null;
      },
    );
    return (await Promise.all(signs)).filter((sign) => sign !== null);
  }

  return {
    signs: memoize(async () => {
      const places = await folders.places();
      const all = [...(await Promise.all(places.map(signOf))), ...(await programs())];
      return {
        items: all.filter((each): each is Sign => each !== null && 'kind' in each),
        gaps: all.filter((each): each is Gap => each !== null && !('kind' in each)),
      };
    }),
  };
}
