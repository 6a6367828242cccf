import { powerShellText } from '../../../../system/read/powershell';

/**
 * PowerShell that never changes: what it works on comes as JSON in `TANKMATE_ASK`, what it finds goes out as JSON.
 * Commands and parameters are those of the Hyper-V module of Windows Server 2025 and Windows 11
 * (learn.microsoft.com/powershell/module/hyper-v). Things are found by their ids, because names are translated.
 */
const START =
  "$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';" +
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8;$ask=$env:TANKMATE_ASK|ConvertFrom-Json;';
/** All are asked for and one is picked: asked for by a name that isn't there, and not allowed at all, would look alike. */
const MACHINE = '$vm=@(Get-VM|Where-Object{$_.Name -eq $ask.name})[0];';

const onMachine = (...lines: readonly string[]): string => START + MACHINE + lines.join('\n');

/**
 * All that is known of the machine; `null` when there is none. 6C09BB55-…: the Guest Service Interface, by which files are
 * copied in (learn.microsoft.com, "Hyper-V Integration Services"). Enumerations as their names, which aren't translated.
 */
export const READ_VM = powerShellText(
  'hyperv-read',
  onMachine(
    "if(!$vm){'null';exit 0}",
    '$net=@(Get-VMNetworkAdapter -VM $vm)',
    '$disks=@(Get-VMHardDiskDrive -VM $vm)',
    "$copy=@(Get-VMIntegrationService -VM $vm|Where-Object{$_.Id -like '*6C09BB55-D683-4DA0-8931-C9BF705F6480'})",
    '$firmware=Get-VMFirmware -VM $vm',
    'ConvertTo-Json -Compress -Depth 4 @{',
    'state=[string]$vm.State;generation=$vm.Generation;processors=$vm.ProcessorCount;',
    'memory=$(if($vm.DynamicMemoryEnabled){$vm.MemoryMaximum}else{$vm.MemoryStartup});assigned=$vm.MemoryAssigned;',
    'automaticCheckpoints=$vm.AutomaticCheckpointsEnabled;copyIn=[bool]($copy|Where-Object Enabled);',
    'secureBoot=[string]$firmware.SecureBoot;session=[string]$vm.EnhancedSessionTransportType;',
    'disks=@($disks|ForEach-Object Path);dvds=@(Get-VMDvdDrive -VM $vm|ForEach-Object Path);',
    'diskBytes=($disks|ForEach-Object{(Get-Item -LiteralPath $_.Path).Length}|Measure-Object -Sum).Sum;',
    'switches=@($net|ForEach-Object{[string]$_.SwitchId});',
    'refused=@($net|Get-VMNetworkAdapterExtendedAcl|Where-Object{$_.Action -eq "Deny" -and $_.Direction -eq "Outbound"}|ForEach-Object RemoteIPAddress);',
    'snapshots=@(Get-VMSnapshot -VM $vm|ForEach-Object{@{name=$_.Name;at=$_.CreationTime.ToUniversalTime().ToString("o")}})',
    '}',
  ),
);

/** A growing VHDX from our VHD, in its place at once: a conversion that was cut off is thrown away. */
export const CONVERT = powerShellText(
  'hyperv-convert',
  onMachine(
    'if(!(Test-Path -LiteralPath $ask.vhdx)){',
    '$new=[IO.Path]::ChangeExtension($ask.vhdx,"new.vhdx")',
    'if(Test-Path -LiteralPath $new){Remove-Item -LiteralPath $new -Force}',
    'Convert-VHD -Path $ask.vhd -DestinationPath $new -VHDType Dynamic',
    'Move-Item -LiteralPath $new -Destination $ask.vhdx',
    '}',
  ),
);

/**
 * The machine, from wherever an earlier run was cut off. Generation 2 with Secure Boot by Microsoft's certificate for
 * other systems; no checkpoints of its own, no copying of files into it; on Windows' own Default Switch, by its id because
 * its name is translated (github.com/canonical/multipass/issues/1833). Outside of it, packets to private networks are
 * refused, but for answers to ssh, and what DNS and DHCP need (Add-VMNetworkAdapterExtendedAcl: larger weights come first).
 */
export const MAKE = powerShellText(
  'hyperv-make',
  onMachine(
    '$switch=Get-VMSwitch -Id c08cb7b8-9b3c-408e-8e30-5e16a3aeb444',
    'if(!$vm){$vm=New-VM -Name $ask.name -Generation 2 -NoVHD -Path $ask.path -MemoryStartupBytes ($ask.memory/2)}',
    'Set-VM -VM $vm -ProcessorCount $ask.processors -DynamicMemory -MemoryMinimumBytes ($ask.memory/4) ' +
      '-MemoryStartupBytes ($ask.memory/2) -MemoryMaximumBytes $ask.memory -AutomaticCheckpointsEnabled $false ' +
      '-CheckpointType Standard -AutomaticStartAction Nothing -AutomaticStopAction ShutDown',
    'Set-VMFirmware -VM $vm -EnableSecureBoot On -SecureBootTemplate MicrosoftUEFICertificateAuthority',
    'Set-VMProcessor -VM $vm -ExposeVirtualizationExtensions $false',
    "Get-VMIntegrationService -VM $vm|Where-Object{$_.Id -like '*6C09BB55-D683-4DA0-8931-C9BF705F6480'}|Disable-VMIntegrationService",
    'if(!@(Get-VMHardDiskDrive -VM $vm)){Add-VMHardDiskDrive -VM $vm -Path $ask.vhdx}',
    'if(!@(Get-VMDvdDrive -VM $vm)){Add-VMDvdDrive -VM $vm -Path $ask.seed}',
    'Set-VMFirmware -VM $vm -FirstBootDevice @(Get-VMHardDiskDrive -VM $vm)[0]',
    '$net=@(Get-VMNetworkAdapter -VM $vm)[0]',
    '$net|Get-VMNetworkAdapterExtendedAcl|Remove-VMNetworkAdapterExtendedAcl',
    '$to=@{VMNetworkAdapter=$net}',
    'Add-VMNetworkAdapterExtendedAcl @to -Action Allow -Direction Inbound -LocalPort 22 -Protocol TCP -Weight 200 -Stateful $true',
    'Add-VMNetworkAdapterExtendedAcl @to -Action Allow -Direction Outbound -RemotePort 53 -Protocol UDP -Weight 191 -Stateful $true',
    'Add-VMNetworkAdapterExtendedAcl @to -Action Allow -Direction Outbound -RemotePort 53 -Protocol TCP -Weight 190 -Stateful $true',
    'Add-VMNetworkAdapterExtendedAcl @to -Action Allow -Direction Outbound -RemotePort 67 -Protocol UDP -Weight 180',
    '$weight=100',
    'foreach($range in $ask.refused){Add-VMNetworkAdapterExtendedAcl @to -Action Deny -Direction Outbound -RemoteIPAddress $range -Weight $weight;$weight--}',
    // The last, so that it never runs on a network without its rules.
    'Connect-VMNetworkAdapter -VMNetworkAdapter $net -VMSwitch $switch',
  ),
);

export const START_VM = powerShellText(
  'hyperv-start',
  onMachine('if($vm.State -ne "Running"){Start-VM -VM $vm}'),
);
/** Asks the system inside to shut down; fails where it can't be asked. */
export const STOP_VM = powerShellText(
  'hyperv-stop',
  onMachine('if($vm -and $vm.State -ne "Off"){Stop-VM -VM $vm -Force}'),
);
export const TURN_OFF = powerShellText(
  'hyperv-turn-off',
  onMachine('if($vm -and $vm.State -ne "Off"){Stop-VM -VM $vm -TurnOff -Force}'),
);
/**
 * Its disks stay where they are, in the tank's folder. Checkpoints are merged into them after the machine is gone
 * (Remove-VM), so it waits until nobody holds them any more.
 */
export const REMOVE = powerShellText(
  'hyperv-remove',
  onMachine(
    'if($vm){',
    'if($vm.State -ne "Off"){Stop-VM -VM $vm -TurnOff -Force}',
    'Remove-VM -VM $vm -Force}',
    'for($try=0;$try -lt 120;$try++){try{',
    'Get-ChildItem -LiteralPath $ask.folder -Filter "disk*vhdx"|ForEach-Object{[IO.File]::Open($_.FullName,"Open","ReadWrite","None").Close()}',
    'break}catch{Start-Sleep -Seconds 1}}',
  ),
);

export const TAKE = powerShellText(
  'hyperv-take-snapshot',
  onMachine('Checkpoint-VM -VM $vm -SnapshotName $ask.snapshot'),
);
const CHECKPOINT = '$kept=@(Get-VMSnapshot -VM $vm|Where-Object{$_.Name -eq $ask.snapshot})[0]';
export const RESTORE = powerShellText(
  'hyperv-restore-snapshot',
  onMachine(CHECKPOINT, 'Restore-VMSnapshot -VMSnapshot $kept -Confirm:$false'),
);
export const DROP = powerShellText(
  'hyperv-drop-snapshot',
  onMachine(CHECKPOINT, 'if($kept){Remove-VMSnapshot -VMSnapshot $kept -Confirm:$false}'),
);

/**
 * Its address: as the system inside tells it (Ubuntu's cloud image has no service that does), as this computer's own list
 * of neighbours has it, or by the name that the Default Switch gives (`NAME.mshome.net`, as Multipass asks for it). Whoever
 * answers there is known by the host key.
 */
export const ADDRESS = powerShellText(
  'hyperv-address',
  onMachine(
    '$net=@(Get-VMNetworkAdapter -VM $vm)[0]',
    "$found=@($net.IPAddresses|Where-Object{$_ -match '^\\d+(\\.\\d+){3}$'})",
    "if(!$found){$mac=$net.MacAddress -replace '(..)(?!$)','$1-'",
    "$found=@(Get-NetNeighbor -AddressFamily IPv4 -LinkLayerAddress $mac -ErrorAction SilentlyContinue|Where-Object{$_.State -ne 'Unreachable'}|ForEach-Object IPAddress)}",
    'if(!$found){$found=@(Resolve-DnsName -Name "$($ask.host).mshome.net" -Type A -ErrorAction SilentlyContinue|Where-Object IPAddress|ForEach-Object IPAddress)}',
    'ConvertTo-Json -Compress @{address=$(if($found){[string]$found[0]}else{$null})}',
  ),
);

/** The module's version, and that it answers: not as translated as Windows' own words. */
export const VERSION = powerShellText(
  'hyperv-version',
  `${START}ConvertTo-Json -Compress @{version=[string](Get-CimInstance Win32_OperatingSystem).Version}`,
);

/** Whether the group has this account as a member, though Windows may not have noticed since the last sign-in. */
export const MEMBER = powerShellText(
  'hyperv-member',
  `${START}ConvertTo-Json -Compress @{member=[bool](Get-LocalGroupMember -SID S-1-5-32-578|Where-Object{$_.SID.Value -eq $ask.sid})}`,
);
