import { type Json, valueAt } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import { workspaceRoots } from '../contents/workspace-roots';
import { GapCollector } from '../extensions/gap-collector';
import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import { readingFailure } from '../reading-failure';
import type { OpenClawSettings } from '../settings/types';
import { columnTexts } from '../sqlite/read-rows';
import { turnedIn } from './turned-in';
import type { OrderText } from './types';

/** Files of a workspace that are put before every talk (docs/concepts/agent-workspace.md); other names of other agents beside them. */
const INSTRUCTIONS =
  /^(?:AGENTS|SOUL|TOOLS|IDENTITY|USER|HEARTBEAT|BOOT|BOOTSTRAP|MEMORY|CLAUDE|GEMINI|DREAMS)(?:\.dev)?\.md$/i;
const NOTE = /\.md$/i;
const LARGEST = 512 * 1024;
const MOST_NOTES = 200;
const MOST_PLANS = 500;

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What a planned task has the agent do (docs/automation/cron-jobs.md): each text in its payload. */
function planTexts(job: unknown): string {
  const texts: string[] = [];
  const search = (value: unknown, depth: number) => {
    if (typeof value === 'string') texts.push(value);
    else if (depth < 8 && typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) search(each, depth + 1);
  };
  const payload =
    typeof job === 'object' && job !== null && 'payload' in job ? (job as { payload: unknown }).payload : job;
  search(payload, 0);
  return texts.join('\n');
}

/** Texts of the settings that are put before talks or sent by themselves (docs/gateway/config-agents, config-hooks.md). */
function inSettings(settings: OpenClawSettings | null): readonly OrderText[] {
  if (settings?.state !== 'read') return [];
  const found: OrderText[] = [];
  const search = (value: Json, place: readonly (string | number)[]) => {
    if (place.length > 16 || found.length > MOST_PLANS) return;
    if (typeof value === 'string') {
      const key = String(place.at(-1));
      if (/^(?:systemPrompt|prompt|messageTemplate|textTemplate|extraSystemPrompt)$/.test(key))
        found.push({
          where: `${settings.setup.configPath}: ${place.join('.')}`,
          turned: turnedIn(textOf(value)),
        });
      return;
    }
    if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) search(each, [...place, key]);
  };
  for (const top of ['agents', 'channels', 'hooks', 'messages', 'cron'])
    search(valueAt(settings.value, top) ?? null, [top]);
  return found;
}

/** Everything that an agent of a setup obeys besides people: files of its workspaces, its memory, its planned tasks. */
export async function findInstructions(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
): Promise<PartialResult<OrderText>> {
  const gaps = new GapCollector(host);
  const items: OrderText[] = [...inSettings(settings)];
  const { join } = host.path;
  const read = async (file: string) => {
    const text = await host.readText(file, LARGEST).catch(gaps.orElse(file, null));
    if (text !== null) items.push({ where: file, turned: turnedIn(text) });
  };
  const list = (folder: string) => host.list(folder).catch(gaps.orElse<readonly string[]>(folder, []));
  for (const folder of workspaceRoots(host, setup, settings).folders) {
    for (const name of [...(await list(folder))].sort())
      if (INSTRUCTIONS.test(name)) await read(join(folder, name));
    const notes = (await list(join(folder, 'memory'))).filter((name) => NOTE.test(name)).toSorted();
    // The newest are named last: YYYY-MM-DD.md.
    for (const name of notes.slice(-MOST_NOTES)) await read(join(folder, 'memory', name));
  }

  const plans = join(setup.stateDir, 'cron', 'jobs.json');
  const database = join(setup.stateDir, 'state', 'openclaw.sqlite');
  const ask = async (where: string, jobs: () => Promise<readonly unknown[]>) => {
    try {
      for (const [index, job] of (await jobs()).slice(0, MOST_PLANS).entries())
        items.push({ where: `${where}: ${index + 1}`, turned: turnedIn(planTexts(job)) });
    } catch (error) {
      host.signal.throwIfAborted();
      if (!isAbsentReading(error)) gaps.gaps.push({ where, because: readingFailure(error) });
    }
  };
  await ask(plans, async () => {
    const value: unknown = JSON.parse(await host.readText(plans, LARGEST));
    const jobs = Array.isArray(value) ? value : (value as { jobs?: unknown } | null)?.jobs;
    return Array.isArray(jobs) ? jobs : [];
  });
  await ask(`${database}#cron_jobs`, async () => {
    const rows = await columnTexts(host, database, { table: 'cron_jobs', column: 'job_json', most: 500 });
    return rows.map((text): unknown => JSON.parse(text));
  });
  return { items, gaps: gaps.gaps };
}
