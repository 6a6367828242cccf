import { worstRank } from './hosts';
import type { SecretPlace } from './sensitive-paths';
import type { HostRank } from './types';

/** What a pipeline carries from one command to the next. */
export interface ShellFlow {
  readonly download: HostRank | null;
  readonly from: string;
  readonly decoded: boolean;
  readonly text: string | null;
  readonly secret: SecretPlace | null;
}
/** Nothing. */
export const EMPTY_FLOW: ShellFlow = { download: null, from: '', decoded: false, text: null, secret: null };
/** What two commands bring along together; of the second where both say something. */
export const mergeFlows = (a: ShellFlow, b: ShellFlow): ShellFlow => ({
  download: worstRank([a.download, b.download].filter((each) => each !== null)),
  from: b.from || a.from,
  decoded: a.decoded || b.decoded,
  text: b.text ?? a.text,
  secret: a.secret ?? b.secret,
});

/** An address as curl takes it, with its scheme put before it. */
export const withScheme = (arg: string): string =>
  /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/\S/.test(arg) ? `http://${arg}` : arg;
/** A signal’s address and what it is worth. */
export const addressDetail = (what: string | undefined, rank: HostRank | null) => ({
  ...(what && { what: what.slice(0, 100) }),
  ...(rank !== null && { rank }),
});
/** A path as commands name the same file. */
export const plainPath = (path: string): string =>
  path
    .replace(/^\.\//, '')
    .replace(/^["']|["']$/g, '')
    .replace(/\/$/, '');

/** What a file that is written starts: of a property list its texts, of a unit its `ExecStart`, of the rest each line. */
export const startedBy = (path: string, text: string): string =>
  path.endsWith('.plist')
    ? [...text.matchAll(/<string>([^<]{1,2000})<\/string>/g)].map(({ 1: each = '' }) => each).join('\n')
    : text.replace(/^ExecStart=/gm, '');

/** A folder from which nobody starts a program that was meant to be seen. */
export const isOutOfSight = (path: string): boolean => /^\/(?:tmp|var\/tmp|dev\/shm)\b|\/\.\w/.test(path);
