import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decoded } from '../../../../main/system/read/powershell';
import { REFUSED } from '../../../../main/tank/drivers/experimental/hyperv/hyperv-boundary';
import { hypervDriver } from '../../../../main/tank/drivers/experimental/hyperv/hyperv-driver';
import { joinCommand } from '../../../../main/tank/drivers/experimental/hyperv/hyperv-permission';
import * as scripts from '../../../../main/tank/drivers/experimental/hyperv/hyperv-scripts';
import type { ProgramCommand, TankContext } from '../../../../main/tank/model/types';
import type { Answer } from '../../../fakes/command-runner';
import { bench, makeIt, type Proof, provesEngine, type StandIn } from '../harness';

const NAME = 'tankmate-openclaw';
const SID = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const DEFAULT_SWITCH = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';
const MIB = 1024 * 1024;

/** `whoami /groups /fo csv /nh` of a Chinese Windows: names translated, SIDs not. */
const groups = (...sids: readonly string[]) =>
  ['S-1-1-0', 'S-1-5-32-545', 'S-1-16-8192', ...sids]
    .map((sid) => `"名称 ${sid}","别名","${sid}","必需的组, 启用于默认, 启用的组"\r\n`)
    .join('');

/** Scripts by their whole text: a script of another text is one that nobody looked at. */
const BY_TEXT = new Map<string, string>(Object.entries(scripts).map(([name, text]) => [text, name]));

/**
 * Hyper-V as its module's documents tell it (learn.microsoft.com/powershell/module/hyper-v). Each script is one step of
 * this machine of states; the values it gets are compared one by one.
 */
class HyperV implements StandIn {
  groups = groups('S-1-5-32-578');
  member = true;
  admins: string[] = [];
  facts: Record<string, unknown> | null = null;
  snapshots: { name: string; at: string }[] = [];
  address: string | null = '172.20.144.17';
  constructor(readonly at: Pick<TankContext, 'folder' | 'plan'>) {}
  left = () => [...(this.facts ? [NAME] : []), ...this.snapshots.map(({ name }) => name)];

  answer(program: string, { args, env }: ProgramCommand): Answer | undefined {
    const system = 'C:\\Windows\\System32\\';
    if (program === `${system}whoami.exe`)
      return args[0] === '/user' ? `"DESKTOP\\林","${SID}"\r\n` : this.groups;
    if (program !== `${system}WindowsPowerShell\\v1.0\\powershell.exe`) return undefined;
    if (args[2] === '-Command') {
      this.admins.push(args.join(' '));
      this.member = true;
      return '';
    }
    if (args.slice(0, 3).join(' ') !== '-NoProfile -NonInteractive -EncodedCommand') return undefined;
    const ask: Record<string, unknown> = JSON.parse(env?.TANKMATE_ASK ?? 'null');
    if (ask?.name !== NAME) return undefined;
    return this.script(BY_TEXT.get(decoded(args)), ask);
  }

  private script(name: string | undefined, ask: Record<string, unknown>): Answer | undefined {
    const { folder } = this.at;
    const fails = (err: string): Answer => ({ code: 1, err: `#< CLIXML\r\n${err}` });
    const [vhd, vhdx] = [join(folder, 'disk.vhd'), join(folder, 'disk.vhdx')];
    const json = (value: unknown) => `${JSON.stringify(value)}\r\n`;
    switch (name) {
      case 'VERSION':
        return json({ version: '10.0.26100' });
      case 'MEMBER':
        return ask.sid === SID ? json({ member: this.member }) : undefined;
      case 'READ_VM':
        return this.facts ? json({ ...this.facts, snapshots: this.snapshots }) : 'null\r\n';
      case 'CONVERT':
        if (ask.vhd !== vhd || ask.vhdx !== vhdx) return undefined;
        if (!existsSync(vhdx) && !existsSync(vhd)) return fails('找不到文件');
        writeFileSync(vhdx, 'vhdxfile');
        return '';
      case 'MAKE': {
        const wanted = {
          name: NAME,
          path: join(folder, 'hyperv'),
          memory: 4096 * MIB,
          processors: 2,
          vhdx,
          seed: join(folder, 'seed.iso'),
          refused: REFUSED,
        };
        if (JSON.stringify(ask) !== JSON.stringify(wanted) || !existsSync(vhdx)) return undefined;
        this.facts = {
          state: 'Off',
          generation: 2,
          processors: 2,
          memory: 4096 * MIB,
          assigned: 0,
          automaticCheckpoints: false,
          copyIn: false,
          secureBoot: 'On',
          session: 'VMBus',
          disks: [vhdx],
          dvds: [wanted.seed],
          diskBytes: 1_800_000_000,
          switches: [DEFAULT_SWITCH],
          refused: [...REFUSED],
        };
        return '';
      }
      case 'REMOVE':
        if (ask.folder !== folder) return undefined;
        this.facts = null;
        this.snapshots = [];
        return '';
      default:
        return this.facts ? this.run(name, ask, json, fails) : fails('没有这台虚拟机');
    }
  }

  private run(
    name: string | undefined,
    ask: Record<string, unknown>,
    json: (value: unknown) => string,
    fails: (err: string) => Answer,
  ): Answer | undefined {
    const facts = this.facts as Record<string, unknown>;
    const at = this.snapshots.findIndex((each) => each.name === ask.snapshot);
    switch (name) {
      case 'START_VM':
        facts.state = 'Running';
        return '';
      case 'STOP_VM':
      case 'TURN_OFF':
        facts.state = 'Off';
        return '';
      case 'ADDRESS':
        return ask.host === 'openclaw' ? json({ address: this.address }) : undefined;
      case 'TAKE':
        if (facts.state !== 'Off') return fails('running: its memory would be kept as well');
        this.snapshots.push({ name: String(ask.snapshot), at: '2026-11-22T09:00:00.0000000Z' });
        return '';
      case 'RESTORE':
        return at >= 0 && facts.state === 'Off' ? '' : fails('no such checkpoint');
      case 'DROP':
        if (at >= 0) this.snapshots.splice(at, 1);
        return '';
      default:
        return undefined;
    }
  }
}

const proof: Proof = {
  id: 'hyperv',
  driver: hypervDriver,
  platform: 'win32',
  makeStandIn: (at) => new HyperV(at),
  outside: {
    'engine-settings': 'blocked',
    mounts: 'blocked',
    ports: 'blocked',
    devices: 'blocked',
    clipboard: 'blocked',
    limits: 'blocked',
  },
};
provesEngine(proof);

const made = async () => {
  const it = bench(proof);
  await makeIt(it, hypervDriver);
  return { ...it, facts: (it.standIn as HyperV).facts as Record<string, unknown> };
};
const outcome = async (tank: TankContext, id: string) =>
  (await hypervDriver.inspectBoundary(tank)).find((each) => each.id === id)?.outcome;

test.each([
  ['copying files into it', 'mounts', 'copyIn', true],
  ['an enhanced session', 'clipboard', 'session', 'HvSocket'],
  ['no Secure Boot', 'engine-settings', 'secureBoot', 'Off'],
  ['another switch', 'engine-settings', 'switches', ['11111111-0000-0000-0000-000000000000']],
  ['a private network that isn’t refused', 'engine-settings', 'refused', REFUSED.slice(1)],
  ['checkpoints of its own', 'engine-settings', 'automaticCheckpoints', true],
  ['a disk of somebody else', 'devices', 'disks', ['\\\\.\\PHYSICALDRIVE1']],
  ['more processors', 'limits', 'processors', 8],
])('%s is told as open', async (_name, id, key, value) => {
  const it = await made();
  expect(await outcome(it.tank, id)).toBe('blocked');
  it.facts[key] = value;
  expect(await outcome(it.tank, id)).toBe('open');
  it.end();
});

test('an account that may not use Hyper-V joins its group once, and goes on after signing in', async () => {
  const it = bench(proof);
  const standIn = it.standIn as HyperV;
  standIn.groups = groups();
  standIn.member = false;
  const wanted = { because: { id: 'tank.engines-sign-out' } };
  await expect(makeIt(it, hypervDriver)).rejects.toMatchObject(wanted);
  await expect(makeIt(it, hypervDriver)).rejects.toMatchObject(wanted);
  expect(standIn.admins).toEqual([
    `-NoProfile -NonInteractive -Command Add-LocalGroupMember -SID S-1-5-32-578 -Member ${SID}`,
  ]);
  standIn.groups = groups('S-1-5-32-578');
  await makeIt(it, hypervDriver);
  expect(standIn.left()).toEqual([NAME]);
  it.end();
});

test('when the permission is refused, the exact command is told', async () => {
  const it = bench(proof);
  const standIn = it.standIn as HyperV;
  [standIn.groups, standIn.member] = [groups(), false];
  it.fault = { number: 3, kind: 'refused' };
  await expect(makeIt(it, hypervDriver)).rejects.toMatchObject({
    because: { id: 'tank.engines-not-allowed', values: { command: expect.stringContaining(SID) } },
  });
  it.end();
});

test.each(['', 'S-1-5-21-1-2-3-4; Remove-Item C:\\', 'S-1-5-32-544', '$(calc)'])(
  '“%s” is no account',
  (sid) => {
    expect(() => joinCommand(sid)).toThrow('tank.engines-unclear');
  },
);

test('no script holds a value: names, paths and numbers come as JSON', () => {
  for (const text of Object.values(scripts)) {
    expect(text).not.toContain('openclaw');
    expect(text).not.toMatch(/[A-Z]:\\/);
    // Quotes and braces close: the nearest thing to a parser that there is here.
    for (const [open, close] of ['{}', '()', '[]']) {
      const plain = text.replace(/'[^']*'/g, '').replace(/\^\(?\\d[^']*/g, '');
      expect(plain.split(open as string).length, text).toBe(plain.split(close as string).length);
    }
    expect(text.split("'").length % 2).toBe(1);
  }
});

/** Parameters of each command, from MicrosoftDocs/windows-powershell-docs, winserver2025-ps, 2026-04-25. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(new URL('../../../fixtures/tank/hyperv-cmdlets.json', import.meta.url), 'utf8'),
);
const COMMON = ['ErrorAction'];

test('every command and parameter of the scripts is in Microsoft’s documents', () => {
  const seen = new Set<string>();
  for (const text of Object.values(scripts))
    for (const segment of text.split(/[|;{}\n]|@\(/)) {
      const command = /(?:^|[=(])\s*([A-Z][a-z]+-(?:VM|VHD|Net|Dns)\w*)/.exec(segment.trim())?.[1];
      if (!command) continue;
      seen.add(command);
      const given = [...segment.replace(/'[^']*'|"[^"]*"/g, '').matchAll(/\s-([A-Z]\w+)/g)].map(
        ([, name]) => name,
      );
      const known = [...(PARAMETERS[command] ?? []), ...COMMON];
      expect(
        given.filter((name) => !known.includes(name ?? '')),
        segment,
      ).toEqual([]);
      expect(PARAMETERS[command], command).toBeDefined();
    }
  expect([...seen].sort()).toEqual(Object.keys(PARAMETERS).sort());
});

test('an address that isn’t known yet is asked for again; cancelling ends the waiting', async () => {
  const it = await made();
  await hypervDriver.start(it.tank);
  const standIn = it.standIn as HyperV;
  standIn.address = null;
  const controller = new AbortController();
  const tank: TankContext = { ...it.tank, needs: { ...it.tank.needs, signal: controller.signal } };
  const waiting = hypervDriver.sshAt?.(tank);
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  it.end();
});

test('a disk that is converted already is not unpacked again', async () => {
  const it = await made();
  expect(existsSync(join(it.tank.folder, 'disk.vhd'))).toBe(false);
  for (const step of hypervDriver.steps(it.tank)) expect(await step.done()).toBe(true);
  rmSync(join(it.tank.folder, 'disk.vhdx'));
  const states = await Promise.all(hypervDriver.steps(it.tank).map((step) => step.done()));
  expect(states).toEqual([true, false, false, true]);
  it.end();
});
