import type { Change } from '../../contract/change';
import type { FileProbe } from '../../probes/files';
import type { PortForward } from '../../probes/port-forwards';
import { defineFix } from '../define/define-fix';
import { exposedEndpoints } from '../endpoints/exposed-endpoints';

const en = {
  does: 'End the tunnels that lead to OpenClaw',
  cost: 'From outside nobody gets to OpenClaw any more, you neither. What else these programs lead to ends too.',
  afterwards:
    'A tunnel that starts by itself comes back after the next sign-in: take it out of what starts by itself. Undo doesn’t start it again.',
} as const;

const GRACE_MS = 3000;

/** `netsh interface portproxy` takes its rules by the address as it was given; all addresses are `*` or 0.0.0.0. */
function removal(files: FileProbe, { address, port, toAddress, toPort }: PortForward): Change {
  const netsh = files.path.join(files.env.SystemRoot ?? 'C:\\Windows', 'System32', 'netsh.exe');
  const listen = [`listenaddress=${address}`, `listenport=${port}`];
  const portproxy = ['interface', 'portproxy'];
  return {
    kind: 'command',
    program: netsh,
    args: [...portproxy, 'delete', 'v4tov4', ...listen],
    admin: true,
    undo: {
      program: netsh,
      args: [
        ...portproxy,
        'set',
        'v4tov4',
        ...listen,
        `connectaddress=${toAddress}`,
        `connectport=${toPort}`,
      ],
    },
  };
}

export default defineFix({
  id: 'stop-tunnels',
  messages: {
    en,
    'zh-CN': {
      does: '结束通到 OpenClaw 的隧道',
      cost: '从外面谁也连不到 OpenClaw 了，包括您自己。这些程序通到别处的也会一起断开。',
      afterwards: '会自己启动的隧道，下次登录又会回来：请把它从自启动里去掉。撤销不会把它重新启动。',
    },
  },

  async plan(probes, { say }) {
    const { tunnels, forwards } = await exposedEndpoints(probes);
    const leading = tunnels.filter(({ leads, shared }) => Array.isArray(leads) && !shared);
    // Those of another account are not ours to end.
    const ends = leading
      .filter(({ process }) => process.ours === true && process.startedAt !== null)
      .map(
        ({ process: { pid, program, startedAt } }): Change => ({
          kind: 'end',
          pid,
          program,
          startedAt,
          graceMs: GRACE_MS,
        }),
      );
    const changes = [...ends, ...forwards.map((each) => removal(probes.files, each))];
    return [
      {
        does: say('does'),
        cost: say('cost'),
        ...(ends.length > 0 && { afterwards: say('afterwards') }),
        changes,
        settleMs: 2000,
      },
    ];
  },
});
