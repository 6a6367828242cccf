import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/stop-tunnels';
import { probesWith, running } from '../doors';

const QUARANTINE = '/home/lin/.config/Tankmate/quarantine';
const SSH = 'ssh -R 80:localhost:18789 example.org';

test('ends what is ours and leads to a gateway', async () => {
  const processes = [
    running(SSH),
    running('ngrok http 3000', { pid: 78 }),
    running(SSH, { pid: 79, account: 'ann', ours: false }),
    running(SSH, { pid: 80, startedAt: null }),
  ];
  const [proposal] = await fix.plan(probesWith({ processes }), QUARANTINE);
  expect(proposal?.changes).toEqual([
    { kind: 'end', pid: 77, program: 'ssh', startedAt: '1234', graceMs: 3000 },
  ]);
  expect(proposal?.afterwards).toBeDefined();
});

test('a rule of Windows goes by an administrator’s command, and comes back by one', async () => {
  const forwards = [{ address: '0.0.0.0', port: 8080, toAddress: '127.0.0.1', toPort: 18789 }];
  const [proposal] = await fix.plan(probesWith({ forwards }), QUARANTINE);
  const rule = ['listenaddress=0.0.0.0', 'listenport=8080'];
  expect(proposal?.changes).toEqual([
    {
      kind: 'command',
      program: expect.stringMatching(/^C:.Windows.System32.netsh\.exe$/),
      args: ['interface', 'portproxy', 'delete', 'v4tov4', ...rule],
      admin: true,
      undo: {
        program: expect.stringMatching(/^C:.Windows.System32.netsh\.exe$/),
        args: [
          'interface',
          'portproxy',
          'set',
          'v4tov4',
          ...rule,
          'connectaddress=127.0.0.1',
          'connectport=18789',
        ],
      },
    },
  ]);
});

test('nothing that leads here, nothing to do', async () => {
  const [proposal] = await fix.plan(probesWith({ lines: ['ngrok http 3000'] }), QUARANTINE);
  expect(proposal?.changes).toEqual([]);
});
