import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINES } from '../contract/tank';
import { makeFolder, writeForGood } from '../fixes/durable';
import type { TankPlan } from '.';

const FILE = 'tank.json';
/** A second one, written after the first: a disk fault in one of them loses no tank. */
const SPARE = 'tank.spare.json';

/** A lower-case letter, then letters, digits and hyphens, 31 at most: fits host names and every engine's own rule. */
export const isTankName = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9-]{0,30}$/.test(value) && !RESERVED.has(value);
/** Folders beside the tanks, and names that Windows gives to devices (learn.microsoft.com, "Naming Files"). */
const RESERVED = new Set(['downloads', 'fetched', 'con', 'prn', 'aux', 'nul']);

const isPort = (value: unknown) => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65536;
const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isCount = (value: unknown) => typeof value === 'number' && value > 0 && Number.isFinite(value);
const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

export function isTankPlan(value: unknown): value is TankPlan {
  const plan = fields(value);
  const limits = fields(plan.limits);
  const ports = fields(plan.ports);
  return (
    plan.schema === 1 &&
    isTankName(plan.name) &&
    (ENGINES as readonly unknown[]).includes(plan.engine) &&
    (plan.architecture === 'x64' || plan.architecture === 'arm64') &&
    typeof plan.openclaw === 'string' &&
    /^[0-9A-Za-z.+-]{1,64}$/.test(plan.openclaw) &&
    typeof plan.image === 'string' &&
    [limits.memoryMiB, limits.processors, limits.diskGiB].every(isCount) &&
    [ports.gateway, ports.ssh].every(isPort) &&
    (plan.mirror === 'own' || plan.mirror === 'npmmirror') &&
    isTime(plan.createdAt) &&
    [plan.madeAt, plan.movedInAt, plan.changedAt ?? null].every((at) => at === null || isTime(at))
  );
}

/** The plan of the tank in `folder`; null where there is none that fits. */
export async function readPlan(folder: string): Promise<TankPlan | null> {
  for (const name of [FILE, SPARE]) {
    try {
      const value: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
      if (isTankPlan(value)) return value;
    } catch {}
  }
  return null;
}

/** Keeps the plan, for this account alone. Rejects when the disk doesn't take it; what was there before stays. */
export async function writePlan(folder: string, plan: TankPlan): Promise<void> {
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  await makeFolder(folder);
  await writeForGood(join(folder, FILE), text);
  await writeForGood(join(folder, SPARE), text);
}
