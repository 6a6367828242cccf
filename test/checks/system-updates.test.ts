import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import check from '../../main/checks/system-updates';
import { createTranslate } from '../../main/i18n/translate';
import type { Gateway } from '../../main/probes/gateways/types';
import type { Copy } from '../../main/probes/openclaw/types';
import { probeMessages } from '../../main/probes/probe-messages';
import { createSystemUpdatesProbe } from '../../main/probes/system-updates';
import { compareDebianVersions } from '../../main/probes/system-updates/debian-version';
import { eachStanza } from '../../main/probes/system-updates/updates-apt';
import { fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { ELSEWHERE, ON_DEBIAN, ON_OTHERS } from './system-updates/labelled';
import { type Case, dpkg, os, suite, TODAY } from './system-updates/systems';
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

// What is listed and what is only counted, a system without a name, and one day.
it.each<[string, NonNullable<Case['files']>, string, string]>([
  [
    'more than are named',
    {
      ...os('debian12'),
      ...dpkg(Object.fromEntries([...'abcdefg'].map((each) => [`lib${each}`, '1']))),
      ...suite(
        '2026-11-30',
        [...'abcdefg'].map((each) => [`lib${each}`, '2'] as const),
      ),
    },
    'lacks 7 security updates: liba, libb, libc, libd, libe, and 2 others.',
    '缺 7 个安全更新：liba、libb、libc、libd、libe 和另外 2 个。',
  ],
  ['no name', dpkg({}), 'Whether this system is', '看不出这个系统是不是最新'],
  [
    'no name, at the beginning',
    { ...dpkg({ a: '1' }), ...suite('2026-11-30', [['a', '2']]) },
    'This system lacks one security update: a.',
    '这个系统缺 1 个安全更新：a。',
  ],
  [
    'seven weeks',
    { ...os('debian12'), ...dpkg({ a: '1' }), ...suite('2026-10-13', [['a', '1']]) },
    'was last known to be up to date 49 days ago.',
    '上一次能确定 Debian GNU/Linux 12 (bookworm) 更新齐全，是在 49 天前。',
  ],
])('says it in both languages: %s', async (_, files, english, chinese) => {
  const { because } = await inspect({ is: '', wanted: '', files });
  const said = (language: 'en' | 'zh-CN') =>
    createTranslate(language, [check.messages, ...probeMessages])(because);
  expect(said('en')).toContain(english);
  expect(said('zh-CN')).toContain(chinese);
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
