import type { Severity, State } from '../../../main/contract/finding';
import type { FakeMachine } from '../../fakes/host';
import { COPY, copyAt, type Files, settingsAt, tcpTable } from '../whole-scan';

/** One labelled machine: `lin`, an ordinary account in the group `ops`, has OpenClaw in its home. */
export interface Case {
  readonly is: string;
  readonly files?: Files;
  readonly machine?: FakeMachine;
  /** Without OpenClaw. */
  readonly bare?: true;
  readonly state: State;
  readonly severity?: Severity;
  /** A part of where the first evidence lies. */
  readonly where?: string;
}

export const SUDO: Files = { '/usr/bin/sudo': { text: '', mode: 0o4755 } };
export const DOAS: Files = { '/usr/bin/doas': { text: '', mode: 0o4755 } };
export const POLKIT: Files = { '/usr/lib/polkit-1/polkitd': { text: '', mode: 0o755 } };
export const sudoers = (...lines: readonly string[]): Files => ({
  ...SUDO,
  '/etc/sudoers': { text: `${lines.join('\n')}\n`, mode: 0o440 },
});
export const unit = (...lines: readonly string[]) => `[Service]\n${lines.join('\n')}\n`;

const GROUPS =
  'root:x:0:\nsudo:x:27:mei\ndocker:x:998:mei\nops:x:1100:lin\nlin:x:1000:\nmei:x:1001:\nwww-data:x:33:\n';
const PASSWD =
  'root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\nlin:x:1000:1000::/home/lin:/bin/sh\nmei:x:1001:1001::/home/mei:/bin/sh\n';

/** A Linux on which root owns all but the homes. */
export const LINUX: Files = {
  '/etc/passwd': PASSWD,
  '/etc/group': GROUPS,
  '/etc/hostname': 'tidy\n',
  '/etc/nsswitch.conf': 'passwd: files systemd\ngroup: files systemd\n',
  '/proc/self/status':
    'Name:\tnode\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\nGroups:\t1000 1100 \nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNSpid:\t7\n',
  '/proc/self/uid_map': '         0          0 4294967295\n',
  '/usr/bin/env': { text: '', mode: 0o755 },
  '/usr/local/bin': { folder: true },
  '/tmp': { folder: true, mode: 0o1777 },
  '/etc/systemd/system': { folder: true },
  '/etc/crontab': '17 * * * * root cd / && run-parts --report /etc/cron.hourly\n',
  ...tcpTable(),
};
export const openclaw = (): Files => ({ ...copyAt(COPY), ...settingsAt() });
export const own = { uid: 1000, gid: 1000 } as const;
