import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import type { EngineId } from '../contract/tank';
import { tankHere } from '../errands/works/tank-now';
import { PROVED } from '../openclaw/proved';
import { createProbes } from '../probes/create';
import { nodeHost } from '../probes/host/node';
import { voice } from '../report/render';
import type { TankPlan } from '../tank';
import { nameFor, planFor, type Workshop } from '../tank/make';
import { stepsOf } from '../tank/steps';
import { folderOf, readTank, readTanks } from '../tank/tanks';
import { offerHere } from '../tank/ways';
import { KINDS } from '../tank/ways/ladder';
import { EXIT, type Values, writeJson, writeLines } from './say';
import type { Meant } from './tank';

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
  { engine, tank }: Meant,
  { root }: Workshop,
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
  const { best, others } = await offerHere(
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

interface Circumstances {
  readonly shop: Workshop;
  readonly newest: string | null;
  readonly mirror: TankPlan['mirror'];
}

/** Shows what making a tank would be: its plan, what is fetched, every step. Nothing is made. */
export async function writeMaking(
  { engine, tank, installs }: ToMake,
  { shop, newest, mirror }: Circumstances,
  values: Values,
  language: Language,
): Promise<number> {
  const speak = voice(language);
  const say = (id: string, told: Message['values'] = {}) => speak({ id: `tank.making-${id}`, values: told });
  const request = { engine, openclaw: newest ?? PROVED, mirror, ...(tank !== undefined && { tank }) };
  const name = await nameFor(request, shop.root);
  const there = await readTank(shop.root, name);
  if (there?.plan.madeAt) {
    await writeLines([say('made-already', { name })], process.stderr);
    return EXIT.fine;
  }
  const plan = there?.plan ?? (await planFor(name, request, shop, Date.now()));
  const folder = folderOf(shop.root, name);
  const maker = await shop.parts.engineOf(plan.engine);
  const { image, node, npm } = await shop.parts.catalogue(maker.base, plan.architecture, plan.mirror);
  const commands = [
    ...(installs === null ? [] : [installs]),
    // An engine that isn't here yet can't tell what it would be told.
    ...((await maker.commands?.(tankHere({ plan, folder }, shop)).catch(() => [])) ?? []),
  ];
  const steps = stepsOf(tankHere({ plan, folder }, shop), maker, shop.parts)
    .filter(({ id }) => installs !== null || id !== 'install-engine')
    .map((step) => ({ id: step.id, what: speak(step.now), seconds: step.seconds }));
  const downloads = [image, node, npm];
  const { limits, ports } = plan;
  if (values.json)
    await writeJson({
      tank: name,
      engine,
      openclaw: plan.openclaw,
      folder,
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
        : say('would-create', { name, folder, engine: KINDS[engine].name, version: plan.openclaw }),
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
