import type { TolerantReader } from './tolerant-reader';
import type { Copy } from './types';

/** Distributions of other programs, in which nobody installs anything by hand. */
const OTHERS = /^(docker-desktop(-data)?|rancher-desktop(-data)?|podman-.*)$/i;

/** Names of the distributions in `wsl.exe -l -v`: the line above them is translated, the columns are not. */
export function parseDistributions(output: Buffer): readonly string[] {
  const wide = output.length > 1 && (output[1] === 0 || (output[0] === 0xff && output[1] === 0xfe));
  const lines = output
    .toString(wide ? 'utf16le' : 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return lines.flatMap((line) => /^[* ]\s*(\S(?:.*\S)?)\s{2,}\S+(?:\s\S+)*\s+[12]\s*$/.exec(line)?.[1] ?? []);
}

/**
 * Linux systems on Windows. Windows Hub installs OpenClaw into one called OpenClawGateway (OpenClaw docs,
 * platforms/windows). None is started or entered to look inside, so every one stays unseen.
 */
export async function distributions(reader: TolerantReader): Promise<readonly Copy[]> {
  const { host } = reader;
  if (host.platform !== 'win32') return [];
  let names: readonly string[] = [];
  try {
    const { code, stdout } = await host.run('wsl.exe', ['-l', '-v']);
    // Another exit code than 0 is how it says that there is none.
    if (code === null) reader.addGap('wsl.exe', { id: 'look.too-late' });
    if (code === 0) names = parseDistributions(stdout);
  } catch (error) {
    reader.addFailure('wsl.exe', error);
  }
  return names
    .filter((name) => !OTHERS.test(name))
    .flatMap((name): readonly Copy[] => {
      if (!/^openclaw/i.test(name)) {
        reader.addGap(`wsl:${name}`, { id: 'openclaw.other-system' });
        return [];
      }
      return [
        {
          path: name,
          package: 'openclaw',
          version: null,
          versionUnknown: { id: 'openclaw.other-system' },
          kind: 'wsl',
          owner: host.userName,
          where: `wsl:${name}`,
        },
      ];
    });
}
