import { describe, expect, test } from 'vitest';
import check from '../../main/checks/gateway-listens-locally';
import type { Gateway, Listener } from '../../main/probes/gateways';
import type { PartialResult } from '../../main/probes/partial-result';
import { translatorFor } from '../../main/report/render';
import { fakeProbes, seen } from '../fakes/probes';

const socket = (address: string, port = 18789, more: Partial<Listener> = {}): Listener => ({
  address,
  family: address.includes(':') ? 6 : 4,
  port,
  pid: 4242,
  account: 'lin',
  program: 'openclaw-gatewa',
  ...more,
});
const gateway = (listeners: Listener[] | null, more: Partial<Gateway> = {}): Gateway => ({
  pid: 4242,
  startedAt: null,
  program: 'openclaw-gatewa',
  account: 'lin',
  administrator: false,
  copyPath: null,
  stateDir: null,
  listeners,
  where: 'this-computer',
  ...more,
});
const closed = (perhaps?: Listener[], more: Partial<Gateway> = {}) =>
  gateway(null, { listenersUnknown: { id: 'look.not-allowed' }, ...(perhaps && { perhaps }), ...more });
const inspect = (running: PartialResult<Gateway>, listeners: PartialResult<Listener> = seen()) =>
  check.inspect(fakeProbes({ gateways: { running: async () => running, listeners: async () => listeners } }));
const nowhere = { items: [], gaps: [{ where: '/proc/net/tcp', because: { id: 'look.not-allowed' } }] };

describe('gateway-listens-locally', () => {
  test('is good on the computer’s own addresses only', async () => {
    const finding = await inspect(
      seen(gateway([socket('127.0.0.1'), socket('::1'), socket('127.1.2.3', 18791)])),
    );
    expect(finding).toMatchObject({
      state: 'good',
      evidence: [{ where: '127.0.0.1:18789' }, { where: '[::1]:18789' }, {}],
    });
    expect(translatorFor('en')(finding.because)).toContain('127.0.0.1:18789');
    expect((await inspect(seen(gateway([socket('::ffff:127.0.0.1')])))).state).toBe('good');
  });

  test.each(['0.0.0.0', '::', '192.168.1.20', 'fe80::1', '100.64.0.7', '::ffff:10.0.0.1', '127.0.0.1.evil'])(
    'is critical on %s',
    async (address) => {
      const finding = await inspect(seen(gateway([socket('127.0.0.1'), socket(address)])));
      expect(finding).toMatchObject({ state: 'attention', severity: 'critical' });
    },
  );

  test('says which socket of whom it is', async () => {
    const finding = await inspect(seen(gateway([socket('::'), socket('0.0.0.0')])));
    const port = {
      kind: 'port',
      saw: 'openclaw-gatewa (pid 4242, user lin)',
      facts: { port: 18789 },
      state: 'attention',
    };
    expect(finding.evidence).toEqual([
      { ...port, where: '[::]:18789' },
      { ...port, where: '0.0.0.0:18789' },
    ]);
    expect(translatorFor('zh-CN')(finding.because)).toContain('[::]:18789');
  });

  test('looks at every gateway', async () => {
    const second = gateway([socket('0.0.0.0', 19001, { pid: 5 })], { pid: 5 });
    const finding = await inspect(seen(gateway([socket('127.0.0.1')]), second));
    expect(finding).toMatchObject({ state: 'attention', severity: 'critical' });
    expect(finding.evidence).toHaveLength(2);
  });

  test('can’t tell of another account’s gateway, unless all sockets of that account are harmless', async () => {
    const blind = await inspect(seen(closed()));
    expect(blind.state).toBe('unknown');
    expect(translatorFor('en')(blind.because)).toContain('this account isn’t allowed to read it');
    const nobody = { pid: null, program: null };
    expect((await inspect(seen(closed([socket('127.0.0.1', 18789, nobody)])))).state).toBe('good');
    expect((await inspect(seen(closed([])))).state).toBe('unknown');
    const ssh = [socket('127.0.0.1', 18789, nobody), socket('0.0.0.0', 22, nobody)];
    expect((await inspect(seen(closed(ssh)))).state).toBe('unknown');
    const open = await inspect(seen(closed([socket('0.0.0.0', 18789, nobody)])));
    expect(open).toMatchObject({ state: 'attention', severity: 'critical' });
    expect(open.evidence).toMatchObject([{ saw: '? (user lin)' }]);
  });

  test('can’t tell what a container’s own addresses mean outside, and says good of none', async () => {
    const where = 'container:0123456789ab';
    const inside = await inspect(seen(gateway([socket('0.0.0.0')], { where })));
    expect(inside.state).toBe('unknown');
    expect(translatorFor('en')(inside.because)).toContain('0123456789ab');
    expect((await inspect(seen(closed([socket('0.0.0.0')], { where })))).state).toBe('unknown');
    expect((await inspect(seen(gateway([socket('127.0.0.1')], { where })))).state).toBe('good');
  });

  test('can’t tell of a gateway without a socket', async () => {
    expect((await inspect(seen(gateway([])))).state).toBe('unknown');
  });

  test('looks at OpenClaw’s ports even where no gateway was seen', async () => {
    const at = (address: string, program: string | null, port = 19890) =>
      inspect(seen(), seen(socket(address, port, { pid: program === null ? null : 9, program })));
    expect(await at('0.0.0.0', 'docker-proxy')).toMatchObject({ state: 'attention', severity: 'high' });
    expect((await at('0.0.0.0', 'python3')).state).toBe('unknown');
    expect((await at('::', null)).state).toBe('unknown');
    expect((await at('127.0.0.1', null)).state).toBe('not-applicable');
    expect((await at('0.0.0.0', null, 80)).state).toBe('not-applicable');
  });

  test('does not tell a gateway’s own socket twice', async () => {
    const both = [socket('0.0.0.0'), socket('0.0.0.0', 18789, { pid: null, program: null })];
    const finding = await inspect(seen(gateway([socket('0.0.0.0')])), seen(...both));
    expect(finding.evidence).toHaveLength(1);
  });

  test('is not applicable without a gateway, and unknown when it could not look', async () => {
    expect((await inspect(seen())).state).toBe('not-applicable');
    expect((await inspect(seen(), nowhere)).state).toBe('unknown');
    expect((await inspect(nowhere)).state).toBe('unknown');
    expect((await inspect({ ...nowhere, items: [gateway([socket('127.0.0.1')])] })).state).toBe('unknown');
  });
});
