import type { FakeMachine } from '../../../fakes/host';

/** One home with something planted in it, or with a decoy that must not be taken for something. */
export interface LabelledCase {
  readonly name: string;
  readonly files: NonNullable<FakeMachine['files']>;
  /** OpenClaw's settings there; harmless ones unless given. */
  readonly settings?: object;
}

export const HOME = '/home/lin';
export const STATE = `${HOME}/.openclaw`;
export const WORKSPACE = `${STATE}/workspace`;

/** A case whose only file is this one; a name without a slash lies in the workspace. */
export const at = (name: string, path: string, content: string | Buffer): LabelledCase => ({
  name,
  files: {
    [path.startsWith('/') ? path : `${WORKSPACE}/${path}`]:
      typeof content === 'string' ? content : { bytes: content },
  },
});
