import { namesOpenClaw } from './install-places';

/**
 * Whether a unit, agent or task of this name is OpenClaw's own: `openclaw-gateway[-<profile>]`, `openclaw-node`,
 * `openclaw` (ansible, Quadlet), `ai.openclaw.<name>`, `OpenClaw Gateway (<profile>)` and what they were called
 * before the renaming (OpenClaw source, src/daemon/constants.ts; docs, install/uninstall).
 */
export const isServiceName = (name: string): boolean =>
  /^(openclaw|clawdbot|moltbot)([-. @(]|$)|^(ai|com|bot|org)\.(openclaw|clawdbot|moltbot|molt)(\.|$)/i.test(
    name,
  );

/** Whether the name is from before the renaming. */
export const isLegacyServiceName = (name: string): boolean => /clawdbot|moltbot|^bot\.molt(\.|$)/i.test(name);

/** Where the system keeps its own programs. */
const SYSTEM_PROGRAM = /^\/(usr\/)?(s?bin|lib|lib64|libexec)\//;
const RUNS_OTHERS =
  /^(-?(sh|bash|dash|zsh|ash|ksh|fish)|node|nodejs|bun|deno|npm|npx|pnpm|env|nohup|nice|timeout|docker|podman|wscript|cscript|cmd|powershell|pwsh)[\d.]*(\.exe)?$/i;

/** Whether a command line is worth a look at its files: hundreds of units start nothing but programs of the system. */
export function mayStartOpenClaw(command: readonly string[]): boolean {
  const [first = ''] = command;
  const name = first.split(/[\\/]/).at(-1) ?? '';
  return command.some(namesOpenClaw) || !SYSTEM_PROGRAM.test(first) || RUNS_OTHERS.test(name);
}
