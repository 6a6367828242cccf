import { quotePowerShell } from '../../openclaw/shell-quote';
import type { FileFacts, Host } from '../../system/read';
import { isAbsentReading } from '../../system/read';
import { encoded, type PowerShellText, powerShellText } from '../../system/read/powershell';
import { readFailure } from '../partial-result';
import { judgeSddl } from './sddl';
import type { Permission } from './types';

/** PowerShell needs about a second to start. */
const LIMIT_MS = 8000;
/** CreateProcess takes 32767 characters, and encoding makes 2.7 of each. */
const SCRIPT_LIMIT = 10_000;

/**
 * Writes `me SID` and, for each path, its place in the list and its security descriptor, `!` where there is none.
 * All of that is plain ASCII, whatever the console's code page and language.
 */
export function script(paths: readonly string[]): PowerShellText {
  return powerShellText(
    'permissions',
    [
      "$ErrorActionPreference='Stop'",
      'try{"me $([Security.Principal.WindowsIdentity]::GetCurrent().User.Value)"}catch{}',
      `$i=0;foreach($p in @(${paths.map(quotePowerShell).join(',')})){try{"$i $((Get-Acl -LiteralPath $p).Sddl)"}catch{"$i !"};$i++}`,
    ].join(';'),
  );
}

export function parseAnswer(stdout: string): { me: string | null; descriptors: ReadonlyMap<number, string> } {
  const rows = [...stdout.matchAll(/^(\d+) (\S+)\r?$/gm)];
  return {
    me: /^me (S-1-[\d-]+)\r?$/m.exec(stdout)?.[1] ?? null,
    descriptors: new Map(rows.map(([, index, sddl = '']) => [Number(index), sddl])),
  };
}

/** As many paths as fit into one command; one that fits into none is left for `unknown`. */
function batches(paths: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  for (const path of paths) {
    if (script([path]).length > SCRIPT_LIMIT) continue;
    const last = all.at(-1);
    if (last && script([...last, path]).length <= SCRIPT_LIMIT) last.push(path);
    else all.push([path]);
  }
  return all;
}

/**
 * Who else reaches each path that exists, by its own access list: Windows lets everybody pass through the folders above
 * ("Bypass traverse checking", on by default), so only the list of the thing itself counts.
 */
export function windowsPermissions(host: Host): (paths: readonly string[]) => Promise<readonly Permission[]> {
  const powershell = host.path.join(
    host.env.SystemRoot ?? 'C:\\Windows',
    'System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  );

  async function descriptors(paths: readonly string[]) {
    const found = new Map<string, { sddl: string; me: string | null }>();
    await Promise.all(
      batches(paths).map(async (batch) => {
        const { stdout } = await host.run(powershell, encoded(script(batch)), LIMIT_MS);
        const answer = parseAnswer(stdout.toString('latin1'));
        for (const [index, sddl] of answer.descriptors) {
          const path = batch[index];
          if (path !== undefined && sddl !== '!') found.set(path, { sddl, me: answer.me });
        }
      }),
    ).catch(() => {});
    return found;
  }

  return async (paths) => {
    const facts = await Promise.all(
      paths.map((path) =>
        host.stat(path).then(
          (found: FileFacts) => ({ path, found }),
          (error: unknown) => ({ path, error }),
        ),
      ),
    );
    const there = facts.filter((each) => !('error' in each && isAbsentReading(each.error)));
    if (there.length === 0) return [];
    const byPath = await descriptors(there.map((each) => each.path));
    return there.map((each): Permission => {
      const { path } = each;
      const kind = 'found' in each && each.found.kind === 'folder' ? 'folder' : 'file';
      const { sddl = '', me = null } = byPath.get(path) ?? {};
      const inHome = `${path}\\`.toLowerCase().startsWith(`${host.home}\\`.toLowerCase());
      const verdict = sddl ? judgeSddl(sddl, inHome && me !== null ? [me] : []) : null;
      if (verdict) return { path, kind, mode: sddl, ...verdict };
      const because = 'error' in each ? readFailure(each.error) : ({ id: 'permissions.no-list' } as const);
      return { path, kind, owner: null, mode: sddl, others: 'unknown', who: [], because };
    });
  };
}
