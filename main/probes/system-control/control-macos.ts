import type { Evidence } from '../../contract/finding';
import { holderOfApp, holderOfProgram } from '../../openclaw/control-clients';
import { errorCode, type Host } from '../../system/read';
import type { Gap } from '../partial-result';
import { readingFailure } from '../reading-failure';
import { rowsIn, withDatabase } from '../sqlite/read-rows';
import type { ControlKind, ControlWay, SystemControlProbe } from './types';

/** The grants of macOS, as its own settings name them (docs/platforms/mac/permissions.md; tccutil(1)). */
const SERVICES: Readonly<Record<string, ControlKind>> = {
  kTCCServiceAccessibility: 'control',
  kTCCServicePostEvent: 'control',
  kTCCServiceScreenCapture: 'screen',
  kTCCServiceListenEvent: 'keys',
  kTCCServiceSystemPolicyAllFiles: 'files',
  kTCCServiceAppleEvents: 'programs',
  kTCCServiceCamera: 'camera',
  kTCCServiceMicrophone: 'microphone',
};
const DATABASE = 'Library/Application Support/com.apple.TCC/TCC.db';
const LARGEST = 32 * 1024 * 1024;
const ROWS = 20_000;
/** Values of `auth_value`: 0 refused, 1 not known, 2 granted, 3 in part. */
const GRANTED = [2, 3];

interface Grant {
  readonly service: string;
  readonly client: string;
  readonly isFile: boolean;
  readonly granted: boolean;
}

/** The grants of a database; macOS 10.15 and older wrote `allowed` in place of `auth_value`. */
async function grantsIn(host: Host, file: string): Promise<readonly Grant[]> {
  const rows = await withDatabase(
    host,
    file,
    (database) => {
      const ask = (column: string) =>
        rowsIn(database, {
          table: 'access',
          columns: ['service', 'client', 'client_type', column],
          most: ROWS,
        });
      const now = ask('auth_value').map((row) => [...row.slice(0, 3), GRANTED.includes(Number(row[3]))]);
      return now.length > 0 ? now : ask('allowed').map((row) => [...row.slice(0, 3), row[3] === 1]);
    },
    LARGEST,
  );
  return rows.flatMap(([service, client, type, granted]) =>
    typeof service === 'string' && typeof client === 'string'
      ? [{ service, client, isFile: type === 1, granted: granted === true }]
      : [],
  );
}

/**
 * What macOS granted, by its own two lists. They open to programs with Full Disk Access alone, for which nobody is asked;
 * to all others they are closed, and nothing else tells what is in them.
 */
export function macosControl(host: Host): SystemControlProbe {
  return {
    async waysOf({ account, mine, programs }) {
      const gaps: Gap[] = [];
      const looked: Evidence[] = [];
      const items: ControlWay[] = [];
      const real = await Promise.all(programs.map((each) => host.realpath(each).catch(() => each)));
      const known = [...programs, ...real];
      if (!mine) gaps.push({ where: account, because: { id: 'control.another-account' } });
      for (const file of [`/${DATABASE}`, ...(mine ? [`${host.home}/${DATABASE}`] : [])]) {
        let grants: readonly Grant[];
        try {
          grants = await grantsIn(host, file);
        } catch (error) {
          const isClosed = ['EPERM', 'EACCES'].includes(errorCode(error));
          const because = isClosed ? { id: 'control.full-disk' } : readingFailure(error);
          gaps.push({ where: file, because });
          continue;
        }
        // Each Mac has some: without any, it isn't what it is taken for.
        if (grants.length === 0) gaps.push({ where: file, because: { id: 'control.no-rows' } });
        for (const { service, client, isFile, granted } of grants) {
          const kind = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
          const by = isFile ? holderOfProgram(client, known) : holderOfApp(client);
          if (!kind || !by || !granted) continue;
          const name = service.replace('kTCCService', '');
          items.push({ kind, by, evidence: { kind: 'file', where: file, saw: `${client}: ${name}` } });
        }
        const saw = { id: 'control.grants', values: { count: grants.length } };
        if (grants.length > 0) looked.push({ kind: 'file', where: file, saw });
      }
      return { items, gaps, looked };
    },
  };
}
