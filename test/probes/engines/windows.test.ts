import { describe, expect, test } from 'vitest';
import { createEngineProbe } from '../../../main/probes/engines';
import { parseWindowsAnswer, windowsAcceleration } from '../../../main/probes/engines/engines-windows';
import { fakeHost } from '../../fakes/host';

// What ConvertTo-Json -Compress prints of the hashtable in the probe: names in any order, booleans, null for what a
// class doesn't have.
const answer = (told: object = {}) =>
  JSON.stringify({
    vendor: 'LENOVO',
    cpu: 'AuthenticAMD',
    edition: 'Professional',
    hypervisor: false,
    firmware: true,
    slat: true,
    vmm: true,
    reboot: false,
    features: [
      { name: 'Microsoft-Hyper-V', state: 2 },
      { name: 'VirtualMachinePlatform', state: 1 },
    ],
    ...told,
  });

describe('the processor’s help on Windows', () => {
  test.each([
    ['switched on', {}, 'usable'],
    // Hyper-V runs: all three properties read False.
    ['in use by a hypervisor', { hypervisor: true, firmware: false, slat: false, vmm: false }, 'usable'],
    ['switched off in the firmware', { firmware: false }, 'off'],
    ['not there', { firmware: false, slat: false, vmm: false }, 'absent'],
    ['not told', { firmware: null, slat: null, vmm: null }, 'unknown'],
    ['told as text', { hypervisor: 'False', firmware: 'True' }, 'unknown'],
  ])('%s', (_name, told, is) => {
    expect(windowsAcceleration(parseWindowsAnswer(answer(told))).is).toBe(is);
  });

  test.each([[''], ['null'], ['[]x'], ['"text"']])('no answer (%s) is no knowledge', (output) => {
    expect(windowsAcceleration(parseWindowsAnswer(output)).is).toBe('unknown');
  });
});

const WHERE = {
  ProgramFiles: 'C:\\Program Files',
  SystemRoot: 'C:\\Windows',
  PROCESSOR_ARCHITECTURE: 'AMD64',
  PATH: 'C:\\Windows\\System32',
};

/** A host whose PowerShell says `told`. The long line is the probe’s own: any of its kind is answered. */
function windows(
  told: string,
  more: { files?: Record<string, string>; commands?: Record<string, string> } = {},
) {
  const host = fakeHost({ platform: 'win32', env: WHERE, ...more });
  const run = host.run;
  return Object.assign(host, {
    run: (program: string, args: readonly string[], limit?: number) =>
      program === 'powershell'
        ? Promise.resolve({ code: 0, stdout: Buffer.from(told), stderr: Buffer.alloc(0) })
        : run(program, args, limit),
  });
}

describe('engines on Windows', () => {
  test('a Home edition in China is one', async () => {
    const facts = await createEngineProbe(windows(answer({ edition: 'CoreCountrySpecific' }))).look();
    expect(facts).toMatchObject({
      edition: 'home',
      architecture: 'x64',
      processor: 'amd',
      rebootPending: false,
    });
  });

  test('Hyper-V counts when its feature is on, and tells if this account is let in', async () => {
    const on = answer({ features: [{ name: 'Microsoft-Hyper-V', state: 1 }] });
    // whoami /groups /fo csv /nh, the group named in Chinese: only the SID is read.
    const row = '"BUILTIN\\Hyper-V 管理员","别名","S-1-5-32-578","必需的组, 启用于默认, 启用的组"\r\n';
    const look = async (groups: string) =>
      (await createEngineProbe(windows(on, { commands: { 'whoami /groups /fo csv /nh': groups } })).look())
        .engines.hyperv;
    expect(await look(row)).toEqual({ program: 'powershell', version: null });
    expect(await look(row.replace('578', '545'))).toMatchObject({ lacks: 'permission' });
    expect((await createEngineProbe(windows(answer())).look()).engines.hyperv).toBeUndefined();
  });

  test('WSL is asked for its version, in UTF-16 too, and never started', async () => {
    const wsl = 'C:\\Windows\\System32\\wsl.exe';
    // First line of `wsl --version` in Chinese, as wsl.exe writes it.
    const said = Buffer.from('WSL 版本： 2.3.26.0\r\n内核版本： 5.15.167.4-1\r\n', 'utf16le').toString(
      'latin1',
    );
    const host = windows(answer(), {
      files: { [wsl]: '' },
      commands: { [`${wsl} --version`]: said },
    });
    expect((await createEngineProbe(host).look()).engines.wsl).toEqual({ program: wsl, version: '2.3.26.0' });
  });

  test('without PowerShell nothing is claimed', async () => {
    const host = fakeHost({ platform: 'win32', env: WHERE });
    const facts = await createEngineProbe(host).look();
    expect(facts).toMatchObject({ edition: null, rebootPending: null, maker: null });
    expect(facts.acceleration.is).toBe('unknown');
  });
});
