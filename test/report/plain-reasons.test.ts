import { describe, expect, test } from 'vitest';
import { reasonOf } from '../../main/changes/reason';
import { checks } from '../../main/checks';
import { fixes } from '../../main/checks/fixes';
import type { Message } from '../../main/contract/finding';
import { LANGUAGES } from '../../main/contract/report';
import { updateFailure } from '../../main/operations/update/update-error';
import { readFailure } from '../../main/probes/partial-result';
import { unanswered } from '../../main/probes/releases/registry';
import { translatorFor } from '../../main/report/render';
import { explainError, KNOWN_CODES, malformedFile, silentProgram } from '../../main/system/read/plain-error';
import { ChangeError, PROBLEMS } from '../../main/system/write/change-error';
import { errorMessage } from '../../main/tank/model/tank-error';

const coded = (code: string) => Object.assign(new Error(`connect ${code} 127.0.0.1:443`), { code });
/** As Node's fetch says it. */
const wrapped = (code: string) => new TypeError('fetch failed', { cause: coded(code) });
const aborted = AbortSignal.abort().reason as Error;

const ids = [...checks, ...fixes].map(({ id }) => id).filter((id) => id.includes('-'));
const isRaw = (text: string) =>
  /[A-Z_]{6,}/.test(text) ||
  ids.some((id) => text.includes(id)) ||
  /\b[a-z]+(?:[.-][a-z]+)*\.[a-z]+(?:-[a-z]+)*$/.test(text);
/** Four English words in a row are a sentence, or the half of one. */
const isEnglish = (text: string) => /\b[a-z]{2,}(?: [a-z]{2,}){3,}\b/i.test(text);

const READERS: Readonly<Record<string, (error: unknown) => Message>> = {
  explainError,
  readFailure,
  reasonOf,
  updateFailure,
  errorMessage,
  unanswered,
};

describe.each(Object.entries(READERS))('%s', (_name, read) => {
  test.each(LANGUAGES)('says in %s what every known code means', (language) => {
    const translate = translatorFor(language);
    const errors = [
      ...KNOWN_CODES.flatMap((code) => [coded(code), wrapped(code)]),
      ...PROBLEMS.filter((problem) => problem !== 'failed').map((problem) => new ChangeError(problem, 'x')),
      aborted,
      malformedFile('a job of launchd'),
      silentProgram('netstat'),
    ];
    const said = errors.map((error) => translate(read(error)));
    expect(said.filter((text) => isRaw(text) || (language === 'zh-CN' && isEnglish(text)))).toEqual([]);
    expect(new Set(said).size).toBeGreaterThan(5);
  });
});

test('what has no words is quoted as what it is: somebody else’s', () => {
  const odd = Object.assign(new Error('x'), { code: 'EWHATEVER' });
  expect(translatorFor('zh-CN')(explainError(odd))).toBe('系统说“EWHATEVER”');
  expect(translatorFor('en')(explainError(new Error('a\n b')))).toBe('the system said “a b”');
});

test('a certificate that somebody put in between, and a registry that knows nothing, are said so', () => {
  const translate = translatorFor('zh-CN');
  expect(translate(unanswered(coded('SELF_SIGNED_CERT_IN_CHAIN')))).toBe(
    'npm 仓库没有回答（网络里有设备在拦截加密连接，或者对方的证书不可信）',
  );
  expect(translate(unanswered(coded('E404')))).toBe('npm 仓库没有回答（那里没有它）');
  expect(translate(unanswered(aborted))).toBe('npm 仓库没有回答（等了很久也没有回应）');
});
