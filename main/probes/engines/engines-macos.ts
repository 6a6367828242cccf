import type { EngineId } from '../../contract/tank';
import type { Host } from '../../system/read';
import { architectureOf, findProgram, toolsAmong, versionOf } from './programs';
import type { Acceleration, EngineDetection, EngineFacts } from './types';

/**
 * `sysctl kern.hv_support`: 1 where the Hypervisor framework works (developer.apple.com, Hypervisor). A guest without
 * nesting answers 0.
 */
export function macosAcceleration(output: string | null): Acceleration {
  const value = output?.trim();
  const is = value === '1' ? 'usable' : value === '0' ? 'absent' : 'unknown';
  return { is, evidence: [{ kind: 'command', where: 'sysctl -n kern.hv_support', saw: value || '–' }] };
}

/** What macOS has for making a tank. */
export async function macosEngines(host: Host): Promise<EngineFacts> {
  const sysctl = (name: string) =>
    host.run('sysctl', ['-n', name]).then(
      ({ code, stdout }) => (code === 0 ? stdout.toString('utf8') : null),
      () => null,
    );
  const [uname, translated, support, tools] = await Promise.all([
    host.run('uname', ['-m']).then(
      ({ stdout }) => stdout.toString('utf8').trim(),
      () => '',
    ),
    // Under Rosetta an Apple chip calls itself x86_64.
    sysctl('sysctl.proc_translated'),
    sysctl('kern.hv_support'),
    toolsAmong(host, ['ssh', 'ssh-keygen', 'brew']),
  ]);
  const engines: Partial<Record<EngineId, EngineDetection>> = {};
  const see = async (id: EngineId, name: string, asks = true) => {
    const program = await findProgram(host, name);
    if (program) engines[id] = { program, version: asks ? await versionOf(host, program) : null };
  };
  await Promise.all([
    see('lima', 'limactl'),
    see('multipass', 'multipass', false),
    see('virtualbox', 'VBoxManage'),
    see('podman', 'podman'),
    see('docker', 'docker'),
  ]);
  return {
    architecture: translated?.trim() === '1' ? 'arm64' : architectureOf(uname),
    acceleration: macosAcceleration(support),
    maker: 'Apple Inc.',
    processor: null,
    edition: null,
    rebootPending: null,
    engines,
    tools,
  };
}
