import { expect, test } from 'vitest';
import { createPortForwardProbe } from '../../../main/probes/port-forwards';
import { fakeHost } from '../../fakes/host';

const QUERY = 'C:\\Windows\\System32\\reg.exe query HKLM\\SYSTEM\\CurrentControlSet\\Services\\PortProxy /s';
/** As reg.exe prints it; nothing of it is translated (learn.microsoft.com/windows-server/administration/windows-commands/reg-query). */
const RULES = `
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\PortProxy\\v4tov4

HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\PortProxy\\v4tov4\\tcp
    0.0.0.0/18789    REG_SZ    127.0.0.1/18789
    */8080    REG_SZ    172.20.1.2/3000
`.replaceAll('\n', '\r\n');

test('the rules of Windows', async () => {
  const probe = createPortForwardProbe(fakeHost({ platform: 'win32', commands: { [QUERY]: RULES } }));
  expect(await probe.forwards()).toEqual({
    items: [
      { address: '0.0.0.0', port: 18789, toAddress: '127.0.0.1', toPort: 18789 },
      { address: '0.0.0.0', port: 8080, toAddress: '172.20.1.2', toPort: 3000 },
    ],
    gaps: [],
  });
});
test('no key, no rules; no answer is unseen', async () => {
  const none = createPortForwardProbe(fakeHost({ platform: 'win32', commands: { [QUERY]: { code: 1 } } }));
  expect(await none.forwards()).toEqual({ items: [], gaps: [] });
  const silent = createPortForwardProbe(fakeHost({ platform: 'win32' }));
  expect((await silent.forwards()).gaps).toHaveLength(1);
});
test('the others have none', async () => {
  expect(await createPortForwardProbe(fakeHost()).forwards()).toEqual({ items: [], gaps: [] });
});
