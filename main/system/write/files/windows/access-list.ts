import { encoded, type PowerShellText, powerShellText } from '../../../read/powershell';
import { type ChangeState, ConflictError } from '../..';
import { ChangeError } from '../../change-error';
import { commandEnvironment } from '../../commands/command-environment';
import type { WriteTools } from '../../write-tools';

/** One direction of a mode change. */
export interface ModeEdit {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

const ITEM = [
  "$ErrorActionPreference='Stop'",
  'try{$i=Get-Item -LiteralPath $env:TANKMATE_PATH -Force}catch{"absent";exit 0}',
  // A link's own list is not that of what it points to, and Set-Acl would change the latter.
  "if($i.LinkType -eq 'SymbolicLink' -or $i.LinkType -eq 'Junction'){'link';exit 0}",
  '"now $($i.GetAccessControl(\'Access,Owner,Group\').Sddl)"',
];

/** Tells the security descriptor of TANKMATE_PATH in SDDL, which is plain ASCII in every language. */
export const READ_SCRIPT = powerShellText('access-list', ITEM.join(';'));

/**
 * The same, and then sets the access list from TANKMATE_SDDL. SetAccessControl writes that part alone; Set-Acl would
 * write the owner too, which only an administrator may.
 */
export const SET = powerShellText(
  'set-access-list',
  [
    ...ITEM,
    "$a=$i.GetAccessControl('Access')",
    "$a.SetSecurityDescriptorSddlForm($env:TANKMATE_SDDL,'Access')",
    'try{$i.SetAccessControl($a)}catch{"denied";exit 0}',
    "'set'",
  ].join(';'),
);

/** The access list of a descriptor as Windows keeps it: AI and AR only tell how it was inherited (SDDL, MS-DTYP 2.5.1.1). */
export function accessList(sddl: string): string | null {
  const list = /D:([A-Z_]*)((?:\([^()]*\))*)/.exec(sddl);
  if (!list) return null;
  return `D:${(list[1] ?? '').replace(/AI|AR/g, '')}${list[2] ?? ''}`;
}

/** Only the access lists count: a plan may name owner and group or not. */
export const sameList = (one: string, other: string): boolean => {
  const list = accessList(one);
  return list !== null && list === accessList(other);
};

/** The descriptor that a script printed; null when nothing is there, or a link. */
export function readNow(out: string): string | null {
  if (/^(absent|link)\s*$/m.test(out)) return null;
  const now = /^now (\S+)\s*$/m.exec(out)?.[1];
  if (now === undefined) throw new ChangeError('not-permitted', 'the security descriptor could not be read');
  return now;
}

async function ask(tools: WriteTools, script: PowerShellText, path: string, sddl = ''): Promise<string> {
  const { out } = await tools.run({
    program: tools.programs.powershell,
    args: encoded(script),
    env: commandEnvironment(tools.platform, tools.env, { TANKMATE_PATH: path, TANKMATE_SDDL: sddl }),
    limitMs: 30_000,
  });
  return out;
}

/** The descriptor as it stands; null when nothing is there, or a link. */
export const currentAccessList = async (tools: WriteTools, path: string): Promise<string | null> =>
  readNow(await ask(tools, READ_SCRIPT, path));

export async function accessListState(tools: WriteTools, { path, from, to }: ModeEdit): Promise<ChangeState> {
  const now = await currentAccessList(tools, path);
  if (now === null) return 'neither';
  return sameList(now, to) ? 'after' : sameList(now, from) ? 'before' : 'neither';
}

/** Sets who may do what with a file or folder, if its list is as expected. */
export async function setAccessList(tools: WriteTools, permitting: ModeEdit): Promise<void> {
  const { path, to } = permitting;
  const stands = await accessListState(tools, permitting);
  if (stands === 'after') return;
  if (stands !== 'before') throw new ConflictError(`${path} has another access list`);
  const out = await ask(tools, SET, path, to);
  if (!/^set\s*$/m.test(out)) throw new ChangeError('not-permitted', path);
}
