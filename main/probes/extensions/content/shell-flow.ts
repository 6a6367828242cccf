import { worstRank } from './hosts';
import type { SecretPlace } from './sensitive-paths';
import type { HostRank, Signal } from './types';

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

/** Whether a script that is written to a file is one that is started later: by the file's place, or by its first line. */
export const isStarted = (path: string, script: string): boolean =>
  /rc$|profile$|\.(?:sh|service|timer|plist|desktop|md|zsh\w*|bash\w*)$|cron/.test(path) ||
  /^\s*#!.{1,40}sh\b/.test(script);

/** Of what is left behind, that which fetches orders over and over: it is led from elsewhere, whomever the address belongs to. */
export const leashes = (left: readonly Signal[]): readonly Signal[] =>
  left
    .filter(({ kind, rank }) => kind === 'download-run' && rank === 'related')
    .map((each) => ({ ...each, rank: 'named' }));

/** Whether git pushes to an address that brings its own password along: it is its writer's, not the owner's. */
export const pushesAsOthers = (name: string, whole: string): boolean =>
  name === 'git' && /\bpush\b|\bremote\b/.test(whole) && /https?:\/\/[^\s/@$\ue000]{20,200}@/.test(whole);
