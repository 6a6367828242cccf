import { describe, expect, it } from 'vitest';
import { parseProcNet } from '../../../main/system/read/processes/proc-net';

const line = (local: string, state = '0A', inode = '61328') =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  4321        0 ${inode} 1 000000003a93ba4d 100 0 0 10 0`;

describe('/proc/net/tcp and tcp6', () => {
  // Addresses as kernel 6.18 on x86-64 printed them for sockets that were opened for it.
  it.each([
    ['0100007F:6FE1', '127.0.0.1', 28641],
    ['00000000:07E8', '0.0.0.0', 2024],
    ['0A00A8C0:4965', '192.168.0.10', 18789],
  ])('reads %s', (local, address, port) => {
    expect(parseProcNet(line(local), 4)).toEqual([{ address, family: 4, port, uid: 4321, inode: '61328' }]);
  });

  it.each([
    ['00000000000000000000000001000000:6FE1', '::1'],
    ['00000000000000000000000000000000:4965', '::'],
    ['0000000000000000FFFF00000100007F:4965', '::ffff:127.0.0.1'],
    ['0000000000000000FFFF00000A00A8C0:4965', '::ffff:192.168.0.10'],
    ['000080FE00000000FF005450B6AD1DFE:4965', 'fe80::5054:ff:fe1d:adb6'],
  ])('reads %s', (local, address) => {
    expect(parseProcNet(line(local), 6)).toMatchObject([{ address, family: 6 }]);
  });

  it('skips what does not listen, and what is broken', () => {
    const wild = [
      '',
      'sl local',
      line('0100007F:6FE1', '01'),
      line('0100007F'),
      line('XYZ:1'),
      line('00:0000'),
      '\0'.repeat(999),
    ];
    expect(parseProcNet(wild.join('\n'), 4)).toEqual([]);
    expect(parseProcNet(line('0100007F:6FE1'), 6)).toEqual([]);
  });
});
