import type { Message, Platform } from '../contract/finding';
import type { Language } from '../contract/report';
import type { EngineId } from '../contract/tank';
import { TESTED_VERSION } from '../openclaw/tested-version';
import { createProbes } from '../probes/create-probes';
import { translatorFor } from '../report/render';
import { nodeHost } from '../system/read/node-host';
import { createSteps } from '../tank/lifecycle/create-steps';
import { nameFor, planFor, type TankService } from '../tank/lifecycle/create-tank';
import { tankDownloads } from '../tank/lifecycle/download-steps';
import { folderOf, readTank, readTanks } from '../tank/model/tank-store';
import type { TankPlan } from '../tank/model/types';
import { rankEnginesHere } from '../tank/preflight/engine-options';
import { ENGINE_KINDS, triedMessage } from '../tank/preflight/engine-ranking';
import { contextOfTank } from '../worker/jobs/tank-service';
import { EXIT, type Values, writeJson, writeLines } from './print';

/** What the switches say of which tank is meant. */
export interface TankSelector {
  readonly engine: EngineId | null;
  readonly tank: string | null;
}

const MB = 1_000_000;

/** What a tank is to be made with: an engine, and the one to go on with, if there is one. */
export interface ToMake {
  readonly engine: EngineId;
  readonly tank?: string;
  /** The exact command that puts the engine here first; null: none is needed. */
  readonly installs: string | null;
}

/** The one that was cut off, else what is told, else what is best here; or why there is none. Looks only. */
export async function engineToMake(
  { engine, tank }: TankSelector,
  { root }: TankService,
  signal: AbortSignal,
): Promise<ToMake | { readonly because: Message }> {
  const unfinished = (await readTanks(root)).find(
    ({ plan }) =>
      plan.madeAt === null &&
      (engine === null || plan.engine === engine) &&
      (tank === null || plan.name === tank),
  );
  if (unfinished) return { engine: unfinished.plan.engine, tank: unfinished.plan.name, installs: null };
  const host = nodeHost(signal);
  const { best, others } = await rankEnginesHere(
    createProbes(host, { offline: true }),
    host.platform,
    host.userName,
  );
  const ways = [...(best ? [best] : []), ...others];
  const way = engine === null ? best : ways.find((each) => each.engine === engine);
  const nothing: Message = { id: 'tank.making-nothing-best' };
  if (!way) return { because: ways.find(({ state }) => state === 'hindered')?.because ?? nothing };
  if (way.state === 'hindered') return { because: way.because };
  return { engine: way.engine, installs: way.installs, ...(tank !== null && { tank }) };
}

interface PlanContext {
  readonly service: TankService;
  readonly newest: string | null;
  readonly mirror: TankPlan['mirror'];
}

/** Shows what making a tank would be: its plan, what is fetched, every step. Nothing is made. */
export async function previewCreate(
  { engine, tank, installs }: ToMake,
  { service, newest, mirror }: PlanContext,
  values: Values,
  language: Language,
): Promise<number> {
  const translate = translatorFor(language);
  const say = (id: string, values: Message['values'] = {}) => translate({ id: `tank.making-${id}`, values });
  const request = { engine, openclaw: newest ?? TESTED_VERSION, mirror, ...(tank !== undefined && { tank }) };
  const name = await nameFor(request, service.root);
  const there = await readTank(service.root, name);
  if (there?.plan.madeAt) {
    await writeLines([say('made-already', { name })], process.stderr);
    return EXIT.fine;
  }
  const plan = there?.plan ?? (await planFor(name, request, service, Date.now()));
  const folder = folderOf(service.root, name);
  const context = contextOfTank({ plan, folder }, service);
  const maker = await service.driverOf(plan.engine);
  const downloads = await tankDownloads(context, maker.base);
  const commands = [
    ...(installs === null ? [] : [installs]),
    // An engine that isn't here yet can't tell what it would be told.
    ...((await maker.commands?.(context).catch(() => [])) ?? []),
  ];
  const steps = (service.steps ?? createSteps)(context, maker)
    .filter(({ id }) => installs !== null || id !== 'install-engine')
    .map((step) => ({ id: step.id, what: translate(step.now), seconds: step.seconds }));
  const { limits, ports } = plan;
  if (values.json)
    await writeJson({
      tank: name,
      engine,
      openclaw: plan.openclaw,
      folder,
      tried: ENGINE_KINDS[engine].tried,
      limits,
      port: ports.gateway,
      commands,
      downloads,
      steps,
    });
  else
    await writeLines([
      there
        ? say('would-go-on', { name })
        : say('would-create', { name, folder, engine: ENGINE_KINDS[engine].name, version: plan.openclaw }),
      translate(triedMessage(engine, process.platform as Platform)),
      ...(installs === null ? [] : [say('would-install', { command: installs })]),
      say('would-limits', {
        memory: limits.memoryMiB,
        processors: limits.processors,
        disk: limits.diskGiB,
      }),
      say('would-door', { port: String(ports.gateway) }),
      ...downloads.map(({ file, size, sources, digest }) =>
        say('would-download', {
          file,
          size: size === null ? '?' : Math.ceil(size / MB),
          source: new URL(sources[0] ?? 'about:blank').host,
          algorithm: digest.algorithm,
          digest: digest.hex,
        }),
      ),
      ...steps.map(({ what }, index) => say('would-step', { number: index + 1, what })),
      ...commands.slice(installs === null ? 0 : 1).map((command) => `$ ${command}`),
    ]);
  await writeLines([say('would-yes')], process.stderr);
  return EXIT.usage;
}
