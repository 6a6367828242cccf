import type { Evidence } from '../../contract/finding';
import { holderOfProgram } from '../../openclaw/control-clients';
import { type Host, isAbsentReading } from '../../system/read';
import { malformedFile } from '../../system/read/plain-error';
import { type Gap, readFailure } from '../partial-result';
import { readingFailure } from '../reading-failure';
import type { ControlKind, ControlWay, SystemControlProbe } from './types';

/** Where Windows keeps which programs asked for camera and microphone, and what was granted to packaged ones. */
const STORE = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore';
const STORES: readonly (readonly [string, ControlKind])[] = [
  ['webcam', 'camera'],
  ['microphone', 'microphone'],
];

interface Consent {
  /** Path of a program, or the family's name of a package. */
  readonly client: string;
  readonly isFile: boolean;
  readonly granted: boolean;
}

/**
 * The programs of one store, by what `reg query … /s` printed: a program's key has its path with `#` for each `\`, and when
 * it used the device last; a package's has `Value`, which is `Allow` or `Deny`. Nothing of it is translated.
 */
export function consentsIn(text: string): readonly Consent[] {
  const found: Consent[] = [];
  for (const block of text.split(/\r?\n\r?\n/)) {
    const [head = '', ...values] = block.trim().split(/\r?\n/);
    if (!head.startsWith('HKEY_')) continue;
    const isFile = head.includes('\\NonPackaged\\');
    const client = head.slice(head.lastIndexOf('\\') + 1).replaceAll('#', '\\');
    const has = (name: string, value: string) =>
      values.some((line) => line.includes(name) && line.includes(value));
    const granted = isFile ? has('LastUsedTimeStart', 'REG_QWORD') : has('Value', 'Allow');
    found.push({ client, isFile, granted });
  }
  return found;
}

/**
 * What OpenClaw's app for Windows lets its gateway do, by its own settings (openclaw-windows-node, SettingsManager:
 * all but node mode is on where nothing is written), and the cameras and microphones that OpenClaw's programs used.
 */
export function windowsControl(host: Host): SystemControlProbe {
  async function app(gaps: Gap[], looked: Evidence[]): Promise<readonly ControlWay[]> {
    const roaming = host.env.APPDATA ?? host.path.join(host.home, 'AppData', 'Roaming');
    const where = host.path.join(roaming, 'OpenClawTray', 'settings.json');
    let settings: Readonly<Record<string, unknown>>;
    try {
      const read: unknown = JSON.parse(await host.readText(where));
      if (typeof read !== 'object' || read === null || Array.isArray(read)) throw malformedFile('settings');
      settings = { ...read };
    } catch (error) {
      if (!isAbsentReading(error)) gaps.push({ where, because: readingFailure(error) });
      else looked.push({ kind: 'file', where, saw: { id: 'look.not-there' } });
      return [];
    }
    const isOn = (name: string) => settings[name] === true;
    const seen = (name: string): Evidence => ({
      kind: 'file',
      where,
      saw: `${name}: ${settings[name] === undefined ? '–' : String(settings[name])}`,
    });
    const isLent = ['EnableNodeMode', 'EnableMcpServer'].find(isOn);
    if (isLent === undefined) {
      looked.push(seen('EnableNodeMode'));
      return [];
    }
    const lent: readonly (readonly [string, ControlKind])[] = [
      ['NodeScreenEnabled', 'screen'],
      ['NodeCameraEnabled', 'camera'],
    ];
    const ways = lent.flatMap(([name, kind]): ControlWay[] =>
      settings[name] === false ? [] : [{ kind, by: 'helper', evidence: seen(name) }],
    );
    if (ways.length === 0) looked.push(seen('NodeScreenEnabled'));
    return ways;
  }

  async function consents(
    programs: readonly string[],
    gaps: Gap[],
    looked: Evidence[],
  ): Promise<readonly ControlWay[]> {
    const asked = await Promise.all(
      STORES.map(async ([name, kind]): Promise<readonly ControlWay[]> => {
        const where = `${STORE}\\${name}`;
        try {
          const { code, stdout } = await host.run('reg', ['query', where, '/s']);
          if (code !== 0) {
            gaps.push({ where, because: { id: 'look.not-there' } });
            return [];
          }
          const ways = consentsIn(stdout.toString('latin1')).flatMap(({ client, isFile, granted }) => {
            const isOwn = client.toLowerCase().includes('openclaw');
            const by = isOwn ? 'own' : isFile ? holderOfProgram(client, programs) : null;
            const evidence: Evidence = { kind: 'registry', where, saw: client };
            return by && granted ? [{ kind, by, evidence }] : [];
          });
          if (ways.length === 0) looked.push({ kind: 'registry', where, saw: { id: 'control.not-asked' } });
          return ways;
        } catch (error) {
          gaps.push({ where, because: readFailure(error) });
          return [];
        }
      }),
    );
    return asked.flat();
  }

  return {
    async waysOf({ account, mine, programs }) {
      const gaps: Gap[] = [];
      const looked: Evidence[] = [];
      if (!mine)
        return { items: [], gaps: [{ where: account, because: { id: 'control.another-account' } }], looked };
      const items = [...(await app(gaps, looked)), ...(await consents(programs, gaps, looked))];
      return { items, gaps, looked };
    },
  };
}
