import { join } from 'node:path';
import * as v from 'valibot';
import { DateText, guardOf, type ShapeOf } from '../../contract/shape';
import { ENGINES } from '../../contract/tank';
import { readShapedFile } from '../../system/read/shaped-file';
import { makePrivateFolder, writeDurable } from '../../system/write/atomic-file';

const FILE = 'tank.json';
/** A second one, written after the first: a disk fault in one of them loses no tank. */
const SPARE = 'tank.spare.json';

/** Folders beside the tanks, and names that Windows gives to devices (learn.microsoft.com, "Naming Files"). */
const RESERVED = new Set(['downloads', 'fetched', 'con', 'prn', 'aux', 'nul']);
/** A lower-case letter, then letters, digits and hyphens, 31 at most: fits host names and every engine's own rule. */
const TankName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{0,30}$/),
  v.check((name) => !RESERVED.has(name)),
);
export const isTankName = guardOf(TankName);

const Port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
const Amount = v.pipe(v.number(), v.finite(), v.gtValue(0));
const PlanShape = v.object({
  schema: v.literal(1),
  /** `openclaw` unless told. */
  name: TankName,
  engine: v.picklist(ENGINES),
  architecture: v.picklist(['x64', 'arm64']),
  /** Version of OpenClaw that is put in. */
  openclaw: v.pipe(v.string(), v.regex(/^[0-9A-Za-z.+-]{1,64}$/)),
  /** SHA-256 (hex) of the base image in the catalogue. */
  image: v.string(),
  limits: v.object({ memoryMiB: Amount, processors: Amount, diskGiB: Amount }),
  /** Free ports on 127.0.0.1 that were chosen for it: the gateway's door, and ssh where the engine forwards one. */
  ports: v.object({ gateway: Port, ssh: Port }),
  mirror: v.picklist(['own', 'npmmirror']),
  /** ISO 8601, UTC. */
  createdAt: DateText,
  /** ISO 8601, UTC: every step was done once; null: still being made. */
  madeAt: v.nullable(DateText),
  movedInAt: v.nullable(DateText),
  /** ISO 8601, UTC: somebody moved in, or it was brought back. What it tried before says nothing of it any more. */
  changedAt: v.exactOptional(v.nullable(DateText)),
  /** ISO 8601, UTC: OpenClaw inside answered a question; null: it never did; absent: nobody knows, as an older Tankmate made it. */
  answeredAt: v.exactOptional(v.nullable(DateText)),
  /** The provider of models that the settings which moved in ask; absent: they name none. */
  wants: v.exactOptional(v.string()),
});
/** The tank as it was asked for: kept in `tank.json` before anything is made, so that making it can go on. No secrets. */
export type TankPlan = ShapeOf<typeof PlanShape>;
export const isTankPlan = guardOf(PlanShape);

/** The plan of the tank in `folder`; null where there is none that fits. */
export const readPlan = async (folder: string): Promise<TankPlan | null> =>
  (await readShapedFile(join(folder, FILE), PlanShape)) ?? readShapedFile(join(folder, SPARE), PlanShape);

/** Keeps the plan, for this account alone. Rejects when the disk doesn't take it; what was there before stays. */
export async function writePlan(folder: string, plan: TankPlan): Promise<void> {
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  await makePrivateFolder(folder);
  await writeDurable(join(folder, FILE), text);
  await writeDurable(join(folder, SPARE), text);
}
