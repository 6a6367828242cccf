import { expect, test } from 'vitest';
import { capacityOf, mountOf } from '../../../main/probes/machine/capacity';
import { nodeHost } from '../../../main/system/read/node-host';

const mounts = ['/', '/home', '/home/lin/usb', 'C:\\', 'D:'].map((mount) => ({ mount, available: 1 }));

test.each([
  ['/home/lin', '/home'],
  ['/root', '/'],
  ['/homes', '/'],
  ['C:\\Users\\lin', 'C:\\'],
  ['d:\\lin', 'D:'],
])('%s lies on %s', (folder, mount) => expect(mountOf(folder, mounts)?.mount).toBe(mount));

test('no mount is no answer', () => expect(mountOf('E:\\', mounts.slice(3))).toBeUndefined());

test('this computer has some room', async () => {
  const { memory, disk } = await capacityOf(nodeHost(new AbortController().signal));
  expect(memory).toBeGreaterThan(0.1);
  // A full or unusual disk answers nothing, which is null and not nought.
  expect(disk === null || disk > 0).toBe(true);
});
