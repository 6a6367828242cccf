import type { Change, CommandChange } from '../../contract/change';
import { SANDBOX_BASE, SANDBOX_IMAGE, SANDBOX_STEPS } from '../../openclaw/sandbox-image';
import type { SandboxEngine } from '../../probes/engines';

/**
 * What it takes, for who decides, rounded up: about 30 MB of base, 20 MB of packages and 10 MB of lists; an image of
 * 314 MB (built here with Podman 4.3 on x64, from a base of Debian's packages).
 */
export const IMAGE_PRICE = { downloadMB: 70, roomMB: 350 } as const;

/** A slow line needs its time for some hundred megabytes. */
const PULL_MS = 30 * 60_000;
const BUILD_MS = 45 * 60_000;

/** The Dockerfile comes on standard input, so that nothing of the computer is sent along and no file is left. */
const script = (base: string) => `exec "$1" build --tag "$2" - <<'DOCKERFILE'
FROM ${base}
${SANDBOX_STEPS}DOCKERFILE
`;

/**
 * Makes the image of OpenClaw's sandbox: its base by digest, then OpenClaw's own steps. Taking it back removes both;
 * what was there before is neither fetched nor removed.
 */
export function makeImage(
  { program, images }: SandboxEngine,
  base: string = SANDBOX_BASE,
): readonly Change[] {
  const run = (call: Pick<CommandChange, 'program' | 'args'>, image: string, limitMs: number): Change => ({
    kind: 'command',
    ...call,
    admin: false,
    // `--force` does no harm where there is none, and takes the sandboxes along that run in it (podman-image-rm(1)).
    undo: { program, args: ['image', 'rm', '--force', image] },
    limitMs,
  });
  return [
    ...(images?.has(base) ? [] : [run({ program, args: ['pull', base] }, base, PULL_MS)]),
    run(
      { program: '/bin/sh', args: ['-c', script(base), 'tankmate', program, SANDBOX_IMAGE] },
      SANDBOX_IMAGE,
      BUILD_MS,
    ),
  ];
}
