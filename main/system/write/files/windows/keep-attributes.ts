import { encoded, powerShellText } from '../../../read/powershell';
import { ChangeError } from '../../change-error';
import { commandEnvironment } from '../../commands/command-environment';
import type { WriteTools } from '../../write-tools';

/**
 * Gives the file at TANKMATE_FRESH the access list, attributes and creation time of the one at TANKMATE_OLD, and its
 * owner where that is another (only an administrator can: else `owner`). [IO.File]::Replace would keep most of it too,
 * but ReplaceFileW can end with neither file under the name (ERROR_UNABLE_TO_MOVE_REPLACEMENT_2); the rename that comes
 * after this one is a single step.
 */
export const KEEP = powerShellText(
  'keep-attributes',
  [
    "$ErrorActionPreference='Stop'",
    '$o=New-Object IO.FileInfo $env:TANKMATE_OLD',
    '$f=New-Object IO.FileInfo $env:TANKMATE_FRESH',
    "$a=$o.GetAccessControl('Access,Owner')",
    '$n=New-Object Security.AccessControl.FileSecurity',
    "$n.SetSecurityDescriptorSddlForm($a.GetSecurityDescriptorSddlForm('Access'),'Access')",
    '$f.SetAccessControl($n)',
    '$s=[Security.Principal.SecurityIdentifier]',
    "if($f.GetAccessControl('Owner').GetOwner($s) -ne $a.GetOwner($s))" +
      "{try{$w=New-Object Security.AccessControl.FileSecurity;$w.SetOwner($a.GetOwner($s));$f.SetAccessControl($w)}catch{'owner';exit 0}}",
    '$f.CreationTimeUtc=$o.CreationTimeUtc',
    '$f.Attributes=$o.Attributes',
    "'kept'",
  ].join(';'),
);

/** What that script printed. */
export function readKeep(out: string, name: string): void {
  if (/^owner\s*$/m.test(out)) throw new ChangeError('not-mine', name);
  if (!/^kept\s*$/m.test(out)) throw new ChangeError('attributes', name);
}

export async function keepOnWindows(
  tools: WriteTools,
  old: string,
  fresh: string,
  name: string,
): Promise<void> {
  const { out } = await tools.run({
    program: tools.programs.powershell,
    args: encoded(KEEP),
    env: commandEnvironment(tools.platform, tools.env, { TANKMATE_OLD: old, TANKMATE_FRESH: fresh }),
    limitMs: 30_000,
  });
  readKeep(out, name);
}
