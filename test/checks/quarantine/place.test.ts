import { expect, test } from 'vitest';
import { canQuarantine, containsPath } from '../../../main/checks/quarantine/can-quarantine';
import { quarantinePath } from '../../../main/checks/quarantine/quarantine-path';
import { createFileProbe } from '../../../main/probes/files';
import { fakeHost } from '../../fakes/host';
import { probesOn } from '../fixes/machine';

const files = (names: Record<string, string> = {}) => createFileProbe(fakeHost({ files: names }));
const place = (path: string, probe = files()) => quarantinePath(probe, '/q', 'skill', path);

test('a name keeps what is plain of it and never leads elsewhere', async () => {
  expect(await place('/home/lin/skills/todo')).toMatch(/^\/q\/skill-todo-[0-9a-f]{16}$/);
  expect(await place('/home/lin/skills/翻译 助手')).toMatch(/^\/q\/skill-翻译-助手-[0-9a-f]{16}$/);
  for (const odd of ['..', '...', '-rf', ' ', '\u202e\n', '~', 'x'.repeat(255), '%2e%2e'])
    expect(await place(`/home/lin/skills/${odd}`)).toMatch(/^\/q\/skill-(?:[\w-]{1,40}-)?[0-9a-f]{16}$/);
});

test('two of one name do not meet, and what lies there already is never written over', async () => {
  const [one, other] = [await place('/a/todo'), await place('/b/todo')];
  expect(one).not.toBe(other);
  expect(await place('/a/todo', files({ [`${one}`]: 'x' }))).toBe(`${one}-2`);
  expect(await place('/a/todo', files({ [`${one}`]: 'x', [`${one}-2`]: 'x' }))).toBe(`${one}-3`);
  expect(await place('/a/todo')).toBe(one);
});

test('on Windows the same', async () => {
  const probe = createFileProbe(fakeHost({ platform: 'win32' }));
  expect(await quarantinePath(probe, 'C:\\q', 'skill', 'C:\\Users\\lin\\skills\\CON.')).toMatch(
    /^C:\\q\\skill-CON-[0-9a-f]{16}$/,
  );
});

test.each([
  ['/home/lin', true],
  ['/home', true],
  ['/', true],
  ['/home/lin/.openclaw', true],
  ['/home/lin/.openclaw/openclaw.json', true],
  ['/home/lin/.config/tankmate', true],
  ['/home/lin/.npm-global', true],
  ['/home/lin/.openclaw/skills/todo', false],
  // What a folder holds by a link stays where it is when the folder goes.
  ['/home/lin/.openclaw/skills/home', false],
  ['/home/lin/.openclaw/skills/link', false],
  ['/home/lin/.openclaw/skills/gone', true],
  ['/opt/tools', true],
  ['/home/lin/shared/theirs', true],
  ['todo', true],
])('%s must stay: %s', async (path, stays) => {
  const probes = probesOn({
    files: {
      '/home/lin/.openclaw/openclaw.json': '{}',
      '/home/lin/.openclaw/skills/todo/SKILL.md': '',
      '/home/lin/.openclaw/skills/home': { folder: true },
      '/home/lin/.openclaw/skills/home/x': { link: '/home/lin' },
      '/home/lin/.openclaw/skills/link': { link: '/home/lin' },
      '/home/lin/.npm-global/lib/node_modules/openclaw/package.json':
        '{"name":"openclaw","version":"2026.9.6"}',
      '/opt': { folder: true, uid: 0 },
      '/opt/tools/SKILL.md': '',
      '/home/lin/shared/theirs': { folder: true, uid: 1001 },
    },
  });
  const quarantine = '/home/lin/.config/tankmate/quarantine';
  expect(await canQuarantine(probes, path, quarantine)).toBe(!stays);
});

test('a path lies in itself and in what is above it', () => {
  const probes = probesOn({});
  expect(containsPath(probes, '/a', '/a')).toBe(true);
  expect(containsPath(probes, '/a', '/a/..b')).toBe(true);
  expect(containsPath(probes, '/a', '/a/../b')).toBe(false);
  expect(containsPath(probes, '/a/b', '/a/bc')).toBe(false);
});
