import { expect, test } from 'vitest';
import { localizeState } from '../../main/app/localize-state';
import chatDoors from '../../main/checks/chat-doors';
import password from '../../main/checks/gateway-password';
import type { PlannedFix } from '../../main/contract/change';
import type { OpenClawSettings } from '../../main/probes/settings';
import { brokenSettings } from '../../main/report/broken-settings';
import { broken, read, settingsProbes, setup, unreadable } from '../fakes/settings';
import { day, finding, look } from './history/looks';

const work = {
  state: 'broken',
  setup: setup({ name: 'work' }),
  file: '/home/lin/.openclaw-work/openclaw.json',
  line: null,
  column: null,
  because: { id: 'settings.not-object' },
} as const satisfies OpenClawSettings;
const unsafe = read({ gateway: { auth: { mode: 'none' } }, channels: { telegram: { dmPolicy: 'open' } } });

const findingsOf = async (...settings: OpenClawSettings[]) => [
  finding('known-holes', 'high'),
  ...(await Promise.all([password, chatDoors].map((check) => check.inspect(settingsProbes(...settings))))),
];
const syntax = { file: '/home/lin/.openclaw/openclaw.json', line: 3, reason: { id: 'settings.syntax' } };
const shape = {
  file: '/home/lin/.openclaw-work/openclaw.json',
  line: null,
  reason: { id: 'settings.not-object' },
};

test('one broken file is one thing, whatever many findings it clouds', async () => {
  expect(brokenSettings(await findingsOf(broken))).toEqual([syntax]);
  expect(brokenSettings(await findingsOf(unreadable))).toEqual([]);
  expect(brokenSettings([finding('known-holes', 'high')])).toEqual([]);
});

test('each broken file is named, and beside a setup that is in worse trouble too', async () => {
  expect(brokenSettings(await findingsOf(broken, work))).toEqual([syntax, shape]);
  expect(brokenSettings(await findingsOf(unsafe, work))).toEqual([shape]);
});

test('the state says it in the reader’s language, and takes it back after a look that reads the file', async () => {
  const { brokenSettings: said } = localizeState({ look: look(day(0), await findingsOf(broken)) }, 'zh-CN');
  expect(said).toMatchObject([{ line: 3, reason: expect.stringMatching(/\p{Script=Han}/u) }]);
  expect(localizeState({ look: look(day(0), []) }, 'en').brokenSettings).toEqual([]);
});

test('a file whose backup can be put back leads to the fix that does it, and to no other', async () => {
  const findings = await findingsOf(broken, work);
  const fix = (id: string, where: string) =>
    ({ id, changes: [{ kind: 'edit', where, before: '', after: '' }] }) as unknown as PlannedFix;
  const fixes = [fix('listen-locally', work.file), fix('restore-settings-0a1b2c3d', syntax.file)];
  expect(brokenSettings(findings, fixes)).toEqual([{ ...syntax, fix: 'restore-settings-0a1b2c3d' }, shape]);
});
