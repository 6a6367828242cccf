import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGatewayProbe } from '../../../main/probes/gateways';
import type { Copy } from '../../../main/probes/openclaw';
import { parseLsof, parseNetstat } from '../../../main/system/read/processes/macos-sockets';
import { argsOf, parsePs } from '../../../main/system/read/processes/ps';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

// Written by hand after ps(1), lsof(8) (OUTPUT FOR OTHER PROGRAMS) and netstat(1) of macOS.
const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/gateways/${name}.txt`, import.meta.url), 'utf8');
const PS = '/bin/ps -axww -o pid=,ppid=,uid=,user=,command=';
const COMM = '/bin/ps -axww -o pid=,comm=';
const STARTS = '/bin/ps -axww -o pid=,lstart=';
const LSOF = '/usr/sbin/lsof -nP -iTCP -sTCP:LISTEN -F pcuLtn';
const NETSTAT = '/usr/sbin/netstat -an -p tcp';
const USUAL = {
  [PS]: fixture('ps-macos'),
  [COMM]: fixture('ps-comm-macos'),
  [STARTS]: fixture('ps-lstart-macos'),
  [LSOF]: fixture('lsof-macos'),
  [NETSTAT]: fixture('netstat-macos'),
};

const PACKAGES = Object.fromEntries(
  [
    '/opt/homebrew/lib/node_modules/openclaw',
    '/Users/mei/Library/Application Support/OpenClaw/lib/openclaw',
  ].flatMap((folder) => [
    [`${folder}/package.json`, '{"name":"openclaw","version":"2026.9.6"}'],
    [`${folder}/dist/index.js`, ''],
    [`${folder}/dist/process/spawn-broker/worker.js`, ''],
  ]),
);

function probe(commands: FakeMachine['commands'] = USUAL, copies: string[] = [], uid = 501) {
  const found = copies.map((path) => ({ path, where: 'this-computer' }) as Copy);
  const host = fakeHost({ platform: 'darwin', uid, commands, files: PACKAGES });
  return createGatewayProbe(host, { copies: async () => seen(...found) });
}

describe('gateways that run, on macOS', () => {
  it('are ours with sockets, and another account’s without', async () => {
    const own = { port: 18789, pid: 4242, account: 'lin', program: 'openclaw-' };
    const nothing = { administrator: false, stateDir: null, where: 'this-computer' };
    expect(await probe(USUAL, ['/opt/homebrew/lib/node_modules/openclaw']).running()).toEqual(
      seen(
        {
          ...nothing,
          pid: 4242,
          startedAt: 'Sun Nov 22 05:36:37 2026',
          program: 'openclaw-gateway',
          account: 'lin',
          copyPath: '/opt/homebrew/lib/node_modules/openclaw',
          listeners: [
            { ...own, address: '127.0.0.1', family: 4 },
            { ...own, address: '::1', family: 6 },
          ],
        },
        {
          ...nothing,
          pid: 5000,
          startedAt: 'Mon Nov  2 10:00:00 2026',
          program: 'node',
          file: '/Users/mei/Library/Application Support/OpenClaw/node',
          account: 'mei',
          copyPath: '/Users/mei/Library/Application Support/OpenClaw/lib/openclaw',
          listeners: null,
          listenersUnknown: { id: 'look.not-allowed' },
        },
      ),
    );
  });

  it('are all seen by root, and may be root’s', async () => {
    const root = fixture('ps-macos').replace('502 mei ', '  0 root');
    const { items } = await probe({ ...USUAL, [PS]: root }, [], 0).running();
    expect(items[1]).toMatchObject({ administrator: true, account: 'root', listeners: [] });
  });

  it('may be what has only its name left and listens: nobody can say that it is none', async () => {
    const bare = (text: string) => text.replaceAll('openclaw-gateway', 'openclaw');
    const lonely = fixture('ps-macos')
      .split('\n')
      .filter((line) => !/^\s*\d+\s+4242\s/.test(line))
      .join('\n');
    const told = { ...USUAL, [PS]: bare(lonely), [COMM]: bare(fixture('ps-comm-macos')) };
    const { items, gaps } = await probe(told).running();
    expect(items.map(({ pid }) => pid)).not.toContain(4242);
    expect(gaps).toEqual([
      { where: expect.stringContaining('(pid 4242)'), because: { id: 'look.unproven' } },
    ]);
    const { [LSOF]: _gone, ...unheard } = told;
    expect((await probe(unheard).running()).gaps).toEqual([]);
  });

  it('keep their place when lsof is missing', async () => {
    const { [LSOF]: _gone, ...rest } = USUAL;
    expect((await probe(rest).running()).items[0]).toMatchObject({ pid: 4242, listeners: null });
  });

  it('can’t be told without ps', async () => {
    expect((await probe({}).running()).gaps).toHaveLength(1);
    expect((await probe({ [PS]: '', [COMM]: '' }).running()).gaps).toHaveLength(1);
  });
});

describe('processes, on macOS', () => {
  it('have parent, start and whether we may end them', async () => {
    const { items } = await probe().processes();
    expect(items.find(({ pid }) => pid === 4250)).toMatchObject({
      parent: 4242,
      program: 'node',
      startedAt: 'Sun Nov 22 05:36:38 2026',
      ours: true,
      where: 'this-computer',
    });
    expect(items.find(({ pid }) => pid === 5000)?.ours).toBe(false);
    expect((await probe(USUAL, [], 0).processes()).items.every(({ ours }) => ours)).toBe(true);
  });

  it('keep their place without their start, and can’t be told without ps', async () => {
    const { [STARTS]: _gone, ...rest } = USUAL;
    expect((await probe(rest).processes()).items[0]?.startedAt).toBe(null);
    expect((await probe({}).processes()).gaps).toHaveLength(1);
  });
});

describe('listening sockets, on macOS', () => {
  it('are ours with their process and everyone’s without', async () => {
    const { items, gaps } = await probe().listeners();
    expect(gaps).toEqual([]);
    expect(items.map(({ address, port, pid }) => `${address} ${port} ${pid}`)).toEqual([
      '0.0.0.0 7000 402',
      ':: 7000 402',
      '127.0.0.1 18789 4242',
      '::1 18789 4242',
      ':: 19890 null',
      'fe80::1 49152 null',
    ]);
  });

  it('are unseen without netstat, which alone shows everyone’s', async () => {
    const { [NETSTAT]: _gone, ...rest } = USUAL;
    expect((await probe(rest).listeners()).gaps).toHaveLength(1);
  });

  it('survive hostile lines', () => {
    expect(parseLsof('n*:1\np\nn*:x\nnfoo\np7\nn[fe80::1%en0]:80\n')).toMatchObject([
      { port: 1, pid: null },
      { address: 'fe80::1', family: 4, port: 80, pid: 7 },
    ]);
    expect(parseNetstat('tcp4 0 0 *.* *.* CLOSED\ntcp4 0\nudp4 0 0 *.5353 *.* \n\0')).toEqual([]);
    expect(parsePs('a b c d e\n\n 1 2\n')).toEqual([]);
    expect(argsOf('node -e x', '/usr/bin/node')).toEqual(['node', '-e', 'x']);
  });
});
