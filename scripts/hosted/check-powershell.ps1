# Holds each text in a folder to this computer's own PowerShell: its parser, and the cmdlets and parameters that it has.
# The folder is TEXTS; test/system/powershell writes the texts into it (TANKMATE_POWERSHELL_TEXTS).
$ErrorActionPreference = 'Stop'
$faults = New-Object System.Collections.ArrayList
$files = @(Get-ChildItem -LiteralPath $env:TEXTS -Filter '*.ps1')
foreach ($file in $files) {
  $tokens = $null
  $problems = $null
  $tree = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$problems)
  foreach ($problem in $problems) { $null = $faults.Add("$($file.Name): $($problem.Message)") }
  $calls = $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)
  foreach ($call in $calls) {
    $name = $call.GetCommandName()
    $command = @(Get-Command -Name $name -ErrorAction SilentlyContinue)[0]
    if (-not $command) {
      $null = $faults.Add("$($file.Name): nobody here knows $name")
      continue
    }
    if ($command.CommandType -eq 'Alias') { $null = $faults.Add("$($file.Name): $name is only an alias") }
    $known = @($command.Parameters.Keys) + @($command.Parameters.Values | ForEach-Object { $_.Aliases })
    foreach ($element in $call.CommandElements) {
      if ($element -isnot [Management.Automation.Language.CommandParameterAst]) { continue }
      if ($known -notcontains $element.ParameterName) {
        $null = $faults.Add("$($file.Name): $name has no -$($element.ParameterName)")
      }
    }
  }
}
foreach ($fault in $faults) { Write-Output "FAIL $fault" }
Write-Output "PowerShell $($PSVersionTable.PSVersion): $($files.Count) texts, $($faults.Count) faults"
if ($files.Count -lt 20 -or $faults.Count -gt 0) { exit 1 }
