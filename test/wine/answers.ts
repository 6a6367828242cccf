import { readFileSync } from 'node:fs';
import type { Answer, Answers } from './wine';

// In the form in which Windows' own programs print: netstat, whoami and schtasks as learn.microsoft.com/windows-server/
// administration/windows-commands shows them, PowerShell as the probes' own questions make it print. Written by hand.
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

const ME = 'S-1-5-21-1111111111-2222222222-3333333333-1001';
const SYSTEM_TASK = task(
  '\\Microsoft\\Windows\\Defrag\\ScheduledDefrag',
  '<UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel>',
  '%windir%\\system32\\defrag.exe',
);

function task(name: string, principal: string, command: string): string {
  return [
    `<!-- ${name} -->`,
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    `  <RegistrationInfo><URI>${name}</URI></RegistrationInfo>`,
    `  <Principals><Principal id="Author">${principal}</Principal></Principals>`,
    `  <Actions Context="Author"><Exec><Command>${command}</Command></Exec></Actions>`,
    '</Task>',
  ].join('\r\n');
}
const tasks = (...all: string[]) =>
  `<?xml version="1.0" encoding="UTF-16"?>\r\n<Tasks>\r\n${[SYSTEM_TASK, ...all].join('\r\n\r\n')}\r\n</Tasks>\r\n`;

/** `Get-Acl` through the probe's script: the same access list for everything that it asks about. */
const lists = (sddl: string): Answer => {
  const rows = Array.from({ length: 400 }, (_, index) => `${index} ${sddl}\r\n`);
  return { to: '-EncodedCommand', says: `me ${ME}\r\n${rows.join('')}` };
};
const ONLY_ME = `O:${ME}G:${ME}D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${ME})`;
const EVERYONE = `O:${ME}G:${ME}D:AI(A;OICIID;FA;;;WD)(A;OICIID;FA;;;${ME})`;

const netstat = (four: string | Buffer, six: string | Buffer): readonly Answer[] => [
  { to: 'TCPv6', says: six },
  { to: 'TCP', says: four },
];
const whoami = (groups: string): readonly Answer[] => [
  { to: '/user', says: fixture('account/whoami-user-zh.csv') },
  { to: '/groups', says: fixture(`account/${groups}`) },
];
/** Windows without WSL: the sentence is translated, the exit code tells. */
const wsl: readonly Answer[] = [
  {
    to: '-l',
    code: 1,
    says: Buffer.from('适用于 Linux 的 Windows 子系统没有已安装的分发版。\r\n', 'utf16le'),
  },
];

/** A Chinese Windows: an administrator with UAC, a gateway at 0.0.0.0, and `command` (in its code page) as a task. */
export const chinese = (command: Buffer): Answers => {
  const principal = `<UserId>${ME}</UserId><RunLevel>HighestAvailable</RunLevel>`;
  const [before = '', after = ''] = tasks(task('\\OpenClaw Gateway', principal, '|')).split('|');
  return {
    whoami: whoami('whoami-groups-zh-split.csv'),
    netstat: netstat(fixture('gateways/netstat-tcp-zh.txt'), fixture('gateways/netstat-tcpv6-en.txt')),
    powershell: [{ to: 'Win32_Process', says: fixture('gateways/processes-zh.json') }, lists(ONLY_ME)],
    schtasks: [{ to: '/xml', says: Buffer.concat([Buffer.from(before), command, Buffer.from(after)]) }],
    wsl,
  };
};

/** A standard account on an English Windows; a gateway in the copy at `folder`, if there is one, listens to itself only. */
export const english = (folder: string | null): Answers => {
  const command = `"C:\\Program Files\\nodejs\\node.exe" ${folder}\\dist\\index.js gateway --port 18789`;
  const hidden = { command: null, path: null, owner: null };
  const gateway = { name: 'node.exe', command, path: 'C:\\Program Files\\nodejs\\node.exe', owner: ME };
  const processes = [
    { pid: 4, parent: 0, name: 'System', ...hidden },
    { pid: 1044, parent: 700, name: 'svchost.exe', ...hidden },
    ...(folder === null ? [] : [{ pid: 5300, parent: 4800, ...gateway }]),
  ];
  const socket = (address: string, pid: number) =>
    `  TCP    ${address.padEnd(22)} ${(address.startsWith('[') ? '[::]:0' : '0.0.0.0:0').padEnd(22)} LISTENING       ${pid}\r\n`;
  const table = (...sockets: string[]) =>
    `\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n${sockets.join('')}`;
  const own = (address: string) => (folder === null ? '' : socket(address, 5300));
  return {
    whoami: whoami('whoami-groups-en-standard.csv'),
    netstat: netstat(
      table(socket('0.0.0.0:135', 1044), own('127.0.0.1:18789')),
      table(socket('[::]:135', 1044), own('[::1]:18789')),
    ),
    powershell: [{ to: 'Win32_Process', says: JSON.stringify(processes) }, lists(ONLY_ME)],
    schtasks: [{ to: '/xml', says: tasks() }],
    wsl,
  };
};

/** What is said to the question for all that runs. */
function processesOf({ powershell = [] }: Answers): Answer {
  const answer = typeof powershell === 'string' ? undefined : powershell[0];
  return answer ?? { to: 'Win32_Process', says: '[]' };
}

/** An elevated administrator whose files are open to everyone; no gateway runs. */
export const elevated: Answers = {
  ...english(null),
  whoami: whoami('whoami-groups-zh-elevated.csv'),
  powershell: [processesOf(english(null)), lists(EVERYONE)],
};

/** A Windows on which every program fails, as under a policy that forbids them. */
export const forbidden: Answers = Object.fromEntries(
  ['whoami', 'netstat', 'powershell', 'schtasks', 'wsl'].map((name) => [name, []]),
);

/** The same with a PowerShell that keeps access lists: all are open to everyone until somebody closes them. */
export function withAccessLists(answers: Answers): Answers {
  const processes = String(processesOf(answers).says);
  const told = JSON.stringify({ me: ME, sddl: EVERYONE, processes });
  const script = readFileSync(new URL('powershell.mjs', import.meta.url), 'utf8');
  return { ...answers, powershell: `const told = ${told};\n${script}` };
}
