import { namesOpenClaw } from './places';

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

const PROGRAM = /^(openclaw|clawdbot|moltbot)(-gateway)?(\.(mjs|js|cmd|exe))?$/i;
const VERBS = /^(gateway|node|daemon|serve|start|run)$/;

/**
 * Whether a command line starts OpenClaw: the program itself, a script of its package, or a container of it.
 * An argument that merely mentions the word (a folder to back up, say) does not.
 */
export function startsOpenClaw(command: readonly string[]): boolean {
  // `sh -c "exec openclaw gateway"` is one word to the unit.
  const words = command.flatMap((word) => word.split(/\s+/)).filter(Boolean);
  const last = (word: string) => word.split(/[\\/]/).at(-1) ?? '';
  const containers = words.some((word) => /^(docker|podman)(\.exe)?$/i.test(last(word)));
  return words.some((word, index) => {
    if (/[\\/](openclaw|clawdbot|moltbot)[\\/]/i.test(word) && /\.([cm]?js|cmd|vbs)$/i.test(word))
      return true;
    if (containers && index > 0 && namesOpenClaw(last(word)) && !/sandbox/i.test(word)) return true;
    return PROGRAM.test(last(word)) && (index === 0 || VERBS.test(words[index + 1] ?? ''));
  });
}
