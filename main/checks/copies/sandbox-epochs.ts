import type { Probes } from '../../probes';

/** The build names the file after its source, with a hash behind (dist of 2026.6.8 and 2026.9.6). */
const CONSTANTS = /^constants-[\w-]+\.m?js$/;
const EPOCH = /\bSANDBOX_BROWSER_SECURITY_HASH_EPOCH = "([^"\n]{1,100})"/;

/** What the copies on this computer label the containers of the sandbox's browser with. */
export interface SandboxEpochs {
  readonly known: ReadonlySet<string>;
  /** False: a copy may have another. */
  readonly whole: boolean;
}

/** Each release has its own, so that only its own code tells it (src/agents/sandbox/constants.ts). */
export async function sandboxEpochs({ openclaw, files }: Probes): Promise<SandboxEpochs> {
  const { items, gaps } = await openclaw.copies();
  const known = new Set<string>();
  let whole = items.length > 0 && gaps.length === 0;
  for (const { path, where } of items) {
    let found = false;
    const dist = files.path.join(path, 'dist');
    const names = where === 'this-computer' ? await files.list(dist).catch(() => []) : [];
    for (const name of names.filter((each) => CONSTANTS.test(each))) {
      const file = await files.exact(files.path.join(dist, name)).catch(() => null);
      const [, epoch] = EPOCH.exec(file?.text ?? '') ?? [];
      if (epoch === undefined) continue;
      known.add(epoch);
      found = true;
    }
    whole &&= found;
  }
  return { known, whole };
}
