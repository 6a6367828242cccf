import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/quarantine-skill';
import check from '../../../main/checks/skills-source';
import type { FakeMachine } from '../../fakes/host';
import { planOn, probesOn } from './machine';

const STATE = '/home/lin/.openclaw';
const plan = (files: FakeMachine['files'], settings = '{}') =>
  planOn(fix, probesOn({ files: { [`${STATE}/openclaw.json`]: settings, ...files } }));

test('the check offers it', () => expect(check.fixes).toContain(fix));

test('one for each skill that nobody knows the origin of, whole', async () => {
  const list = await plan({
    [`${STATE}/skills/todo/SKILL.md`]: '---\nname: To do\n---\n',
    [`${STATE}/workspace/skills/mail/SKILL.md`]: '# mail',
    [`${STATE}/skills/weather/SKILL.md`]: '# weather',
    [`${STATE}/.clawhub/lock.json`]: '{"version":1,"skills":{"weather":{"version":"1.0.0","installedAt":1}}}',
    [`${STATE}/skills/weather/.clawhub/origin.json`]: JSON.stringify({
      version: 1,
      registry: 'https://clawhub.ai',
      slug: 'weather',
      installedVersion: '1.0.0',
    }),
  });
  expect(list.map(({ said, recommended }) => [said, recommended]).sort()).toEqual([
    ['Put the skill “To do” away', true],
    ['Put the skill “mail” away', true],
  ]);
  const [todo] = list.filter(({ about }) => about?.endsWith('todo'));
  expect(todo?.lines).toEqual([
    expect.stringMatching(
      /^\/home\/lin\/\.openclaw\/skills\/todo → \/home\/lin\/\.config\/tankmate\/quarantine\/skill-todo-[0-9a-f]{16}$/,
    ),
  ]);
  expect(todo?.left).toContain('/home/lin/.config/tankmate/quarantine/skill-todo-');
});

test('a link is moved itself, wherever it leads', async () => {
  const [only, ...more] = await plan({
    '/home/lin/projects/mine/SKILL.md': '# mine',
    [`${STATE}/skills/mine`]: { link: '/home/lin/projects/mine' },
  });
  expect(more).toEqual([]);
  expect(only?.changes).toMatchObject([{ kind: 'move', from: `${STATE}/skills/mine` }]);
});

test('what other programs share, or OpenClaw drafted itself, is for the user to decide', async () => {
  const list = await plan(
    {
      '/home/lin/.agents/skills/shared/SKILL.md': '# shared',
      '/home/lin/projects/skills/own/SKILL.md': '# own',
      [`${STATE}/agents/main/agent/workshop-skills/draft/SKILL.md`]: '# draft',
      [`${STATE}/skills/odd/SKILL.md`]: '# odd',
      [`${STATE}/skills/odd/.clawhub/origin.json`]: 'not json',
    },
    '{ skills: { load: { extraDirs: ["~/projects/skills"] } } }',
  );
  expect(list.map(({ said, recommended }) => [said, recommended]).sort()).toEqual([
    ['Put the skill “draft” away', false],
    ['Put the skill “odd” away', false],
    ['Put the skill “own” away', false],
    ['Put the skill “shared” away', false],
  ]);
});

test('leaves alone what is turned off, what isn’t ours, and a home that calls itself a skill', async () => {
  expect(
    await plan(
      {
        [`${STATE}/skills/off/SKILL.md`]: '# off',
        '/home/lin/SKILL.md': '# home',
        '/srv/skills': { folder: true, uid: 0 },
        '/srv/skills/theirs/SKILL.md': '# theirs',
      },
      '{ skills: { load: { extraDirs: ["/srv/skills", "/home/lin"] }, entries: { off: { enabled: false } } } }',
    ),
  ).toEqual([]);
});
