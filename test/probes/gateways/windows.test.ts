import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Rights } from '../../../main/probes/account';
import { createGatewayProbe } from '../../../main/probes/gateways';
import type { Copy } from '../../../main/probes/openclaw';
import { parseNetstatAno } from '../../../main/system/read/processes/netstat-ano';
import {
  PROCESS_QUERY,
  parseProcesses,
  splitCommand,
} from '../../../main/system/read/processes/windows-processes';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

// Written by hand: netstat's table as learn.microsoft.com/windows-server/administration/windows-commands/netstat shows
// it, in the code pages of a Chinese and a German console; processes as the PowerShell line of the probe prints them.
const fixture = (name: string) => readFileSync(new URL(`../../fixtures/gateways/${name}`, import.meta.url));
const ASK = `powershell -NoProfile -NonInteractive -Command ${PROCESS_QUERY}`;
const ME = 'S-1-5-21-1111111111-2222222222-3333333333-1001';
const PACKAGE = 'C:\\Users\\小林\\AppData\\Roaming\\npm\\node_modules\\openclaw';
const processes = (change: (all: Record<string, unknown>[]) => void = () => {}) => {
  const all = JSON.parse(fixture('processes-zh.json').toString()) as Record<string, unknown>[];
  change(all);
  return Buffer.from(JSON.stringify(all));
};

function probe(commands: FakeMachine['commands'] = {}, rights: Rights = 'can-become', copies: string[] = []) {
  const host = fakeHost({
    platform: 'win32',
    userName: '小林',
    commands: {
      [ASK]: processes(),
      'netstat -ano -p TCP': fixture('netstat-tcp-zh.txt'),
      'netstat -ano -p TCPv6': fixture('netstat-tcpv6-en.txt'),
      ...commands,
    },
  });
  const account = { name: '小林', id: ME, rights, evidence: [] };
  const found = copies.map((path) => ({ path, where: 'this-computer' }) as Copy);
  return createGatewayProbe(host, { copies: async () => seen(...found) }, { current: async () => account });
}

describe('gateways that run, on Windows', () => {
  it('are found by their command line, with sockets, account and copy', async () => {
    const own = { port: 18789, pid: 5300, account: ME, program: 'node.exe' };
    expect(await probe().running()).toEqual(
      seen({
        pid: 5300,
        file: 'C:\\Program Files\\nodejs\\node.exe',
        startedAt: '2026-11-22T05:36:37.1234567Z',
        program: 'node.exe',
        account: ME,
        administrator: false,
        copyPath: PACKAGE,
        stateDir: null,
        listeners: [
          { ...own, address: '0.0.0.0', family: 4 },
          { ...own, address: '::1', family: 6 },
        ],
        where: 'this-computer',
      }),
    );
  });

  it('name the copy as it is listed, whatever its letters', async () => {
    const listed = PACKAGE.replace('C:\\Users', 'c:\\users');
    expect((await probe({}, 'ordinary', ['C:\\other', listed]).running()).items[0]?.copyPath).toBe(listed);
  });

  it('can’t be told elevated or not by someone elevated, and SYSTEM always is', async () => {
    const of = async (owner: string, rights: Rights) => {
      const all = processes((list) => {
        for (const each of list) if (each.pid === 5300) each.owner = owner;
      });
      return (await probe({ [ASK]: all }, rights).running()).items[0]?.administrator;
    };
    expect(await of(ME, 'ordinary')).toBe(false);
    expect(await of(ME, 'administrator')).toBe(null);
    expect(await of(ME, 'unknown')).toBe(null);
    expect(await of('S-1-5-18', 'ordinary')).toBe(true);
    expect(await of('S-1-5-21-1-2-3-500', 'ordinary')).toBe(true);
  });

  it('may hide behind a node.exe that shows no command line: that is said', async () => {
    const hidden = processes((list) => {
      for (const each of list) if (each.pid === 5300) each.command = each.path = null;
    });
    expect(await probe({ [ASK]: hidden }).running()).toEqual({
      items: [],
      gaps: [{ where: 'node.exe (pid 5300)', because: { id: 'look.not-allowed' } }],
    });
  });

  it('keep their place when netstat fails', async () => {
    const { items } = await probe({ 'netstat -ano -p TCP': { code: 1 } }).running();
    expect(items[0]).toMatchObject({ listeners: null, listenersUnknown: { id: 'error.no-answer' } });
  });

  it.each<[string, FakeMachine['commands']]>([
    ['is blocked', { [ASK]: { code: 1, stderr: '无法加载文件' } }],
    ['prints something else', { [ASK]: 'Windows PowerShell\r\n' }],
    ['prints nothing', { [ASK]: '[]' }],
    ['prints an object', { [ASK]: '{"pid":1}' }],
  ])('can’t be told when PowerShell %s', async (_, commands) => {
    const { items, gaps } = await probe(commands).running();
    expect(items).toEqual([]);
    expect(gaps).toMatchObject([{ where: 'Win32_Process' }]);
  });
});

describe('processes, on Windows', () => {
  it('are ours where a command line is shown of our own account, or where we have the rights', async () => {
    const of = async (rights: Rights, owner = ME) => {
      const all = processes((list) => {
        for (const each of list) if (each.pid === 5300) each.owner = owner;
      });
      return (await probe({ [ASK]: all }, rights).processes()).items;
    };
    const found = await of('can-become');
    expect(found.find(({ pid }) => pid === 5300)).toMatchObject({
      parent: 5200,
      program: 'node.exe',
      startedAt: '2026-11-22T05:36:37.1234567Z',
      ours: true,
    });
    expect(found.find(({ pid }) => pid === 4)).toMatchObject({ ours: null, args: [], startedAt: null });
    expect((await of('ordinary', 'S-1-5-21-9-9-9-1002')).find(({ pid }) => pid === 5300)?.ours).toBe(false);
    expect((await of('administrator', 'S-1-5-18')).find(({ pid }) => pid === 5300)?.ours).toBe(true);
  });

  it('can’t be told when PowerShell is blocked', async () => {
    expect((await probe({ [ASK]: { code: 1 } }).processes()).gaps).toHaveLength(1);
  });
});

describe('listening sockets, on Windows', () => {
  it('have a program and an address each', async () => {
    const { items, gaps } = await probe().listeners();
    expect(gaps).toEqual([]);
    expect(items.map(({ address, port, program }) => `${address} ${port} ${program}`)).toEqual([
      '0.0.0.0 135 svchost.exe',
      '0.0.0.0 18789 node.exe',
      ':: 135 svchost.exe',
      '::1 18789 node.exe',
      'fe80::1c2d:3e4f 5040 Code.exe',
    ]);
  });

  it('are told in any language, by their foreign address', () => {
    expect(parseNetstatAno(fixture('netstat-tcp-de.txt'))).toEqual([
      { address: '127.0.0.1', family: 4, port: 18789, pid: 5300 },
    ]);
  });

  it('are unseen without netstat, and told without PowerShell', async () => {
    expect((await probe({ 'netstat -ano -p TCP': { code: 1 } }).listeners()).gaps).toHaveLength(1);
    const nameless = await probe({ [ASK]: { code: 1 } }).listeners();
    expect(nameless.items).toHaveLength(5);
    expect(nameless.items[0]).toMatchObject({ program: null, pid: 1044 });
  });

  it('survive hostile lines', () => {
    const wild = [
      'TCP',
      'TCP x 0.0.0.0:0 LISTENING 1',
      'TCP 1.2.3.4:99999999 0.0.0.0:0 L 1',
      'TCP 1.2.3.4:80 0.0.0.0:0 L x',
      '\0',
    ];
    expect(parseNetstatAno(Buffer.from(wild.join('\r\n')))).toEqual([]);
    expect(
      parseProcesses('[null,1,{"pid":"1","name":"x"},{"pid":1},{"pid":1,"name":"a","command":5}]'),
    ).toEqual([{ pid: 1, parent: 0, name: 'a', command: null, path: null, startedAt: null, owner: null }]);
    expect(splitCommand('"C:\\Program Files\\a.exe"  b "c d" e"f g"h')).toEqual([
      'C:\\Program Files\\a.exe',
      'b',
      'c d',
      'ef gh',
    ]);
    expect(splitCommand('"unclosed x')).toEqual(['unclosed x']);
  });
});
