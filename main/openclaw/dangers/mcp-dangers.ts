import { type Json, type SettingsReader, valueAt } from '../read-settings';
import { readBind } from '../sandbox-settings';
import { clearTextReach } from './clear-text';
import { downloadsAndRuns } from './download-and-run';
import {
  isOnAt,
  isSettingsMap,
  membersAt,
  type SettingDanger,
  type SettingSteps,
  textsAt,
  textsOfSetting,
} from './setting-danger';

export type McpDanger =
  | 'mcp-download'
  | 'mcp-everything'
  | 'mcp-home'
  | 'mcp-unpinned'
  | 'mcp-clear'
  | 'mcp-approves'
  | 'mcp-apps'
  | 'mcp-in-sandbox';

type Danger = SettingDanger<McpDanger>;

/** Programs that fetch a package and run it, and where its name stands: `npx -y NAME`, `pnpm dlx NAME`. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  npx: [],
  bunx: [],
  uvx: [],
  pnpx: [],
  npm: ['exec', 'x'],
  pnpm: ['dlx'],
  yarn: ['dlx'],
  bun: ['x'],
  pipx: ['run'],
  uv: ['tool', 'run', 'x'],
};
const NAMES_PACKAGE = /^(?:-p|--package|--from|--spec)$/;
const VERSION = /(?:@|==)\d+\.\d+/;
const ADDRESS = /^(?:git\+|https?:|github:)/;
const COMMIT = /@[0-9a-f]{40}\b|#[0-9a-f]{40}\b/;
const LOCAL = /^(?:\.{0,2}[\\/]|~|file:|[a-z]:[\\/])/i;

const baseName = (program: string) =>
  (program.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd)$/, '');

/** What a runner fetches anew at each start; null when it is held to one version, or nothing is fetched. */
function unpinned(command: string, args: readonly string[]): string | null {
  const verbs = RUNNERS[baseName(command)];
  if (verbs === undefined) return null;
  let rest = args;
  if (verbs.length > 0) {
    const verb = args.findIndex((each) => verbs.includes(each));
    if (verb < 0) return null;
    rest = args.slice(verb + 1).filter((each) => !verbs.includes(each));
  }
  const named = rest.findIndex((each) => NAMES_PACKAGE.test(each));
  const name = named >= 0 ? rest[named + 1] : rest.find((each) => !each.startsWith('-'));
  if (name === undefined || LOCAL.test(name)) return null;
  return ADDRESS.test(name) ? (COMMIT.test(name) ? null : name) : VERSION.test(name) ? null : name;
}

const ROOT = /^(?:\/|[a-z]:[\\/]?|\/(?:home|Users|root|etc|var|usr|mnt|Volumes))[\\/]?$/i;
const HOME_ITSELF = /^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)[\\/]?$/i;

/** A folder among a server's arguments that is far more than it can need. */
function servedTooMuch(args: readonly string[], home: string): 'mcp-everything' | 'mcp-home' | null {
  const values = args.map((each) => each.replace(/^--?[\w-]+=/, ''));
  if (values.some((each) => ROOT.test(each))) return 'mcp-everything';
  const isHome = (each: string) =>
    HOME_ITSELF.test(each) ||
    (/^(?:~|\/|[a-z]:[\\/])/i.test(each) &&
      !each.includes('.openclaw') &&
      readBind(each, home).reach === 'home');
  return values.some(isHome) ? 'mcp-home' : null;
}

function serverDangers(
  reader: SettingsReader,
  place: SettingSteps,
  server: Json,
  home: string,
): readonly Danger[] {
  if (!isSettingsMap(server) || server.enabled === false) return [];
  const dangers: Danger[] = [];
  const at = (key: string) => [...place, key];
  const [command = ''] = textsOfSetting(reader, server.command);
  const args = textsOfSetting(reader, server.args ?? []);
  const program = baseName(command);
  if (command) {
    if (downloadsAndRuns([command, ...args].join(' ')))
      dangers.push({ kind: 'mcp-download', severity: 'high', place: at('command'), shows: program });
    const served = servedTooMuch(args, home);
    if (served)
      dangers.push({
        kind: served,
        severity: served === 'mcp-everything' ? 'high' : 'medium',
        place: at('args'),
        shows: program,
      });
    if (unpinned(command, args) !== null)
      dangers.push({ kind: 'mcp-unpinned', severity: 'low', place: at('args'), shows: program });
  }
  for (const url of textsOfSetting(reader, server.url)) {
    const reach = clearTextReach(url);
    if (reach === 'elsewhere' || reach === 'network')
      dangers.push({
        kind: 'mcp-clear',
        severity: reach === 'elsewhere' ? 'medium' : 'low',
        place: at('url'),
        shows: 'http://',
      });
  }
  if (isSettingsMap(server.codex) && server.codex.defaultToolsApprovalMode === 'approve')
    dangers.push({
      kind: 'mcp-approves',
      severity: 'low',
      place: [...place, 'codex', 'defaultToolsApprovalMode'],
    });
  return dangers;
}

/** Servers of tools that the settings start or connect to (docs/tools/mcp.md, docs/cli/mcp/transports.md). */
export function mcpDangers(reader: SettingsReader, home: string): readonly Danger[] {
  const dangers: Danger[] = [];
  const places = [
    ['mcp', 'servers'],
    ['nodeHost', 'mcp', 'servers'],
    // acpx starts its own (docs/tools/acp-agents-setup.md).
    ['plugins', 'entries', 'acpx', 'config', 'mcpServers'],
  ];
  const servers = places.flatMap((at) =>
    membersAt(reader, at).map(([name, server]) => ({ place: [...at, name], server })),
  );
  for (const { place, server } of servers) dangers.push(...serverDangers(reader, place, server, home));
  const apps = ['mcp', 'apps', 'enabled'];
  if (isOnAt(reader, apps)) dangers.push({ kind: 'mcp-apps', severity: 'low', place: apps });
  // They run beside the gateway, not in the sandbox (docs/gateway/config-tools/tool-policy.md).
  const running = servers.some(({ server }) => isSettingsMap(server) && server.enabled !== false);
  for (const key of ['allow', 'alsoAllow']) {
    const place = ['tools', 'sandbox', 'tools', key];
    if (running && textsAt(reader, place).includes('bundle-mcp'))
      dangers.push({ kind: 'mcp-in-sandbox', severity: 'low', place });
  }
  return dangers;
}

/** Whether any server of tools is named and not switched off. */
export const hasMcpServers = (reader: SettingsReader): boolean =>
  membersAt(reader, ['mcp', 'servers']).some(([, each]) => isSettingsMap(each) && each.enabled !== false) ||
  isSettingsMap(valueAt(reader.value, 'nodeHost.mcp.servers'));
