import { type Host, isAbsentReading } from '../../../system/read';
import { silentProgram } from '../../../system/read/plain-error';
import type { SearchLimits } from '../search-limits';

/** What `reg query HKCU\Environment` prints: this account's own lasting variables on Windows. Null elsewhere. */
export async function lastingVariables(host: Host, bounds: SearchLimits): Promise<string | null> {
  if (host.platform !== 'win32') return null;
  const where = 'HKCU\\Environment';
  try {
    const { code, stdout } = await host.run('reg.exe', ['query', where]);
    if (code !== 0) throw silentProgram('reg.exe');
    // Names and keys are ASCII in every code page that consoles use.
    return stdout.toString('latin1');
  } catch (error) {
    // A missing reg.exe is a failure to look, not an empty answer.
    bounds.failed(where, isAbsentReading(error) ? silentProgram('reg.exe') : error);
    return null;
  }
}
