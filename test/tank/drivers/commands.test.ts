import { expect, test } from 'vitest';
import { qemuOn } from '../../../main/tank/drivers/qemu/qemu-driver';
import { scriptedRunner, tankAt } from '../../fakes/command-runner';

test('what is shown before is what QEMU will be told: no folder, no screen, one door on 127.0.0.1', async () => {
  const tank = tankAt(
    '/home/lin/tanks/openclaw',
    scriptedRunner(() => undefined),
    {},
    { root: '/home/lin/tanks' },
  );
  const [disk = '', machine = ''] =
    (await qemuOn({ proc: '/none', kvm: '/none', patience: 1 }).commands?.(tank)) ?? [];
  expect(disk).toMatch(/^qemu-img create -q -f qcow2 -F qcow2 -b \.\.\/downloads\/\S+\.img disk\.qcow2 12G$/);
  expect(machine).toMatch(/^qemu-system-x86_64 -name tankmate-openclaw /);
  expect(machine).toContain(' -accel tcg,');
  expect(machine).toContain('hostfwd=tcp:127.0.0.1:22922-:22');
  expect(machine).not.toMatch(/virtfs|9p|spice|vnc|usb-/);
});
