import { expect, test } from 'vitest';
import { localizeState } from '../../main/app/localize-state';
import type { Finding } from '../../main/contract/finding';
import { brokenSettings } from '../../main/report/broken-settings';
import { day, finding, look } from './history/looks';

const broken = (id: string): Finding => ({
  ...finding(id, 'unknown'),
  because: {
    id: 'settings.broken-at',
    values: {
      file: '/home/lin/.openclaw/openclaw.json',
      line: 4,
      column: 2,
      reason: { id: 'settings.syntax' },
    },
  },
});
const findings = [finding('known-holes', 'high'), broken('gateway-password'), broken('chat-doors')];

test('one broken file is one thing, whatever many findings it clouds', () => {
  expect(brokenSettings(findings)).toEqual({
    file: '/home/lin/.openclaw/openclaw.json',
    line: 4,
    reason: { id: 'settings.syntax' },
  });
  expect(brokenSettings([finding('known-holes', 'high')])).toBeNull();
});

test('the state says it in the reader’s language, and takes it back after a look that reads the file', () => {
  expect(localizeState({ look: look(day(0), findings) }, 'zh-CN').brokenSettings).toMatchObject({
    line: 4,
    reason: expect.stringMatching(/\p{Script=Han}/u),
  });
  expect(localizeState({ look: look(day(0), []) }, 'en').brokenSettings).toBeNull();
});
