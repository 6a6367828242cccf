import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import check from '../../main/checks/system-updates';
import type { Gateway } from '../../main/probes/gateways/types';
import type { Copy } from '../../main/probes/openclaw/types';
import { createSystemUpdatesProbe } from '../../main/probes/system-updates';
import { compareDebianVersions } from '../../main/probes/system-updates/debian-version';
import { eachStanza } from '../../main/probes/system-updates/updates-apt';
import { fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { ELSEWHERE, ON_DEBIAN, ON_OTHERS } from './system-updates/labelled';
import { type Case, TODAY } from './system-updates/systems';
import { COPY } from './whole-scan';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(TODAY), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

async function inspect({ files = {}, machine = {}, bare }: Case) {
  const host = fakeHost({ tidy: true, ...machine, files });
  const copy = { path: COPY, package: 'openclaw', version: '2026.9.6', kind: 'npm', owner: null } as const;
  const copies: readonly Copy[] = bare ? [] : [{ ...copy, where: 'this-computer' }];
  const finding = await check.inspect(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      openclaw: {
        copies: async () => seen(...copies),
        setups: async () => seen(),
        services: async () => seen(),
      },
      gateways: { running: async () => seen<Gateway>() },
      systemUpdates: createSystemUpdatesProbe(host),
    }),
  );
  // No updater is ever started, nor asked.
  expect(
    host.touched.filter((each) =>
      /^(apt|dpkg|dnf|pacman|zypper|softwareupdate|wuauclt|powershell)/.test(each),
    ),
  ).toEqual([]);
  return finding;
}
const label = ({ state, severity, because }: Awaited<ReturnType<typeof inspect>>) =>
  [state, severity, because.id.replace('system-updates.', '')].filter(Boolean).join(' ');

describe.each([
  ['Debian and its like', ON_DEBIAN],
  ['other Linux', ON_OTHERS],
  ['macOS and Windows', ELSEWHERE],
])('system-updates on %s', (_, cases) => {
  it.each(cases.map((each) => [each.is, each] as const))('%s', async (_is, each) => {
    const finding = await inspect(each);
    expect(label(finding), JSON.stringify(finding)).toBe(each.wanted);
    if (finding.state === 'good') expect(finding.evidence.length).toBeGreaterThan(0);
  });
});

it('hiding or losing what tells makes nothing better', async () => {
  for (const each of [...ON_DEBIAN, ...ON_OTHERS, ...ELSEWHERE].filter(
    ({ wanted }) => !/^(good|not-)/.test(wanted),
  ))
    for (const [path, file] of Object.entries(each.files ?? {})) {
      // The mark of a restart is the danger itself.
      if (path.includes('reboot-required')) continue;
      // So is a packed list beside plain ones: where it is gone, packages of its kind aren't taken.
      const isDoubt = path.includes('_contrib_');
      const { [path]: _gone, ...rest } = each.files ?? {};
      const hidden = { ...(typeof file === 'string' ? { text: file } : file), denied: true as const };
      for (const files of [...(isDoubt ? [] : [rest]), { ...rest, [path]: hidden }]) {
        const { state } = await inspect({ ...each, files });
        expect(state, `${each.is}: ${path}`).toMatch(/attention|unknown/);
      }
    }
});

// deb-version(7), and the cases of dpkg's own tests.
it.each([
  ['1.0', '1.0', 0],
  ['1.0~rc1', '1.0', -1],
  ['1.0', '1.0+b1', -1],
  ['1:0.1', '2.0', 1],
  ['3.0.17-1~deb12u2', '3.0.17-1~deb12u10', -1],
  ['2.36-9+deb12u13', '2.36-9+deb12u4', 1],
  ['1.0a', '1.0-1', 1],
  ['0:1.0', '1.0', 0],
  ['1.0-0', '1.0', 0],
  ['1.09', '1.9', 0],
  ['12345678901234567890123', '12345678901234567890122', 1],
  ['1.0.a', '1.0+', 1],
] as const)('%s against %s', (one, other, wanted) => {
  expect(Math.sign(compareDebianVersions(one, other))).toBe(wanted);
  expect(Math.sign(compareDebianVersions(other, one))).toBe(0 - wanted);
});

it('walks lists as long as Ubuntu’s in little time', () => {
  const one =
    'Package: some-package\nArchitecture: amd64\nVersion: 1.2.3-4ubuntu5\nDescription: x\n more of it\n\n';
  const text = one.repeat(400_000);
  const before = process.cpuUsage().user;
  let count = 0;
  eachStanza(text, () => void count++);
  expect(count).toBe(400_000);
  expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
});
