import { expect, test } from 'vitest';
import { defineCheck } from '../../main/checks/define/define-check';
import type { Probes } from '../../main/probes';
import { scan } from '../../main/scan/run-checks';

const texts = {
  ...{ good: 'a', attention: 'b', unknown: 'c', 'not-applicable': 'd' },
  ...{ why: 'e', 'by-hand': 'f' },
};
const checkOf = (id: string, quick: boolean, look: () => Promise<void>) =>
  defineCheck({
    id,
    tile: 'privileges',
    clause: 'guide-3',
    article: 'https://docs.openclaw.ai/',
    messages: { en: texts, 'zh-CN': texts },
    ...(quick && { quick: ['linux'] as const }),
    async inspect(_probes, say) {
      await look();
      return [say.attention('low', { id: 'look.saw-nothing' })];
    },
  });
const scanAll = async (quick: () => Promise<void>) => {
  const order: string[] = [];
  const all = [
    checkOf('large', false, async () => void order.push('large begins')),
    checkOf('small', true, quick),
  ];
  const findings = await scan(all, {} as Probes, 'linux', new AbortController().signal, ({ id }) =>
    order.push(`${id} found`),
  );
  return { order, findings: findings.map(({ id }) => id) };
};

test('a quick check is done before the others begin, and stands where it stood', async () => {
  expect(await scanAll(async () => {})).toEqual({
    order: ['small found', 'large begins', 'large found'],
    findings: ['large', 'small'],
  });
});

test('one that is not quick after all keeps nobody waiting', async () => {
  let go = () => {};
  const waits = new Promise<void>((resolve) => {
    go = resolve;
  });
  const all = [
    checkOf('large', false, async () => go()),
    // Ends only once the other has begun.
    checkOf('small', true, () => waits),
  ];
  const findings = await scan(all, {} as Probes, 'linux', new AbortController().signal);
  expect(findings.map(({ id }) => id)).toEqual(['large', 'small']);
});

test('a look that is ended while the quick ones are ahead begins no other', async () => {
  const ended = new AbortController();
  const order: string[] = [];
  const all = [
    checkOf('large', false, async () => void order.push('large begins')),
    checkOf('small', true, async () => ended.abort(new Error('ended'))),
  ];
  await expect(scan(all, {} as Probes, 'linux', ended.signal)).rejects.toThrow('ended');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(order).toEqual([]);
});
